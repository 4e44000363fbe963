import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Environment } from '../kernel/seams.ts';
import type { Value } from '../tla/index.ts';
import { Alarm } from './alarm.ts';
import { closedError, requireNumber } from './errors.ts';

/**
 * Raft's election timer. A read gives TRUE once a time drawn anew at each reset, from [timeout, timeout + offset), has gone by since the
 * last reset, else FALSE; a section that reads twice gets the same answer. A write, of whatever value, resets the timer when its section
 * commits. Sections that parked after reading FALSE are woken when the timer becomes due.
 */
export class TimerResource extends Resource {
  private readonly timeoutMilliseconds: number;
  private readonly offsetMilliseconds: number;
  private readonly environment: Environment;
  private readonly alarm: Alarm;
  private dueMilliseconds = 0;
  private resetWritten = false;
  private reading: boolean | undefined = undefined;
  /** FALSE was read since a section last parked or committed: whoever parks next has to be woken when the timer is due. */
  private readFalse = false;
  private closed = false;

  constructor(timeoutMilliseconds: number, offsetMilliseconds: number, environment: Environment) {
    super();
    requireNumber('the time-out of a timer', timeoutMilliseconds, 0, false);
    requireNumber('the offset of a timer', offsetMilliseconds, 0, false);
    this.timeoutMilliseconds = timeoutMilliseconds;
    this.offsetMilliseconds = offsetMilliseconds;
    this.environment = environment;
    this.alarm = new Alarm(environment.clock, () => this.ring());
    this.reset(environment.clock.nowMilliseconds());
  }

  override commit(_scope: CommitScope): void {
    this.reading = undefined;
    this.readFalse = false;
    if (!this.resetWritten) return;
    this.resetWritten = false;
    const now = this.environment.clock.nowMilliseconds();
    const wasDue = now >= this.dueMilliseconds;
    this.reset(now);
    if (!this.hasParked) return;
    if (wasDue) this.wake();
    else this.alarm.arm(this.dueMilliseconds);
  }

  override abort(): void {
    this.reading = undefined;
    this.resetWritten = false;
  }

  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.alarm.disarm();
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(_attempt: Attempt): Value {
    if (this.closed) throw closedError('timer');
    if (this.resetWritten) return false;
    this.reading ??= this.isDue();
    if (!this.reading) this.readFalse = true;
    return this.reading;
  }

  protected override writeValue(_value: Value, _attempt: Attempt): boolean {
    if (this.closed) throw closedError('timer');
    this.resetWritten = true;
    return true;
  }

  protected override onParked(): void {
    if (!this.readFalse) return;
    this.readFalse = false;
    this.ring();
  }

  private ring(): void {
    if (this.closed || !this.hasParked) return;
    if (this.isDue()) this.wake();
    else this.alarm.arm(this.dueMilliseconds);
  }

  private isDue(): boolean {
    return this.environment.clock.nowMilliseconds() >= this.dueMilliseconds;
  }

  private reset(nowMilliseconds: number): void {
    const drawn = this.environment.random() * this.offsetMilliseconds;
    this.dueMilliseconds = nowMilliseconds + this.timeoutMilliseconds + drawn;
  }
}

/**
 * A randomised timer, running from now on.
 * @param timeoutMilliseconds The least time from a reset until the timer is due.
 * @param offsetMilliseconds The width of the interval the actual time is drawn from.
 */
export function newTimerResource(
  timeoutMilliseconds: number,
  offsetMilliseconds: number,
  environment: Environment,
): TimerResource {
  return new TimerResource(timeoutMilliseconds, offsetMilliseconds, environment);
}
