import { ValueMap, encodeValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import type { Address } from './address.ts';
import { Deque } from './deque.ts';
import { Dialer } from './dialer.ts';
import type { LinkTimeouts } from './dialer.ts';
import { comfortableBodyBytes } from './frames.ts';
import type { OutgoingChannel } from './mail.ts';
import { frameKinds } from './protocol.ts';
import type { NetTimer } from './transport.ts';
import { protocols } from './wire.ts';
import type { NetContext, Wire } from './wire.ts';

interface Waiting {
  readonly channel: RelaxedChannel;
  readonly payload: Uint8Array;
}

/**
 * The sending side of a relaxed link to one process: every message arrives at most once, those that arrive are in order per connection, and
 * a sender never waits. Messages to a process that cannot be reached are dropped at once; while the connection is being opened, or takes
 * nothing, they wait in a bounded queue, which drops its oldest ones when it overflows (protocols that live with loss want the newest).
 * Everything dropped is counted.
 */
export class RelaxedLink {
  private readonly context: NetContext;
  private readonly timeouts: LinkTimeouts;
  private readonly limitMessages: number;
  private readonly limitBytes: number;
  private readonly dialer: Dialer;
  private readonly channels = new ValueMap<RelaxedChannel>();
  private channelCount = 0;
  private readonly queue = new Deque<Waiting>();
  private queueBytes = 0;
  private connections = 0;
  private isUp = false;
  private drains = 0;
  private watchdog: NetTimer | undefined = undefined;

  constructor(
    context: NetContext,
    address: Address,
    timeouts: LinkTimeouts,
    limitMessages: number,
    limitBytes: number,
  ) {
    this.context = context;
    this.timeouts = timeouts;
    this.limitMessages = limitMessages;
    this.limitBytes = limitBytes;
    this.dialer = new Dialer(context, address, protocols.relaxed, timeouts, {
      onReady: (wire) => {
        this.connections += 1;
        this.isUp = true;
        this.dialer.established();
        this.flush(wire);
      },
      onFrame: () => 'malformed',
      onFlush: (wire) => this.flush(wire),
      onClosed: () => this.onClosed(),
    });
  }

  open(id: Value): OutgoingChannel {
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    this.channelCount += 1;
    const channel = new RelaxedChannel(this.channelCount, encodeValue(id), (sender, payload) =>
      this.enqueue(sender, payload),
    );
    this.channels.set(id, channel);
    return channel;
  }

  /** Hands what waits to the connection, if there is one, and closes it. */
  close(): void {
    this.watchdog?.cancel();
    this.watchdog = undefined;
    const { wire } = this.dialer;
    if (wire !== undefined) this.flush(wire);
    this.dialer.close(true);
    this.dropQueue('messagesDroppedConnectionLost');
  }

  private enqueue(channel: RelaxedChannel, payload: Uint8Array): void {
    const { counters } = this.context;
    if (!this.dialer.requestNow()) {
      counters.messagesDroppedPeerDown += 1;
      return;
    }
    this.queue.push({ channel, payload });
    this.queueBytes += payload.length;
    while (
      this.queue.length > this.limitMessages ||
      (this.queueBytes > this.limitBytes && this.queue.length > 1)
    ) {
      this.takeOldest();
      counters.messagesDroppedQueueFull += 1;
    }
    const { wire } = this.dialer;
    if (wire?.hasRoom === false) this.watch();
    wire?.requestFlush();
  }

  private takeOldest(): Waiting {
    const oldest = this.queue.shift() as Waiting;
    this.queueBytes -= oldest.payload.length;
    return oldest;
  }

  private flush(wire: Wire): void {
    this.drains += 1;
    while (this.queue.length > 0 && wire.hasRoom) this.sendSome(wire);
    if (this.queue.length > 0) this.watch();
  }

  /** One frame of messages, after one that tells of the channels they use first. */
  private sendSome(wire: Wire): void {
    const { frame } = wire;
    const batch: Waiting[] = [];
    const unopened: RelaxedChannel[] = [];
    let bytes = 0;
    for (;;) {
      const payloadBytes = this.queue.get(0)?.payload.length;
      if (payloadBytes === undefined || (batch.length > 0 && bytes + payloadBytes > comfortableBodyBytes))
        break;
      const message = this.takeOldest();
      batch.push(message);
      bytes += payloadBytes;
      if (message.channel.openedOn !== this.connections) {
        message.channel.openedOn = this.connections;
        unopened.push(message.channel);
      }
    }
    if (unopened.length > 0) {
      frame.begin();
      frame.integer(frameKinds.open);
      for (const channel of unopened) {
        frame.integer(channel.number);
        frame.block(channel.id);
      }
      wire.sendFrame();
    }
    frame.begin();
    frame.integer(frameKinds.data);
    frame.integer(0);
    for (const { channel, payload } of batch) {
      frame.integer(channel.number);
      frame.block(payload);
    }
    wire.sendFrame();
    this.context.counters.messagesOut += batch.length;
  }

  /** Drops a connection that takes nothing while messages wait. */
  private watch(): void {
    if (this.watchdog !== undefined) return;
    const before = this.drains;
    this.watchdog = this.context.environment.clock.setTimer(this.timeouts.writeTimeoutMilliseconds, () => {
      this.watchdog = undefined;
      if (this.queue.length === 0 || this.dialer.wire === undefined) return;
      if (this.drains === before) this.dialer.fail('stalled');
      else this.watch();
    });
  }

  private onClosed(): void {
    this.dropQueue(this.isUp ? 'messagesDroppedConnectionLost' : 'messagesDroppedPeerDown');
    this.isUp = false;
  }

  private dropQueue(counter: 'messagesDroppedPeerDown' | 'messagesDroppedConnectionLost'): void {
    this.context.counters[counter] += this.queue.length;
    this.queue.clear();
    this.queueBytes = 0;
  }
}

/** One mailbox at the other end of a relaxed link. It always has room: what does not fit is dropped. */
class RelaxedChannel implements OutgoingChannel {
  readonly number: number;
  readonly id: Uint8Array;
  /** The connection that has been told of this channel. */
  openedOn = 0;
  private readonly enqueued: (channel: RelaxedChannel, payload: Uint8Array) => void;

  constructor(
    number: number,
    id: Uint8Array,
    enqueued: (channel: RelaxedChannel, payload: Uint8Array) => void,
  ) {
    this.number = number;
    this.id = id;
    this.enqueued = enqueued;
  }

  hasRoom(): boolean {
    return true;
  }

  reserve(): void {
    // Room is made by dropping older messages.
  }

  unreserve(): void {
    // Nothing was set aside.
  }

  send(payload: Uint8Array): void {
    this.enqueued(this, payload);
  }

  subscribe(): () => void {
    return () => undefined;
  }
}
