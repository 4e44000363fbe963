import { asFunction } from './coerce.ts';
import { EnumeratedSet } from './enumerated-set.ts';
import { abbreviate, fail, typeName } from './errors.ts';
import { TlaFunction, canonicalFunction, recordOf } from './function.ts';
import { TlaFunctionLike } from './function-like.ts';
import { warn } from './hooks.ts';
import { IntervalSet, intervalOf } from './interval.ts';
import { LazyFunction } from './lazy-function.ts';
import { productOf } from './lazy-sets.ts';
import type { RecordShape } from './record.ts';
import { TlaRecord, recordShape, shapeOfSorted } from './record.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { sortDistinct } from './sorted-array.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';
import { compare, compareStrings, sameValue } from './value.ts';

/** Functions on larger sets are computed on demand. */
const EAGER_DOMAIN_LIMIT = 1 << 20;
/** Operands of @@ at most this large are merged into a large one key by key. */
const KEYWISE_MERGE_LIMIT = 8;

// ---- construction

/** `<<e1, ..., en>>`. */
export function makeTuple(...elements: Value[]): TlaTuple {
  return TlaTuple.of(elements);
}

/** Takes ownership of the array. */
export function makeTupleFrom(elements: readonly Value[]): TlaTuple {
  return TlaTuple.of(elements);
}

/** `fields` in the order of shape.names (code point order); takes ownership of the array. */
export function makeRecord(shape: RecordShape, fields: readonly Value[]): Value {
  return recordOf(shape, fields);
}

/**
 * For `[a |-> .., b |-> ..]`, made once per expression: the returned function takes the values in the order of
 * `names` and owns the array. Nothing is sorted when it is called.
 */
export function recordMaker(names: readonly string[]): (fields: Value[]) => Value {
  const shape = recordShape(names);
  const sources = shape.names.map((name) => names.indexOf(name));
  if (sources.every((source, position) => source === position)) return (fields) => recordOf(shape, fields);
  return (fields) =>
    recordOf(
      shape,
      sources.map((source) => fields[source] as Value),
    );
}

/** A record from a plain object, for host programs. */
export function makeRecordFromObject(fields: Readonly<Record<string, Value>>): Value {
  const names = Object.keys(fields).sort(compareStrings);
  return recordOf(
    shapeOfSorted(names),
    names.map((name) => fields[name] as Value),
  );
}

/** `[x \in S |-> e]`. */
export function makeFunction(domainSet: Value, body: (x: Value) => Value, at?: Site): Value {
  if (!(domainSet instanceof TlaSet)) {
    return fail(
      'not-a-set',
      'A set was expected in [x \\in S |-> e], but instead it is: {0}',
      [domainSet],
      at,
    );
  }
  if (domainSet.size > EAGER_DOMAIN_LIMIT) return new LazyFunction(domainSet, () => body, at);
  if (domainSet instanceof IntervalSet && domainSet.low === 1) {
    const values: Value[] = [];
    for (let i = 1; i <= domainSet.high; i++) values.push(body(i));
    return TlaTuple.of(values);
  }
  const keys = domainSet.toArray(at);
  const values: Value[] = [];
  for (const key of keys) values.push(body(key));
  return canonicalFunction(keys, values);
}

/** `[x \in S, y \in T |-> e]`: the arguments are tuples. */
export function makeFunctionMany(
  domains: readonly Value[],
  body: (...xs: Value[]) => Value,
  at?: Site,
): Value {
  const sets = domains.map((set) =>
    set instanceof TlaSet
      ? set
      : fail('not-a-set', 'A set was expected in [x \\in S, ... |-> e], but instead it is: {0}', [set], at),
  );
  return makeFunction(productOf(sets), (x) => body(...(x as TlaTuple).toArray()), at);
}

/** The function with these argument-value pairs; a repeated argument is an error. */
export function makeFunctionFromEntries(entries: Iterable<readonly [Value, Value]>, at?: Site): Value {
  const sorted = [...entries].sort((a, b) => compare(a[0], b[0]));
  const keys = sorted.map((entry) => entry[0]);
  if (sortDistinct(keys, at).length !== keys.length) {
    return fail('duplicate-argument', 'An argument of a function is given twice', [], at);
  }
  return canonicalFunction(
    keys,
    sorted.map((entry) => entry[1]),
  );
}

/** `f[x \in S] == e`: body(self) gives the body; values are computed on demand, at most once. */
export function makeRecursiveFunction(
  domainSet: Value,
  body: (self: Value) => (x: Value) => Value,
  at?: Site,
): Value {
  if (domainSet instanceof TlaSet) return new LazyFunction(domainSet, body, at);
  return fail('not-a-set', 'A set was expected in f[x \\in S] == e, but instead it is: {0}', [domainSet], at);
}

/** `x :> y`. */
export function singletonFunction(x: Value, y: Value): Value {
  return canonicalFunction([x], [y]);
}

// ---- application

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
  const evaluated = f.evaluated();
  if (evaluated !== f) return except(evaluated, key, value, at);
  const base = f as LazyFunction;
  return new LazyFunction(base.domainSet, () => (x) => (sameValue(x, key) ? value : base.compute(x)), at);
}

/** `[f EXCEPT ![k1][k2].. = ..]`. */
export function exceptPath(
  f: Value,
  keys: readonly Value[],
  update: (old: Value) => Value,
  at?: Site,
): Value {
  const step = (g: Value, depth: number): Value =>
    depth === keys.length ? update(g) : except(g, keys[depth] as Value, (old) => step(old, depth + 1), at);
  return step(f, 0);
}

// ---- @@

/** `f @@ g`: the left operand wins. */
export function mergeFunctions(f: Value, g: Value, at?: Site): Value {
  const left = asFunction(f, at);
  const right = asFunction(g, at);
  if (right.size === 0 || left === right) return left;
  if (left.size === 0) return right;
  if (left instanceof TlaTuple && right instanceof TlaTuple) {
    return right.length <= left.length ? left : left.concat(right.slice(left.length, right.length));
  }
  if (left.size <= KEYWISE_MERGE_LIMIT) {
    const merged = overwriteKeys(right, left, at);
    if (merged !== undefined) return merged;
  } else if (right.size <= KEYWISE_MERGE_LIMIT && left instanceof TlaFunction) {
    return addMissingKeys(left, right, at);
  }
  return mergeAll(left, right, at);
}

/** base with the pairs of a small function added or replaced, where base has a representation for that. */
function overwriteKeys(base: TlaFunctionLike, pairs: TlaFunctionLike, at?: Site): Value | undefined {
  let result: TlaFunctionLike = base;
  for (let i = 0; i < pairs.size; i++) {
    const key = pairs.keyAt(i);
    const value = pairs.valueAt(i);
    if (result instanceof TlaTuple && typeof key === 'number' && key >= 1 && key <= result.length + 1) {
      result = key > result.length ? result.append(value) : result.with(key - 1, value);
    } else if (result instanceof TlaRecord && result.get(key) !== undefined) {
      result = result.with(result.shape.indexOf(key as string), value);
    } else if (result instanceof TlaFunction) {
      result = result.get(key) === undefined ? result.extended(key, value, at) : result.with(key, value);
    } else {
      return undefined;
    }
  }
  return result;
}

function addMissingKeys(base: TlaFunction, pairs: TlaFunctionLike, at?: Site): Value {
  let result: TlaFunctionLike = base;
  for (let i = 0; i < pairs.size; i++) {
    const key = pairs.keyAt(i);
    if (result.get(key) !== undefined) continue;
    if (!(result instanceof TlaFunction)) return mergeAll(result, pairs, at);
    result = result.extended(key, pairs.valueAt(i), at);
  }
  return result;
}

function mergeAll(left: TlaFunctionLike, right: TlaFunctionLike, at?: Site): Value {
  if (left.size === Infinity || right.size === Infinity) {
    return fail(
      'not-enumerable',
      'Attempted to apply @@ to a function with an infinite domain',
      [left, right],
      at,
    );
  }
  const keys: Value[] = [];
  const values: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < left.size || j < right.size) {
    const order = i === left.size ? 1 : j === right.size ? -1 : compare(left.keyAt(i), right.keyAt(j));
    keys.push(order <= 0 ? left.keyAt(i) : right.keyAt(j));
    values.push(order <= 0 ? left.valueAt(i) : right.valueAt(j));
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return canonicalFunction(sortDistinct(keys, at), values);
}

/** f without one argument; f itself if it is not in the domain. */
export function withoutKey(f: TlaFunctionLike, key: Value): TlaFunctionLike {
  if (f.get(key) === undefined) return f;
  if (f instanceof TlaFunction) return f.without(key);
  const keys: Value[] = [];
  const values: Value[] = [];
  for (let i = 0; i < f.size; i++) {
    if (sameValue(f.keyAt(i), key)) continue;
    keys.push(f.keyAt(i));
    values.push(f.valueAt(i));
  }
  return canonicalFunction(keys, values);
}
