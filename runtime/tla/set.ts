import { equals } from './equality.ts';
import { fail } from './errors.ts';
import { combine, hashInLane, mix } from './hash.ts';
import type { Site } from './site.ts';
import type { Lane, Value } from './value.ts';
import { TlaObject, compare, toTlaString } from './value.ts';

/** Sets with more elements are hashed by size, first and last element, so that a lazy one need not be enumerated. */
export const ELEMENTWISE_HASH_LIMIT = 65_536;
/** A set with more elements is never turned into an array. */
export const ENUMERATION_LIMIT = 1 << 26;
const MAX_LISTED_ELEMENTS = 4096;

/** Hash of one element of a set; the elements' hashes are summed, so that adding or removing one costs O(1). */
export function hashElement(x: Value, lane: Lane): number {
  return mix(hashInLane(x, lane) ^ 0x7feb352d);
}

/** A set: finite or infinite, enumerated or lazy. */
export abstract class TlaSet extends TlaObject implements Iterable<Value> {
  /** What toArray made. */
  declare private array: readonly Value[] | null;

  constructor(kind: number) {
    super(kind);
    this.array = null;
  }

  /** Number of elements; Infinity for an infinite set; beyond 2^53 only an approximation. */
  abstract get size(): number;
  /** Membership; an element that TLC could not compare with those of the set is an error. */
  abstract has(x: Value, at?: Site): boolean;
  /** The element at a 0-based position of the canonical order; 0 <= position < size. */
  abstract elementAt(position: number): Value;
  /** The construction of a set too large to be listed. */
  protected abstract describe(): string;

  /** All elements in canonical order, if they have been listed already. */
  get listed(): readonly Value[] | null {
    return this.array;
  }

  /** Visits elements in canonical order until the visitor answers true; says whether it did. */
  some(visit: (x: Value) => boolean, at?: Site): boolean {
    this.checkEnumerable(at);
    const size = this.size;
    for (let i = 0; i < size; i++) if (visit(this.elementAt(i))) return true;
    return false;
  }

  /** All elements in canonical order; an error for infinite and for very large sets. */
  toArray(at?: Site): readonly Value[] {
    if (this.array === null) {
      this.checkEnumerable(at);
      if (this.size > ENUMERATION_LIMIT) {
        return fail('too-large', 'Attempted to enumerate the set {0}, which is too large', [this], at);
      }
      this.array = this.makeArray();
    }
    return this.array;
  }

  protected makeArray(): readonly Value[] {
    const array: Value[] = [];
    for (let i = 0; i < this.size; i++) array.push(this.elementAt(i));
    return array;
  }

  checkEnumerable(at?: Site): void {
    if (this.size === Infinity) {
      fail('not-enumerable', 'Attempted to enumerate the infinite set {0}', [this], at);
    }
  }

  [Symbol.iterator](): Iterator<Value> {
    return this.toArray()[Symbol.iterator]();
  }

  /** What a lazy set was built by and of; infinite sets are equal exactly if these are. */
  protected get constructedBy(): string {
    return '';
  }

  protected get parts(): readonly Value[] {
    return [];
  }

  #compareConstruction(other: TlaSet): number {
    const order = compare(this.constructedBy, other.constructedBy) || this.parts.length - other.parts.length;
    if (order !== 0) return order;
    for (let i = 0; i < this.parts.length; i++) {
      const partOrder = compare(this.parts[i] as Value, other.parts[i] as Value);
      if (partOrder !== 0) return partOrder;
    }
    return 0;
  }

  #sameConstruction(other: TlaSet): boolean {
    return this.constructedBy !== '' && this.#compareConstruction(other) === 0;
  }

  override compareTo(other: TlaObject): number {
    const set = other as TlaSet;
    const size = this.size;
    if (size !== set.size) return size < set.size ? -1 : 1;
    if (size === Infinity) return this.#compareConstruction(set);
    if (this.#sameConstruction(set)) return 0;
    for (let i = 0; i < size; i++) {
      const order = compare(this.elementAt(i), set.elementAt(i));
      if (order !== 0) return order;
    }
    return 0;
  }

  override equalTo(other: TlaObject, at: Site | undefined): boolean {
    const set = other as TlaSet;
    const size = this.size;
    if (this.#sameConstruction(set)) return true;
    if (size === Infinity || set.size === Infinity) {
      return fail(
        'not-enumerable',
        'Attempted to compare the sets {0} and {1}, of which one is infinite',
        [this, set],
        at,
      );
    }
    if (size !== set.size) return false;
    for (let i = 0; i < size; i++) if (!equals(this.elementAt(i), set.elementAt(i), at)) return false;
    return true;
  }

  override hash(lane: Lane): number {
    let h = lane === 0 ? this.lane0 : this.lane1;
    if (h === 0) {
      h = this.computeHash(lane);
      if (lane === 0) this.lane0 = h;
      else this.lane1 = h;
    }
    const size = this.size;
    return mix(h ^ Math.imul((size % 0x7fffffff) | 0, 0x2c1b3c6d));
  }

  /** The sum of the elements' hashes, or for large sets a combination of the first and the last. */
  protected computeHash(lane: Lane): number {
    const size = this.size;
    if (size === Infinity) {
      let construction = hashInLane(this.constructedBy, lane);
      for (const part of this.parts) construction = combine(construction, hashInLane(part, lane), lane);
      return construction;
    }
    if (size > ELEMENTWISE_HASH_LIMIT) {
      return combine(hashInLane(this.elementAt(0), lane), hashInLane(this.elementAt(size - 1), lane), lane);
    }
    let h = 0;
    for (let i = 0; i < size; i++) h = (h + hashElement(this.elementAt(i), lane)) | 0;
    return h;
  }

  override toString(): string {
    return this.size > MAX_LISTED_ELEMENTS
      ? this.describe()
      : `{${this.toArray().map(toTlaString).join(', ')}}`;
  }
}
