import { seededRandom } from '../../seeded-random.ts';
import type {
  Attempt,
  CommitScope,
  DurableParticipant,
  Resource,
  WriteBatch,
} from '../../../runtime/kernel/resource.ts';
import type { Clock, Environment, Storage, StorageOperation, Timer } from '../../../runtime/kernel/seams.ts';
import type { Waiter } from '../../../runtime/kernel/waiter.ts';
import type { Value } from '../../../runtime/tla/index.ts';

/**
 * A kernel small enough to be read in one go, for tests of resources: sections are run by hand, time stands still until it is moved,
 * and syncs happen when told.
 */

/** Time moves only by `advance`; counts what was asked of it, so that a test can show that nobody polls. */
export class ManualClock implements Clock {
  /** How many timers were ever set. */
  timersSet = 0;
  private now = 0;
  private pending: { readonly due: number; readonly action: () => void }[] = [];

  nowMilliseconds(): number {
    return this.now;
  }

  setTimer(delayMilliseconds: number, action: () => void): Timer {
    this.timersSet += 1;
    const timer = { due: this.now + Math.max(0, delayMilliseconds), action };
    this.pending.push(timer);
    return {
      cancel: () => {
        this.pending = this.pending.filter((other) => other !== timer);
      },
    };
  }

  /** Timers set, neither fired nor cancelled. */
  get timersPending(): number {
    return this.pending.length;
  }

  /** Moves time on, firing what becomes due in order; timers set by fired actions count too. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      let next: { readonly due: number; readonly action: () => void } | undefined;
      for (const timer of this.pending) {
        if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
      }
      if (next === undefined) break;
      const fired = next;
      this.pending = this.pending.filter((other) => other !== fired);
      this.now = Math.max(this.now, fired.due);
      fired.action();
    }
    this.now = end;
  }
}

/** A section that has blocked and waits to be woken. */
export class ParkedSection implements Waiter {
  /** How often it was woken; a waiter leaves everything it is parked on when woken, so more than 1 is a defect. */
  wakeUps = 0;
  private readonly resources: readonly Resource[];

  constructor(resources: readonly Resource[]) {
    this.resources = resources;
    for (const resource of resources) {
      // Parking may itself find that the wait is over.
      if (this.woken) return;
      resource.park(this);
    }
  }

  get woken(): boolean {
    return this.wakeUps > 0;
  }

  wake(): void {
    this.wakeUps += 1;
    this.leave();
  }

  leave(): void {
    for (const resource of this.resources) resource.unpark(this);
  }
}

/**
 * One run of a section by hand: read and write, then `commit` or `abort`, or `park` when something answered BLOCKED.
 */
export class TestAttempt implements Attempt {
  readonly self: Value;
  readonly touched = new Set<Resource>();
  private readonly scope: CommitScope;

  constructor(scope: CommitScope, self: Value) {
    this.scope = scope;
    this.self = self;
  }

  touch(resource: Resource): void {
    this.touched.add(resource);
  }

  /** False if a resource vetoed; everything is aborted then. */
  async commit(): Promise<boolean> {
    const verdicts = await this.vote();
    if (!verdicts) {
      this.abort();
      return false;
    }
    const pending: Promise<void>[] = [];
    for (const resource of this.touched) {
      const answer = resource.commit(this.scope);
      if (answer !== undefined) pending.push(answer);
    }
    if (pending.length > 0) {
      this.lock();
      await Promise.all(pending);
    }
    this.unlock();
    return true;
  }

  /** The same for sections whose resources all answer at once; throws if one does not. */
  commitNow(): boolean {
    for (const resource of this.touched) {
      const verdict = resource.preCommit(this);
      if (typeof verdict !== 'boolean') throw new Error('preCommit was expected to answer at once');
      if (!verdict) {
        this.abort();
        return false;
      }
    }
    for (const resource of this.touched) {
      if (resource.commit(this.scope) !== undefined) throw new Error('commit was expected to end at once');
    }
    this.unlock();
    return true;
  }

  abort(): void {
    for (const resource of this.touched) resource.abort();
    this.unlock();
  }

  /** Abandons the attempt as blocked and parks on all it touched. */
  park(): ParkedSection {
    for (const resource of this.touched) if (resource.owner === undefined) resource.abort();
    return new ParkedSection([...this.touched]);
  }

  /** Locks what was touched, as the kernel does while an asynchronous commit is under way. */
  lock(): void {
    for (const resource of this.touched) resource.owner = this;
  }

  /** Ends the lock and wakes those who wait for it. */
  unlock(): void {
    for (const resource of this.touched) {
      if (resource.owner !== this) continue;
      resource.owner = undefined;
      resource.wake();
    }
  }

  private async vote(): Promise<boolean> {
    let granted = true;
    for (const resource of this.touched) {
      const verdict = resource.preCommit(this);
      if (typeof verdict !== 'boolean') this.lock();
      if (!(await verdict)) granted = false;
    }
    return granted;
  }
}

/**
 * A durability domain whose batches are synced only by `sync`: effects queue behind the durable changes registered before them.
 */
export class TestDomain implements CommitScope {
  readonly storage: Storage | undefined;
  private dirty = new Set<DurableParticipant>();
  private effects: (() => void)[] = [];

  constructor(storage?: Storage) {
    this.storage = storage;
  }

  durable(participant: DurableParticipant): void {
    this.dirty.add(participant);
  }

  release(effect: () => void): void {
    if (this.dirty.size === 0 && this.effects.length === 0) effect();
    else this.effects.push(effect);
  }

  get dirtyParticipants(): number {
    return this.dirty.size;
  }

  /** What the next batch holds, without writing it; the participants regard it as written. */
  collect(): StorageOperation[] {
    const operations: StorageOperation[] = [];
    const batch: WriteBatch = {
      put: (key, value) => operations.push({ kind: 'put', key, value }),
      delete: (key) => operations.push({ kind: 'delete', key }),
    };
    const participants = this.dirty;
    this.dirty = new Set();
    for (const participant of participants) participant.collect(batch);
    return operations;
  }

  /** Writes one batch with all that is dirty, and then lets the effects out that were registered before. */
  async sync(): Promise<readonly StorageOperation[]> {
    const effects = this.effects;
    this.effects = [];
    const operations = this.collect();
    if (operations.length > 0) {
      if (this.storage === undefined) throw new Error('durable changes, but the test has no storage');
      await this.storage.write(operations);
    }
    for (const effect of effects) effect();
    return operations;
  }
}

/** Everything a resource may ask of the outside, under the test's control. */
export class Harness {
  readonly clock = new ManualClock();
  readonly environment: Environment;
  readonly domain: TestDomain;
  /** What `print` statements wrote. */
  readonly printed: string[] = [];
  private deferred: (() => void)[] = [];
  private attempts = 0;

  constructor(options: { readonly seed?: number; readonly storage?: Storage } = {}) {
    this.domain = new TestDomain(options.storage);
    this.environment = {
      clock: this.clock,
      random: seededRandom(options.seed ?? 1),
      defer: (action) => void this.deferred.push(action),
      print: (line) => void this.printed.push(line),
    };
  }

  /** Begins a section. */
  attempt(self?: Value): TestAttempt {
    this.attempts += 1;
    return new TestAttempt(this.domain, self ?? this.attempts);
  }

  /** Runs what was deferred, also what that defers. */
  runDeferred(): void {
    for (let action = this.deferred.shift(); action !== undefined; action = this.deferred.shift()) action();
  }
}

/** Lets pending promises and I/O run until `condition` holds; gives up after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (let turn = 0; !condition(); turn += 1) {
    if (Date.now() > deadline) throw new Error('the condition did not come to hold within ten seconds');
    await new Promise<void>((resolve) => {
      if (turn < 100) setImmediate(resolve);
      else setTimeout(resolve, 1);
    });
  }
}

/** The stable code of what `action` throws; undefined if it does not throw. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : `no code: ${String(error)}`;
  }
}
