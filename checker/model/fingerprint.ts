import type { Value } from '../../runtime/index.ts';
import { hashOf, secondHashOf } from '../../runtime/index.ts';
import type { Fingerprint, State } from './model.ts';

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

/**
 * Puts the fingerprint of a state's values into `into`: the sums of what each slot adds, so that the fingerprint of a successor follows from that
 * of the state before and the slots that have changed.
 */
export function fingerprintOf(state: State, into: Fingerprint): void {
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

/** The fingerprint of `after`, which differs from `before` in some of `slots` at most. */
export function fingerprintOfSuccessor(
  before: State,
  fingerprint: Fingerprint,
  after: State,
  slots: readonly number[],
  into: Fingerprint,
): void {
  let { low, high } = fingerprint;
  for (let position = 0; position < slots.length; position += 1) {
    const slot = slots[position] as number;
    const old = before[slot] as Value;
    const value = after[slot] as Value;
    if (old === value) continue;
    low = (low + lowShare(slot, value) - lowShare(slot, old)) | 0;
    high = (high + highShare(slot, value) - highShare(slot, old)) | 0;
  }
  into.low = low >>> 0;
  into.high = high >>> 0;
}
