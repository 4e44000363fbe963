import type { Clock, Timer } from '../kernel/seams.ts';

/**
 * One clock timer, set only while somebody waits. To put off what one waits for costs nothing: the timer fires when it was set for, and
 * `action` then finds that it is too early and arms the alarm again.
 */
export class Alarm {
  private readonly clock: Clock;
  private readonly action: () => void;
  private timer: Timer | undefined = undefined;
  private dueMilliseconds = Infinity;

  constructor(clock: Clock, action: () => void) {
    this.clock = clock;
    this.action = action;
  }

  /** Makes sure that the alarm goes off at `dueMilliseconds` of the clock, or earlier. */
  arm(dueMilliseconds: number): void {
    if (dueMilliseconds >= this.dueMilliseconds) return;
    this.timer?.cancel();
    this.dueMilliseconds = dueMilliseconds;
    const delay = Math.max(0, dueMilliseconds - this.clock.nowMilliseconds());
    this.timer = this.clock.setTimer(delay, () => {
      this.timer = undefined;
      this.dueMilliseconds = Infinity;
      this.action();
    });
  }

  disarm(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.dueMilliseconds = Infinity;
  }
}
