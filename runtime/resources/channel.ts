import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';
import { closedError, requireNumber, ResourceError } from './errors.ts';
import { Fifo } from './fifo.ts';

/**
 * A bounded queue between archetypes of one process: written by some, read by others. A read takes the oldest value, and is blocked when
 * there is none; a write is blocked when the channel is full. What a section writes others see when it commits, and what it took is back
 * if it does not. Nothing leaves the process here, so that a value need not wait for the sync of its section's durable changes: whoever
 * reads it is behind that sync too.
 */
export class Channel extends Resource {
  readonly capacity: number;
  private readonly queue = new Fifo<Value>();
  /** Values the present section took: those of `queue` first, then its own. */
  private taken = 0;
  private written: Value[] = [];
  private closed = false;

  constructor(capacity: number) {
    super();
    requireNumber('the capacity of a channel', capacity, 1, true);
    this.capacity = capacity;
  }

  /** Number of committed values in the channel. */
  get length(): number {
    return this.queue.length;
  }

  override commit(_scope: CommitScope): void {
    if (this.taken === 0 && this.written.length === 0) return;
    for (const value of this.written) this.queue.push(value);
    this.queue.drop(this.taken);
    this.taken = 0;
    this.written = [];
    this.wake();
  }

  override abort(): void {
    this.taken = 0;
    if (this.written.length > 0) this.written = [];
  }

  /** Ends the channel; sections parked on it are woken and fail with RESOURCE_CLOSED. */
  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(_attempt: Attempt): Value | undefined {
    if (this.closed) throw closedError('channel');
    const own = this.taken - this.queue.length;
    const value = own < 0 ? this.queue.at(this.taken) : this.written[own];
    if (value !== undefined) this.taken += 1;
    return value;
  }

  protected override writeValue(value: Value, _attempt: Attempt): boolean {
    if (this.closed) throw closedError('channel');
    const ownTaken = Math.max(0, this.taken - this.queue.length);
    if (this.written.length - ownTaken >= this.capacity) {
      throw new ResourceError(
        'RESOURCE_CAPACITY_EXCEEDED',
        `one section writes more than the ${this.capacity} values its channel can hold`,
      );
    }
    if (this.queue.length + this.written.length - this.taken >= this.capacity) return false;
    this.written.push(value);
    return true;
  }
}

/** A channel between archetypes of this process that holds at most `capacity` values. */
export function newChannel(capacity: number): Channel {
  return new Channel(capacity);
}
