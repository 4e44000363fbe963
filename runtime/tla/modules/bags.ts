/** The standard module Bags: a bag is a function from its elements to how many copies there are. */
import { asSet } from '../coerce.ts';
import { makeSet } from '../enumerated-set.ts';
import { fail } from '../errors.ts';
import { TlaFunctionLike } from '../function-like.ts';
import { makeFunction, singletonFunction } from '../function-literals.ts';
import { mergeFunctions, withoutKey } from '../function-merge.ts';
import { domain } from '../functions.ts';
import { add } from '../integers.ts';
import { intervalOf } from '../interval.ts';
import { productOf } from '../lazy-sets.ts';
import type { TlaSet } from '../set.ts';
import { forAll, memberOf, subsetOf } from '../sets.ts';
import type { Site } from '../site.ts';
import type { TlaTuple } from '../tuple.ts';
import { emptyTuple } from '../tuple.ts';
import type { Value } from '../value.ts';

/** A function to the positive integers. */
export type Bag = TlaFunctionLike;

export const emptyBag: TlaTuple = emptyTuple;

/** A value as a bag. */
export function asBag(v: Value, operator: string, at?: Site): Bag {
  const f = v instanceof TlaFunctionLike ? v.evaluated() : undefined;
  if (f !== undefined && hasPositiveCounts(f)) return f;
  const message = `A bag was expected by ${operator}, but instead it is: {0}`;
  return fail('not-a-bag', message, [v], at);
}

function hasPositiveCounts(f: TlaFunctionLike): boolean {
  if (f.size === Infinity) return false;
  for (let i = 0; i < f.size; i++) {
    const count = f.valueAt(i);
    if (typeof count !== 'number' || count <= 0) return false;
  }
  return true;
}

/** Copies of x in a bag; an x incomparable with the elements is an error. */
export function copies(bag: Bag, x: Value, at?: Site): number {
  const count = bag.get(x);
  if (count !== undefined) return count as number;
  memberOf(x, domain(bag, at), at);
  return 0;
}

/** The bag with another number of copies of x, 0 to remove it. */
export function withCopies(bag: Bag, x: Value, count: number, at?: Site): Bag {
  if (count === 0) return withoutKey(bag, x);
  return mergeFunctions(singletonFunction(x, count), bag, at) as Bag;
}

/** `IsABag(B)`. */
export function isABag(v: Value): boolean {
  return v instanceof TlaFunctionLike && hasPositiveCounts(v.evaluated());
}

/** `BagToSet(B)`. */
export function bagToSet(bag: Value, at?: Site): TlaSet {
  return domain(asBag(bag, 'BagToSet', at), at);
}

/** `SetToBag(S)`. */
export function setToBag(set: Value, at?: Site): Value {
  return makeFunction(set, () => 1, at);
}

/** `BagIn(x, B)`. */
export function bagIn(x: Value, bag: Value, at?: Site): boolean {
  return copies(asBag(bag, 'BagIn', at), x, at) > 0;
}

/** `CopiesIn(x, B)`. */
export function copiesIn(x: Value, bag: Value, at?: Site): number {
  return copies(asBag(bag, 'CopiesIn', at), x, at);
}

/** `A (+) B`; O(log n) per element of the smaller bag. */
export function bagSum(a: Value, b: Value, at?: Site): Value {
  const left = asBag(a, '(+)', at);
  const right = asBag(b, '(+)', at);
  const other = left.size >= right.size ? right : left;
  let sum = other === right ? left : right;
  for (let i = 0; i < other.size; i++) {
    const x = other.keyAt(i);
    sum = withCopies(sum, x, add(copies(sum, x, at), other.valueAt(i), at), at);
  }
  return sum;
}

/** `A (-) B`. */
export function bagDifference(a: Value, b: Value, at?: Site): Value {
  let rest = asBag(a, '(-)', at);
  const other = asBag(b, '(-)', at);
  for (let i = 0; i < other.size; i++) {
    const x = other.keyAt(i);
    const count = copies(rest, x, at);
    if (count > 0) rest = withCopies(rest, x, Math.max(0, count - (other.valueAt(i) as number)), at);
  }
  return rest;
}

/** `A \sqsubseteq B`. */
export function isSubBag(a: Value, b: Value, at?: Site): boolean {
  const left = asBag(a, '\\sqsubseteq', at);
  const right = asBag(b, '\\sqsubseteq', at);
  if (!subsetOf(domain(left, at), domain(right, at), at)) return false;
  return forAll(domain(left, at), (x) => copies(left, x, at) <= copies(right, x, at), at);
}

/** `BagUnion(S)`, the sum of a set of bags. */
export function bagUnion(bags: Value, at?: Site): Value {
  return asSet(bags, at)
    .toArray(at)
    .reduce((sum, bag) => bagSum(sum, bag, at), emptyBag);
}

/** `SubBag(B)`, the set of all bags in B. */
export function subBag(bag: Value, at?: Site): TlaSet {
  const whole = asBag(bag, 'SubBag', at);
  if (whole.size === 0) return makeSet([emptyBag]);
  const keys = domain(whole, at).toArray(at);
  const choices = productOf(keys.map((key) => intervalOf(0, whole.get(key) as number)));
  const bags = choices.toArray(at).map((counts) => {
    let chosen: Bag = whole;
    (counts as TlaTuple).toArray().forEach((count, i) => {
      chosen = withCopies(chosen, keys[i] as Value, count as number, at);
    });
    return chosen;
  });
  return makeSet(bags, at);
}

/** `BagOfAll(F, B)`: the bag of F(x) for all x in B. */
export function bagOfAll(f: (x: Value) => Value, bag: Value, at?: Site): Value {
  const source = asBag(bag, 'BagOfAll', at);
  let result: Bag = emptyBag;
  for (let i = 0; i < source.size; i++) {
    const y = f(source.keyAt(i));
    result = withCopies(result, y, add(copies(result, y, at), source.valueAt(i), at), at);
  }
  return result;
}

/** `BagCardinality(B)`. */
export function bagCardinality(bag: Value, at?: Site): number {
  const source = asBag(bag, 'BagCardinality', at);
  let count = 0;
  for (let i = 0; i < source.size; i++) count = add(count, source.valueAt(i), at);
  return count;
}
