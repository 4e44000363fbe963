import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Environment } from '../kernel/seams.ts';
import type { Value } from '../tla/index.ts';
import { Alarm } from './alarm.ts';
import { closedError, requireNumber } from './errors.ts';

export interface CustomInChanOptions {
  readonly environment: Environment;
  /** What a read gives when the interval has gone by without a signal. Default TRUE. */
  readonly defaultValue?: Value;
  /**
   * Whether the interval begins anew with every value read, signals included: yes unless given. If not, it begins anew only when it is over: the
   * default value then comes at its interval, before any signals that wait, however many there are.
   */
  readonly signalsRestartInterval?: boolean;
}

/**
 * An input channel for work that is due at intervals, and at once when somebody signals: a read takes the channel's oldest value, or, if
 * there is none and the interval has gone by since the last successful read (see also `signalsRestartInterval`), gives a default value.
 * Else it is blocked; the section is woken by whichever comes first.
 */
export class CustomInChan extends Resource {
  private readonly channel: Resource;
  private readonly timeoutMilliseconds: number;
  private readonly environment: Environment;
  private readonly defaultValue: Value;
  private readonly signalsRestartInterval: boolean;
  private readonly alarm: Alarm;
  private lastReadMilliseconds: number;
  /** The present section has read a value that begins a new interval. */
  private restartsInterval = false;
  /** A read found nothing since a section last parked or committed: whoever parks next has to be woken when the interval is over. */
  private wasEmpty = false;
  private closed = false;

  constructor(channel: Resource, timeoutMilliseconds: number, options: CustomInChanOptions) {
    super();
    requireNumber('the interval of a custom input channel', timeoutMilliseconds, 0, false);
    this.channel = channel;
    this.timeoutMilliseconds = timeoutMilliseconds;
    this.environment = options.environment;
    this.defaultValue = options.defaultValue ?? true;
    this.signalsRestartInterval = options.signalsRestartInterval ?? true;
    this.alarm = new Alarm(this.environment.clock, () => this.ring());
    this.lastReadMilliseconds = this.environment.clock.nowMilliseconds();
  }

  override get mayVeto(): boolean {
    return this.channel.mayVeto;
  }

  override commit(_scope: CommitScope): void {
    this.wasEmpty = false;
    if (!this.restartsInterval) return;
    this.restartsInterval = false;
    this.lastReadMilliseconds = this.environment.clock.nowMilliseconds();
  }

  override abort(): void {
    this.restartsInterval = false;
  }

  /** The channel stays open: it belongs to whoever made it. */
  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.alarm.disarm();
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(attempt: Attempt): Value | undefined {
    if (this.closed) throw closedError('custom input channel');
    if (!this.signalsRestartInterval && !this.restartsInterval && this.isDue()) return this.takeDefault();
    const value = this.channel.read(attempt);
    if (value !== undefined) {
      this.restartsInterval ||= this.signalsRestartInterval;
      return value;
    }
    if (this.signalsRestartInterval && this.isDue()) return this.takeDefault();
    this.wasEmpty = true;
    return undefined;
  }

  private takeDefault(): Value {
    this.restartsInterval = true;
    return this.defaultValue;
  }

  protected override onParked(): void {
    if (!this.wasEmpty) return;
    this.wasEmpty = false;
    this.ring();
  }

  private ring(): void {
    if (this.closed || !this.hasParked) return;
    if (this.isDue()) this.wake();
    else this.alarm.arm(this.dueMilliseconds);
  }

  private get dueMilliseconds(): number {
    return this.lastReadMilliseconds + this.timeoutMilliseconds;
  }

  private isDue(): boolean {
    return this.environment.clock.nowMilliseconds() >= this.dueMilliseconds;
  }
}

/**
 * @param channel Where signals come from: a channel that an archetype writes, or an input channel the host program writes.
 * @param timeoutMilliseconds The interval.
 */
export function newCustomInChan(
  channel: Resource,
  timeoutMilliseconds: number,
  options: CustomInChanOptions,
): CustomInChan {
  return new CustomInChan(channel, timeoutMilliseconds, options);
}
