import type { Value } from '../../runtime/tla/index.ts';
import { hashOf, secondHashOf } from '../../runtime/tla/index.ts';
import type { Fingerprint } from './model.ts';

/** What the value of a slot adds to the low half of a fingerprint. */
function lowShare(slot: number, value: Value): number {
  let share = Math.imul(hashOf(value) ^ Math.imul(slot + 1, 0x9e3779b1), 0x85ebca6b);
  share = Math.imul(share ^ (share >>> 15), 0xc2b2ae35);
  return share ^ (share >>> 13);
}

/** The same for the high half. */
function highShare(slot: number, value: Value): number {
  let share = Math.imul(secondHashOf(value) ^ Math.imul(slot + 1, 0x7feb352d), 0x846ca68b);
  share = Math.imul(share ^ (share >>> 16), 0x27d4eb2f);
  return share ^ (share >>> 14);
}

/** Puts the fingerprint of values into `into`. */
export function fingerprintOf(state: readonly Value[], into: Fingerprint): void {
  let low = 0;
  let high = 0;
  for (let slot = 0; slot < state.length; slot += 1) {
    const value = state[slot] as Value;
    low = (low + lowShare(slot, value)) | 0;
    high = (high + highShare(slot, value)) | 0;
  }
  into.low = low >>> 0;
  into.high = high >>> 0;
}
