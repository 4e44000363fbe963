import { asFunction } from './coerce.ts';
import { fail } from './errors.ts';
import { TlaFunction, canonicalFunction } from './function.ts';
import type { TlaFunctionLike } from './function-like.ts';
import { TlaRecord } from './record.ts';
import type { Site } from './site.ts';
import { sortDistinct } from './sorted-array.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';
import { compare, sameValue } from './value.ts';

/** Operands of @@ at most this large are merged into a large one key by key. */
const KEYWISE_MERGE_LIMIT = 8;

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
