/** Application, DOMAIN and EXCEPT. */
import { EnumeratedSet } from './enumerated-set.ts';
import { abbreviate, fail, typeName } from './errors.ts';
import { TlaFunction } from './function.ts';
import { TlaFunctionLike } from './function-like.ts';
import { warn } from './hooks.ts';
import { intervalOf } from './interval.ts';
import { LazyFunction } from './lazy-function.ts';
import type { RecordShape } from './record.ts';
import { TlaRecord } from './record.ts';
import type { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';

/** `f[x]`. */
export function applyFunction(f: Value, x: Value, at?: Site): Value {
  if (f instanceof TlaTuple) {
    if (typeof x === 'number') {
      const element = f.at(x - 1);
      if (element !== undefined) return element;
    }
    return fail(
      'not-in-domain',
      'Attempted to access index {1} of tuple {0} which is out of bounds.',
      [f, x],
      at,
    );
  }
  if (f instanceof TlaFunctionLike) {
    const value = f.get(x);
    if (value !== undefined) return value;
    if (f instanceof TlaFunction) f.checkKey(x, at);
    const message =
      'Attempted to apply function {0} to argument {1}, which is not in the domain of the function.';
    return fail('not-in-domain', message, [f, x], at);
  }
  const message = `Attempted to apply to {1} as a function the ${typeName(f)} {0}`;
  return fail('not-a-function', message, [f, x], at);
}

/** `r.name`. */
export function fieldOf(r: Value, name: string, at?: Site): Value {
  if (r instanceof TlaRecord) {
    const value = r.fields[r.shape.indexOf(name)];
    if (value !== undefined) return value;
  } else if (r instanceof TlaFunctionLike) {
    const value = r.get(name);
    if (value !== undefined) return value;
  } else {
    return fail('not-a-function', `Attempted to select field "${name}" from a non-record value {0}`, [r], at);
  }
  return fail(
    'not-in-domain',
    `Attempted to select nonexistent field "${name}" from the record {0}`,
    [r],
    at,
  );
}

const shapeDomains = new WeakMap<RecordShape, TlaSet>();

/** `DOMAIN f`. */
export function domain(f: Value, at?: Site): TlaSet {
  if (f instanceof TlaTuple) return intervalOf(1, f.length);
  if (f instanceof TlaRecord) {
    let names = shapeDomains.get(f.shape);
    if (names === undefined) {
      names = EnumeratedSet.ofSorted(f.shape.names);
      shapeDomains.set(f.shape, names);
    }
    return names;
  }
  if (f instanceof TlaFunction) return EnumeratedSet.ofSorted(f.keys());
  if (f instanceof LazyFunction) return f.domainSet;
  const message = `Attempted to apply the operator DOMAIN to a non-function (the ${typeName(f)} {0})`;
  return fail('not-a-function', message, [f], at);
}

// ---- EXCEPT

/**
 * `[f EXCEPT ![key] = ..]`. As in TLC, a key outside the domain leaves f as it is, with a warning, and the update is
 * not called.
 */
export function except(f: Value, key: Value, update: Value | ((old: Value) => Value), at?: Site): Value {
  if (!(f instanceof TlaFunctionLike)) {
    return fail('not-a-function', 'Attempted to apply EXCEPT construct to the value {0}.', [f], at);
  }
  const old = f.get(key);
  if (old === undefined) {
    warn(
      () => `EXCEPT was applied to ${abbreviate(f)} at ${abbreviate(key)}, which is not in its domain`,
      at,
    );
    return f;
  }
  const value = typeof update === 'function' ? update(old) : update;
  if (value === old) return f;
  if (f instanceof TlaRecord) return f.with(f.shape.indexOf(key as string), value);
  if (f instanceof TlaTuple) return f.with((key as number) - 1, value);
  if (f instanceof TlaFunction) return f.with(key, value);
  return (f as LazyFunction).with(key, value, at);
}

/** `[f EXCEPT ![k1][k2].. = ..]`. */
export function exceptPath(
  f: Value,
  keys: readonly Value[],
  update: Value | ((old: Value) => Value),
  at?: Site,
): Value {
  return exceptFrom(f, keys, 0, update, at);
}

function exceptFrom(
  f: Value,
  keys: readonly Value[],
  depth: number,
  update: Value | ((old: Value) => Value),
  at: Site | undefined,
): Value {
  const key = keys[depth] as Value;
  return depth === keys.length - 1
    ? except(f, key, update, at)
    : except(f, key, (old) => exceptFrom(old, keys, depth + 1, update, at), at);
}
