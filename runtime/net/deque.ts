/** A queue in one growing ring: push, shift and access by position in constant time; gives memory back when it has emptied. */
export class Deque<T> {
  private ring: (T | undefined)[] = new Array<T | undefined>(smallestRing);
  private first = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(item: T): void {
    if (this.count === this.ring.length) this.resize(this.count * 2);
    this.ring[(this.first + this.count) & (this.ring.length - 1)] = item;
    this.count += 1;
  }

  /** Puts an item before all others. */
  unshift(item: T): void {
    if (this.count === this.ring.length) this.resize(this.count * 2);
    this.first = (this.first - 1) & (this.ring.length - 1);
    this.ring[this.first] = item;
    this.count += 1;
  }

  shift(): T | undefined {
    if (this.count === 0) return undefined;
    const item = this.ring[this.first];
    this.ring[this.first] = undefined;
    this.first = (this.first + 1) & (this.ring.length - 1);
    this.count -= 1;
    if (this.count === 0 && this.ring.length > largestIdleRing) this.resize(smallestRing);
    return item;
  }

  /** The item at `position` from the front; undefined outside. */
  get(position: number): T | undefined {
    if (position < 0 || position >= this.count) return undefined;
    return this.ring[(this.first + position) & (this.ring.length - 1)];
  }

  clear(): void {
    this.ring = new Array<T | undefined>(smallestRing);
    this.first = 0;
    this.count = 0;
  }

  /** `size` is a power of two and at least `count`. */
  private resize(size: number): void {
    const ring = new Array<T | undefined>(size);
    for (let position = 0; position < this.count; position += 1) ring[position] = this.get(position);
    this.ring = ring;
    this.first = 0;
  }
}

const smallestRing = 16;
const largestIdleRing = 1024;
