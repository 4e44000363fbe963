import { equals } from './equality.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { compare } from './value.ts';

/** Position of x in an array in canonical order, or `~p` where p is the position at which it would be inserted. */
export function searchSorted(sorted: readonly Value[], x: Value): number {
  if (typeof x === 'number') {
    // Integers are often consecutive, and then the first says where the others are.
    const first = sorted[0];
    if (typeof first === 'number') {
      const position = x - first;
      if (position >= 0 && position < sorted.length && sorted[position] === x) return position;
    }
  }
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(x, sorted[middle] as Value);
    if (order === 0) return middle;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return ~low;
}

/**
 * Throws if x, absent and to be inserted at the position, is incomparable with a neighbour. Values of one type are
 * adjacent in the canonical order, so looking at the neighbours finds any incomparable element.
 */
export function checkNeighbours(sorted: readonly Value[], position: number, x: Value, at?: Site): void {
  if (position > 0) equals(x, sorted[position - 1] as Value, at);
  if (position < sorted.length) equals(x, sorted[position] as Value, at);
}

/** Shorter arrays are sorted by insertion: the library's sort costs more than their comparisons. */
const INSERTION_LIMIT = 16;

function sortShort(values: Value[]): void {
  for (let i = 1; i < values.length; i++) {
    const x = values[i] as Value;
    let j = i - 1;
    while (j >= 0 && compare(values[j] as Value, x) > 0) {
      values[j + 1] = values[j] as Value;
      j--;
    }
    values[j + 1] = x;
  }
}

/** The distinct values of an array in canonical order; incomparable values are an error. Leaves its argument alone. */
export function sortDistinct(values: readonly Value[], at?: Site): Value[] {
  return sortDistinctOwned(values.slice(), at);
}

/** The same in place; answers its argument. */
export function sortDistinctOwned(values: Value[], at?: Site): Value[] {
  if (values.length < 2) return values;
  if (values.length <= INSERTION_LIMIT) sortShort(values);
  else values.sort(compare);
  let kept = 1;
  for (let i = 1; i < values.length; i++) {
    const x = values[i] as Value;
    if (!equals(values[kept - 1] as Value, x, at)) values[kept++] = x;
  }
  values.length = kept;
  return values;
}

/** An array with x inserted at a position. */
export function withInserted(values: readonly Value[], position: number, x: Value): Value[] {
  const result = new Array<Value>(values.length + 1);
  for (let i = 0; i < position; i++) result[i] = values[i] as Value;
  result[position] = x;
  for (let i = position; i < values.length; i++) result[i + 1] = values[i] as Value;
  return result;
}

/** An array without what is at a position. */
export function withRemoved(values: readonly Value[], position: number): Value[] {
  const result = new Array<Value>(values.length - 1);
  for (let i = 0; i < position; i++) result[i] = values[i] as Value;
  for (let i = position; i < result.length; i++) result[i] = values[i + 1] as Value;
  return result;
}

/** Union of two arrays in canonical order. */
export function mergeDistinct(a: readonly Value[], b: readonly Value[], at?: Site): Value[] {
  const merged: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const order = i === a.length ? 1 : j === b.length ? -1 : compare(a[i] as Value, b[j] as Value);
    const x = (order <= 0 ? a[i] : b[j]) as Value;
    if (order <= 0) i++;
    if (order >= 0) j++;
    if (merged.length > 0) equals(merged[merged.length - 1] as Value, x, at);
    merged.push(x);
  }
  return merged;
}
