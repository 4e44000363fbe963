/** A list of 32-bit integers that grows. */
export class IntList {
  private items = new Int32Array(1024);
  length = 0;

  push(item: number): void {
    if (this.length === this.items.length) {
      const longer = new Int32Array(this.length * 2);
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

/** Gives every pair of integers a number, in the order they come. */
export class PairIndex {
  readonly firsts = new IntList();
  readonly seconds = new IntList();
  /** Number + 1 by hash, open addressing; 0 is free. */
  private table = new Int32Array(4096);

  get size(): number {
    return this.firsts.length;
  }

  /** The pair's number; equal to the `size` before the call if the pair is new. */
  numberOf(first: number, second: number): number {
    const mask = this.table.length - 1;
    let slot = hash(first, second) & mask;
    for (let entry = this.table[slot] ?? 0; entry !== 0; entry = this.table[slot] ?? 0) {
      if (this.firsts.at(entry - 1) === first && this.seconds.at(entry - 1) === second) return entry - 1;
      slot = (slot + 1) & mask;
    }
    const number = this.firsts.length;
    this.firsts.push(first);
    this.seconds.push(second);
    this.table[slot] = number + 1;
    if (this.firsts.length * 2 > this.table.length) this.grow();
    return number;
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.firsts.length; number += 1) {
      let slot = hash(this.firsts.at(number), this.seconds.at(number)) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
    this.table = table;
  }
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
