import type { Value } from '../../../runtime/tla/index.ts';
import { hashOf, sameValue, secondHashOf } from '../../../runtime/tla/index.ts';

/** The number of no value: what a part of a row has that holds nothing. */
export const ABSENT = 0;
/** Answered where a value gets no number because there is no room. */
export const NO_ROOM = -1;

const FALSE = 1;
const TRUE = 2;
/** Integers from 0 up to here find their numbers in an array. */
const SMALL_INTEGERS = 1024;

/**
 * Gives values numbers, equal values the same one, so that states can be compared, copied and looked up as numbers. Numbers are never taken back;
 * when there are `capacity` of them, values that have none get none.
 */
export class ValueTable {
  /** By number. The first stands for no value. */
  readonly values: Value[] = [false, false, true];
  private readonly capacity: number;
  private lows = new Int32Array(1 << 10);
  private highs = new Int32Array(1 << 10);
  /** Open addressing by the first hash; 0 is free. */
  private slots = new Int32Array(1 << 11);
  private readonly strings = new Map<string, number>();
  private readonly integers = new Map<number, number>();
  private readonly small = new Int32Array(SMALL_INTEGERS);

  constructor(capacity: number) {
    this.capacity = capacity;
    for (const [id, value] of this.values.entries()) this.note(id, value);
  }

  get size(): number {
    return this.values.length;
  }

  /** The two hashes of the value with a number. */
  lowOf(id: number): number {
    return this.lows[id] as number;
  }

  highOf(id: number): number {
    return this.highs[id] as number;
  }

  /** The number of a value, or NO_ROOM. May throw TlaEvaluationError where the value is one that is computed on demand. */
  idOf(value: Value): number {
    switch (typeof value) {
      case 'boolean':
        return value ? TRUE : FALSE;
      case 'number':
        return this.integer(value);
      case 'string': {
        const known = this.strings.get(value);
        if (known !== undefined) return known;
        const id = this.add(value);
        if (id !== NO_ROOM) this.strings.set(value, id);
        return id;
      }
      default:
        return this.object(value);
    }
  }

  private integer(value: number): number {
    const isSmall = value >= 0 && value < SMALL_INTEGERS;
    const known = isSmall ? (this.small[value] as number) : (this.integers.get(value) ?? 0);
    if (known !== 0) return known;
    const id = this.add(value);
    if (id === NO_ROOM) return id;
    if (isSmall) this.small[value] = id;
    else this.integers.set(value, id);
    return id;
  }

  private object(value: Exclude<Value, boolean | number | string>): number {
    const low = hashOf(value);
    const mask = this.slots.length - 1;
    let slot = low & mask;
    for (;;) {
      const id = this.slots[slot] as number;
      if (id === 0) break;
      if (this.lows[id] === low) {
        const known = this.values[id] as Value;
        if (known === value || sameValue(known, value)) return id;
      }
      slot = (slot + 1) & mask;
    }
    const id = this.add(value);
    if (id === NO_ROOM) return id;
    this.slots[slot] = id;
    if (this.values.length * 2 > this.slots.length) this.rehash();
    return id;
  }

  private add(value: Value): number {
    if (this.values.length >= this.capacity) return NO_ROOM;
    const id = this.values.push(value) - 1;
    this.note(id, value);
    return id;
  }

  private note(id: number, value: Value): void {
    if (id >= this.lows.length) {
      this.lows = doubled(this.lows);
      this.highs = doubled(this.highs);
    }
    this.lows[id] = hashOf(value);
    this.highs[id] = secondHashOf(value);
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (const id of this.slots) {
      if (id === 0) continue;
      let slot = (this.lows[id] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
