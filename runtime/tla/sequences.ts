import { tupleOf } from './coerce.ts';
import { fail } from './errors.ts';
import type { Site } from './site.ts';
import { TlaTuple, emptyTuple } from './tuple.ts';
import type { Value } from './value.ts';

/** Sequence operators work on strings too, as sequences of characters (code points), where TLC's do. */
const SURROGATES = /[\ud800-\udfff]/;

function characters(s: string): string | string[] {
  return SURROGATES.test(s) ? Array.from(s) : s;
}

function sequence(v: Value, operator: string, at?: Site): TlaTuple {
  const tuple = v instanceof TlaTuple ? v : tupleOf(v);
  if (tuple !== undefined) return tuple;
  const message = `The argument of ${operator} should be a sequence, but instead it is: {0}`;
  return fail('not-a-sequence', message, [v], at);
}

/** `Append(s, x)`. */
export function append(s: Value, x: Value, at?: Site): TlaTuple {
  return sequence(s, 'Append', at).append(x);
}

/** `s \o t`. */
export function concat(s: Value, t: Value, at?: Site): Value {
  if (typeof s === 'string' && typeof t === 'string') return s + t;
  return sequence(s, '\\o', at).concat(sequence(t, '\\o', at));
}

/** `Head(s)`. */
export function head(s: Value, at?: Site): Value {
  if (typeof s === 'string' && s !== '') return String.fromCodePoint(s.codePointAt(0) as number);
  const first = typeof s === 'string' ? undefined : sequence(s, 'Head', at).at(0);
  return first ?? fail('empty-sequence', 'Attempted to apply Head to the empty sequence.', [s], at);
}

/** `Tail(s)`. */
export function tail(s: Value, at?: Site): Value {
  if (typeof s === 'string') {
    return s === '' ? failEmptyTail(s, at) : s.slice((s.codePointAt(0) as number) > 0xffff ? 2 : 1);
  }
  const tuple = sequence(s, 'Tail', at);
  return tuple.length === 0 ? failEmptyTail(s, at) : tuple.slice(1, tuple.length);
}

function failEmptyTail(s: Value, at?: Site): never {
  return fail('empty-sequence', 'Attempted to apply Tail to the empty sequence.', [s], at);
}

/** `Len(s)`. */
export function len(s: Value, at?: Site): number {
  return typeof s === 'string' ? characters(s).length : sequence(s, 'Len', at).length;
}

/** `SubSeq(s, from, to)`: empty if from > to; otherwise both must be positions of s. */
export function subSeq(s: Value, from: Value, to: Value, at?: Site): Value {
  const items = typeof s === 'string' ? characters(s) : sequence(s, 'SubSeq', at);
  if (typeof from !== 'number' || typeof to !== 'number') {
    return fail(
      'not-an-integer',
      'The positions given to SubSeq should be integers: {0}, {1}',
      [from, to],
      at,
    );
  }
  if (from > to) return typeof items === 'object' && !Array.isArray(items) ? emptyTuple : '';
  if (from < 1 || from > items.length) return failPosition('second', s, from, at);
  if (to > items.length) return failPosition('third', s, to, at);
  const part = items.slice(from - 1, to);
  return Array.isArray(part) ? part.join('') : part;
}

function failPosition(which: string, s: Value, position: number, at?: Site): never {
  const message = `The ${which} argument of SubSeq must be in the domain of its first argument: {0}, but instead it is {1}`;
  return fail('not-in-domain', message, [s, position], at);
}

/** `SelectSeq(s, Test)`. */
export function selectSeq(s: Value, test: (x: Value) => Value, at?: Site): TlaTuple {
  const tuple = sequence(s, 'SelectSeq', at);
  const kept: Value[] = [];
  for (const x of tuple.toArray()) {
    const answer = test(x);
    if (typeof answer !== 'boolean') {
      return fail(
        'not-a-boolean',
        'The test of SelectSeq should give a boolean, but instead it is: {0}',
        [answer],
        at,
      );
    }
    if (answer) kept.push(x);
  }
  return kept.length === tuple.length ? tuple : TlaTuple.of(kept);
}
