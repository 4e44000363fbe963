import { FairChooser, Scheduler } from '../../runtime/kernel/index.ts';
import type { Chooser, Clock, Environment, Runnable, Timer } from '../../runtime/kernel/index.ts';
import { takeAny } from './random.ts';
import type { Random } from '../seeded-random.ts';

/** Time that passes only when the simulation says so. */
export class VirtualClock implements Clock {
  private now = 0;
  private readonly timers = new Set<{ readonly due: number; readonly action: () => void }>();

  nowMilliseconds(): number {
    return this.now;
  }

  setTimer(delayMilliseconds: number, action: () => void): Timer {
    const timer = { due: this.now + delayMilliseconds, action };
    this.timers.add(timer);
    return { cancel: () => void this.timers.delete(timer) };
  }

  /** Lets time pass, at most until the next timer is due, which then fires. */
  advance(milliseconds: number): void {
    const next = this.nextTimer();
    if (next === undefined || next.due > this.now + milliseconds) {
      this.now += milliseconds;
      return;
    }
    this.now = Math.max(this.now, next.due);
    this.timers.delete(next);
    next.action();
  }

  private nextTimer(): { readonly due: number; readonly action: () => void } | undefined {
    let next: { readonly due: number; readonly action: () => void } | undefined;
    for (const timer of this.timers) if (next === undefined || timer.due < next.due) next = timer;
    return next;
  }
}

/** Runs nothing by itself: the simulation asks for one section, of any ready context, at a time. */
export class RandomScheduler extends Scheduler {
  private readonly runnables: Runnable[] = [];
  private readonly sliceEnds: (() => void)[] = [];
  private readonly random: Random;
  private halted = false;

  constructor(environment: Environment, random: Random) {
    super(environment);
    this.random = random;
  }

  get isIdle(): boolean {
    return this.runnables.length === 0 && this.sliceEnds.length === 0;
  }

  override makeReady(runnable: Runnable): void {
    if (!this.halted) this.runnables.push(runnable);
  }

  override onceAtSliceEnd(action: () => void): void {
    if (!this.halted) this.sliceEnds.push(action);
  }

  /** Runs one section; false if no context is ready. */
  runOne(): boolean {
    const runnable = takeAny(this.random, this.runnables);
    runnable?.runSection();
    return runnable !== undefined;
  }

  endSlice(): void {
    for (const action of this.sliceEnds.splice(0)) action();
  }

  /** What was to run never does: the process has crashed. */
  halt(): void {
    this.halted = true;
    this.runnables.length = 0;
    this.sliceEnds.length = 0;
  }
}

/** Tries the combinations of choices in an order that is random each time. */
export class RandomChooser implements Chooser {
  private readonly random: Random;
  private inner: FairChooser;

  constructor(random: Random) {
    this.random = random;
    this.inner = new FairChooser(random);
  }

  beginEvaluation(label: number): void {
    this.inner = new FairChooser(this.random);
    this.inner.beginEvaluation(label);
  }

  beginAttempt(): void {
    this.inner.beginAttempt();
  }

  choose(site: number, ceiling: number): number {
    return this.inner.choose(site, ceiling);
  }

  advance(): boolean {
    return this.inner.advance();
  }

  committed(): void {
    this.inner.committed();
  }
}
