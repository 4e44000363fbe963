import type { Value } from '../../runtime/tla/index.ts';
import type { State } from '../model/index.ts';

/**
 * States one after the other, up to a number that is given. What models keep as states are mostly small numbers: such states lie in one block of
 * memory, four bytes a part, where a garbage collector need not look. Others are kept as they are.
 */
export class PackedStates {
  readonly capacity: number;
  #words = new Int32Array(0);
  /** How many parts the states in `#words` have. */
  #width = 0;
  #length = 0;
  /** States that are not only numbers, by place. */
  readonly #others = new Map<number, State>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === this.capacity;
  }

  /** Adds a copy of the state; not if it is full. */
  push(state: State): void {
    if (this.#width !== state.length && this.#others.size === this.#length) this.#setWidth(state.length);
    const place = this.#length++;
    if (state.length !== this.#width || !this.#pack(state, place * this.#width))
      this.#others.set(place, state.slice());
  }

  /** The state at a place, in an array of its own or in `into`. */
  at(place: number, into: Value[] = []): State {
    const other = this.#others.get(place);
    if (other !== undefined) return other;
    const width = this.#width;
    const words = this.#words;
    const start = place * width;
    for (let part = 0; part < width; part++) into[part] = words[start + part] as number;
    return into;
  }

  /** Takes the last state off. */
  drop(): void {
    this.#others.delete(--this.#length);
  }

  /** Takes all off; the memory is used again. */
  clear(): void {
    this.#length = 0;
    this.#others.clear();
  }

  #setWidth(width: number): void {
    this.#width = width;
    if (this.#words.length < width * this.capacity) this.#words = new Int32Array(width * this.capacity);
  }

  /** False if the state is not only numbers of 32 bits. */
  #pack(state: State, start: number): boolean {
    const words = this.#words;
    for (let part = 0; part < state.length; part++) {
      const value = state[part];
      if (typeof value !== 'number' || (value | 0) !== value) return false;
      words[start + part] = value;
    }
    return true;
  }
}
