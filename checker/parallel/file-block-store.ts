import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import type { BlockStore, Spill } from '../search/index.ts';
import type { SpillPlan } from './messages.ts';

/** A disk took no more states: it is full, or cannot be written. */
export class BlockStoreFailure extends Error {
  constructor(path: string, cause: unknown) {
    super(
      `waiting states cannot be kept in ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
    this.name = 'BlockStoreFailure';
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Keeps blocks in one file, which is removed at once where the system allows it, so that nothing is left behind. Gaps are used again. */
export class FileBlockStore implements BlockStore {
  readonly #path: string;
  readonly #file: number;
  readonly #places = new Map<number, Place>();
  readonly #gaps: Place[] = [];
  #end = 0;
  #last = 0;

  /** @throws BlockStoreFailure */
  constructor(directory: string, name: string) {
    this.#path = join(directory, `${name}-${process.pid}.states`);
    try {
      mkdirSync(directory, { recursive: true });
      this.#file = openSync(this.#path, 'w+');
    } catch (error) {
      throw new BlockStoreFailure(this.#path, error);
    }
    try {
      unlinkSync(this.#path);
    } catch {
      // Some systems do not remove open files; the next run of the same name overwrites it.
    }
  }

  write(bytes: Uint8Array): number {
    const place = this.#placeFor(bytes.byteLength);
    try {
      for (let done = 0; done < bytes.byteLength;)
        done += writeSync(this.#file, bytes, done, bytes.byteLength - done, place.offset + done);
    } catch (error) {
      throw new BlockStoreFailure(this.#path, error);
    }
    this.#places.set(++this.#last, place);
    return this.#last;
  }

  take(handle: number): Uint8Array {
    const place = this.#places.get(handle);
    if (place === undefined) throw new Error(`there is no block ${handle}`);
    const bytes = new Uint8Array(place.length);
    for (let done = 0; done < place.length;) {
      const count = readSync(this.#file, bytes, done, place.length - done, place.offset + done);
      if (count === 0) throw new BlockStoreFailure(this.#path, new Error('the file was cut off'));
      done += count;
    }
    this.#places.delete(handle);
    this.#gaps.push(place);
    return bytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  #placeFor(length: number): Place {
    for (let tries = 0; tries < Math.min(8, this.#gaps.length); tries++) {
      const gap = this.#gaps[tries] as Place;
      if (gap.length < length) continue;
      this.#gaps.splice(tries, 1);
      if (gap.length > length) this.#gaps.push({ offset: gap.offset + length, length: gap.length - length });
      return { offset: gap.offset, length };
    }
    const offset = this.#end;
    this.#end += length;
    return { offset, length };
  }
}

/** Lets this thread's waiting states go to a file of the worker's, which is made when it is needed. */
export function spillOf(plan: SpillPlan, worker: number): Spill & { close(): void } {
  let made: FileBlockStore | undefined;
  const store = (): FileBlockStore => (made ??= new FileBlockStore(plan.directory, `worker-${worker}`));
  return {
    store: { write: (bytes) => store().write(bytes), take: (handle) => store().take(handle) },
    memoryIsShort: () => getHeapStatistics().used_heap_size > plan.heapBytesPerWorker,
    close: () => made?.close(),
  };
}
