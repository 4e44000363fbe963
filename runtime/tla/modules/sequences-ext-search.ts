/** The part of the community module SequencesExt that searches and replaces elements and subsequences. */
import { asInteger, asTuple } from '../coerce.ts';
import { makeSet } from '../enumerated-set.ts';
import { equals } from '../equality.ts';
import { fail } from '../errors.ts';
import { applyFunction } from '../functions.ts';
import { concat, len, subSeq } from '../sequences.ts';
import type { TlaSet } from '../set.ts';
import type { Site } from '../site.ts';
import { TlaTuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import type { Operator1 } from './folds.ts';

function holds(test: Operator1, x: Value, at?: Site): boolean {
  const answer = test(x);
  if (typeof answer === 'boolean') return answer;
  return fail('not-a-boolean', 'A test should give a boolean, but instead it is: {0}', [answer], at);
}

/** `SelectInSubSeq(s, from, to, Test)`: the first position from..to whose element passes, 0 if none does. */
export function selectInSubSeq(s: Value, from: Value, to: Value, test: Operator1, at?: Site): number {
  const end = asInteger(to, at);
  for (let i = asInteger(from, at); i <= end; i++) if (holds(test, applyFunction(s, i, at), at)) return i;
  return 0;
}

/** `SelectInSeq(s, Test)`. */
export function selectInSeq(s: Value, test: Operator1, at?: Site): number {
  return selectInSubSeq(s, 1, len(s, at), test, at);
}

/** `SelectLastInSubSeq(s, from, to, Test)`. */
export function selectLastInSubSeq(s: Value, from: Value, to: Value, test: Operator1, at?: Site): number {
  const start = asInteger(from, at);
  for (let i = asInteger(to, at); i >= start; i--) if (holds(test, applyFunction(s, i, at), at)) return i;
  return 0;
}

/** `SelectLastInSeq(s, Test)`. */
export function selectLastInSeq(s: Value, test: Operator1, at?: Site): number {
  return selectLastInSubSeq(s, 1, len(s, at), test, at);
}

/** `RemoveFirstMatch(s, Test)`. */
export function removeFirstMatch(s: Value, test: Operator1, at?: Site): Value {
  const tuple = asTuple(s, at);
  const found = selectInSeq(tuple, test, at);
  return found === 0 ? tuple : tuple.slice(0, found - 1).concat(tuple.slice(found, tuple.length));
}

/** `RemoveFirst(s, x)`. */
export function removeFirst(s: Value, x: Value, at?: Site): Value {
  return removeFirstMatch(s, (y) => equals(x, y, at), at);
}

/** `SubSeqs(s)`: the contiguous subsequences. */
export function subSeqs(s: Value, at?: Site): TlaSet {
  const tuple = asTuple(s, at);
  const found: Value[] = [tuple.slice(0, 0)];
  for (let from = 0; from < tuple.length; from++) {
    for (let to = from + 1; to <= tuple.length; to++) found.push(tuple.slice(from, to));
  }
  return makeSet(found, at);
}

/** `AllSubSeqs(s)`: the subsequences, contiguous or not. */
export function allSubSeqs(s: Value, at?: Site): TlaSet {
  let found: (readonly Value[])[] = [[]];
  for (const x of asTuple(s, at)) found = found.concat(found.map((chosen) => [...chosen, x]));
  return makeSet(
    found.map((chosen) => TlaTuple.of(chosen)),
    at,
  );
}

/** First position, from the given one on, at which s occurs in t; 0 if it does not. */
function positionOf(s: Value, t: Value, from: number, at?: Site): number {
  const length = len(s, at);
  for (let i = from; i + length - 1 <= len(t, at); i++) {
    if (equals(s, subSeq(t, i, i + length - 1, at), at)) return i;
  }
  return 0;
}

/** `IndexFirstSubSeq(s, t)`: where s first occurs in t; an error if it does not. */
export function indexFirstSubSeq(s: Value, t: Value, at?: Site): number {
  const found = positionOf(s, t, 1, at);
  return found > 0 ? found : fail('no-choice', '{0} does not occur in {1}', [s, t], at);
}

/** `ReplaceSubSeqAt(i, r, s, t)`: t with r in place of the s that begins at i. */
export function replaceSubSeqAt(index: Value, r: Value, s: Value, t: Value, at?: Site): Value {
  const i = asInteger(index, at);
  const before = subSeq(t, 1, i - 1, at);
  return concat(concat(before, r, at), subSeq(t, i + len(s, at), len(t, at), at), at);
}

/** `ReplaceFirstSubSeq(r, s, t)`: t with r in place of the first s. */
export function replaceFirstSubSeq(r: Value, s: Value, t: Value, at?: Site): Value {
  const found = positionOf(s, t, 1, at);
  return found === 0 ? t : replaceSubSeqAt(found, r, s, t, at);
}

/** `ReplaceAllSubSeqs(r, s, t)`: t with r in place of every s, from the left; an empty s stands before every element. */
export function replaceAllSubSeqs(r: Value, s: Value, t: Value, at?: Site): Value {
  if (equals(s, t, at)) return r;
  const length = len(s, at);
  let result = subSeq(t, 1, 0, at);
  let next = 1;
  for (let found = positionOf(s, t, next, at); found > 0; found = positionOf(s, t, next, at)) {
    if (length === 0 && found > len(t, at)) break;
    result = concat(concat(result, subSeq(t, next, found - 1, at), at), r, at);
    next = found + length;
    if (length === 0) {
      result = concat(result, subSeq(t, next, next, at), at);
      next++;
    }
  }
  return concat(result, subSeq(t, next, len(t, at), at), at);
}
