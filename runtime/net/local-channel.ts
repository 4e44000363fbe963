import type { Value } from '../tla/index.ts';
import type { MutableCounters } from './counters.ts';
import { Deque } from './deque.ts';
import type { Deliverer, Directory } from './directory.ts';
import { SendBuffer } from './mail.ts';
import type { Inbox, MessageOrigin, OutgoingChannel } from './mail.ts';

/**
 * A reliable way to a mailbox that is, or will be, on the same hub, without the network: messages wait here while the mailbox does not exist
 * or has all it takes from one sender.
 */
export class LocalChannel implements OutgoingChannel, Deliverer {
  readonly close: () => void;
  private readonly counters: MutableCounters;
  private readonly buffer: SendBuffer;
  private readonly queue = new Deque<Uint8Array>();
  private delivery: Delivery | undefined = undefined;

  constructor(
    directory: Directory,
    id: Value,
    counters: MutableCounters,
    bufferMessages: number,
    bufferBytes: number,
  ) {
    this.counters = counters;
    this.buffer = new SendBuffer(bufferMessages, bufferBytes);
    this.close = directory.attach(id, this);
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

  subscribe(listener: () => void): () => void {
    return this.buffer.subscribe(listener);
  }

  send(payload: Uint8Array): void {
    this.queue.push(payload);
    this.deliver();
  }

  inboxChanged(inbox: Inbox | undefined): void {
    this.delivery = inbox === undefined ? undefined : new Delivery(inbox, () => this.deliver());
    this.deliver();
  }

  private deliver(): void {
    while (this.delivery?.hasRoom === true && this.queue.length > 0) {
      const payload = this.queue.shift() as Uint8Array;
      this.delivery.accept(payload);
      this.counters.messagesIn += 1;
      this.buffer.remove(payload.length);
    }
  }
}

/** What one mailbox has got from us and not consumed. */
class Delivery implements MessageOrigin {
  private readonly inbox: Inbox;
  private readonly roomMade: () => void;
  private messages = 0;
  private bytes = 0;

  constructor(inbox: Inbox, roomMade: () => void) {
    this.inbox = inbox;
    this.roomMade = roomMade;
  }

  get hasRoom(): boolean {
    return this.messages < this.inbox.capacityMessages && this.bytes < this.inbox.capacityBytes;
  }

  accept(payload: Uint8Array): void {
    this.messages += 1;
    this.bytes += payload.length;
    if (this.inbox.accept(payload, this) === 'taken') return;
    throw new Error('a mailbox refused a message of its own process');
  }

  consumed(bytes: number): void {
    this.messages -= 1;
    this.bytes -= bytes;
    this.roomMade();
  }
}

/** A relaxed way to a mailbox of the same hub: what cannot be delivered at once is dropped and counted. */
export class RelaxedLocalChannel implements OutgoingChannel, Deliverer {
  readonly close: () => void;
  private readonly counters: MutableCounters;
  private inbox: Inbox | undefined = undefined;

  constructor(directory: Directory, id: Value, counters: MutableCounters) {
    this.counters = counters;
    this.close = directory.attach(id, this);
  }

  hasRoom(): boolean {
    return true;
  }

  reserve(): void {
    // Room is never short: what does not fit is dropped.
  }

  unreserve(): void {
    // Nothing was set aside.
  }

  subscribe(): () => void {
    return () => undefined;
  }

  send(payload: Uint8Array): void {
    const answer = this.inbox?.accept(payload, undefined);
    if (answer === 'taken') this.counters.messagesIn += 1;
    else if (answer === undefined) this.counters.messagesDroppedNoMailbox += 1;
    else this.counters.messagesDroppedMailboxFull += 1;
  }

  inboxChanged(inbox: Inbox | undefined): void {
    this.inbox = inbox;
  }
}
