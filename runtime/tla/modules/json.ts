/** The community module Json, without what reads and writes files. */
import { asFunction, asTuple } from '../coerce.ts';
import { fail } from '../errors.ts';
import { TlaFunctionLike } from '../function-like.ts';
import { ModelValue } from '../model-value.ts';
import { TlaSet } from '../set.ts';
import type { Site } from '../site.ts';
import { TlaTuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { toTlaString } from '../value.ts';

/** `ToJson(v)`: sets and sequences become arrays, other functions objects whose names are the printed arguments. */
export function toJson(v: Value, at?: Site): string {
  if (typeof v !== 'object') return JSON.stringify(v);
  if (v instanceof ModelValue) return JSON.stringify(v.name);
  if (v instanceof TlaSet)
    return `[${v
      .toArray(at)
      .map((x) => toJson(x, at))
      .join(',')}]`;
  if (v instanceof TlaFunctionLike) {
    const f = v.evaluated();
    return f instanceof TlaTuple ? toJsonArray(f, at) : toJsonObject(f, at);
  }
  return fail('not-encodable', '{0} has no form in JSON', [v], at);
}

/** `ToJsonArray(s)`. */
export function toJsonArray(v: Value, at?: Site): string {
  const items = v instanceof TlaSet ? v.toArray(at) : asTuple(v, at).toArray();
  return `[${items.map((x) => toJson(x, at)).join(',')}]`;
}

/** `ToJsonObject(f)`. */
export function toJsonObject(v: Value, at?: Site): string {
  const f = asFunction(v, at);
  if (f.size === Infinity) return fail('not-enumerable', 'The function {0} has an infinite domain', [v], at);
  const members: string[] = [];
  for (let i = 0; i < f.size; i++) {
    const key = f.keyAt(i);
    const name = typeof key === 'string' ? key : toTlaString(key);
    members.push(`${JSON.stringify(name)}:${toJson(f.valueAt(i), at)}`);
  }
  return `{${members.join(',')}}`;
}
