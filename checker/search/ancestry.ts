import { nextPiece, numbersOf } from './pieces.ts';
import { NO_PARENT } from './state-graph.ts';

const CHUNK_BITS = 16;
const CHUNK_LENGTH = 1 << CHUNK_BITS;

/** A growing array of unsigned 32-bit numbers that never moves what it holds. */
export class NumberList {
  readonly #chunks: Uint32Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#chunks.length * CHUNK_LENGTH * 4;
  }

  push(value: number): void {
    const chunk = this.#length >>> CHUNK_BITS;
    if (chunk === this.#chunks.length) this.#chunks.push(new Uint32Array(CHUNK_LENGTH));
    this.#length++;
    this.set(this.#length - 1, value);
  }

  /** 0 beyond the end. */
  get(place: number): number {
    return this.#chunks[place >>> CHUNK_BITS]?.[place & (CHUNK_LENGTH - 1)] ?? 0;
  }

  set(place: number, value: number): void {
    const chunk = this.#chunks[place >>> CHUNK_BITS];
    if (chunk === undefined || place >= this.#length)
      throw new RangeError(`place ${place} of ${this.#length}`);
    chunk[place & (CHUNK_LENGTH - 1)] = value;
  }

  toArray(): Uint32Array {
    const all = new Uint32Array(this.#length);
    for (const [place, chunk] of this.#chunks.entries()) {
      const start = place * CHUNK_LENGTH;
      all.set(chunk.subarray(0, Math.min(CHUNK_LENGTH, this.#length - start)), start);
    }
    return all;
  }

  /** Its numbers, 32 bits each, in copies. */
  *parts(): Generator<Uint8Array<ArrayBuffer>> {
    for (const [place, chunk] of this.#chunks.entries()) {
      const numbers = chunk.slice(0, this.#length - place * CHUNK_LENGTH);
      yield new Uint8Array(numbers.buffer);
    }
  }

  /** For `restore`. */
  *pieces(): Generator<Uint8Array> {
    yield new Uint8Array(Float64Array.of(this.#length).buffer);
    for (const chunk of this.#chunks) yield new Uint8Array(chunk.buffer).slice();
  }

  /** Takes over what `pieces` gave. */
  restore(pieces: Iterator<Uint8Array>): void {
    const [length = 0] = numbersOf(nextPiece(pieces));
    this.#chunks.length = 0;
    for (let start = 0; start < length; start += CHUNK_LENGTH)
      this.#chunks.push(new Uint32Array(nextPiece(pieces).slice().buffer));
    this.#length = length;
  }
}

/**
 * Where every state was first reached from: its parent, and its ordinal: the place of the visit among those that `Model.successors` makes for
 * the parent (or `Model.initialStates`, for a state without one). Eight bytes per state, enough to walk from an initial state to any other.
 */
export class Ancestry {
  readonly parents = new NumberList();
  readonly ordinals = new NumberList();

  get size(): number {
    return this.parents.length;
  }

  get bytes(): number {
    return this.parents.bytes + this.ordinals.bytes;
  }

  /** The number of the new state. */
  add(parent: number, ordinal: number): number {
    this.parents.push(parent);
    this.ordinals.push(ordinal);
    return this.parents.length - 1;
  }

  replace(id: number, parent: number, ordinal: number): void {
    this.parents.set(id, parent);
    this.ordinals.set(id, ordinal);
  }

  originOf(id: number): { readonly parent: number; readonly ordinal: number } {
    return { parent: this.parents.get(id), ordinal: this.ordinals.get(id) };
  }

  /** The ordinals from an initial state to `id`. */
  ordinalsTo(id: number): number[] {
    const path: number[] = [];
    for (let at = id; at !== NO_PARENT; at = this.parents.get(at)) path.push(this.ordinals.get(at));
    return path.reverse();
  }
}
