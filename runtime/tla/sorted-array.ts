import { equals } from './equality.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { compare } from './value.ts';

/** Position of x in an array in canonical order, or `~p` where p is the position at which it would be inserted. */
export function searchSorted(sorted: readonly Value[], x: Value): number {
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

/** The distinct values of an array in canonical order; incomparable values are an error. Leaves its argument alone. */
export function sortDistinct(values: readonly Value[], at?: Site): Value[] {
  const sorted = values.slice();
  if (sorted.length < 2) return sorted;
  sorted.sort(compare);
  let kept = 1;
  for (let i = 1; i < sorted.length; i++) {
    const x = sorted[i] as Value;
    if (!equals(sorted[kept - 1] as Value, x, at)) sorted[kept++] = x;
  }
  sorted.length = kept;
  return sorted;
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
