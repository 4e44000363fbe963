import { OutOfMemory } from './memory.ts';
import { nextPiece, numbersOf } from './pieces.ts';

/**
 * The set of states seen, as 64-bit fingerprints: open addressing with linear probing in one block of shared memory, eight bytes per place.
 *
 * A fingerprint's home is its high word scaled to the number of homes, and a probe never wraps round. So entries lie in the order of their
 * homes, and the set can grow in place: runs of occupied places are taken from the end and put where they belong in the larger set. No second
 * table is ever needed, whatever the factor of growth.
 *
 * Threads may share the memory. A place is claimed by a compare-exchange of its first word; the second is written afterwards, and whoever sees
 * a matching first word waits for it. Growing needs the others to keep away: see Exclusion. Places that carry a number each (`numbered`, twelve
 * bytes) are for one thread only.
 */

/** Runs an action while no other thread uses the set; after the wait somebody else may have done what it was for. */
export interface Exclusion {
  exclusively(action: () => void): void;
}

export class FingerprintSetFull extends OutOfMemory {
  constructor(bytes: number, cause: unknown) {
    super(`the set of visited states cannot grow beyond ${bytes} bytes`, { cause });
    this.name = 'FingerprintSetFull';
  }
}

/** The parts of a set that threads share. */
export interface FingerprintMemory {
  readonly table: SharedArrayBuffer;
  readonly header: SharedArrayBuffer;
}

interface GrowableBuffer extends SharedArrayBuffer {
  readonly maxByteLength: number;
  grow(bytes: number): void;
}
type GrowableConstructor = new (bytes: number, options: { maxByteLength: number }) => GrowableBuffer;

const HEADER_COUNT = 0;
const HEADER_HOMES = 1;
const HEADER_WORDS = 2;

const FIRST_HOMES = 1 << 14;
/** Places behind the last home, for entries that are pushed beyond it. */
const OVERFLOW_PLACES = 1 << 10;
const HIGHEST_LOAD = 0.75;
/** For sets of several threads, which are to be grown before they get there: when `isCrowded`, between the expansions of two states. */
const HIGHEST_SHARED_LOAD = 0.9;
const GROWTH = 1.4;
const WORD_BYTES = 4;
const TWO_TO_32 = 2 ** 32;
const PIECE_BYTES = 1 << 22;
const LARGEST_RESERVATION_BYTES = 2 ** 35;
const SMALLEST_RESERVATION_BYTES = 2 ** 28;

/** Address space is reserved, memory is taken as the set grows. */
function reserve(bytes: number): GrowableBuffer {
  const Growable = SharedArrayBuffer as unknown as GrowableConstructor;
  for (let reservation = LARGEST_RESERVATION_BYTES; ; reservation /= 2) {
    try {
      return new Growable(bytes, { maxByteLength: reservation });
    } catch (error) {
      if (reservation <= SMALLEST_RESERVATION_BYTES) throw new FingerprintSetFull(bytes, error);
    }
  }
}

const wordsPerPlace = (numbered: boolean): 2 | 3 => (numbered ? 3 : 2);

export function newFingerprintMemory(
  numbered: boolean,
  homes = FIRST_HOMES,
  overflowPlaces = OVERFLOW_PLACES,
): FingerprintMemory {
  const table = reserve((homes + overflowPlaces) * wordsPerPlace(numbered) * WORD_BYTES);
  const header = new SharedArrayBuffer(HEADER_WORDS * WORD_BYTES);
  new Int32Array(header)[HEADER_HOMES] = homes;
  return { table, header };
}

export class FingerprintSet {
  readonly memory: FingerprintMemory;
  readonly #table: GrowableBuffer;
  readonly #header: Int32Array;
  readonly #stride: 2 | 3;
  readonly #exclusion: Exclusion | undefined;
  readonly #highestLoad: number;
  #words: Int32Array;
  #homes = 0;
  #homesPerHash = 0;
  /** How many fingerprints there were when this thread looked or added one: looking takes the memory away from threads that add. */
  #count = 0;
  /** First word of the place where the last `locate` ended. */
  #at = 0;
  #first = 0;
  #second = 0;

  /** With an `exclusion` the memory is shared with other threads. */
  constructor(
    options: {
      readonly numbered?: boolean;
      readonly memory?: FingerprintMemory;
      readonly exclusion?: Exclusion;
    } = {},
  ) {
    const numbered = options.numbered ?? false;
    if (numbered && options.exclusion !== undefined)
      throw new Error('a set with numbers is not shared between threads');
    this.memory = options.memory ?? newFingerprintMemory(numbered);
    this.#table = this.memory.table as GrowableBuffer;
    this.#header = new Int32Array(this.memory.header);
    this.#stride = wordsPerPlace(numbered);
    this.#exclusion = options.exclusion;
    this.#highestLoad = this.#exclusion === undefined ? HIGHEST_LOAD : HIGHEST_SHARED_LOAD;
    this.#words = new Int32Array(0);
    this.refresh();
  }

  /** How many fingerprints there are. */
  get size(): number {
    return Atomics.load(this.#header, HEADER_COUNT);
  }

  /** What the set takes of memory now. */
  get bytes(): number {
    return this.#table.byteLength;
  }

  /** Must be called when another thread may have let the set grow. */
  refresh(): void {
    this.#homes = Atomics.load(this.#header, HEADER_HOMES);
    this.#homesPerHash = this.#homes / TWO_TO_32;
    this.#count = this.size;
    // A view of fixed length: those that follow the length of a buffer are slow.
    this.#words = new Int32Array(this.#table, 0, Math.floor(this.#table.byteLength / WORD_BYTES));
  }

  /** Whether the fingerprint is in the set. `insert` and `numberFound` refer to the last one located. */
  locate(low: number, high: number): boolean {
    this.#first = high | 0 || 1;
    this.#second = low | 0 || 1;
    return this.#probe();
  }

  #probe(): boolean {
    const words = this.#words;
    const stride = this.#stride;
    const first = this.#first;
    const second = this.#second;
    const end = words.length;
    let at = Math.floor((first >>> 0) * this.#homesPerHash) * stride;
    for (; at < end; at += stride) {
      const word = words[at];
      if (word === 0) break;
      if (word === first) {
        let other = words[at + 1];
        while (other === 0) other = Atomics.load(words, at + 1);
        if (other === second) {
          this.#at = at;
          return true;
        }
      }
    }
    this.#at = at;
    return false;
  }

  /** The number given to the fingerprint that the last `locate` found. */
  numberFound(): number {
    return (this.#words[this.#at + 2] ?? 0) >>> 0;
  }

  /**
   * Adds the fingerprint that the last `locate` did not find. False if another thread has added it meanwhile.
   * @throws FingerprintSetFull
   */
  insert(number = 0): boolean {
    for (;;) {
      const isFull = this.#count >= this.#homes * this.#highestLoad;
      if (!isFull && this.#at < this.#words.length) break;
      this.#makeRoom(isFull);
      if (this.#probe()) return false;
    }
    while (Atomics.compareExchange(this.#words, this.#at, 0, this.#first) !== 0) {
      if (this.#probe()) return false;
      if (this.#at >= this.#words.length) return this.insert(number);
    }
    Atomics.store(this.#words, this.#at + 1, this.#second);
    if (this.#stride === 3) this.#words[this.#at + 2] = number | 0;
    this.#count = Atomics.add(this.#header, HEADER_COUNT, 1) + 1;
    return true;
  }

  /** Whether `relieve` should be called, before the set grows in the midst of an expansion. May be out of date after a growth by others. */
  get isCrowded(): boolean {
    return this.#count >= this.#homes * HIGHEST_LOAD;
  }

  /**
   * Makes room if the set is crowded. Only while no other thread uses it.
   * @throws FingerprintSetFull
   */
  relieve(): void {
    this.refresh();
    if (!this.isCrowded) return;
    this.#grow();
    this.refresh();
  }

  /** More homes if the set is full, otherwise more places behind the last home; unless another thread has seen to it. */
  #makeRoom(isFull: boolean): void {
    const bytesBefore = this.#words.byteLength;
    const change = (): void => {
      this.refresh();
      if (this.#words.byteLength !== bytesBefore) return;
      if (isFull) this.#grow();
      else
        this.#extend((bytesBefore / (this.#stride * WORD_BYTES) - this.#homes) * this.#stride * WORD_BYTES);
    };
    if (this.#exclusion === undefined) change();
    else this.#exclusion.exclusively(change);
    this.refresh();
  }

  #extend(bytes: number): Int32Array {
    try {
      this.#table.grow(this.#table.byteLength + bytes);
    } catch (error) {
      throw new FingerprintSetFull(this.#table.byteLength, error);
    }
    return new Int32Array(this.#table, 0, Math.floor(this.#table.byteLength / WORD_BYTES));
  }

  #grow(): void {
    const stride = this.#stride;
    const oldEnd = this.#words.length;
    const overflowPlaces = oldEnd / stride - this.#homes;
    const homes = Math.ceil(this.#homes * GROWTH);
    const bytes = (homes + overflowPlaces) * stride * WORD_BYTES;
    let words = this.#extend(bytes - this.#table.byteLength);
    const homesPerHash = homes / TWO_TO_32;
    let run = new Int32Array(1 << 10);
    for (let end = oldEnd; end > 0;) {
      if (words[end - stride] === 0) {
        end -= stride;
        continue;
      }
      let start = end - stride;
      while (start > 0 && words[start - stride] !== 0) start -= stride;
      const length = end - start;
      if (run.length < length) run = new Int32Array(length * 2);
      for (let i = 0; i < length; i++) {
        run[i] = words[start + i] ?? 0;
        words[start + i] = 0;
      }
      // Homes move away from the start of the set only, so everything lands in places whose entries have moved already.
      for (let i = 0; i < length; i += stride) {
        let at = Math.floor(((run[i] ?? 0) >>> 0) * homesPerHash) * stride;
        while (at < words.length && words[at] !== 0) at += stride;
        if (at >= words.length) words = this.#extend(overflowPlaces * stride * WORD_BYTES);
        for (let word = 0; word < stride; word++) words[at + word] = run[i + word] ?? 0;
      }
      end = start;
    }
    Atomics.store(this.#header, HEADER_HOMES, homes);
  }

  /** Calls `visit` with the words of every fingerprint in ascending order of (high, low). Not while other threads add. */
  forEachInOrder(visit: (low: number, high: number, number: number) => void): void {
    const words = this.#words;
    const stride = this.#stride;
    for (let start = 0; start < words.length; start += stride) {
      if (words[start] === 0) continue;
      const run: { low: number; high: number; number: number }[] = [];
      for (; start < words.length && words[start] !== 0; start += stride)
        run.push({
          high: (words[start] ?? 0) >>> 0,
          low: (words[start + 1] ?? 0) >>> 0,
          number: stride === 3 ? (words[start + 2] ?? 0) >>> 0 : 0,
        });
      run.sort((a, b) => a.high - b.high || a.low - b.low);
      for (const { low, high, number } of run) visit(low, high, number);
    }
  }

  /** The table as it is, in pieces, for `restore`. Not while other threads add. */
  *pieces(): Generator<Uint8Array> {
    yield new Uint8Array(Float64Array.of(this.#homes, this.size, this.#words.byteLength).buffer);
    for (let start = 0; start < this.#words.byteLength; start += PIECE_BYTES)
      yield new Uint8Array(this.#table, start, Math.min(PIECE_BYTES, this.#words.byteLength - start)).slice();
  }

  /** Takes over what `pieces` gave for a set of the same kind. */
  restore(pieces: Iterator<Uint8Array>): void {
    const [homes = 0, count = 0, bytes = 0] = numbersOf(nextPiece(pieces));
    if (bytes > this.#table.byteLength) this.#extend(bytes - this.#table.byteLength);
    const table = new Uint8Array(this.#table, 0, this.#table.byteLength).fill(0);
    for (let start = 0; start < bytes; start += PIECE_BYTES) table.set(nextPiece(pieces), start);
    Atomics.store(this.#header, HEADER_HOMES, homes);
    Atomics.store(this.#header, HEADER_COUNT, count);
    this.refresh();
  }
}
