import type { Value } from '../tla/index.ts';
import { formatAddress, parseAddress } from './address.ts';
import { ByteReader } from './bytes.ts';
import { newCounters } from './counters.ts';
import type { DropCause, NetworkCounters } from './counters.ts';
import { monitorFrames, watchLimit } from './monitor-protocol.ts';
import { idLimitBytes, readId } from './protocol.ts';
import { tcpTransport } from './tcp-transport.ts';
import type { Connection, Listener, NetEnvironment, Transport } from './transport.ts';
import { handshakeLimitBytes, protocols, Wire } from './wire.ts';
import type { NetContext } from './wire.ts';

export interface MonitorServerOptions {
  readonly environment: NetEnvironment;
  /** Plain TCP unless given. */
  readonly transport?: Transport;
  /** Connections held at the same time: 1024 unless given. */
  readonly connectionLimit?: number;
}

const handshakeTimeoutMilliseconds = 5_000;

/** Answers failure detectors who ask which of the nodes of this process are alive. */
export class MonitorServer {
  private readonly context: NetContext & { readonly counters: ReturnType<typeof newCounters> };
  private readonly connectionLimit: number;
  private readonly isAlive: (id: Value) => boolean;
  private readonly watchers = new Set<Watcher>();
  private listener: Listener | undefined = undefined;
  private closed = false;

  constructor(options: MonitorServerOptions, isAlive: (id: Value) => boolean) {
    const { environment, transport = tcpTransport } = options;
    this.context = { environment, transport, counters: newCounters(), frameLimitBytes: handshakeLimitBytes };
    this.connectionLimit = options.connectionLimit ?? 1024;
    this.isAlive = isAlive;
  }

  get counters(): NetworkCounters {
    return this.context.counters;
  }

  /** Where it listens, with the port the system chose; undefined before `listen`. */
  get address(): string | undefined {
    return this.listener === undefined ? undefined : formatAddress(this.listener.address);
  }

  /** Rejects with a NetworkError. */
  async listen(address: string): Promise<void> {
    this.listener = await this.context.transport.listen(parseAddress(address), (connection) =>
      this.accept(connection),
    );
  }

  /** Tells everybody who watches that some state has changed. */
  announce(): void {
    for (const watcher of this.watchers) watcher.wire.requestFlush();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.listener?.close();
    for (const watcher of [...this.watchers]) watcher.wire.drop('local');
  }

  private accept(connection: Connection): void {
    if (this.closed || this.watchers.size >= this.connectionLimit) {
      this.context.counters.droppedConnections.tooMany += 1;
      connection.destroy();
      return;
    }
    const wire: Wire = new Wire(
      this.context,
      connection,
      undefined,
      {
        onReady: (protocol) => {
          if (protocol === protocols.monitor) wire.clearDeadline();
          else wire.drop('malformed');
        },
        onFrame: (body) => watcher.onFrame(new ByteReader(body)),
        onFlush: () => watcher.answer(),
        onClosed: () => undefined,
      },
      () => this.watchers.delete(watcher),
    );
    const watcher = new Watcher(wire, this.isAlive);
    this.watchers.add(watcher);
    wire.setDeadline(handshakeTimeoutMilliseconds, 'handshakeTimeout');
    wire.start();
  }
}

/** One failure detector that asks. */
class Watcher {
  readonly wire: Wire;
  private readonly isAlive: (id: Value) => boolean;
  private readonly ids: Value[] = [];
  private poll = 0;

  constructor(wire: Wire, isAlive: (id: Value) => boolean) {
    this.wire = wire;
    this.isAlive = isAlive;
  }

  onFrame(reader: ByteReader): DropCause | undefined {
    const kind = reader.integer();
    if (kind === monitorFrames.watch) return this.watch(reader);
    if (kind !== monitorFrames.poll) return 'malformed';
    this.poll = reader.integer();
    reader.expectEnd();
    this.wire.requestFlush();
    return undefined;
  }

  /** The states now, in answer to the latest poll if there was one since the last answer. */
  answer(): void {
    const { frame } = this.wire;
    frame.begin();
    frame.integer(monitorFrames.states);
    frame.integer(this.poll);
    for (const id of this.ids) frame.integer(this.isAlive(id) ? 1 : 0);
    this.wire.sendFrame();
    this.poll = 0;
  }

  private watch(reader: ByteReader): DropCause | undefined {
    while (!reader.atEnd) {
      const id = readId(reader.block(idLimitBytes));
      if (id === undefined) return 'badMessage';
      if (this.ids.length >= watchLimit) return 'tooMany';
      this.ids.push(id);
    }
    return undefined;
  }
}
