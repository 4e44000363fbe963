import type { Address } from './address.ts';
import type { DropCause } from './counters.ts';
import type { NetTimer } from './transport.ts';
import { Wire } from './wire.ts';
import type { NetContext, Protocol } from './wire.ts';

export interface DialerHandler {
  /** Preambles are exchanged; the owner calls `established` when its own handshake is over too. */
  onReady(wire: Wire): void;
  onFrame(body: Uint8Array, wire: Wire): DropCause | undefined;
  onFlush(wire: Wire): void;
  /** The connection, or the attempt to open one, has ended. */
  onClosed(cause: DropCause): void;
}

/** Time-outs of a link, in milliseconds. */
export interface LinkTimeouts {
  /** From dialling to the end of the handshake. */
  readonly dialTimeoutMilliseconds: number;
  /** For how long data may wait with the peer neither taking nor acknowledging any. */
  readonly writeTimeoutMilliseconds: number;
}

const firstBackoffMilliseconds = 20;
const longestBackoffMilliseconds = 1_000;
const lastingMilliseconds = 100;

/**
 * Keeps at most one connection to one address. After a failure the next attempt waits: 20 ms doubled up to 1 s, each multiplied by a
 * random factor from 0.5 to 1.5. The wait starts anew after a connection that lasted a tenth of a second, so that a peer that accepts
 * connections and breaks them is not dialled in a tight loop.
 */
export class Dialer {
  private readonly context: NetContext;
  private readonly address: Address;
  private readonly protocol: Protocol;
  private readonly timeouts: LinkTimeouts;
  private readonly handler: DialerHandler;
  private current: Wire | undefined = undefined;
  private ready = false;
  private failures = 0;
  private establishedMilliseconds = Infinity;
  private earliestMilliseconds = -Infinity;
  private retry: NetTimer | undefined = undefined;
  private connectedBefore = false;
  private closed = false;

  constructor(
    context: NetContext,
    address: Address,
    protocol: Protocol,
    timeouts: LinkTimeouts,
    handler: DialerHandler,
  ) {
    this.context = context;
    this.address = address;
    this.protocol = protocol;
    this.timeouts = timeouts;
    this.handler = handler;
  }

  /** The connection, once it is established. */
  get wire(): Wire | undefined {
    return this.ready ? this.current : undefined;
  }

  /** True from dialling until the connection is established or has failed. */
  get isDialling(): boolean {
    return this.current !== undefined && !this.ready;
  }

  /** Sees to it that there will be a connection, as soon as the backoff allows. */
  request(): void {
    if (this.current !== undefined || this.retry !== undefined || this.closed) return;
    const wait = this.earliestMilliseconds - this.context.environment.clock.nowMilliseconds();
    if (wait <= 0) {
      this.dial();
      return;
    }
    this.retry = this.context.environment.clock.setTimer(wait, () => {
      this.retry = undefined;
      this.request();
    });
  }

  /** Dials if the backoff allows it now; false if it does not. */
  requestNow(): boolean {
    if (this.current !== undefined) return true;
    if (this.closed || this.earliestMilliseconds > this.context.environment.clock.nowMilliseconds()) {
      return false;
    }
    this.dial();
    return true;
  }

  /** Owner's: the handshake is over. */
  established(): void {
    if (this.current === undefined) return;
    this.ready = true;
    this.establishedMilliseconds = this.context.environment.clock.nowMilliseconds();
    this.current.clearDeadline();
    this.current.acceptLargeFrames();
    if (this.connectedBefore) this.context.counters.reconnects += 1;
    this.connectedBefore = true;
  }

  /** Owner's: drops the present connection; `onClosed` follows. */
  fail(cause: DropCause): void {
    this.current?.drop(cause);
    this.lost(cause);
  }

  /** No more connections; with `gently`, the present one still carries what was written to it. */
  close(gently: boolean): void {
    this.closed = true;
    this.retry?.cancel();
    this.retry = undefined;
    if (gently) this.current?.end();
    else this.current?.drop('local');
    this.current = undefined;
    this.ready = false;
  }

  private dial(): void {
    const { handler } = this;
    const wire: Wire = new Wire(this.context, this.context.transport.connect(this.address), this.protocol, {
      onReady: () => handler.onReady(wire),
      onFrame: (body) => handler.onFrame(body, wire),
      onFlush: () => {
        if (this.ready) handler.onFlush(wire);
      },
      onClosed: (cause) => this.lost(cause),
    });
    this.current = wire;
    wire.setDeadline(this.timeouts.dialTimeoutMilliseconds, 'handshakeTimeout');
    wire.start();
  }

  private lost(cause: DropCause): void {
    if (this.current === undefined) return;
    this.current = undefined;
    this.ready = false;
    const now = this.context.environment.clock.nowMilliseconds();
    if (now - this.establishedMilliseconds >= lastingMilliseconds) this.failures = 0;
    this.establishedMilliseconds = Infinity;
    const regular = Math.min(longestBackoffMilliseconds, firstBackoffMilliseconds * 2 ** this.failures);
    this.failures += 1;
    this.earliestMilliseconds = now + regular * (0.5 + this.context.environment.random());
    this.handler.onClosed(cause);
  }
}
