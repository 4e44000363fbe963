export { Source, spanning, spanText } from './source.ts';
export type { Position, Span } from './source.ts';
