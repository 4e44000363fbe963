import { fail } from './errors.ts';
import { TlaFunctionLike } from './function-like.ts';
import { ModelValue } from './model-value.ts';
import { TlaRecord } from './record.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';

export function asBoolean(v: Value, at?: Site): boolean {
  if (typeof v === 'boolean') return v;
  return fail('not-a-boolean', 'A boolean was expected, but instead it is: {0}', [v], at);
}

export function asInteger(v: Value, at?: Site): number {
  if (typeof v === 'number') return v;
  return fail('not-an-integer', 'An integer was expected, but instead it is: {0}', [v], at);
}

export function asString(v: Value, at?: Site): string {
  if (typeof v === 'string') return v;
  return fail('not-a-string', 'A string was expected, but instead it is: {0}', [v], at);
}

export function asSet(v: Value, at?: Site): TlaSet {
  if (v instanceof TlaSet) return v;
  return fail('not-a-set', 'A set was expected, but instead it is: {0}', [v], at);
}

/** A function in its canonical class, or a lazy function with an infinite domain. */
export function asFunction(v: Value, at?: Site): TlaFunctionLike {
  if (v instanceof TlaFunctionLike) return v.evaluated();
  return fail('not-a-function', 'A function was expected, but instead it is: {0}', [v], at);
}

/** The tuple that v is, or undefined. */
export function tupleOf(v: Value): TlaTuple | undefined {
  if (v instanceof TlaTuple) return v;
  const evaluated = v instanceof TlaFunctionLike ? v.evaluated() : v;
  return evaluated instanceof TlaTuple ? evaluated : undefined;
}

export function asTuple(v: Value, at?: Site): TlaTuple {
  return tupleOf(v) ?? fail('not-a-sequence', 'A sequence was expected, but instead it is: {0}', [v], at);
}

/** The n components of a tuple matched by a pattern <<x1, ..., xn>>. */
export function tupleComponents(v: Value, n: number, at?: Site): readonly Value[] {
  const tuple = tupleOf(v);
  if (tuple === undefined || tuple.length !== n) {
    return fail(
      'pattern-mismatch',
      `A tuple of ${n} components was expected, but instead it is: {0}`,
      [v],
      at,
    );
  }
  return tuple.toArray();
}

export function isBoolean(v: Value): v is boolean {
  return typeof v === 'boolean';
}

export function isInteger(v: Value): v is number {
  return typeof v === 'number';
}

export function isString(v: Value): v is string {
  return typeof v === 'string';
}

export function isModelValue(v: Value): v is ModelValue {
  return v instanceof ModelValue;
}

export function isTuple(v: Value): v is TlaTuple {
  return v instanceof TlaTuple;
}

export function isRecord(v: Value): v is TlaRecord {
  return v instanceof TlaRecord;
}

export function isFunctionLike(v: Value): v is TlaFunctionLike {
  return v instanceof TlaFunctionLike;
}

export function isSet(v: Value): v is TlaSet {
  return v instanceof TlaSet;
}
