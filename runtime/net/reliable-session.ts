import type { Value } from '../tla/index.ts';
import { ByteReader } from './bytes.ts';
import type { DropCause } from './counters.ts';
import type { Deliverer, Directory } from './directory.ts';
import { comfortableBodyBytes } from './frames.ts';
import type { Inbox, MessageOrigin } from './mail.ts';
import { buildWelcome, frameKinds, idLimitBytes, readId } from './protocol.ts';
import type { NetTimer } from './transport.ts';
import type { NetContext, Wire, WireHandler } from './wire.ts';

/** An acknowledgement leaves after this many messages or bytes, or after this time, or when asked for. */
const acknowledgeMessages = 128;
const acknowledgeBytes = 256 * 1024;
const acknowledgeMilliseconds = 20;
/** Mailboxes one sender may write to. */
export const channelLimit = 4096;

/**
 * The receiving side of a reliable link: what one sender has sent, over all the connections it has used one after the other. Delivers each
 * message once, acknowledges, and grants each mailbox's sender the room that the mailbox's readers make.
 */
export class ReliableSession implements WireHandler {
  /** What the sender calls this link; another link of the same sender and target replaces it. */
  readonly session: string;
  /** What we call it. */
  readonly link: string;
  private readonly context: NetContext;
  private readonly directory: Directory;
  private readonly channels = new Map<number, IncomingChannel>();
  private readonly granting = new Set<IncomingChannel>();
  private wire: Wire | undefined = undefined;
  private delivered = 0;
  private acknowledged = 0;
  private bytesSinceAcknowledged = 0;
  private timer: NetTimer | undefined = undefined;

  constructor(context: NetContext, directory: Directory, session: string, link: string) {
    this.context = context;
    this.directory = directory;
    this.session = session;
    this.link = link;
  }

  get isConnected(): boolean {
    return this.wire !== undefined;
  }

  /** Goes on with another connection, whose hello has been read. */
  resume(wire: Wire): void {
    this.wire?.drop('superseded');
    this.wire = wire;
    wire.handler = this;
    wire.acceptLargeFrames();
    buildWelcome(wire.frame, { link: this.link, delivered: this.delivered });
    wire.sendFrame();
    this.noteAcknowledged();
  }

  onReady(): void {
    // The preambles are exchanged before a session gets the connection.
  }

  onFrame(body: Uint8Array): DropCause | undefined {
    const reader = new ByteReader(body);
    const kind = reader.integer();
    if (kind === frameKinds.data) return this.data(reader);
    return kind === frameKinds.open ? this.open(reader) : 'malformed';
  }

  onFlush(): void {
    this.sendControl();
  }

  onClosed(): void {
    this.wire = undefined;
    this.timer?.cancel();
    this.timer = undefined;
  }

  /** Forgets the link for good. */
  close(cause: 'local' | 'superseded'): void {
    if (cause === 'local') {
      this.sendControl();
      this.wire?.end();
    } else {
      this.wire?.drop(cause);
    }
    this.onClosed();
    for (const channel of this.channels.values()) channel.detach();
  }

  private open(reader: ByteReader): DropCause | undefined {
    while (!reader.atEnd) {
      const number = reader.integer();
      const encodedId = reader.block(idLimitBytes);
      const known = this.channels.get(number);
      if (known !== undefined) {
        if (!known.isFor(encodedId)) return 'malformed';
        this.noteGrant(known);
        continue;
      }
      if (number === 0) return 'malformed';
      if (this.channels.size >= channelLimit) return 'tooMany';
      const id = readId(encodedId);
      if (id === undefined) return 'badMessage';
      const channel = new IncomingChannel(Uint8Array.from(encodedId), (due) => this.noteGrant(due), number);
      this.channels.set(number, channel);
      channel.attach(this.directory, id);
    }
    return undefined;
  }

  private data(reader: ByteReader): DropCause | undefined {
    const { counters } = this.context;
    let number = reader.integer();
    if (number === 0 || number > this.delivered + 1) return 'malformed';
    let isAsked = false;
    while (!reader.atEnd) {
      const channelNumber = reader.integer();
      if (channelNumber === 0) {
        isAsked = true;
        continue;
      }
      const payload = reader.block(this.context.frameLimitBytes);
      if (number <= this.delivered) {
        counters.messagesDuplicate += 1;
      } else {
        const channel = this.channels.get(channelNumber);
        if (channel === undefined) return 'malformed';
        if (!channel.hasGrant) return 'creditExceeded';
        switch (channel.deliver(payload)) {
          case 'taken':
            counters.messagesIn += 1;
            break;
          case 'gone':
            counters.messagesDroppedNoMailbox += 1;
            break;
          case 'invalid':
            return 'badMessage';
        }
        this.delivered = number;
        this.bytesSinceAcknowledged += payload.length;
      }
      number += 1;
    }
    this.acknowledgeSoon(isAsked);
    return undefined;
  }

  private acknowledgeSoon(isAsked: boolean): void {
    const owed = this.delivered - this.acknowledged;
    if (isAsked || owed >= acknowledgeMessages || this.bytesSinceAcknowledged >= acknowledgeBytes) {
      this.wire?.requestFlush();
    } else if (owed > 0 && this.timer === undefined) {
      this.timer = this.context.environment.clock.setTimer(acknowledgeMilliseconds, () => {
        this.timer = undefined;
        if (this.delivered > this.acknowledged) this.wire?.requestFlush();
      });
    }
  }

  private noteAcknowledged(): void {
    this.acknowledged = this.delivered;
    this.bytesSinceAcknowledged = 0;
  }

  private noteGrant(channel: IncomingChannel): void {
    this.granting.add(channel);
    this.wire?.requestFlush();
  }

  private sendControl(): void {
    const { wire } = this;
    if (wire === undefined) return;
    const { frame } = wire;
    frame.begin();
    frame.integer(frameKinds.control);
    frame.integer(this.delivered);
    for (const channel of this.granting) {
      if (frame.bodyBytes >= comfortableBodyBytes) {
        wire.requestFlush();
        break;
      }
      this.granting.delete(channel);
      frame.integer(channel.number);
      const { limitMessages, limitBytes } = channel.grant();
      frame.integer(limitMessages);
      frame.integer(limitBytes);
    }
    wire.sendFrame();
    this.noteAcknowledged();
  }
}

/** One mailbox as one reliable sender fills it; all counts are from the beginning of the link. */
class IncomingChannel implements Deliverer, MessageOrigin {
  readonly number: number;
  private readonly encodedId: Uint8Array;
  private readonly grantDue: (channel: IncomingChannel) => void;
  private inbox: Inbox | undefined = undefined;
  private receivedMessages = 0;
  private receivedBytes = 0;
  private consumedMessages = 0;
  private consumedBytes = 0;
  private limitMessages = 0;
  private limitBytes = 0;
  private stopDelivery: () => void = () => undefined;

  constructor(encodedId: Uint8Array, grantDue: (channel: IncomingChannel) => void, number: number) {
    this.encodedId = encodedId;
    this.grantDue = grantDue;
    this.number = number;
  }

  isFor(encodedId: Uint8Array): boolean {
    return Buffer.compare(this.encodedId, encodedId) === 0;
  }

  attach(directory: Directory, id: Value): void {
    this.stopDelivery = directory.attach(id, this);
  }

  detach(): void {
    this.stopDelivery();
  }

  inboxChanged(inbox: Inbox | undefined): void {
    this.inbox = inbox;
    if (inbox !== undefined) this.grantDue(this);
  }

  get hasGrant(): boolean {
    return this.receivedMessages < this.limitMessages && this.receivedBytes < this.limitBytes;
  }

  deliver(payload: Uint8Array): 'taken' | 'gone' | 'invalid' {
    const answer = this.inbox?.accept(payload, this) ?? 'gone';
    if (answer === 'invalid') return answer;
    this.receivedMessages += 1;
    this.receivedBytes += payload.length;
    if (answer === 'taken') return answer;
    this.consumed(payload.length);
    return 'gone';
  }

  consumed(bytes: number): void {
    this.consumedMessages += 1;
    this.consumedBytes += bytes;
    if (this.inbox === undefined) return;
    const { capacityMessages, capacityBytes } = this.inbox;
    // Half the capacity at a time: the sender never runs dry while the reader keeps up, and grants stay few.
    const messages = this.consumedMessages + capacityMessages - this.limitMessages;
    const bytesMore = this.consumedBytes + capacityBytes - this.limitBytes;
    if (messages * 2 >= capacityMessages || bytesMore * 2 >= capacityBytes) this.grantDue(this);
  }

  /** The limits as they are now. Without a mailbox, nothing beyond what was granted before. */
  grant(): { readonly limitMessages: number; readonly limitBytes: number } {
    if (this.inbox !== undefined) {
      this.limitMessages = Math.max(this.limitMessages, this.consumedMessages + this.inbox.capacityMessages);
      this.limitBytes = Math.max(this.limitBytes, this.consumedBytes + this.inbox.capacityBytes);
    }
    return { limitMessages: this.limitMessages, limitBytes: this.limitBytes };
  }
}
