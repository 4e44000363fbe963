import { ValueMap } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { formatAddress, parseAddress } from './address.ts';
import type { Address } from './address.ts';
import { ByteReader } from './bytes.ts';
import { newCounters } from './counters.ts';
import type { DropCause, NetworkCounters } from './counters.ts';
import type { LinkTimeouts } from './dialer.ts';
import { Directory } from './directory.ts';
import { NetworkError } from './errors.ts';
import { LocalChannel, RelaxedLocalChannel } from './local-channel.ts';
import type { Inbox, OutgoingChannel } from './mail.ts';
import { dataOverheadBytes, frameKinds, randomId, readHello } from './protocol.ts';
import { RelaxedLink } from './relaxed-link.ts';
import { RelaxedSession } from './relaxed-session.ts';
import { ReliableLink } from './reliable-link.ts';
import { ReliableSession } from './reliable-session.ts';
import { tcpTransport } from './tcp-transport.ts';
import type { Connection, Listener, NetEnvironment, Transport } from './transport.ts';
import { Wire, protocols } from './wire.ts';
import type { NetContext, Protocol } from './wire.ts';

export interface HubOptions {
  /** Where other processes reach this one, `host:port`; port 0 lets the system choose. Without it the hub only sends. */
  readonly listenAddress?: string;
  readonly environment: NetEnvironment;
  /** Plain TCP unless given. */
  readonly transport?: Transport;
  /**
   * What receivers know this process by across restarts: no two processes may have the same. Unless given it is the listening address, or a
   * random one if that names no host.
   */
  readonly name?: string;
  /** Largest frame, and so almost the largest message, in bytes: 64 MiB unless given. The same in all processes of a system. */
  readonly frameLimitBytes?: number;
  /** Incoming connections held at the same time: 1024 unless given. */
  readonly connectionLimit?: number;
  /** For how long a connected stranger may take to say who it is: 5,000 unless given. */
  readonly handshakeTimeoutMilliseconds?: number;
  /** For how long `close` waits for messages sent to be acknowledged: 1,000 unless given. */
  readonly lingerMilliseconds?: number;
}

export interface ChannelOptions extends LinkTimeouts {
  /** What may wait on this side before writers are blocked (reliable) or messages are dropped (relaxed). */
  readonly bufferMessages: number;
  readonly bufferBytes: number;
}

/** A mailbox's place on a hub. */
export interface Registration {
  /** Takes the mailbox away. */
  end(): void;
  /** Counts a message that the mailbox dropped for want of room. */
  noteDropped(): void;
}

/**
 * One process's place in the network: one listening address, and one outgoing connection per peer address and kind of link, all shared by
 * any number of mailboxes.
 */
export class Hub {
  /** Largest message `send` may be given, in bytes. */
  readonly messageLimitBytes: number;
  private readonly options: HubOptions;
  private readonly context: NetContext & { readonly counters: ReturnType<typeof newCounters> };
  private readonly directory = new Directory();
  private readonly reliableLinks = new Map<string, ReliableLink>();
  private readonly relaxedLinks = new Map<string, RelaxedLink>();
  private readonly localChannels = new ValueMap<LocalChannel>();
  private readonly sessions = new Map<string, ReliableSession>();
  private readonly incoming = new Set<Wire>();
  private name: string;
  private listener: Listener | undefined = undefined;
  private closing: Promise<void> | undefined = undefined;

  /** Use `startHub`. */
  constructor(options: HubOptions) {
    this.options = options;
    const { environment, transport = tcpTransport, frameLimitBytes = 64 * 1024 * 1024 } = options;
    this.context = { environment, transport, counters: newCounters(), frameLimitBytes };
    this.messageLimitBytes = frameLimitBytes - dataOverheadBytes;
    this.name = options.name ?? randomId(environment);
  }

  get counters(): NetworkCounters {
    return this.context.counters;
  }

  get environment(): NetEnvironment {
    return this.context.environment;
  }

  /** Where this hub listens, with the port the system chose; undefined if it does not. */
  get address(): string | undefined {
    return this.listener === undefined ? undefined : formatAddress(this.listener.address);
  }

  get isClosed(): boolean {
    return this.closing !== undefined;
  }

  /** Use `startHub`. */
  async listen(): Promise<void> {
    if (this.options.listenAddress === undefined) return;
    const address = parseAddress(this.options.listenAddress);
    this.listener = await this.context.transport.listen(address, (connection) => this.accept(connection));
    const namesHost = !['', '0.0.0.0', '::'].includes(address.host);
    if (this.options.name === undefined && namesHost) this.name = formatAddress(this.listener.address);
  }

  /** Delivers what is sent to `id` to `inbox`, what reliable senders have sent before too. Throws NetworkError `MAILBOX_TAKEN`. */
  register(id: Value, inbox: Inbox): Registration {
    return {
      end: this.directory.register(id, inbox),
      noteDropped: () => {
        this.context.counters.messagesDroppedMailboxFull += 1;
      },
    };
  }

  /** An exactly-once, in-order channel to mailbox `id` of the process at `address`; see ReliableLink. */
  openReliable(address: string, id: Value, options: ChannelOptions): OutgoingChannel {
    const target = this.targetOf(address);
    const key = formatAddress(target);
    if (this.isHere(key, id)) {
      return this.localChannels.get(id) ?? this.openLocal(id, options);
    }
    let link = this.reliableLinks.get(key);
    if (link === undefined) {
      link = new ReliableLink(this.context, this.name, target, options);
      this.reliableLinks.set(key, link);
    }
    return link.open(id, options.bufferMessages, options.bufferBytes);
  }

  /** An at-most-once channel to mailbox `id` of the process at `address`; see RelaxedLink. */
  openRelaxed(address: string, id: Value, options: ChannelOptions): OutgoingChannel {
    const target = this.targetOf(address);
    const key = formatAddress(target);
    if (this.isHere(key, id)) return new RelaxedLocalChannel(this.directory, id, this.context.counters);
    let link = this.relaxedLinks.get(key);
    if (link === undefined) {
      link = new RelaxedLink(this.context, target, options, options.bufferMessages, options.bufferBytes);
      this.relaxedLinks.set(key, link);
    }
    return link.open(id);
  }

  /**
   * Stops: listens no more, waits up to the linger time until what was sent reliably is acknowledged, then closes every connection. May be
   * called more than once.
   */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private targetOf(address: string): Address {
    if (this.isClosed) throw new NetworkError('CLOSED', 'this hub has been closed');
    return parseAddress(address);
  }

  private isHere(target: string, id: Value): boolean {
    return target === this.address || this.directory.has(id);
  }

  private openLocal(id: Value, options: ChannelOptions): OutgoingChannel {
    const { bufferMessages, bufferBytes } = options;
    const channel = new LocalChannel(this.directory, id, this.context.counters, bufferMessages, bufferBytes);
    this.localChannels.set(id, channel);
    return channel;
  }

  private accept(connection: Connection): void {
    if (this.isClosed || this.incoming.size >= (this.options.connectionLimit ?? 1024)) {
      this.context.counters.droppedConnections.tooMany += 1;
      connection.destroy();
      return;
    }
    const wire: Wire = new Wire(
      this.context,
      connection,
      undefined,
      {
        onReady: (protocol) => this.onReady(wire, protocol),
        onFrame: (body) => this.onHello(wire, new ByteReader(body)),
        onFlush: () => undefined,
        onClosed: () => undefined,
      },
      () => this.incoming.delete(wire),
    );
    this.incoming.add(wire);
    wire.setDeadline(this.options.handshakeTimeoutMilliseconds ?? 5_000, 'handshakeTimeout');
    wire.start();
  }

  private onReady(wire: Wire, protocol: Protocol): void {
    if (protocol === protocols.monitor) {
      wire.drop('malformed');
    } else if (protocol === protocols.relaxed) {
      wire.clearDeadline();
      wire.handler = new RelaxedSession(this.context, this.directory);
      wire.acceptLargeFrames();
    }
  }

  /** The first frame of a reliable link. */
  private onHello(wire: Wire, reader: ByteReader): DropCause | undefined {
    if (reader.integer() !== frameKinds.hello) return 'malformed';
    const { name, target, session, link } = readHello(reader);
    const key = JSON.stringify([name, target]);
    let known = this.sessions.get(key);
    if (known !== undefined && (known.session !== session || (link !== '' && known.link !== link))) {
      known.close('superseded');
      known = undefined;
    }
    // The one used last stands last: those forgotten first are those not heard of for longest.
    this.sessions.delete(key);
    if (known === undefined && !this.makeRoomForSession()) return 'tooMany';
    known ??= new ReliableSession(this.context, this.directory, session, randomId(this.environment));
    this.sessions.set(key, known);
    wire.clearDeadline();
    known.resume(wire);
    return undefined;
  }

  private makeRoomForSession(): boolean {
    if (this.sessions.size < sessionLimit) return true;
    for (const [key, session] of this.sessions) {
      if (session.isConnected) continue;
      session.close('superseded');
      this.sessions.delete(key);
      return true;
    }
    return false;
  }

  private async shutDown(): Promise<void> {
    await this.listener?.close();
    await this.linger();
    for (const link of this.reliableLinks.values()) link.close();
    for (const link of this.relaxedLinks.values()) link.close();
    for (const session of this.sessions.values()) session.close('local');
    for (const wire of [...this.incoming]) wire.end();
    for (const channel of this.localChannels.values()) channel.close();
  }

  private linger(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.environment.clock.setTimer(this.options.lingerMilliseconds ?? 1_000, resolve);
      void Promise.all([...this.reliableLinks.values()].map((link) => link.drained())).then(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}

/** Reliable senders remembered. One that is forgotten while it is not connected starts anew, as after a restart of this process. */
const sessionLimit = 4096;

/** A hub that listens, if it is to. Rejects with a NetworkError if it cannot. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const hub = new Hub(options);
  await hub.listen();
  return hub;
}
