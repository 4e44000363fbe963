import {
  TlaFunctionLike,
  TlaEvaluationError,
  TlaRecord,
  TlaSet,
  TlaTuple,
  makeFunctionFromEntries,
  makeRecordFromObject,
  makeSet,
  makeTupleFrom,
  toTlaString,
} from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { JsonReader } from './json-reader.ts';
import { readNotation } from './notation.ts';

/** A value in the Informal Trace Format: JSON with `#bigint`, `#tup`, `#set`, `#map` and `#unserializable`. */
export type ItfValue =
  | boolean
  | string
  | { readonly '#bigint': string }
  | { readonly '#tup': readonly ItfValue[] }
  | { readonly '#set': readonly ItfValue[] }
  | { readonly '#map': readonly (readonly [ItfValue, ItfValue])[] }
  | { readonly '#unserializable': string }
  | { readonly [field: string]: ItfValue };

/** Larger sets are given by their construction, as what the format calls unserializable. */
const mostElements = 100_000;

/**
 * Sequences, being tuples in TLA+, are `#tup`; every integer is a `#bigint`, which the format prefers. Model values and sets that cannot be
 * listed are `#unserializable` with TLA+'s notation.
 */
export function toItf(value: Value): ItfValue {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return { '#bigint': String(value) };
    default:
  }
  if (value instanceof TlaSet && value.size <= mostElements) return { '#set': value.toArray().map(toItf) };
  if (value instanceof TlaFunctionLike && value.size <= mostElements) return functionToItf(value.evaluated());
  return { '#unserializable': toTlaString(value) };
}

function functionToItf(f: TlaFunctionLike): ItfValue {
  if (f instanceof TlaTuple) return { '#tup': f.toArray().map(toItf) };
  if (f instanceof TlaRecord && f.shape.names.every((name) => !name.startsWith('#'))) {
    return Object.fromEntries(f.shape.names.map((name, i) => [name, toItf(f.valueAt(i))]));
  }
  const entries: (readonly [ItfValue, ItfValue])[] = [];
  for (let i = 0; i < f.size; i++) entries.push([toItf(f.keyAt(i)), toItf(f.valueAt(i))]);
  return { '#map': entries };
}

/** Reads any value of the format, integers as plain JSON numbers included. Throws TraceFormatError. */
export function fromItf(reader: JsonReader): Value {
  try {
    return decoded(reader);
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    // Elements that no set can hold together, for instance.
    return reader.fail(`a TLA+ value; ${error.message}`);
  }
}

function decoded(reader: JsonReader): Value {
  const { value } = reader;
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return Number.isSafeInteger(value) ? value : reader.fail('an integer below 2^53');
    default:
  }
  if (Array.isArray(value)) return makeTupleFrom(reader.items().map(decoded));
  const fields = reader.fields();
  const [first] = fields;
  if (first?.[0].startsWith('#') === true)
    return fields.length === 1 ? special(first) : reader.fail('one field');
  const record: Record<string, Value> = Object.fromEntries(
    fields.map(([name, field]) => [name, decoded(field)]),
  );
  return makeRecordFromObject(record);
}

function special([name, content]: readonly [string, JsonReader]): Value {
  switch (name) {
    case '#bigint':
      return bigInteger(content);
    case '#tup':
      return makeTupleFrom(content.items().map(decoded));
    case '#set':
      return makeSet(content.items().map(decoded));
    case '#map':
      return makeFunctionFromEntries(content.items().map(entry));
    case '#unserializable':
      return readNotation(content);
    default:
      return content.fail('#bigint, #tup, #set, #map or #unserializable');
  }
}

function bigInteger(content: JsonReader): Value {
  const text = content.text();
  const value = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(value)
    ? value + 0
    : content.fail('digits of an integer below 2^53');
}

function entry(pair: JsonReader): readonly [Value, Value] {
  const [key, value, more] = pair.items();
  if (key === undefined || value === undefined || more !== undefined) return pair.fail('a pair');
  return [decoded(key), decoded(value)];
}
