/** A queue with access by position; all operations take constant time, `drop` time in proportion to what it drops. */
export class Fifo<T> {
  private items: (T | undefined)[] = [];
  private first = 0;

  get length(): number {
    return this.items.length - this.first;
  }

  push(item: T): void {
    this.items.push(item);
  }

  /** The item at a 0-based position from the head; undefined outside. */
  at(position: number): T | undefined {
    return this.items[this.first + position];
  }

  shift(): T | undefined {
    const item = this.at(0);
    if (this.length > 0) this.drop(1);
    return item;
  }

  /** Removes `count` items, at most `length`, at the head. */
  drop(count: number): void {
    const end = Math.min(this.first + count, this.items.length);
    while (this.first < end) {
      // Lets go of the item now, although the slot stays for a while.
      this.items[this.first] = undefined;
      this.first += 1;
    }
    if (this.first === this.items.length) {
      this.items = [];
      this.first = 0;
    } else if (this.first >= 256 && this.first * 2 >= this.items.length) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
  }
}
