import { Deque } from './deque.ts';
import type { OutgoingChannel, SendBuffer } from './mail.ts';

/** One mailbox at the other end of a reliable link. */
export class ReliableChannel implements OutgoingChannel {
  readonly number: number;
  readonly id: Uint8Array;
  /** Reserved, waiting and unacknowledged messages. */
  readonly buffer: SendBuffer;
  private readonly enqueued: (channel: ReliableChannel) => void;
  private readonly queue = new Deque<Uint8Array>();
  /** How many of the queue are not in the link's order, for want of a grant. */
  private aside = 0;
  private sentMessages = 0;
  private sentBytes = 0;
  private limitMessages = 0;
  private limitBytes = 0;

  constructor(
    number: number,
    id: Uint8Array,
    buffer: SendBuffer,
    enqueued: (channel: ReliableChannel) => void,
  ) {
    this.number = number;
    this.id = id;
    this.buffer = buffer;
    this.enqueued = enqueued;
  }

  hasRoom(): boolean {
    return this.buffer.hasRoom();
  }

  reserve(bytes: number): void {
    this.buffer.add(bytes);
  }

  unreserve(bytes: number): void {
    this.buffer.remove(bytes);
  }

  send(payload: Uint8Array): void {
    this.queue.push(payload);
    this.enqueued(this);
  }

  subscribe(listener: () => void): () => void {
    return this.buffer.subscribe(listener);
  }

  /** The byte limit may be overrun by one message, so that a message of any size gets through. */
  get hasGrant(): boolean {
    return this.sentMessages < this.limitMessages && this.sentBytes < this.limitBytes;
  }

  get next(): Uint8Array {
    return this.queue.get(0) as Uint8Array;
  }

  take(): void {
    const payload = this.queue.shift() as Uint8Array;
    this.sentMessages += 1;
    this.sentBytes += payload.length;
  }

  putAside(): void {
    this.aside += 1;
  }

  /** Answers how many messages to put back in order. Limits never shrink. */
  grant(limitMessages: number, limitBytes: number): number {
    this.limitMessages = Math.max(this.limitMessages, limitMessages);
    this.limitBytes = Math.max(this.limitBytes, limitBytes);
    const count = this.hasGrant ? this.aside : 0;
    this.aside -= count;
    return count;
  }

  forgetGrants(): void {
    this.sentMessages = 0;
    this.sentBytes = 0;
    this.limitMessages = 0;
    this.limitBytes = 0;
  }
}
