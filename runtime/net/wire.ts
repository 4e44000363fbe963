import { MalformedBytes } from './bytes.ts';
import type { DropCause, MutableCounters } from './counters.ts';
import { FrameBuilder, FrameDecoder } from './frames.ts';
import type { Connection, NetEnvironment, NetTimer, Transport } from './transport.ts';

/** What every part of one endpoint of the network shares. */
export interface NetContext {
  readonly environment: NetEnvironment;
  readonly transport: Transport;
  readonly counters: MutableCounters;
  /** Largest frame body, in bytes, in either direction; the same in all processes that talk to each other. */
  readonly frameLimitBytes: number;
}

/** What a connection is used for; stands in the preamble both sides begin with. */
export const protocols = { reliable: 1, relaxed: 2, monitor: 3 } as const;
export type Protocol = (typeof protocols)[keyof typeof protocols];

const magic = Buffer.from('MPCAL\0', 'latin1');
const wireVersion = 1;
export const preambleBytes = magic.length + 2;

/** Largest frame a peer may send before its handshake is over. */
export const handshakeLimitBytes = 4 * 1024;

/** For how long a peer may pause in the middle of a frame. */
const frameTimeoutMilliseconds = 30_000;

export interface WireHandler {
  /** Both preambles are exchanged. */
  onReady(protocol: Protocol): void;
  /** A frame has arrived; it is valid during the call only. A cause drops the connection. May throw MalformedBytes. */
  onFrame(body: Uint8Array): DropCause | undefined;
  /** A flush was asked for and the connection has room: write what is waiting. */
  onFlush(): void;
  /** The connection is gone; called last and once, not after `drop` or `end` by the owner. */
  onClosed(cause: DropCause): void;
}

/**
 * One connection that carries frames. It checks what arrives down to the frame level, counts, and drops the connection at the first byte
 * that is wrong. It gathers writes: `requestFlush` any number of times in one turn of the event loop leads to one `onFlush`.
 */
export class Wire {
  /** What happens is told to; may be replaced when the protocol is known. */
  handler: WireHandler;
  readonly frame = new FrameBuilder();
  private readonly connection: Connection;
  private readonly context: NetContext;
  private readonly expected: Protocol | undefined;
  private readonly decoder = new FrameDecoder(handshakeLimitBytes);
  private preamble: Buffer | undefined = Buffer.alloc(0);
  private open = false;
  private closed = false;
  private room = true;
  private flushRequested = false;
  private deadline: NetTimer | undefined = undefined;
  private bytesIn = 0;
  private frameWatch: NetTimer | undefined = undefined;
  private readonly onReleased: () => void;

  /**
   * `expected` is the protocol of a dialled connection; undefined takes the one the peer asks for. `onReleased` is called
   * once when the connection is over, whoever ended it.
   */
  constructor(
    context: NetContext,
    connection: Connection,
    expected: Protocol | undefined,
    handler: WireHandler,
    onReleased: () => void = () => undefined,
  ) {
    this.context = context;
    this.connection = connection;
    this.expected = expected;
    this.handler = handler;
    this.onReleased = onReleased;
  }

  /** Begins; events may come during the call. */
  start(): void {
    this.connection.start({
      onOpen: () => this.onOpen(),
      onData: (bytes) => this.onData(bytes),
      onDrain: () => {
        this.room = true;
        if (!this.closed) this.handler.onFlush();
      },
      onClose: (cause) => this.finish(cause === 'ended' && this.isMidway ? 'truncated' : cause),
    });
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** True while a write would be taken at once. */
  get hasRoom(): boolean {
    return this.room && !this.closed;
  }

  /** Lets the peer send frames of full size; to be called when its handshake was right. */
  acceptLargeFrames(): void {
    this.decoder.limitBytes = this.context.frameLimitBytes;
  }

  /** Drops the connection with `cause` unless `clearDeadline` is called in time. */
  setDeadline(delayMilliseconds: number, cause: DropCause): void {
    this.clearDeadline();
    this.deadline = this.context.environment.clock.setTimer(delayMilliseconds, () => this.finish(cause));
  }

  clearDeadline(): void {
    this.deadline?.cancel();
    this.deadline = undefined;
  }

  /** Asks for `onFlush` once the present turn is over and there is room. */
  requestFlush(): void {
    if (this.flushRequested || this.closed) return;
    this.flushRequested = true;
    this.context.environment.defer(() => {
      this.flushRequested = false;
      if (this.hasRoom) this.handler.onFlush();
    });
  }

  /** Writes the frame that was built with `frame`. */
  sendFrame(): void {
    if (this.closed) return;
    const { counters } = this.context;
    counters.framesOut += 1;
    for (const part of this.frame.finish()) this.write(part);
  }

  /** Closes at once, with no `onClosed`. */
  drop(cause: DropCause): void {
    if (this.closed) return;
    this.release(cause);
    this.connection.destroy();
  }

  /** Closes after what was written, with no `onClosed`. */
  end(): void {
    if (this.closed) return;
    this.release('local');
    this.connection.end();
  }

  private get isMidway(): boolean {
    return this.decoder.isPartial || (this.preamble !== undefined && this.preamble.length > 0);
  }

  private onOpen(): void {
    if (this.closed) return;
    this.open = true;
    if (this.expected === undefined) {
      this.context.counters.connectionsAccepted += 1;
    } else {
      this.context.counters.connectionsOpened += 1;
      this.sendPreamble(this.expected);
    }
  }

  private sendPreamble(protocol: Protocol): void {
    this.write(Buffer.concat([magic, Buffer.from([wireVersion, protocol])]));
  }

  private write(bytes: Uint8Array): void {
    this.context.counters.bytesOut += bytes.length;
    this.room = this.connection.write(bytes);
  }

  private onData(bytes: Uint8Array): void {
    if (this.closed) return;
    this.context.counters.bytesIn += bytes.length;
    this.bytesIn += bytes.length;
    const rest = this.preamble === undefined ? bytes : this.takePreamble(this.preamble, bytes);
    if (rest.length === 0 || this.closed) return;
    const fault = this.decoder.push(rest, (body) => this.onBody(body));
    if (fault !== undefined) this.finish(fault);
    else if (this.isMidway) this.watchFrame();
  }

  /** Drops a connection that stops in the middle of a frame: what has arrived of it takes memory. */
  private watchFrame(): void {
    if (this.frameWatch !== undefined || this.closed) return;
    const { environment } = this.context;
    const seen = this.bytesIn;
    this.frameWatch = environment.clock.setTimer(frameTimeoutMilliseconds, () => {
      this.frameWatch = undefined;
      if (!this.isMidway) return;
      if (this.bytesIn === seen) this.finish('stalled');
      else this.watchFrame();
    });
  }

  /** Answers what follows the preamble; nothing if the preamble is not complete or not right. */
  private takePreamble(begun: Buffer, bytes: Uint8Array): Uint8Array {
    const missing = preambleBytes - begun.length;
    const preamble = Buffer.concat([begun, bytes.subarray(0, missing)]);
    const comparable = Math.min(preamble.length, magic.length);
    if (preamble.compare(magic, 0, comparable, 0, comparable) !== 0) {
      this.finish('garbage');
      return nothing;
    }
    this.preamble = preamble;
    if (preamble.length < preambleBytes) return nothing;
    this.preamble = undefined;
    const protocol = preamble[magic.length + 1];
    if (preamble[magic.length] !== wireVersion || !isProtocol(protocol)) {
      this.finish('version');
      return nothing;
    }
    if (this.expected === undefined) this.sendPreamble(protocol);
    else if (this.expected !== protocol) {
      this.finish('malformed');
      return nothing;
    }
    this.handler.onReady(protocol);
    return bytes.subarray(missing);
  }

  /** Answers whether to go on. */
  private onBody(body: Uint8Array): boolean {
    this.context.counters.framesIn += 1;
    let fault: DropCause | undefined;
    try {
      fault = this.handler.onFrame(body);
    } catch (error) {
      if (!(error instanceof MalformedBytes)) throw error;
      fault = 'malformed';
    }
    if (fault !== undefined) this.finish(fault);
    return !this.closed;
  }

  private finish(cause: DropCause): void {
    if (this.closed) return;
    this.release(cause);
    this.connection.destroy();
    this.handler.onClosed(cause);
  }

  private release(cause: DropCause): void {
    this.closed = true;
    this.clearDeadline();
    this.frameWatch?.cancel();
    if (this.open) this.context.counters.droppedConnections[cause] += 1;
    else this.context.counters.dialFailures += 1;
    this.onReleased();
  }
}

const nothing = new Uint8Array(0);

function isProtocol(value: number | undefined): value is Protocol {
  return Object.values(protocols).some((protocol) => protocol === value);
}
