import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';
import { closedError, requireNumber } from './errors.ts';
import { Fifo } from './fifo.ts';

interface WaitingSender {
  readonly value: Value;
  readonly accepted: () => void;
  readonly refused: (error: Error) => void;
}

export interface InputChannelOptions {
  /** Values the channel holds at most; the host waits beyond that. Default 1024. */
  readonly capacity?: number;
}

/** Values from the host program to an archetype. A read takes the oldest, and is blocked when there is none. */
export class InputChannel extends Resource {
  readonly capacity: number;
  private readonly queue = new Fifo<Value>();
  private readonly senders = new Fifo<WaitingSender>();
  private taken = 0;
  private closed = false;

  constructor(options: InputChannelOptions = {}) {
    super();
    this.capacity = options.capacity ?? 1024;
    requireNumber('the capacity of an input channel', this.capacity, 1, true);
  }

  /** Number of values in the channel. */
  get length(): number {
    return this.queue.length;
  }

  /** Host's: adds a value; false, and the value is not taken, if the channel is full. Throws RESOURCE_CLOSED after `close`. */
  push(value: Value): boolean {
    if (this.closed) throw closedError('input channel');
    if (this.queue.length + this.senders.length >= this.capacity) return false;
    this.queue.push(value);
    this.wake();
    return true;
  }

  /** Host's: adds a value once there is room, in the order of the calls. Rejects with RESOURCE_CLOSED if the channel is closed before. */
  send(value: Value): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.closed) reject(closedError('input channel'));
      else if (this.push(value)) resolve();
      else this.senders.push({ value, accepted: resolve, refused: reject });
    });
  }

  override commit(_scope: CommitScope): void {
    if (this.taken === 0) return;
    this.queue.drop(this.taken);
    this.taken = 0;
    this.admitSenders();
    this.wake();
  }

  override abort(): void {
    this.taken = 0;
  }

  /** Ends the channel; sections parked on it are woken and fail with RESOURCE_CLOSED, waiting senders are refused. */
  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      for (let sender = this.senders.shift(); sender !== undefined; sender = this.senders.shift()) {
        sender.refused(closedError('input channel'));
      }
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(_attempt: Attempt): Value | undefined {
    if (this.closed) throw closedError('input channel');
    const value = this.queue.at(this.taken);
    if (value !== undefined) this.taken += 1;
    return value;
  }

  private admitSenders(): void {
    while (this.queue.length < this.capacity) {
      const sender = this.senders.shift();
      if (sender === undefined) return;
      this.queue.push(sender.value);
      sender.accepted();
    }
  }
}

export function newInputChannel(options: InputChannelOptions = {}): InputChannel {
  return new InputChannel(options);
}
