import { Resource } from '../../runtime/kernel/index.ts';
import type { Attempt, Clock, Verdict } from '../../runtime/kernel/index.ts';
import type { Value } from '../../runtime/tla/index.ts';

export interface DisruptionOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1); seeded, so that a run can be repeated. */
  readonly random: () => number;
  /** How likely each read, write, preCommit and commit is to be disturbed. */
  readonly probability: number;
  readonly longestDelayMilliseconds: number;
}

/**
 * Stands before a resource and disturbs the schedule around it: reads and writes are blocked for a while, commits are vetoed or take
 * their time. It changes no value and loses nothing, so whatever goes wrong under it can go wrong without it.
 */
export class DisruptedResource extends Resource {
  private readonly inner: Resource;
  private readonly options: DisruptionOptions;
  private delayed = false;
  /** The access that was held up goes through when its time has come, so that every section gets on in the end. */
  private passes = 0;

  constructor(inner: Resource, options: DisruptionOptions) {
    super();
    this.inner = inner;
    this.options = options;
  }

  override get mayVeto(): boolean {
    return true;
  }

  private strikes(): boolean {
    return this.options.random() < this.options.probability;
  }

  private delay(action: () => void): void {
    this.options.clock.setTimer(this.options.random() * this.options.longestDelayMilliseconds, action);
  }

  /** True if the access is to be blocked now; wakes the section when the delay is over. */
  private holdsUp(attempt: Attempt): boolean {
    attempt.touch(this);
    if (this.delayed) return true;
    if (this.passes > 0) {
      this.passes -= 1;
      return false;
    }
    if (!this.strikes()) return false;
    this.delayed = true;
    this.delay(() => {
      this.delayed = false;
      this.passes = 8;
      this.wake();
    });
    return true;
  }

  override read(attempt: Attempt): Value | undefined {
    return this.holdsUp(attempt) ? undefined : this.inner.read(attempt);
  }

  override write(attempt: Attempt, value: Value): boolean {
    return this.holdsUp(attempt) ? false : this.inner.write(attempt, value);
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    return this.holdsUp(attempt) ? undefined : this.inner.readAt(attempt, index);
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    return this.holdsUp(attempt) ? false : this.inner.writeAt(attempt, index, value);
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    return this.holdsUp(attempt) ? undefined : this.inner.readPath(attempt, indices);
  }

  override writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    return this.holdsUp(attempt) ? false : this.inner.writePath(attempt, indices, value);
  }

  override preCommit(): Verdict {
    if (!this.strikes()) return true;
    if (this.options.random() < 0.5) return false;
    return new Promise((resolve) => this.delay(() => resolve(!this.strikes())));
  }

  override commit(): void | Promise<void> {
    if (!this.strikes()) return undefined;
    return new Promise((resolve) => this.delay(resolve));
  }

  override abort(): void {
    // What was touched inside is aborted by the kernel; there is nothing of our own to undo.
  }

  override close(): Promise<void> {
    return this.inner.close();
  }
}
