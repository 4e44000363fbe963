/** The community module FiniteSetsExt. */
import { asInteger, asSet } from '../coerce.ts';
import { EnumeratedSet, emptySet } from '../enumerated-set.ts';
import { fail } from '../errors.ts';
import { add, greaterThan, lessThan, multiply } from '../integers.ts';
import { productOf } from '../lazy-sets.ts';
import type { TlaSet } from '../set.ts';
import { bigUnion, cardinality, difference, setFilter, setMap, unionOfSets } from '../sets.ts';
import { makeSet } from '../enumerated-set.ts';
import type { Site } from '../site.ts';
import type { TlaTuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import type { Operator1, Operator2 } from './folds.ts';
import { foldRightOver } from './folds.ts';

/** `FoldSet(op, base, S)`: op(x, accumulated). */
export function foldSet(op: Operator2, base: Value, set: Value, at?: Site): Value {
  return foldRightOver(op, asSet(set, at).toArray(at), base);
}

/** `ReduceSet(op, S, base)`. */
export function reduceSet(op: Operator2, set: Value, base: Value, at?: Site): Value {
  return foldSet(op, base, set, at);
}

/** `SumSet(S)`. */
export function sumSet(set: Value, at?: Site): Value {
  return foldSet((x, y) => add(x, y, at), 0, set, at);
}

/** `ProductSet(S)`. */
export function productSet(set: Value, at?: Site): Value {
  return foldSet((x, y) => multiply(x, y, at), 1, set, at);
}

/** `MapThenSumSet(F, S)`. */
export function mapThenSumSet(f: Operator1, set: Value, at?: Site): Value {
  return foldSet((x, y) => add(f(x), y, at), 0, set, at);
}

/** `FlattenSet(S)`. */
export function flattenSet(sets: Value, at?: Site): TlaSet {
  return bigUnion(sets, at);
}

/** `SymDiff(A, B)`. */
export function symDiff(a: Value, b: Value, at?: Site): TlaSet {
  return unionOfSets(difference(a, b, at), difference(b, a, at), at);
}

/** `Quantify(S, P)`: how many elements satisfy P. */
export function quantify(set: Value, predicate: Operator1, at?: Site): number {
  return cardinality(setFilter(set, predicate, at), at);
}

/** `kSubset(k, S)`: the subsets of k elements. */
export function kSubset(size: Value, set: Value, at?: Site): TlaSet {
  const k = asInteger(size, at);
  const items = asSet(set, at).toArray(at);
  if (k < 0 || k > items.length) return emptySet;
  const subsets: Value[] = [];
  const choose = (from: number, chosen: Value[]): void => {
    if (chosen.length === k) {
      subsets.push(EnumeratedSet.ofSorted(chosen));
      return;
    }
    for (let i = from; i <= items.length - (k - chosen.length); i++)
      choose(i + 1, [...chosen, items[i] as Value]);
  };
  choose(0, []);
  return EnumeratedSet.ofSorted(subsets);
}

function extreme(name: string, set: Value, better: (x: Value, y: Value) => boolean, at?: Site): Value {
  const items = asSet(set, at).toArray(at);
  const first = items[0];
  if (first === undefined) return fail('no-choice', `${name} of the empty set`, [set], at);
  return items.reduce((best, x) => (better(x, best) ? x : best), asInteger(first, at));
}

/** `Max(S)`. */
export function max(set: Value, at?: Site): Value {
  return extreme('Max', set, (x, y) => greaterThan(x, y, at), at);
}

/** `Min(S)`. */
export function min(set: Value, at?: Site): Value {
  return extreme('Min', set, (x, y) => lessThan(x, y, at), at);
}

/** `Choices(S)`: the sets that have one element chosen from each set in S. */
export function choices(sets: Value, at?: Site): TlaSet {
  const members = asSet(sets, at).toArray(at);
  if (members.length === 0) return makeSet([emptySet]);
  const product = productOf(members.map((member) => asSet(member, at)));
  return setMap(product, (chosen) => makeSet((chosen as TlaTuple).toArray(), at), at);
}

/** `ChooseUnique(S, P)`: the only element that satisfies P. */
export function chooseUnique(set: Value, predicate: Operator1, at?: Site): Value {
  const found = setFilter(set, predicate, at);
  if (found.size === 1) return found.elementAt(0);
  return fail(
    'no-choice',
    'Not exactly one element of {0} satisfies the predicate of ChooseUnique',
    [set],
    at,
  );
}
