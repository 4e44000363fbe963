import { lengthAfter } from '../search/memory.ts';

/** Places in a list must be integers of 32 bits themselves. */
const MOST_ITEMS = 2 ** 31 - 1;

/** A list of 32-bit integers that grows. */
export class IntList {
  private items: Int32Array;
  private readonly most: number;
  length = 0;

  /** Of more items `push` throws OutOfMemory. */
  constructor(most = MOST_ITEMS) {
    this.most = most;
    this.items = new Int32Array(Math.min(1024, most));
  }

  push(item: number): void {
    if (this.length === this.items.length) {
      const longer = new Int32Array(
        lengthAfter(this.length, this.most, 'steps when properties of behaviours are checked'),
      );
      longer.set(this.items);
      this.items = longer;
    }
    this.items[this.length] = item;
    this.length += 1;
  }

  /** The item at a place below `length`. */
  at(place: number): number {
    return this.items[place] ?? 0;
  }

  /** The items, of which only the first `length` count; valid until the next push. */
  view(): Int32Array {
    return this.items.subarray(0, this.length);
  }
}

/** Second integers of a pair below this have a table of all first ones. */
const MAX_DENSE = 16;

/** Gives every pair of integers a number, in the order they come. First integers are below `firstCount`, second ones mostly small. */
export class PairIndex {
  private readonly firstCount: number;
  readonly firsts = new IntList();
  readonly seconds = new IntList();
  /** By second integer below MAX_DENSE: number + 1 by first; 0 is free. */
  private readonly dense: (Int32Array | undefined)[] = [];
  /** Of the other pairs: number + 1 by hash, open addressing; 0 is free. */
  private sparse = new Int32Array(1024);
  private sparseCount = 0;

  constructor(firstCount: number) {
    this.firstCount = firstCount;
  }

  get size(): number {
    return this.firsts.length;
  }

  /** The pair's number; equal to the `size` before the call if the pair is new. */
  numberOf(first: number, second: number): number {
    if (second >= MAX_DENSE) return this.sparseNumberOf(first, second);
    const numbers = (this.dense[second] ??= new Int32Array(this.firstCount));
    const known = numbers[first] ?? 0;
    if (known !== 0) return known - 1;
    const number = this.add(first, second);
    numbers[first] = number + 1;
    return number;
  }

  private add(first: number, second: number): number {
    const number = this.firsts.length;
    this.firsts.push(first);
    this.seconds.push(second);
    return number;
  }

  private sparseNumberOf(first: number, second: number): number {
    const mask = this.sparse.length - 1;
    let slot = hash(first, second) & mask;
    for (let entry = this.sparse[slot] ?? 0; entry !== 0; entry = this.sparse[slot] ?? 0) {
      if (this.firsts.at(entry - 1) === first && this.seconds.at(entry - 1) === second) return entry - 1;
      slot = (slot + 1) & mask;
    }
    const number = this.add(first, second);
    this.sparse[slot] = number + 1;
    this.sparseCount += 1;
    if (this.sparseCount * 2 > this.sparse.length) this.grow();
    return number;
  }

  private grow(): void {
    const larger = new Int32Array(this.sparse.length * 2);
    const mask = larger.length - 1;
    for (const entry of this.sparse) {
      if (entry === 0) continue;
      let slot = hash(this.firsts.at(entry - 1), this.seconds.at(entry - 1)) & mask;
      while (larger[slot] !== 0) slot = (slot + 1) & mask;
      larger[slot] = entry;
    }
    this.sparse = larger;
  }
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
