import { equals } from './equality.ts';
import { TlaFunctionLike, compareFunctions, equalFunctions } from './function-like.ts';
import { combine, hashInLane, mix, weightAfter } from './hash.ts';
import { List } from './immutable.ts';
import type { Site } from './site.ts';
import type { Lane, TlaObject, Value } from './value.ts';
import { Kind, compare, toTlaString } from './value.ts';

/** Longer sequences become trees; trees that shrink below the lower bound become arrays again. */
const ARRAY_LIMIT = 64;
const TREE_LIMIT = 32;

const HASH_START = 1;

/** A tuple, sequence or function with domain 1..n. Positions are 0-based here and 1-based in TLA+. */
export class TlaTuple extends TlaFunctionLike implements Iterable<Value> {
  readonly length: number;
  /** Exactly one of these is not null. */
  readonly #items: readonly Value[] | null;
  readonly #list: List<Value> | null;

  private constructor(length: number, items: readonly Value[] | null, list: List<Value> | null) {
    super(Kind.Tuple);
    this.length = length;
    this.#items = items;
    this.#list = list;
  }

  /** Takes ownership of the array. */
  static of(items: readonly Value[]): TlaTuple {
    if (items.length === 0) return emptyTuple;
    if (items.length <= ARRAY_LIMIT) return new TlaTuple(items.length, items, null);
    return new TlaTuple(items.length, null, List(items));
  }

  /** For the constant `emptyTuple` alone. */
  static makeEmpty(): TlaTuple {
    return new TlaTuple(0, [], null);
  }

  static #ofList(list: List<Value>): TlaTuple {
    return list.size <= TREE_LIMIT ? TlaTuple.of(list.toArray()) : new TlaTuple(list.size, null, list);
  }

  override get size(): number {
    return this.length;
  }

  /** The element at a 0-based position; undefined outside. */
  at(position: number): Value | undefined {
    if (this.#items !== null) return this.#items[position];
    return position < 0 ? undefined : (this.#list as List<Value>).get(position);
  }

  /** The element at a 1-based index, as in TLA+. */
  override get(key: Value): Value | undefined {
    return typeof key === 'number' ? this.at(key - 1) : undefined;
  }

  override keyAt(position: number): Value {
    return position + 1;
  }

  override valueAt(position: number): Value {
    return this.at(position) as Value;
  }

  toArray(): readonly Value[] {
    return this.#items ?? (this.#list as List<Value>).toArray();
  }

  [Symbol.iterator](): Iterator<Value> {
    return this.toArray()[Symbol.iterator]();
  }

  append(x: Value): TlaTuple {
    let result: TlaTuple;
    if (this.#items === null) {
      result = new TlaTuple(this.length + 1, null, (this.#list as List<Value>).push(x));
    } else {
      const items = this.#items.slice();
      items.push(x);
      result = TlaTuple.of(items);
    }
    if (this.lane0 !== 0) result.lane0 = combine(this.lane0, hashInLane(x, 0), 0);
    if (this.lane1 !== 0) result.lane1 = combine(this.lane1, hashInLane(x, 1), 1);
    return result;
  }

  /** The tuple with another element at a 0-based position inside it. */
  with(position: number, x: Value): TlaTuple {
    let result: TlaTuple;
    if (this.#items === null) {
      result = new TlaTuple(this.length, null, (this.#list as List<Value>).set(position, x));
    } else {
      const items = this.#items.slice();
      items[position] = x;
      result = new TlaTuple(items.length, items, null);
    }
    if (this.lane0 !== 0) result.lane0 = this.#hashWith(position, x, 0);
    if (this.lane1 !== 0) result.lane1 = this.#hashWith(position, x, 1);
    return result;
  }

  #hashWith(position: number, x: Value, lane: Lane): number {
    const change = hashInLane(x, lane) - hashInLane(this.at(position) as Value, lane);
    const weight = weightAfter(this.length - 1 - position, lane);
    return ((lane === 0 ? this.lane0 : this.lane1) + Math.imul(change, weight)) | 0;
  }

  /** The elements at 0-based positions from <= position < to; 0 <= from <= to <= length. */
  slice(from: number, to: number): TlaTuple {
    if (from === 0 && to === this.length) return this;
    if (from >= to) return emptyTuple;
    if (this.#items === null) return TlaTuple.#ofList((this.#list as List<Value>).slice(from, to));
    const result = TlaTuple.of(this.#items.slice(from, to));
    if (from === 1 && to === this.length) {
      if (this.lane0 !== 0) result.lane0 = this.#hashOfTail(0);
      if (this.lane1 !== 0) result.lane1 = this.#hashOfTail(1);
    }
    return result;
  }

  /** Without the first element: the start of the running hash takes its place. */
  #hashOfTail(lane: Lane): number {
    const withFirst = combine(HASH_START, hashInLane(this.at(0) as Value, lane), lane);
    const weight = weightAfter(this.length - 1, lane);
    return ((lane === 0 ? this.lane0 : this.lane1) + Math.imul(HASH_START - withFirst, weight)) | 0;
  }

  /** O(log n) per element of the shorter operand. */
  concat(other: TlaTuple): TlaTuple {
    if (other.length === 0) return this;
    if (this.length === 0) return other;
    if (this.#items !== null && other.#items !== null) return TlaTuple.of(this.#items.concat(other.#items));
    // Between the limits either form occurs, so that the longer operand need not be the tree.
    if (this.#list !== null && (other.#list === null || this.length >= other.length)) {
      return TlaTuple.#ofList(this.#list.concat(other.toArray()));
    }
    const list = other.#list as List<Value>;
    const items = this.toArray();
    return TlaTuple.#ofList(
      list.withMutations((target) => {
        for (let i = items.length - 1; i >= 0; i--) target.unshift(items[i] as Value);
      }),
    );
  }

  override compareTo(other: TlaObject): number {
    if (!(other instanceof TlaTuple)) return compareFunctions(this, (other as TlaFunctionLike).evaluated());
    if (this.length !== other.length) return this.length - other.length;
    for (let i = 0; i < this.length; i++) {
      const order = compare(this.valueAt(i), other.valueAt(i));
      if (order !== 0) return order;
    }
    return 0;
  }

  override equalTo(other: TlaObject, at: Site | undefined): boolean {
    if (!(other instanceof TlaTuple)) return equalFunctions(this, (other as TlaFunctionLike).evaluated(), at);
    if (this.length !== other.length) return false;
    for (let i = 0; i < this.length; i++) {
      if (!equals(this.valueAt(i), other.valueAt(i), at)) return false;
    }
    return true;
  }

  override hash(lane: Lane): number {
    let h = lane === 0 ? this.lane0 : this.lane1;
    if (h === 0) {
      h = HASH_START;
      for (const item of this.toArray()) h = combine(h, hashInLane(item, lane), lane);
      if (lane === 0) this.lane0 = h;
      else this.lane1 = h;
    }
    return mix(h ^ Math.imul(this.length + 1, 0x27d4eb2f));
  }

  override toString(): string {
    return `<<${this.toArray().map(toTlaString).join(', ')}>>`;
  }
}

export const emptyTuple: TlaTuple = TlaTuple.makeEmpty();
