import { createRequire } from 'node:module';
import type * as immutable from 'immutable';

/**
 * The one door to persistent sequences. The library is required, not imported: to Node it is CommonJS, and before an import of that its text is
 * searched for names, which takes longer than running it.
 */
export const { List } = createRequire(import.meta.url)('immutable') as typeof immutable;
export type List<T> = immutable.List<T>;
