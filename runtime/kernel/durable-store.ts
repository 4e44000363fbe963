import type { DurableParticipant, WriteBatch } from './resource.ts';
import type { Scheduler } from './scheduler.ts';
import type { Storage, StorageOperation } from './seams.ts';

/** The storage failed under a running system. Nothing is known about what is on disk, so nothing may go on as if it were. */
export class DurabilityError extends Error {
  readonly code = 'DURABILITY_LOST';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'DurabilityError';
  }
}

interface PendingEffect {
  /** The batch that must be synced first. */
  readonly batch: number;
  readonly effect: () => void;
}

class CollectedBatch implements WriteBatch {
  readonly operations: StorageOperation[] = [];

  put(key: string, value: Uint8Array): void {
    this.operations.push({ kind: 'put', key, value });
  }

  delete(key: string): void {
    this.operations.push({ kind: 'delete', key });
  }
}

/**
 * A durability domain: the durable state of one process (or of one simulated node) and the order between it and what the outside sees.
 *
 * Sections commit in memory at once. Their durable changes wait for the next atomic batch, which takes up everything committed since the
 * last one (group commit), always at a boundary between sections; one batch is under way at a time. Effects are released in the order of
 * registration, each after the sync of every batch that was open when it was registered. So what anybody outside has seen is on disk, and
 * a crash loses only what nobody has seen ("external synchrony", Nightingale et al., OSDI 2006).
 */
export class DurableStore {
  readonly storage: Storage;
  private readonly scheduler: Scheduler;
  private readonly dirty = new Set<DurableParticipant>();
  private readonly failureListeners = new Set<(error: DurabilityError) => void>();
  private readonly idleListeners: (() => void)[] = [];
  private effects: PendingEffect[] = [];
  private firstEffect = 0;
  /** Batches are numbered from 1; `openBatch` collects changes, `syncedBatch` is the last that is durable. */
  private openBatch = 1;
  private syncedBatch = 0;
  private writing = false;
  private flushIsDue = false;
  private lost: DurabilityError | undefined = undefined;

  constructor(storage: Storage, scheduler: Scheduler) {
    this.storage = storage;
    this.scheduler = scheduler;
  }

  /** The error that ended durability, if it has ended. */
  get failure(): DurabilityError | undefined {
    return this.lost;
  }

  /** Calls `listener` once when durability is lost; answers how to stop listening. */
  onFailure(listener: (error: DurabilityError) => void): () => void {
    if (this.lost !== undefined) listener(this.lost);
    else this.failureListeners.add(listener);
    return () => void this.failureListeners.delete(listener);
  }

  /** Registers a participant's changes for the open batch. */
  markDirty(participant: DurableParticipant): void {
    this.dirty.add(participant);
    if (this.writing || this.flushIsDue) return;
    this.flushIsDue = true;
    this.scheduler.onceAtSliceEnd(() => {
      this.flushIsDue = false;
      this.startBatch();
    });
  }

  /** Runs `effect` once all changes registered so far are durable: now, if they are. Never after durability was lost. */
  release(effect: () => void): void {
    if (this.lost !== undefined) return;
    const batch = this.dirty.size > 0 ? this.openBatch : this.openBatch - 1;
    if (batch <= this.syncedBatch && this.firstEffect === this.effects.length) effect();
    else this.effects.push({ batch, effect });
  }

  /** Resolves when everything registered so far is durable and released; rejects if durability is lost. */
  whenIdle(): Promise<void> {
    if (this.lost !== undefined) return Promise.reject(this.lost);
    if (this.dirty.size === 0 && !this.writing) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stopListening = this.onFailure(reject);
      this.idleListeners.push(() => {
        stopListening();
        resolve();
      });
    });
  }

  /** Waits for what is under way and closes the storage. */
  async close(): Promise<void> {
    try {
      await this.whenIdle();
    } finally {
      await this.storage.close();
    }
  }

  private startBatch(): void {
    if (this.writing || this.lost !== undefined || this.dirty.size === 0) return;
    const batch = new CollectedBatch();
    const participants = [...this.dirty];
    this.dirty.clear();
    this.openBatch += 1;
    this.writing = true;
    let written: Promise<void>;
    try {
      for (const participant of participants) participant.collect(batch);
      written = this.storage.write(batch.operations);
    } catch (cause) {
      // A value that cannot be written is as bad as a disk that cannot.
      this.lose(cause);
      return;
    }
    written.then(
      () => this.finishBatch(),
      (cause: unknown) => this.lose(cause),
    );
  }

  private finishBatch(): void {
    this.writing = false;
    this.syncedBatch = this.openBatch - 1;
    // The next batch goes to the disk first: while it is written, the effects of this one run.
    this.startBatch();
    this.releaseEffects();
    if (this.dirty.size === 0 && !this.writing) {
      for (const listener of this.idleListeners.splice(0)) listener();
    }
  }

  private releaseEffects(): void {
    while (this.firstEffect < this.effects.length) {
      const pending = this.effects[this.firstEffect] as PendingEffect;
      if (pending.batch > this.syncedBatch) break;
      this.firstEffect += 1;
      pending.effect();
    }
    if (this.firstEffect === this.effects.length) {
      this.effects = [];
      this.firstEffect = 0;
    } else if (this.firstEffect >= 4096) {
      this.effects = this.effects.slice(this.firstEffect);
      this.firstEffect = 0;
    }
  }

  private lose(cause: unknown): void {
    this.writing = false;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.lost = new DurabilityError(
      `a synced write to the storage failed (${reason}); nothing further is sent or answered: check the disk and restart`,
      cause,
    );
    this.effects = [];
    this.firstEffect = 0;
    const listeners = [...this.failureListeners];
    this.failureListeners.clear();
    for (const listener of listeners) listener(this.lost);
  }
}
