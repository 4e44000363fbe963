import type { Storage, StorageOperation } from '../kernel/seams.ts';
import { ResourceError } from './errors.ts';

interface HeldWrite {
  readonly batch: readonly StorageOperation[];
  readonly synced: () => void;
}

/**
 * A simulated disk. What is written is durable at once, or, between `holdSyncs` and `releaseSyncs`, when it is let go; a crash loses what is
 * held then. For tests and simulation.
 */
export class MemoryStorage implements Storage {
  private readonly disk: Map<string, Uint8Array>;
  private held: HeldWrite[] = [];
  private holding = false;
  private nextFailure: Error | undefined = undefined;
  private state: 'open' | 'failed' | 'crashed' | 'closed' = 'open';
  private synced = 0;

  constructor(disk: Map<string, Uint8Array> = new Map<string, Uint8Array>()) {
    this.disk = disk;
  }

  /** Number of batches that became durable. */
  get syncedBatches(): number {
    return this.synced;
  }

  /** Number of batches that are written and wait for their sync. */
  get heldBatches(): number {
    return this.held.length;
  }

  entries(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    if (this.state !== 'open') return Promise.reject(this.unusable());
    const found = [...this.disk].filter(([key]) => key.startsWith(prefix));
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.resolve(found.map(([key, value]) => [key, value.slice()] as const));
  }

  write(batch: readonly StorageOperation[]): Promise<void> {
    // A process that has crashed does not learn what became of its writes.
    if (this.state === 'crashed') return new Promise(() => {});
    if (this.state !== 'open') return Promise.reject(this.unusable());
    if (this.nextFailure !== undefined) {
      this.state = 'failed';
      return Promise.reject(this.nextFailure);
    }
    const copy = batch.map((operation) =>
      operation.kind === 'put' ? { ...operation, value: operation.value.slice() } : operation,
    );
    if (!this.holding) {
      this.apply(copy);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.held.push({ batch: copy, synced: resolve });
    });
  }

  close(): Promise<void> {
    if (this.state === 'open') this.state = 'closed';
    return Promise.resolve();
  }

  /** The next write fails with `error`, and all later ones fail too, as nothing is known of the disk any more. */
  failNextWrite(error: Error = new Error('simulated write error')): void {
    this.nextFailure = error;
  }

  /** From now on writes stay unsynced until `releaseSyncs`. */
  holdSyncs(): void {
    this.holding = true;
  }

  /** Syncs the oldest `count` of the held writes; all of them, and those to come, if it is left out. */
  releaseSyncs(count?: number): void {
    const released = this.held.splice(0, count ?? this.held.length);
    if (count === undefined) this.holding = false;
    for (const { batch, synced } of released) {
      this.apply(batch);
      synced();
    }
  }

  /**
   * The process dies: writes that are held are lost, and their promises never settle.
   * @param reached How many of the held writes had reached the disk all the same, although nobody was told; the oldest ones.
   * @returns The storage as the restarted process finds it.
   */
  crash(reached = 0): MemoryStorage {
    for (const { batch } of this.held.slice(0, reached)) this.apply(batch);
    this.held = [];
    this.state = 'crashed';
    return new MemoryStorage(new Map(this.disk));
  }

  private apply(batch: readonly StorageOperation[]): void {
    for (const operation of batch) {
      if (operation.kind === 'put') this.disk.set(operation.key, operation.value);
      else this.disk.delete(operation.key);
    }
    this.synced += 1;
  }

  private unusable(): ResourceError {
    return new ResourceError('STORAGE_WRITE_FAILED', `the memory storage is ${this.state}`, {
      cause: this.nextFailure,
    });
  }
}

export function newMemoryStorage(): MemoryStorage {
  return new MemoryStorage();
}
