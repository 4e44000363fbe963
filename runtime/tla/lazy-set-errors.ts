import { fail } from './errors.ts';
import type { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';

/** An element whose components belong to an infinite set cannot be given by its position. */
export function failInfinite(set: TlaSet): never {
  return fail('not-enumerable', 'Attempted to enumerate the infinite set {0}', [set]);
}

/** x has a type that no element of the set has. */
export function failNotElement(x: Value, set: TlaSet, kind: string, at?: Site): never {
  return fail(
    'incomparable',
    `Attempted to check if {0}, which is not a ${kind}, is an element of {1}`,
    [x, set],
    at,
  );
}
