import type { Value } from '../../runtime/tla/index.ts';
import { hashOf, secondHashOf } from '../../runtime/tla/index.ts';
import type { Fingerprint } from './model.ts';

/** What a value with hash `hash` in a part adds to the low half of a fingerprint. */
export function lowShare(part: number, hash: number): number {
  let share = Math.imul(hash ^ Math.imul(part + 1, 0x9e3779b1), 0x85ebca6b);
  share = Math.imul(share ^ (share >>> 15), 0xc2b2ae35);
  return share ^ (share >>> 13);
}

/** The same for the high half. */
export function highShare(part: number, hash: number): number {
  let share = Math.imul(hash ^ Math.imul(part + 1, 0x7feb352d), 0x846ca68b);
  share = Math.imul(share ^ (share >>> 16), 0x27d4eb2f);
  return share ^ (share >>> 14);
}

/** Puts the fingerprint of a value, which is all that counts of a state, into `into`. */
export function fingerprintOfValue(value: Value, into: Fingerprint): void {
  into.low = lowShare(0, hashOf(value));
  into.high = highShare(0, secondHashOf(value));
}

/** Makes `least` the candidate if that is less. */
export function takeLesser(candidate: Fingerprint, least: Fingerprint): void {
  if (candidate.high > least.high || (candidate.high === least.high && candidate.low >= least.low)) return;
  least.high = candidate.high;
  least.low = candidate.low;
}

/**
 * Least fingerprints have small high halves, all near the beginning of a set that is ordered by them. Exchanging the halves spreads them; different
 * ones stay different.
 */
export function spread(fingerprint: Fingerprint): void {
  const { low, high } = fingerprint;
  fingerprint.low = high;
  fingerprint.high = low;
}
