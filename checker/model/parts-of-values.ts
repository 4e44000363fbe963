import type { Value } from '../../runtime/tla/index.ts';
import {
  TlaFunctionLike,
  TlaRecord,
  TlaSet,
  TlaTuple,
  elements,
  makeFunctionFromEntries,
  makeRecord,
  makeSet,
  makeTupleFrom,
} from '../../runtime/tla/index.ts';

/**
 * The value with what `image` makes of its parts: elements of tuples and sets, fields, arguments and values of functions. The value itself if no part
 * changes, and if it is infinite.
 */
export function withParts(value: Value, image: (part: Value) => Value): Value {
  if (value instanceof TlaTuple) {
    const parts = changed(value.toArray(), image);
    return parts === undefined ? value : makeTupleFrom(parts);
  }
  if (value instanceof TlaRecord) {
    const fields = changed(value.fields, image);
    return fields === undefined ? value : makeRecord(value.shape, fields);
  }
  if (value instanceof TlaFunctionLike) return functionWithParts(value.evaluated(), image);
  if (value instanceof TlaSet && value.size !== Infinity) {
    const members = changed(elements(value), image);
    return members === undefined ? value : makeSet(members);
  }
  return value;
}

function functionWithParts(value: TlaFunctionLike, image: (part: Value) => Value): Value {
  if (value instanceof TlaTuple || value instanceof TlaRecord) return withParts(value, image);
  if (value.size === Infinity) return value;
  const positions = Array.from({ length: value.size }, (_, position) => position);
  const keys = positions.map((position) => value.keyAt(position));
  const values = positions.map((position) => value.valueAt(position));
  const newKeys = changed(keys, image);
  const newValues = changed(values, image);
  if (newKeys === undefined && newValues === undefined) return value;
  return makeFunctionFromEntries(
    positions.map((position) => [
      (newKeys ?? keys)[position] as Value,
      (newValues ?? values)[position] as Value,
    ]),
  );
}

/** The images of the values; undefined if none differs. */
function changed(values: readonly Value[], image: (part: Value) => Value): readonly Value[] | undefined {
  let result: Value[] | undefined;
  for (let position = 0; position < values.length; position += 1) {
    const value = values[position] as Value;
    const made = image(value);
    if (made === value) continue;
    result ??= values.slice();
    result[position] = made;
  }
  return result;
}
