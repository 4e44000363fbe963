import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlockStore } from '../../checker/index.ts';
import { causeOf, InputProblem } from '../failures.ts';

/** One file of blocks; it goes when its last block was taken. */
interface Segment {
  readonly path: string;
  readonly file: number;
  size: number;
  live: number;
}

interface Place {
  readonly segment: Segment;
  readonly offset: number;
  readonly length: number;
}

const segmentBytes = 64 * 2 ** 20;

/** Blocks of states in files of a temporary folder. Throws InputProblem when the disk is full. */
export class BlockFiles implements BlockStore {
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #places = new Map<number, Place>();
  #current: Segment | undefined;
  #segments = 0;
  #blocks = 0;

  constructor(options: { readonly parent?: string; readonly segmentBytes?: number } = {}) {
    this.#folder = mkdtempSync(join(options.parent ?? tmpdir(), 'mpcal-ts-states-'));
    this.#segmentBytes = options.segmentBytes ?? segmentBytes;
  }

  write(bytes: Uint8Array): number {
    try {
      const segment = this.#segmentFor(bytes.byteLength);
      const place: Place = { segment, offset: segment.size, length: bytes.byteLength };
      for (let at = 0; at < bytes.byteLength;) {
        at += writeSync(segment.file, bytes, at, bytes.byteLength - at, segment.size + at);
      }
      segment.size += bytes.byteLength;
      segment.live += 1;
      this.#blocks += 1;
      this.#places.set(this.#blocks, place);
      return this.#blocks;
    } catch (error) {
      throw new InputProblem(`cannot keep states in ${this.#folder}: ${causeOf(error)}`, { cause: error });
    }
  }

  take(handle: number): Uint8Array {
    const place = this.#places.get(handle);
    if (place === undefined) throw new Error(`there is no block ${handle}`);
    const { segment, offset, length } = place;
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const read = readSync(segment.file, bytes, at, length - at, offset + at);
      if (read === 0) throw new InputProblem(`${segment.path} was cut short while it was in use`);
      at += read;
    }
    this.#places.delete(handle);
    segment.live -= 1;
    if (segment.live === 0 && segment !== this.#current) this.#remove(segment);
    return bytes;
  }

  /** Removes all files. */
  close(): void {
    const open = new Set([...this.#places.values()].map(({ segment }) => segment));
    if (this.#current !== undefined) open.add(this.#current);
    for (const { file } of open) closeSync(file);
    this.#places.clear();
    this.#current = undefined;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #segmentFor(bytes: number): Segment {
    const current = this.#current;
    if (current !== undefined && current.size + bytes <= this.#segmentBytes) return current;
    this.#segments += 1;
    const path = join(this.#folder, String(this.#segments));
    const segment: Segment = { path, file: openSync(path, 'w+'), size: 0, live: 0 };
    this.#current = segment;
    if (current?.live === 0) this.#remove(current);
    return segment;
  }

  #remove({ file, path }: Segment): void {
    closeSync(file);
    rmSync(path, { force: true });
  }
}
