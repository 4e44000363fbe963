import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';
import { closedError, reasonOf, requireNumber, ResourceError } from './errors.ts';
import { Fifo } from './fifo.ts';

interface Receiver {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

export interface OutputChannelOptions {
  /** Values that are written and not yet consumed, at most; writes are blocked beyond that. Default 1024. */
  readonly capacity?: number;
  /**
   * Called with each value, in order, one at a time: the next one waits for the promise, if one is returned. If it fails, the channel is
   * broken: later writes fail with RESOURCE_CONSUMER_FAILED. Without a consumer the host calls `receive`.
   */
  readonly consumer?: (value: Value) => void | Promise<void>;
}

/** Values from an archetype to the host program. They come out, in order, once all that their sections made durable is synced. */
export class OutputChannel extends Resource {
  readonly capacity: number;
  private readonly consumer: ((value: Value) => void | Promise<void>) | undefined;
  private written: Value[] = [];
  /** Committed values that are not consumed: those that wait for a sync, those in `arrived`, and the one the consumer is busy with. */
  private outstanding = 0;
  private readonly arrived = new Fifo<Value>();
  private readonly receivers = new Fifo<Receiver>();
  private consuming = false;
  private failure: ResourceError | undefined = undefined;
  private closed = false;

  constructor(options: OutputChannelOptions = {}) {
    super();
    this.capacity = options.capacity ?? 1024;
    this.consumer = options.consumer;
    requireNumber('the capacity of an output channel', this.capacity, 1, true);
  }

  /**
   * Host's: the next value, when it is there. After `close` it gives what is left and then rejects with RESOURCE_CLOSED. Not for channels
   * with a consumer.
   */
  receive(): Promise<Value> {
    if (this.consumer !== undefined) {
      const message = 'an output channel with a consumer cannot be received from';
      return Promise.reject(new ResourceError('RESOURCE_BAD_OPTION', message));
    }
    const value = this.arrived.shift();
    if (value !== undefined) {
      this.consumed();
      return Promise.resolve(value);
    }
    if (this.closed && this.outstanding === 0) return Promise.reject(closedError('output channel'));
    return new Promise((resolve, reject) => {
      this.receivers.push({ resolve, reject });
    });
  }

  override commit(scope: CommitScope): void {
    if (this.written.length === 0) return;
    const values = this.written;
    this.written = [];
    this.outstanding += values.length;
    scope.release(() => this.arrive(values));
  }

  override abort(): void {
    if (this.written.length > 0) this.written = [];
  }

  /** Ends the channel: writes fail with RESOURCE_CLOSED; what was committed before still comes out. */
  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.refuseReceivers();
      this.wake();
    }
    return Promise.resolve();
  }

  protected override writeValue(value: Value, _attempt: Attempt): boolean {
    if (this.failure !== undefined) throw this.failure;
    if (this.closed) throw closedError('output channel');
    if (this.written.length >= this.capacity) {
      throw new ResourceError(
        'RESOURCE_CAPACITY_EXCEEDED',
        `one section writes more than the ${this.capacity} values its output channel can hold`,
      );
    }
    if (this.outstanding + this.written.length >= this.capacity) return false;
    this.written.push(value);
    return true;
  }

  private arrive(values: readonly Value[]): void {
    for (const value of values) {
      const receiver = this.receivers.shift();
      if (receiver === undefined) {
        this.arrived.push(value);
      } else {
        receiver.resolve(value);
        this.consumed();
      }
    }
    if (this.consumer !== undefined) this.feed(this.consumer);
  }

  private feed(consumer: (value: Value) => void | Promise<void>): void {
    while (!this.consuming && this.failure === undefined) {
      const value = this.arrived.shift();
      if (value === undefined) return;
      try {
        const answer = consumer(value);
        if (answer === undefined) {
          this.consumed();
          continue;
        }
        this.consuming = true;
        answer.then(
          () => {
            this.consuming = false;
            this.consumed();
            this.feed(consumer);
          },
          (error: unknown) => this.fail(error),
        );
      } catch (error) {
        this.fail(error);
      }
    }
  }

  private consumed(): void {
    this.outstanding -= 1;
    if (this.closed) this.refuseReceivers();
    this.wake();
  }

  private refuseReceivers(): void {
    if (this.outstanding > 0) return;
    for (let receiver = this.receivers.shift(); receiver !== undefined; receiver = this.receivers.shift()) {
      receiver.reject(closedError('output channel'));
    }
  }

  private fail(error: unknown): void {
    this.failure = new ResourceError(
      'RESOURCE_CONSUMER_FAILED',
      `the consumer of an output channel failed: ${reasonOf(error)}`,
      { cause: error },
    );
    this.wake();
  }
}

export function newOutputChannel(options: OutputChannelOptions = {}): OutputChannel {
  return new OutputChannel(options);
}
