/** The standard module Randomization, as far as it draws from sets that can be enumerated. */
import { asInteger } from '../coerce.ts';
import { EnumeratedSet, makeSet } from '../enumerated-set.ts';
import { fail } from '../errors.ts';
import { random } from '../hooks.ts';
import { elementAt, elementCount } from '../sets.ts';
import type { TlaSet } from '../set.ts';
import type { Site } from '../site.ts';
import type { Value } from '../value.ts';
import { compare } from '../value.ts';

/** `RandomSubset(k, S)`: k different elements of S; every such subset is as likely as any other. */
export function randomSubset(size: Value, set: Value, at?: Site): TlaSet {
  const wanted = asInteger(size, at);
  const count = elementCount(set, at);
  if (wanted < 0 || wanted > count)
    return fail('not-in-domain', 'RandomSubset cannot take {0} elements out of {1}', [size, set], at);
  // Floyd's sampling: for each of the last k places, a place up to it that is not taken, or itself.
  const places = new Set<number>();
  for (let last = count - wanted; last < count; last++) {
    const place = Math.floor(random() * (last + 1));
    places.add(places.has(place) ? last : place);
  }
  return EnumeratedSet.ofSorted([...places].map((place) => elementAt(set, place, at)).sort(compare));
}

/** `RandomSetOfSubsets(k, n, S)`: at most k subsets of S, drawn with an expected size of n elements. */
export function randomSetOfSubsets(tries: Value, size: Value, set: Value, at?: Site): TlaSet {
  const count = elementCount(set, at);
  const wanted = asInteger(size, at);
  if (wanted < 0 || wanted > count)
    return fail('not-in-domain', 'RandomSetOfSubsets cannot take {0} elements out of {1}', [size, set], at);
  const subsets: Value[] = [];
  for (let n = asInteger(tries, at); n > 0; n--) {
    const kept: Value[] = [];
    for (let i = 0; i < count; i++) if (random() * count < wanted) kept.push(elementAt(set, i, at));
    subsets.push(EnumeratedSet.ofSorted(kept));
  }
  return makeSet(subsets, at);
}
