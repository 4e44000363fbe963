import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import { MonitorClient, NetworkError, newCounters, tcpTransport } from '../net/index.ts';
import type { NetContext, NetEnvironment, NetTimer, NetworkCounters, Transport } from '../net/index.ts';
import { ValueMap, toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError, requireNumber } from './errors.ts';

export interface FailureDetectorOptions {
  readonly environment: NetEnvironment;
  /** Plain TCP unless given. */
  readonly transport?: Transport;
  /** Between two polls of a monitor: 200 unless given. */
  readonly pullIntervalMilliseconds?: number;
  /** For how long a monitor may take to answer before its nodes are suspected: 100 unless given. */
  readonly timeoutMilliseconds?: number;
}

/** Monitors answer with a few bytes per node. */
const frameLimitBytes = 64 * 1024;

/**
 * Suspects nodes of having failed, indexed by node id: a read gives TRUE if the node's monitor says that it is not alive, cannot be reached, or
 * does not answer in time. It is not perfect: a slow node is suspected, and not any more once it answers. A node is watched from the first
 * read on, and taken to be alive until there is an answer, or should be one.
 */
export class FailureDetector extends Resource {
  private readonly monitorAddressOf: (id: Value) => string | undefined;
  private readonly pullIntervalMilliseconds: number;
  private readonly timeoutMilliseconds: number;
  private readonly context: NetContext & { readonly counters: ReturnType<typeof newCounters> };
  private readonly suspicions = new ValueMap<Suspicion>();
  private readonly clients = new Map<string, MonitorClient>();
  private pull: NetTimer | undefined = undefined;
  private timeout: NetTimer | undefined = undefined;
  private closed = false;

  constructor(monitorAddressOf: (id: Value) => string | undefined, options: FailureDetectorOptions) {
    super();
    const { environment, transport = tcpTransport } = options;
    this.monitorAddressOf = monitorAddressOf;
    this.pullIntervalMilliseconds = options.pullIntervalMilliseconds ?? 200;
    this.timeoutMilliseconds = options.timeoutMilliseconds ?? 100;
    requireNumber('pullIntervalMilliseconds', this.pullIntervalMilliseconds, 1, false);
    requireNumber('timeoutMilliseconds', this.timeoutMilliseconds, 1, false);
    this.context = { environment, transport, counters: newCounters(), frameLimitBytes };
  }

  get counters(): NetworkCounters {
    return this.context.counters;
  }

  override index(id: Value, _attempt: Attempt): Resource {
    return this.suspicions.get(id) ?? this.watch(id);
  }

  override commit(): void {
    // The elements take part in sections themselves.
  }

  override abort(): void {
    // The elements take part in sections themselves.
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.pull?.cancel();
    this.timeout?.cancel();
    for (const client of this.clients.values()) client.close();
    await Promise.all([...this.suspicions.values()].map((suspicion) => suspicion.close()));
  }

  private watch(id: Value): Suspicion {
    if (this.closed) throw closedError('failure detector');
    const address = this.monitorAddressOf(id);
    if (address === undefined) {
      throw new NetworkError('UNKNOWN_MAILBOX', `no monitor is known for node ${toTlaString(id)}`);
    }
    let client = this.clients.get(address);
    if (client === undefined) {
      client = new MonitorClient(this.context, address);
      this.clients.set(address, client);
    }
    const suspicion = new Suspicion();
    this.suspicions.set(id, suspicion);
    client.watch(id, (isAlive) => suspicion.set(!isAlive));
    if (this.pull === undefined) this.pullSoon(0);
    return suspicion;
  }

  /** One timer serves all monitors. */
  private pullSoon(delayMilliseconds: number): void {
    const { clock } = this.context.environment;
    this.pull = clock.setTimer(delayMilliseconds, () => {
      for (const client of this.clients.values()) client.poll(this.patienceMilliseconds);
      this.timeout ??= clock.setTimer(this.timeoutMilliseconds, () => {
        this.timeout = undefined;
        for (const client of this.clients.values()) client.expire(this.timeoutMilliseconds);
      });
      this.pullSoon(this.pullIntervalMilliseconds);
    });
  }

  /** For how long a monitor may leave a question open before its connection is made anew. */
  private get patienceMilliseconds(): number {
    return 5 * Math.max(this.pullIntervalMilliseconds, this.timeoutMilliseconds);
  }
}

/** What is thought of one node. */
class Suspicion extends Resource {
  private isSuspected = false;
  private closed = false;

  set(isSuspected: boolean): void {
    if (this.isSuspected === isSuspected || this.closed) return;
    this.isSuspected = isSuspected;
    this.wake();
  }

  override commit(): void {
    // Sections only read it.
  }

  override abort(): void {
    // Sections only read it.
  }

  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.wake();
    }
    return Promise.resolve();
  }

  protected override readValue(): Value {
    if (this.closed) throw closedError('failure detector');
    return this.isSuspected;
  }
}

/** A failure detector that asks the monitor at `monitorAddressOf(id)`, `host:port`, for the state of node `id`. */
export function newFailureDetector(
  monitorAddressOf: (id: Value) => string | undefined,
  options: FailureDetectorOptions,
): FailureDetector {
  return new FailureDetector(monitorAddressOf, options);
}
