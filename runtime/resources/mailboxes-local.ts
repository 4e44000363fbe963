import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import type { Hub, Inbox, MessageOrigin, Registration } from '../net/index.ts';
import { TlaCodecError, decodeValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError } from './errors.ts';
import { Fifo } from './fifo.ts';

interface Received {
  readonly value: Value;
  readonly bytes: number;
  readonly origin: MessageOrigin | undefined;
}

/** A mailbox of this process: read by its archetype, filled by the network, and written by whoever writes to a local id. */
export class LocalMailbox extends Resource implements Inbox {
  readonly capacityMessages: number;
  readonly capacityBytes: number;
  private readonly dropsOverflow: boolean;
  private readonly isAcceptable: (message: Value) => boolean;
  private readonly queue = new Fifo<Received>();
  private readonly registration: Registration;
  /** Messages the present section took from the queue and, once that was empty, of those it had written itself. */
  private taken = 0;
  private takenOwn = 0;
  private written: Value[] = [];
  /** Messages committed here whose release is still to come. */
  private unreleased = 0;
  private closed = false;

  constructor(
    hub: Hub,
    id: Value,
    capacityMessages: number,
    capacityBytes: number,
    dropsOverflow: boolean,
    isAcceptable: (message: Value) => boolean,
  ) {
    super();
    this.capacityMessages = capacityMessages;
    this.capacityBytes = capacityBytes;
    this.dropsOverflow = dropsOverflow;
    this.isAcceptable = isAcceptable;
    this.registration = hub.register(id, this);
  }

  /** Network's; see Inbox. */
  accept(payload: Uint8Array, origin: MessageOrigin | undefined): 'taken' | 'full' | 'invalid' {
    if (origin === undefined && this.queue.length >= this.capacityMessages) return 'full';
    let value: Value;
    try {
      value = decodeValue(payload);
    } catch (error) {
      if (error instanceof TlaCodecError) return 'invalid';
      throw error;
    }
    if (!this.isAcceptable(value)) return 'invalid';
    this.queue.push({ value, bytes: payload.length, origin });
    this.wake();
    return 'taken';
  }

  /** The number of messages that the section could still take; undefined while another section's commit holds the mailbox. */
  readLength(attempt: Attempt): number | undefined {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return undefined;
    if (this.closed) throw closedError('mailbox');
    return this.queue.length - this.taken + this.written.length - this.takenOwn;
  }

  override commit(scope: CommitScope): void {
    const { taken, written, takenOwn } = this;
    if (taken === 0 && written.length === 0) return;
    this.forget();
    for (let count = taken; count > 0; count -= 1) {
      const message = this.queue.shift();
      message?.origin?.consumed(message.bytes);
    }
    const sent = written.slice(takenOwn);
    if (sent.length > 0) {
      this.unreleased += sent.length;
      scope.release(() => this.deliver(sent));
    }
    // There is room again for writers, and the length has changed.
    if (taken > 0) this.wake();
  }

  override abort(): void {
    this.forget();
  }

  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.registration.end();
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(): Value | undefined {
    if (this.closed) throw closedError('mailbox');
    const message = this.queue.at(this.taken);
    if (message !== undefined) {
      this.taken += 1;
      return message.value;
    }
    const own = this.written[this.takenOwn];
    if (own !== undefined) this.takenOwn += 1;
    return own;
  }

  /** Room is asked for once per section: having begun to write, it can write on, whatever the capacity. */
  protected override writeValue(value: Value): boolean {
    if (this.closed) throw closedError('mailbox');
    const waiting = this.queue.length + this.unreleased - this.taken;
    if (!this.dropsOverflow && this.written.length === 0 && waiting >= this.capacityMessages) return false;
    this.written.push(value);
    return true;
  }

  private deliver(values: readonly Value[]): void {
    this.unreleased -= values.length;
    for (const value of values) {
      if (this.dropsOverflow && this.queue.length >= this.capacityMessages) {
        this.registration.noteDropped();
      } else {
        this.queue.push({ value, bytes: 0, origin: undefined });
      }
    }
    this.wake();
  }

  private forget(): void {
    this.taken = 0;
    this.takenOwn = 0;
    if (this.written.length > 0) this.written = [];
  }
}
