/** The community module SequencesExt, without what searches and replaces subsequences (sequences-ext-search.ts). */
import { asInteger, asSet, asTuple } from '../coerce.ts';
import { EnumeratedSet, makeSet } from '../enumerated-set.ts';
import { equals } from '../equality.ts';
import { fail } from '../errors.ts';
import { applyFunction, except } from '../functions.ts';
import { add, modulo } from '../integers.ts';
import { intervalOf } from '../interval.ts';
import { functionSetOf } from '../lazy-sets.ts';
import { concat, len, subSeq } from '../sequences.ts';
import type { TlaSet } from '../set.ts';
import type { Site } from '../site.ts';
import { TlaTuple, emptyTuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import type { Operator2 } from './folds.ts';
import { foldLeftOver, foldRightOver } from './folds.ts';
import { ordersOf, sortSeq } from './tlc.ts';

function items(s: Value, at?: Site): readonly Value[] {
  return asTuple(s, at).toArray();
}

// ---- sets and sequences

/** `ToSet(s)`. */
export function toSet(s: Value, at?: Site): TlaSet {
  return makeSet(items(s, at), at);
}

/** `Indices(s)`. */
export function indices(s: Value, at?: Site): TlaSet {
  return intervalOf(1, len(s, at));
}

/** `SetToSeq(S)`: the elements in canonical order. */
export function setToSeq(set: Value, at?: Site): TlaTuple {
  return TlaTuple.of(asSet(set, at).toArray(at));
}

/** `SetToSeqs(S)`: all orders of the elements. */
export function setToSeqs(set: Value, at?: Site): TlaSet {
  const orders = ordersOf(asSet(set, at).toArray(at));
  return EnumeratedSet.ofSorted(orders.map((order) => TlaTuple.of(order)));
}

/** `SetToSortSeq(S, Before)`. */
export function setToSortSeq(set: Value, before: Operator2, at?: Site): TlaTuple {
  return sortSeq(setToSeq(set, at), before, at);
}

/** `SetToAllKPermutations(S)`: all orders of all subsets. */
export function setToAllKPermutations(set: Value, at?: Site): TlaSet {
  const found: Value[] = [];
  const extend = (chosen: readonly Value[], rest: readonly Value[]): void => {
    found.push(TlaTuple.of([...chosen]));
    rest.forEach((x, i) => extend([...chosen, x], rest.toSpliced(i, 1)));
  };
  extend([], asSet(set, at).toArray(at));
  return makeSet(found, at);
}

/** `TupleOf(S, n)`: the sequences of n elements. */
export function tupleOfSet(set: Value, length: Value, at?: Site): TlaSet {
  return functionSetOf(intervalOf(1, asInteger(length, at)), asSet(set, at));
}

/** `SeqOf(S, n)` and `BoundedSeq(S, n)`: the sequences of up to n elements. */
export function boundedSeq(set: Value, length: Value, at?: Site): TlaSet {
  const found: Value[] = [];
  // Shorter sequences come first in the canonical order, so the parts only need to be put one after the other.
  for (let n = 0; n <= asInteger(length, at); n++) {
    for (const s of tupleOfSet(set, n, at).toArray(at)) found.push(s);
  }
  return EnumeratedSet.ofSorted(found);
}

// ---- single elements

/** `Contains(s, x)`. */
export function contains(s: Value, x: Value, at?: Site): boolean {
  return items(s, at).some((y) => equals(x, y, at));
}

/** `Reverse(s)`. */
export function reverse(s: Value, at?: Site): TlaTuple {
  return TlaTuple.of(items(s, at).toReversed());
}

/** `Remove(s, x)`: all of them. */
export function remove(s: Value, x: Value, at?: Site): TlaTuple {
  return TlaTuple.of(items(s, at).filter((y) => !equals(x, y, at)));
}

/** `ReplaceAll(s, old, new)`. */
export function replaceAll(s: Value, old: Value, replacement: Value, at?: Site): TlaTuple {
  return TlaTuple.of(items(s, at).map((x) => (equals(x, old, at) ? replacement : x)));
}

/** `InsertAt(s, i, x)`: before what is at i. */
export function insertAt(s: Value, index: Value, x: Value, at?: Site): Value {
  const before = asTuple(s, at);
  const i = asInteger(index, at);
  if (i < 1 || i > before.length + 1) {
    return fail('not-in-domain', 'InsertAt: {0} has no position {1}', [s, index], at);
  }
  return before
    .slice(0, i - 1)
    .append(x)
    .concat(before.slice(i - 1, before.length));
}

/** `ReplaceAt(s, i, x)`. */
export function replaceAt(s: Value, index: Value, x: Value, at?: Site): Value {
  return except(asTuple(s, at), index, x, at);
}

/** `RemoveAt(s, i)`. */
export function removeAt(s: Value, index: Value, at?: Site): Value {
  const before = asTuple(s, at);
  const i = asInteger(index, at);
  if (i < 1 || i > before.length) {
    return fail('not-in-domain', 'RemoveAt: {0} has no position {1}', [s, index], at);
  }
  return before.slice(0, i - 1).concat(before.slice(i, before.length));
}

/** `Cons(x, s)`. */
export function cons(x: Value, s: Value, at?: Site): Value {
  return TlaTuple.of([x]).concat(asTuple(s, at));
}

/** `Snoc(s, x)`. */
export function snoc(s: Value, x: Value, at?: Site): Value {
  return asTuple(s, at).append(x);
}

/** `Front(s)`: all but the last; the empty sequence of the empty sequence. */
export function front(s: Value, at?: Site): Value {
  return subSeq(s, 1, len(s, at) - 1, at);
}

/** `Last(s)`. */
export function last(s: Value, at?: Site): Value {
  return applyFunction(asTuple(s, at), len(s, at), at);
}

/** `SeqMod(a, b)`: as `%`, but from 1 to b. */
export function seqMod(a: Value, b: Value, at?: Site): Value {
  return modulo(a, b, at) || asInteger(b, at);
}

// ---- prefixes and suffixes

/** `IsPrefix(s, t)`. */
export function isPrefix(s: Value, t: Value, at?: Site): boolean {
  const length = len(s, at);
  return length <= len(t, at) && equals(s, subSeq(t, 1, length, at), at);
}

/** `IsStrictPrefix(s, t)`. */
export function isStrictPrefix(s: Value, t: Value, at?: Site): boolean {
  return len(s, at) < len(t, at) && isPrefix(s, t, at);
}

/** `IsSuffix(s, t)`. */
export function isSuffix(s: Value, t: Value, at?: Site): boolean {
  const skipped = len(t, at) - len(s, at);
  return skipped >= 0 && equals(s, subSeq(t, skipped + 1, len(t, at), at), at);
}

/** `IsStrictSuffix(s, t)`. */
export function isStrictSuffix(s: Value, t: Value, at?: Site): boolean {
  return len(s, at) < len(t, at) && isSuffix(s, t, at);
}

/** `Prefixes(s)`, the empty one and s included. */
export function prefixes(s: Value, at?: Site): TlaSet {
  const tuple = asTuple(s, at);
  return makeSet(Array.from({ length: tuple.length + 1 }, (_, n) => tuple.slice(0, n)));
}

/** `Suffixes(s)`, the empty one and s included. */
export function suffixes(s: Value, at?: Site): TlaSet {
  const tuple = asTuple(s, at);
  return makeSet(Array.from({ length: tuple.length + 1 }, (_, n) => tuple.slice(n, tuple.length)));
}

/** `CommonPrefixes(S)`. */
export function commonPrefixes(set: Value, at?: Site): TlaSet {
  const sequences = asSet(set, at).toArray(at);
  const first = sequences[0];
  if (first === undefined) return makeSet([]);
  const common = prefixes(first, at)
    .toArray(at)
    .filter((p) => sequences.every((s) => isPrefix(p, s, at)));
  return EnumeratedSet.ofSorted(common);
}

/** `LongestCommonPrefix(S)`. */
export function longestCommonPrefix(set: Value, at?: Site): Value {
  const common = commonPrefixes(set, at);
  if (common.size > 0) return common.elementAt(common.size - 1);
  return fail('no-choice', 'No sequence has a common prefix: the set is {0}', [set], at);
}

// ---- folds

/** `FoldSeq(op, base, s)`: op(x, accumulated). */
export function foldSeq(op: Operator2, base: Value, s: Value, at?: Site): Value {
  return foldRightOver(op, items(s, at), base);
}

/** `FoldLeft(op, base, s)`: op(accumulated, x), from the first element on. */
export function foldLeft(op: Operator2, base: Value, s: Value, at?: Site): Value {
  return foldLeftOver(op, base, items(s, at));
}

/** `FoldRight(op, s, base)`: op(x, accumulated), from the last element on. */
export function foldRight(op: Operator2, s: Value, base: Value, at?: Site): Value {
  return foldRightOver(op, items(s, at), base);
}

/** `FoldLeftDomain(op, base, s)`: folds the positions. */
export function foldLeftDomain(op: Operator2, base: Value, s: Value, at?: Site): Value {
  return foldLeftOver(op, base, indices(s, at).toArray(at));
}

/** `FoldRightDomain(op, s, base)`: folds the positions. */
export function foldRightDomain(op: Operator2, s: Value, base: Value, at?: Site): Value {
  return foldRightOver(op, indices(s, at).toArray(at), base);
}

/** `SumSeq(s)`. */
export function sumSeq(s: Value, at?: Site): Value {
  return foldSeq((x, y) => add(x, y, at), 0, s, at);
}

/** `FlattenSeq(s)`: the concatenation of its elements. */
export function flattenSeq(s: Value, at?: Site): Value {
  const [first, ...rest] = items(s, at);
  return first === undefined ? emptyTuple : rest.reduce((whole, part) => concat(whole, part, at), first);
}

function sameLength(operator: string, s: Value, t: Value, at?: Site): readonly (readonly [Value, Value])[] {
  const left = items(s, at);
  const right = items(t, at);
  if (left.length !== right.length) {
    return fail('different-lengths', `${operator} needs sequences of the same length: {0}, {1}`, [s, t], at);
  }
  return left.map((x, i) => [x, right[i] as Value] as const);
}

/** `Zip(s, t)`, sequences of the same length. */
export function zip(s: Value, t: Value, at?: Site): Value {
  return TlaTuple.of(sameLength('Zip', s, t, at).map(([x, y]) => TlaTuple.of([x, y])));
}

/** `Interleave(s, t)`, sequences of the same length; each element becomes a sequence of one. */
export function interleave(s: Value, t: Value, at?: Site): Value {
  return TlaTuple.of(
    sameLength('Interleave', s, t, at).flatMap(([x, y]) => [TlaTuple.of([x]), TlaTuple.of([y])]),
  );
}
