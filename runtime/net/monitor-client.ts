import { encodeValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { parseAddress } from './address.ts';
import type { Address } from './address.ts';
import { ByteReader } from './bytes.ts';
import type { DropCause } from './counters.ts';
import { monitorFrames, watchLimit } from './monitor-protocol.ts';
import { protocols, Wire } from './wire.ts';
import type { NetContext } from './wire.ts';

/** Body of a watch frame: the monitor takes no large ones. */
const watchFrameBytes = 1024;
/** Node's timers may fire that much early by the clock. */
const timerSlackMilliseconds = 1;

/**
 * Asks one monitor, over a connection that is kept open, which of its nodes are alive. Has no timer: whoever owns it calls `poll` at regular
 * intervals and `expire` when answers should be there.
 */
export class MonitorClient {
  private readonly context: NetContext;
  private readonly address: Address;
  private readonly watched: { readonly id: Uint8Array; readonly report: (isAlive: boolean) => void }[] = [];
  private wire: Wire | undefined = undefined;
  /** How many of `watched` the monitor has been told of on this connection. */
  private told = 0;
  private polls = 0;
  /** When the first poll was due that there is no answer to; undefined if there is none. */
  private waitingSince: number | undefined = undefined;
  /** When we last dialled or asked, on the present connection. */
  private busySince = 0;
  private hasAnswered = false;
  /** Whether the connection broke since the last poll and was dialled again at once. */
  private hasRedialled = false;
  private closed = false;

  /** Throws NetworkError `ADDRESS_INVALID`. */
  constructor(context: NetContext, address: string) {
    this.context = context;
    this.address = parseAddress(address);
  }

  /** From the next answer on, `report` is told whether `id` is alive; silence counts as not alive. */
  watch(id: Value, report: (isAlive: boolean) => void): void {
    if (this.watched.length >= watchLimit)
      throw new Error(`more than ${watchLimit} nodes watched at one monitor`);
    this.watched.push({ id: encodeValue(id), report });
  }

  /** Asks, unless an earlier question is still open; gives up a connection on which one has been open for `patienceMilliseconds`. */
  poll(patienceMilliseconds: number): void {
    if (this.closed) return;
    const now = this.context.environment.clock.nowMilliseconds();
    this.hasRedialled = false;
    const isWaiting = this.waitingSince !== undefined;
    this.waitingSince ??= now;
    if (isWaiting && this.wire !== undefined) {
      if (now - this.busySince < patienceMilliseconds) return;
      this.wire.drop('stalled');
      this.wire = undefined;
    }
    if (this.wire === undefined) this.dial();
    else this.ask(this.wire);
  }

  /** Takes the nodes for dead if a question has been open for `timeoutMilliseconds`. */
  expire(timeoutMilliseconds: number): void {
    if (this.waitingSince === undefined) return;
    const now = this.context.environment.clock.nowMilliseconds();
    if (now - this.waitingSince >= timeoutMilliseconds - timerSlackMilliseconds) this.reportSilence();
  }

  close(): void {
    this.closed = true;
    this.wire?.drop('local');
    this.wire = undefined;
  }

  private dial(): void {
    this.hasAnswered = false;
    this.told = 0;
    this.busySince = this.context.environment.clock.nowMilliseconds();
    const connection = this.context.transport.connect(this.address);
    const wire: Wire = new Wire(this.context, connection, protocols.monitor, {
      onReady: () => {
        wire.acceptLargeFrames();
        this.ask(wire);
      },
      onFrame: (body) => this.onFrame(new ByteReader(body)),
      onFlush: () => undefined,
      onClosed: () => this.onClosed(),
    });
    this.wire = wire;
    wire.start();
  }

  private ask(wire: Wire): void {
    if (!wire.hasRoom) return;
    this.busySince = this.context.environment.clock.nowMilliseconds();
    const { frame } = wire;
    while (this.told < this.watched.length) {
      frame.begin();
      frame.integer(monitorFrames.watch);
      do {
        frame.block(this.watched[this.told]?.id ?? new Uint8Array(0));
        this.told += 1;
      } while (this.told < this.watched.length && frame.bodyBytes < watchFrameBytes);
      wire.sendFrame();
    }
    this.polls += 1;
    frame.begin();
    frame.integer(monitorFrames.poll);
    frame.integer(this.polls);
    wire.sendFrame();
  }

  private onFrame(reader: ByteReader): DropCause | undefined {
    if (reader.integer() !== monitorFrames.states) return 'malformed';
    const poll = reader.integer();
    if (poll > this.polls) return 'malformed';
    if (poll === this.polls) this.waitingSince = undefined;
    for (let index = 0; !reader.atEnd; index += 1) {
      const state = reader.integer();
      if (index >= this.told || state > 1) return 'malformed';
      this.watched[index]?.report(state === 1);
    }
    this.hasAnswered = true;
    return undefined;
  }

  private onClosed(): void {
    this.wire = undefined;
    // A connection that worked may have broken for reasons of its own: one more attempt decides, now and not at the next poll.
    if (this.hasAnswered && !this.hasRedialled) {
      this.hasRedialled = true;
      this.waitingSince ??= this.context.environment.clock.nowMilliseconds();
      this.dial();
    } else {
      this.reportSilence();
    }
  }

  private reportSilence(): void {
    for (const { report } of this.watched) report(false);
  }
}
