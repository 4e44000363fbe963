import { sameValue } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { State } from '../model/index.ts';

export function sameState(a: State, b: State): boolean {
  return a.every((value, i) => sameValue(value, b[i] as Value));
}
