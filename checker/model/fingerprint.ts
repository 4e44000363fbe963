import type { Value } from '../../runtime/index.ts';
import { hashOf, secondHashOf } from '../../runtime/index.ts';
import type { Fingerprint, State } from './model.ts';

/** Puts the fingerprint of a state's values, in the order of their slots, into `into`. */
export function fingerprintOf(state: State, into: Fingerprint): void {
  let low = 0x3243f6a8;
  let high = 0x85a308d3;
  for (let slot = 0; slot < state.length; slot += 1) {
    const value = state[slot] as Value;
    low = Math.imul(low ^ hashOf(value), 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul(high ^ secondHashOf(value), 0x85ebca77);
    high ^= high >>> 13;
  }
  into.low = low >>> 0;
  into.high = high >>> 0;
}
