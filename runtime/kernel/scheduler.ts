import type { Environment } from './seams.ts';

/** Something the scheduler runs: one call is one critical section. */
export interface Runnable {
  runSection(): void;
}

export interface SchedulerOptions {
  /** How long sections may run before the event loop is served again. */
  readonly sliceMilliseconds?: number;
}

/** How many sections run between two looks at the clock. */
const sectionsPerClockRead = 8;

/**
 * Runs ready contexts round robin, one critical section each, in slices of a few milliseconds between which I/O is served.
 * Nothing is scheduled while nothing is ready: an idle system uses no CPU.
 */
export class Scheduler {
  readonly environment: Environment;
  private readonly sliceMilliseconds: number;
  /** A ring of runnables; `head` is the next to run. */
  private ready: Runnable[] = [];
  private head = 0;
  private sliceIsDue = false;
  private readonly atSliceEnd: (() => void)[] = [];
  private sliceEndIsDue = false;

  constructor(environment: Environment, options: SchedulerOptions = {}) {
    this.environment = environment;
    this.sliceMilliseconds = options.sliceMilliseconds ?? 4;
  }

  /** Puts a runnable at the end of the queue. The caller sees to it that it is queued only once. */
  makeReady(runnable: Runnable): void {
    this.ready.push(runnable);
    this.requestSlice();
  }

  /** Runs `action` at the end of the present slice, or soon if none is running: where work of many sections is put together. */
  onceAtSliceEnd(action: () => void): void {
    this.atSliceEnd.push(action);
    this.requestSlice();
  }

  private requestSlice(): void {
    if (this.sliceIsDue) return;
    this.sliceIsDue = true;
    this.environment.defer(() => this.runSlice());
  }

  private runSlice(): void {
    const clock = this.environment.clock;
    const end = clock.nowMilliseconds() + this.sliceMilliseconds;
    let untilClockRead = sectionsPerClockRead;
    while (this.head < this.ready.length) {
      const runnable = this.ready[this.head] as Runnable;
      this.head += 1;
      if (this.head === this.ready.length) {
        this.ready.length = 0;
        this.head = 0;
      } else if (this.head >= 1024) {
        this.ready = this.ready.slice(this.head);
        this.head = 0;
      }
      runnable.runSection();
      untilClockRead -= 1;
      if (untilClockRead === 0) {
        if (clock.nowMilliseconds() >= end) break;
        untilClockRead = sectionsPerClockRead;
      }
    }
    this.runSliceEnd();
    this.sliceIsDue = false;
    if (this.head < this.ready.length) this.requestSlice();
  }

  private runSliceEnd(): void {
    if (this.sliceEndIsDue) return;
    this.sliceEndIsDue = true;
    for (let action = this.atSliceEnd.shift(); action !== undefined; action = this.atSliceEnd.shift())
      action();
    this.sliceEndIsDue = false;
  }
}
