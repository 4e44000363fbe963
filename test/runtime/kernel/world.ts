import { Scheduler } from '../../../runtime/kernel/index.ts';
import type { Environment, Storage, StorageOperation, Timer } from '../../../runtime/kernel/index.ts';

interface PendingTimer {
  readonly due: number;
  readonly action: () => void;
}

/** An environment that moves only when told: deferred work and timers run from `runUntilIdle` and `advance`. */
export class ManualEnvironment implements Environment {
  private now = 0;
  private deferred: (() => void)[] = [];
  private timers: PendingTimer[] = [];
  private state: number;
  /** How often deferred work has run: an idle system adds nothing. */
  turns = 0;
  readonly printed: string[] = [];

  constructor(seed = 1) {
    this.state = seed;
  }

  readonly clock = {
    nowMilliseconds: (): number => this.now,
    setTimer: (delayMilliseconds: number, action: () => void): Timer => {
      const timer = { due: this.now + delayMilliseconds, action };
      this.timers.push(timer);
      return { cancel: () => void (this.timers = this.timers.filter((other) => other !== timer)) };
    },
  };

  /** A small linear congruential generator: the same numbers for the same seed. */
  random(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  defer(action: () => void): void {
    this.deferred.push(action);
  }

  print(line: string): void {
    this.printed.push(line);
  }

  get pendingTimers(): number {
    return this.timers.length;
  }

  /** Runs deferred work, and what promises lead to, until there is none. */
  async runUntilIdle(): Promise<void> {
    for (let quietRounds = 0; quietRounds < 3;) {
      const batch = this.deferred.splice(0);
      for (const action of batch) {
        this.turns += 1;
        action();
      }
      await new Promise((resolve) => setImmediate(resolve));
      quietRounds = batch.length === 0 ? quietRounds + 1 : 0;
    }
  }

  /** Moves time on and fires what is due, in order. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      const next = this.timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.due);
      next.action();
      await this.runUntilIdle();
    }
    this.now = end;
    await this.runUntilIdle();
  }
}

/** A disk whose writes are durable only when told. */
export class ManualStorage implements Storage {
  readonly disk = new Map<string, Uint8Array>();
  readonly batches: (readonly StorageOperation[])[] = [];
  private underWay:
    { batch: readonly StorageOperation[]; resolve: () => void; reject: (error: Error) => void } | undefined;
  closed = false;

  entries(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    return Promise.resolve(
      [...this.disk].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  write(batch: readonly StorageOperation[]): Promise<void> {
    if (this.underWay !== undefined) throw new Error('two batches at once');
    this.batches.push(batch);
    return new Promise((resolve, reject) => {
      this.underWay = { batch, resolve, reject };
    });
  }

  get isWriting(): boolean {
    return this.underWay !== undefined;
  }

  /** The batch under way becomes durable; its writer is not told yet. */
  applyToDisk(): void {
    for (const operation of this.underWay?.batch ?? []) {
      if (operation.kind === 'put') this.disk.set(operation.key, operation.value);
      else this.disk.delete(operation.key);
    }
  }

  /** The batch under way becomes durable and its writer learns it. */
  sync(): void {
    this.applyToDisk();
    const { underWay } = this;
    this.underWay = undefined;
    underWay?.resolve();
  }

  fail(error: Error): void {
    const { underWay } = this;
    this.underWay = undefined;
    underWay?.reject(error);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

export interface World {
  readonly environment: ManualEnvironment;
  readonly scheduler: Scheduler;
}

export function makeWorld(seed = 1, sliceMilliseconds = 4): World {
  const environment = new ManualEnvironment(seed);
  return { environment, scheduler: new Scheduler(environment, { sliceMilliseconds }) };
}
