import { applyFunction, domain, except, isFunctionLike, toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { ResourceError } from './errors.ts';

/**
 * Access to the elements of a value that a resource holds. Reads fail as function application does. A write outside the domain is an error
 * too, although EXCEPT would leave the function as it is: a write that changes nothing hides a mistake.
 */

const longestText = 200;

/** A value in TLC's notation, cut to what fits in a message. */
export function abbreviated(value: Value): string {
  const text = toTlaString(value);
  return text.length <= longestText ? text : `${text.slice(0, longestText)}...`;
}

/** `holder[i1][i2]...`, from position `from` of `indices` on. */
export function readElementPath(holder: Value, indices: readonly Value[], from: number): Value {
  let value = holder;
  for (let position = from; position < indices.length; position += 1) {
    value = applyFunction(value, indices[position] as Value);
  }
  return value;
}

/** `[holder EXCEPT ![index] = value]`. */
export function writeElement(holder: Value, index: Value, value: Value): Value {
  presentElement(holder, index);
  return except(holder, index, value);
}

/** `[holder EXCEPT ![i1][i2]... = value]`, from position `from` of `indices` on. */
export function writeElementPath(
  holder: Value,
  indices: readonly Value[],
  from: number,
  value: Value,
): Value {
  const index = indices[from] as Value;
  if (from === indices.length - 1) return writeElement(holder, index, value);
  const inner = presentElement(holder, index);
  return except(holder, index, writeElementPath(inner, indices, from + 1, value));
}

function presentElement(holder: Value, index: Value): Value {
  if (!isFunctionLike(holder)) {
    throw new ResourceError(
      'RESOURCE_INDEX_OUTSIDE_DOMAIN',
      `a variable is written at index ${abbreviated(index)}, but its value ${abbreviated(holder)} is no function`,
    );
  }
  const element = holder.get(index);
  if (element !== undefined) return element;
  throw new ResourceError(
    'RESOURCE_INDEX_OUTSIDE_DOMAIN',
    `a variable is written at index ${abbreviated(index)}, which is outside the domain ${abbreviated(domain(holder))} of its value`,
  );
}
