import { fail } from './errors.ts';
import { Int, Nat } from './infinite-sets.ts';
import { IntervalSet } from './interval.ts';
import type { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { sameValue } from './value.ts';

/** Whether every element of a is one of b; enumerates a unless it can see the answer. */
export function isSubset(a: TlaSet, b: TlaSet, at?: Site): boolean {
  if (a === b) return true;
  if (a.size === Infinity) {
    if (a === Nat && b === Int) return true;
    if (b.size === Infinity && sameValue(a, b)) return true;
    return fail(
      'not-enumerable',
      'Attempted to check if the infinite set {0} is a subset of {1}',
      [a, b],
      at,
    );
  }
  if (a instanceof IntervalSet && (b instanceof IntervalSet || b === Nat || b === Int)) {
    return b.has(a.low, at) && b.has(a.high, at);
  }
  return !a.some((x) => !b.has(x, at), at);
}
