import type { Value } from '../../runtime/tla/index.ts';
import { decodeValue, encodeValue, makeTupleFrom, TlaTuple } from '../../runtime/tla/index.ts';
import type { State } from '../model/index.ts';

/**
 * States as bytes, for disks and other threads. Of every state only the slots that differ from the state before it are written, and decoding
 * shares the others: neighbours in a queue have most of their values in common.
 *
 * The bytes are one encoded tuple: the number of slots, then for every state the number of slots that differ and each with its place.
 * @throws TlaCodecError if a value has no encoding (an infinite set that is not a named one)
 */
export function encodeStates(states: readonly State[]): Uint8Array {
  const slotCount = states[0]?.length ?? 0;
  const flat: Value[] = [slotCount];
  let before: State = [];
  for (const state of states) {
    const countAt = flat.push(0) - 1;
    let differing = 0;
    for (let slot = 0; slot < slotCount; slot++) {
      const value = state[slot] as Value;
      if (value === before[slot]) continue;
      flat.push(slot, value);
      differing++;
    }
    flat[countAt] = differing;
    before = state;
  }
  return encodeValue(makeTupleFrom(flat));
}

/** What `encodeStates` was given. Trusts the bytes to be its own: `count` states. */
export function decodeStates(bytes: Uint8Array, count: number): State[] {
  const tuple = decodeValue(bytes);
  if (!(tuple instanceof TlaTuple)) throw new Error('no encoded states');
  const flat = tuple.toArray();
  let at = 1;
  let before: Value[] = [];
  const states: State[] = [];
  for (let i = 0; i < count; i++) {
    const state = before.slice();
    const differing = flat[at++] as number;
    for (let change = 0; change < differing; change++, at += 2)
      state[flat[at] as number] = flat[at + 1] as Value;
    states.push(state);
    before = state;
  }
  return states;
}
