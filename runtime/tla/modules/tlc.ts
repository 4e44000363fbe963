/** The standard modules TLC and TLCExt, as far as they mean something outside TLC. */
import { asSet, asTuple } from '../coerce.ts';
import { EnumeratedSet } from '../enumerated-set.ts';
import { abbreviate, fail, failAssertion } from '../errors.ts';
import { equals } from '../equality.ts';
import { TlaFunctionLike } from '../function-like.ts';
import { canonicalFunction } from '../function.ts';
import { hashOf } from '../hash.ts';
import { printLine, printValue, random, statistic } from '../hooks.ts';
import { modelValue } from '../model-value.ts';
import type { TlaSet } from '../set.ts';
import { elementAt, elementCount } from '../sets.ts';
import type { Site } from '../site.ts';
import { TlaTuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { toTlaString } from '../value.ts';
import type { Operator2 } from './folds.ts';

/** `Print(out, v)` prints both and is v. */
export function print(out: Value, v: Value): Value {
  printLine(`${toTlaString(out)}  ${toTlaString(v)}`);
  return v;
}

/** `PrintT(out)`. */
export function printT(out: Value): boolean {
  printValue(out);
  return true;
}

/** `Assert(condition, message)`. */
export function assertThat(condition: Value, message: Value, at?: Site): boolean {
  if (condition === true) return true;
  if (condition !== false) {
    return fail(
      'not-a-boolean',
      'The first argument of Assert should be a boolean, but instead it is: {0}',
      [condition],
      at,
    );
  }
  const text = `The first argument of Assert evaluated to FALSE; the second argument was: ${abbreviate(message)}`;
  return failAssertion(text, [], at);
}

/** All orders of the items, lexicographically by position. */
export function ordersOf(items: readonly Value[]): Value[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, i) => ordersOf(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

/** `Permutations(S)`: the bijections of S with itself. */
export function permutations(set: Value, at?: Site): TlaSet {
  const items = asSet(set, at).toArray(at);
  return EnumeratedSet.ofSorted(ordersOf(items).map((values) => canonicalFunction(items, values)));
}

/** `SortSeq(s, Before)`; stable, so that a test that also holds for equal elements does no harm. */
export function sortSeq(s: Value, before: Operator2, at?: Site): TlaTuple {
  const holds = (x: Value, y: Value): boolean => {
    const answer = before(x, y);
    if (typeof answer === 'boolean') return answer;
    return fail(
      'not-a-boolean',
      'The order given to SortSeq should be a boolean, but instead it is: {0}',
      [answer],
      at,
    );
  };
  const items = asTuple(s, at).toArray().slice();
  items.sort((x, y) => {
    const forth = holds(x, y);
    return forth === holds(y, x) ? 0 : forth ? -1 : 1;
  });
  return TlaTuple.of(items);
}

/** `ToString(v)`. */
export function toStringOf(v: Value): string {
  return toTlaString(v);
}

/** `RandomElement(S)`. */
export function randomElement(set: Value, at?: Site): Value {
  const count = elementCount(set, at);
  return elementAt(set, Math.floor(random() * count), at);
}

/** `TLCEval(v)`: v, evaluated. */
export function tlcEval(v: Value): Value {
  return v instanceof TlaFunctionLike ? v.evaluated() : v;
}

const registers = new Map<number | string, Value>();

/** `TLCGet(i)`: what the process set before, or what the host says of the name. */
export function tlcGet(register: Value, at?: Site): Value {
  const value = registerValue(register, at);
  return value ?? fail('unknown-register', 'TLCGet({0}) was undefined: nothing was set', [register], at);
}

function registerValue(register: Value, at: Site | undefined): Value | undefined {
  const name = registerName(register, at);
  return registers.get(name) ?? (typeof name === 'string' ? statistic(name) : undefined);
}

/** `TLCSet(i, v)`. */
export function tlcSet(register: Value, v: Value, at?: Site): boolean {
  registers.set(registerName(register, at), v);
  return true;
}

function registerName(register: Value, at?: Site): number | string {
  if (typeof register === 'number' || typeof register === 'string') return register;
  return fail(
    'unknown-register',
    'A register is a natural number or a string, but instead it is: {0}',
    [register],
    at,
  );
}

/** `TLCGetOrDefault(i, v)`. */
export function tlcGetOrDefault(register: Value, otherwise: Value, at?: Site): Value {
  return registerValue(register, at) ?? otherwise;
}

/** `TLCGetAndSet(i, Op, v, default)`: sets Op(old, v) and is the old value. */
export function tlcGetAndSet(register: Value, op: Operator2, v: Value, otherwise: Value, at?: Site): Value {
  const old = tlcGetOrDefault(register, otherwise, at);
  tlcSet(register, op(old, v), at);
  return old;
}

/** `AssertEq(a, b)`: prints values that should be equal and are not. */
export function assertEq(a: Value, b: Value, at?: Site): boolean {
  if (equals(a, b, at)) return true;
  printLine(`AssertEq: ${toTlaString(a)} is not ${toTlaString(b)}`);
  return false;
}

/** `TLCModelValue("name")`. */
export function tlcModelValue(name: Value, at?: Site): Value {
  if (typeof name === 'string') return modelValue(name);
  return fail(
    'not-a-string',
    'The name of a model value should be a string, but instead it is: {0}',
    [name],
    at,
  );
}

/** `TLCNoOp(v)`. */
export function tlcNoOp(v: Value): Value {
  return v;
}

/** `TLCCache(v, key)`: v. TLC keeps it to save time; here an argument is evaluated once anyway. */
export function tlcCache(v: Value, _key: Value): Value {
  return v;
}

/** `TLCFP(v)`: a fingerprint. */
export function tlcFP(v: Value): number {
  return hashOf(v);
}
