import { ValueMap, encodeValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { formatAddress } from './address.ts';
import type { Address } from './address.ts';
import { ByteReader } from './bytes.ts';
import type { DropCause } from './counters.ts';
import { Deque } from './deque.ts';
import { Dialer } from './dialer.ts';
import type { LinkTimeouts } from './dialer.ts';
import { comfortableBodyBytes } from './frames.ts';
import { SendBuffer } from './mail.ts';
import type { OutgoingChannel } from './mail.ts';
import { buildHello, frameKinds, randomId, readWelcome } from './protocol.ts';
import { ReliableChannel } from './reliable-channel.ts';
import type { NetTimer } from './transport.ts';
import { protocols } from './wire.ts';
import type { NetContext, Wire } from './wire.ts';

/** Acknowledgements are delayed on purpose and a busy peer is not a dead one: silence shorter than this proves nothing. */
const shortestSilenceMilliseconds = 1_000;

interface InFlight {
  readonly channel: ReliableChannel;
  readonly payload: Uint8Array;
}

/**
 * The sending side of a reliable link to one process: every message arrives exactly once, in order per mailbox, whatever happens to the
 * connections that carry it.
 *
 * Messages are numbered from 1 as they are first sent and kept until the receiver acknowledges them. After a reconnect the receiver says what
 * the last one was it delivered, and the rest is sent again. A message leaves only if the receiver has granted its mailbox the room, so a
 * mailbox that nobody reads stops neither the others nor grows; what cannot leave waits in the channel's bounded buffer.
 *
 * If the receiver's process has died and started anew, what had been sent to the old one without acknowledgement may or may not have been
 * delivered there; it is not sent to the new one (`messagesLostToRestart`). What had not been sent yet is: no message is ever delivered twice.
 */
export class ReliableLink {
  private readonly context: NetContext;
  private readonly name: string;
  private readonly target: string;
  private readonly session: string;
  private readonly silenceMilliseconds: number;
  private readonly dialer: Dialer;
  private readonly channels = new ValueMap<ReliableChannel>();
  private readonly channelsByNumber: ReliableChannel[] = [];
  /** Channels the present connection has not been told of. */
  private unopened: ReliableChannel[] = [];
  /** One entry per message that waits and is not known to lack a grant, in the order they were sent in. */
  private readonly order = new Deque<ReliableChannel>();
  private readonly inFlight = new Deque<InFlight>();
  /** Messages in the buffers of all channels, reservations not counted. */
  private waiting = 0;
  private link = '';
  /** 1 <= firstUnacknowledged <= nextOnWire <= nextNumber; what lies between the last two is to be sent again. */
  private firstUnacknowledged = 1;
  private nextOnWire = 1;
  private nextNumber = 1;
  private heardMilliseconds = 0;
  private watchdog: NetTimer | undefined = undefined;
  private onDrained: (() => void) | undefined = undefined;

  constructor(context: NetContext, name: string, address: Address, timeouts: LinkTimeouts) {
    this.context = context;
    this.name = name;
    this.target = formatAddress(address);
    this.session = randomId(context.environment);
    this.silenceMilliseconds = Math.max(shortestSilenceMilliseconds, timeouts.writeTimeoutMilliseconds);
    this.dialer = new Dialer(context, address, protocols.reliable, timeouts, {
      onReady: (wire) => this.greet(wire),
      onFrame: (body, wire) => this.onFrame(new ByteReader(body), wire),
      onFlush: (wire) => this.flush(wire),
      onClosed: () => this.onClosed(),
    });
  }

  /** The channel to mailbox `id`; its buffer has the size that was asked for first. */
  open(id: Value, bufferMessages: number, bufferBytes: number): OutgoingChannel {
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const channel = new ReliableChannel(
      this.channelsByNumber.length + 1,
      encodeValue(id),
      new SendBuffer(bufferMessages, bufferBytes),
      (sender) => this.enqueue(sender),
    );
    this.channels.set(id, channel);
    this.channelsByNumber.push(channel);
    this.unopened.push(channel);
    return channel;
  }

  /** Resolves when all that was sent has been acknowledged. */
  drained(): Promise<void> {
    if (this.waiting === 0) return Promise.resolve();
    return new Promise((resolve) => (this.onDrained = resolve));
  }

  close(): void {
    this.watchdog?.cancel();
    this.watchdog = undefined;
    this.dialer.close(true);
  }

  private enqueue(channel: ReliableChannel): void {
    this.waiting += 1;
    this.order.push(channel);
    const { wire } = this.dialer;
    if (wire !== undefined) wire.requestFlush();
    else this.dialer.request();
  }

  private greet(wire: Wire): void {
    buildHello(wire.frame, { name: this.name, session: this.session, target: this.target, link: this.link });
    wire.sendFrame();
  }

  private onFrame(reader: ByteReader, wire: Wire): DropCause | undefined {
    const kind = reader.integer();
    this.heardMilliseconds = this.context.environment.clock.nowMilliseconds();
    if (this.dialer.wire === undefined)
      return kind === frameKinds.welcome ? this.welcome(reader, wire) : 'malformed';
    return kind === frameKinds.control ? this.control(reader, wire) : 'malformed';
  }

  private welcome(reader: ByteReader, wire: Wire): DropCause | undefined {
    const { link, delivered } = readWelcome(reader);
    if (link === this.link) {
      if (delivered >= this.nextNumber) return 'malformed';
    } else {
      if (delivered !== 0) return 'malformed';
      this.startAnew(link);
    }
    this.dialer.established();
    this.acknowledge(delivered);
    this.nextOnWire = this.firstUnacknowledged;
    this.flush(wire);
    return undefined;
  }

  /** The receiver knows nothing of this link. */
  private startAnew(link: string): void {
    this.context.counters.messagesLostToRestart += this.inFlight.length;
    this.acknowledge(this.nextNumber - 1);
    this.link = link;
    this.firstUnacknowledged = 1;
    this.nextOnWire = 1;
    this.nextNumber = 1;
    for (const channel of this.channelsByNumber) channel.forgetGrants();
  }

  private control(reader: ByteReader, wire: Wire): DropCause | undefined {
    const delivered = reader.integer();
    if (delivered >= this.nextOnWire) return 'malformed';
    this.acknowledge(delivered);
    while (!reader.atEnd) {
      const channel = this.channelsByNumber[reader.integer() - 1];
      const limitMessages = reader.integer();
      const limitBytes = reader.integer();
      if (channel === undefined) return 'malformed';
      for (let count = channel.grant(limitMessages, limitBytes); count > 0; count -= 1) {
        this.order.push(channel);
      }
    }
    if (this.order.length > 0) wire.requestFlush();
    return undefined;
  }

  private acknowledge(delivered: number): void {
    while (this.firstUnacknowledged <= delivered) {
      const message = this.inFlight.shift() as InFlight;
      this.firstUnacknowledged += 1;
      this.waiting -= 1;
      message.channel.buffer.remove(message.payload.length);
    }
    if (this.nextOnWire < this.firstUnacknowledged) this.nextOnWire = this.firstUnacknowledged;
    if (this.waiting === 0) this.onDrained?.();
  }

  private flush(wire: Wire): void {
    while (this.unopened.length > 0 && wire.hasRoom) this.sendOpen(wire);
    while (this.hasNext() && wire.hasRoom) this.sendData(wire);
    if (this.inFlight.length > 0 && this.watchdog === undefined) this.watch(this.silenceMilliseconds);
  }

  private sendOpen(wire: Wire): void {
    const { frame } = wire;
    frame.begin();
    frame.integer(frameKinds.open);
    let count = 0;
    for (const channel of this.unopened) {
      if (frame.bodyBytes >= comfortableBodyBytes) break;
      frame.integer(channel.number);
      frame.block(channel.id);
      count += 1;
    }
    this.unopened = this.unopened.slice(count);
    wire.sendFrame();
  }

  /** Is there a message that may be sent now? Puts those that lack a grant aside. */
  private hasNext(): boolean {
    if (this.nextOnWire < this.nextNumber) return true;
    for (;;) {
      const channel = this.order.get(0);
      if (channel === undefined) return false;
      if (channel.hasGrant) return true;
      this.order.shift();
      channel.putAside();
    }
  }

  private sendData(wire: Wire): void {
    const { frame } = wire;
    const { counters } = this.context;
    let isPressed = false;
    frame.begin();
    frame.integer(frameKinds.data);
    frame.integer(this.nextOnWire);
    for (let isFirst = true; this.hasNext(); isFirst = false) {
      const isRepeated = this.nextOnWire < this.nextNumber;
      const again = isRepeated ? this.inFlight.get(this.nextOnWire - this.firstUnacknowledged) : undefined;
      const channel = again?.channel ?? (this.order.get(0) as ReliableChannel);
      const payload = again?.payload ?? channel.next;
      if (!isFirst && frame.bodyBytes + payload.length > comfortableBodyBytes) break;
      if (isRepeated) {
        counters.messagesResent += 1;
      } else {
        this.order.shift();
        channel.take();
        // The silence of the peer counts from the first message it owes an acknowledgement for.
        if (this.inFlight.length === 0)
          this.heardMilliseconds = this.context.environment.clock.nowMilliseconds();
        this.inFlight.push({ channel, payload });
        this.nextNumber += 1;
        counters.messagesOut += 1;
      }
      this.nextOnWire += 1;
      frame.integer(channel.number);
      frame.block(payload);
      isPressed ||= channel.buffer.isPressed;
    }
    if (isPressed) frame.integer(0);
    wire.sendFrame();
  }

  /** Drops a connection on which nothing is heard while something is to be acknowledged. */
  private watch(delayMilliseconds: number): void {
    const { clock } = this.context.environment;
    this.watchdog = clock.setTimer(delayMilliseconds, () => {
      this.watchdog = undefined;
      if (this.inFlight.length === 0 || this.dialer.wire === undefined) return;
      const rest = this.heardMilliseconds + this.silenceMilliseconds - clock.nowMilliseconds();
      if (rest > 0) this.watch(rest);
      else this.dialer.fail('stalled');
    });
  }

  private onClosed(): void {
    this.unopened = [...this.channelsByNumber];
    if (this.waiting > 0) this.dialer.request();
  }
}
