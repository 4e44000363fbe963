import { failIncomparable } from './errors.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { Kind } from './value.ts';

/**
 * `=`. As in TLC, comparing values of different types is an error (code `incomparable`), while sets, tuples and
 * functions of different size, length or domain are simply unequal. A model value is comparable with everything.
 */
export function equals(a: Value, b: Value, at?: Site): boolean {
  if (a === b) return true;
  if (typeof a === 'object') {
    if (a.kind === Kind.ModelValue) return false;
    if (typeof b === 'object') {
      if (b.kind === Kind.ModelValue) return false;
      if (a.kind >> 4 === b.kind >> 4) return a.equalTo(b, at);
    }
    return failIncomparable(a, b, at);
  }
  if (typeof a === typeof b) return false;
  if (typeof b === 'object' && b.kind === Kind.ModelValue) return false;
  return failIncomparable(a, b, at);
}

/** `#`. */
export function notEquals(a: Value, b: Value, at?: Site): boolean {
  return !equals(a, b, at);
}
