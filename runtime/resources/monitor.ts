import { MonitorServer } from '../net/index.ts';
import type { MonitorServerOptions, NetworkCounters } from '../net/index.ts';
import { ValueMap } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';

/**
 * Tells the failure detectors of other processes which nodes of this process are alive. Every process runs one, at an address of its own, so
 * that it answers however busy the mailboxes are. A node that was never registered is not alive.
 */
export class Monitor {
  private readonly server: MonitorServer;
  private readonly alive = new ValueMap<boolean>();

  /** Use `newMonitor`. */
  constructor(options: MonitorServerOptions) {
    this.server = new MonitorServer(options, (id) => this.isAlive(id));
  }

  /** Use `newMonitor`. */
  listen(address: string): Promise<void> {
    return this.server.listen(address);
  }

  /** Where it listens, `host:port`, with the port the system chose. */
  get address(): string | undefined {
    return this.server.address;
  }

  get counters(): NetworkCounters {
    return this.server.counters;
  }

  isAlive(id: Value): boolean {
    return this.alive.get(id) === true;
  }

  /** The archetype of node `id` runs from now on. */
  register(id: Value): void {
    this.mark(id, true);
  }

  /** It has crashed. */
  markFailed(id: Value): void {
    this.mark(id, false);
  }

  /** It has come to its end: nothing is to be expected of it any more than of one that crashed. */
  markFinished(id: Value): void {
    this.mark(id, false);
  }

  /** Registers node `id` for as long as `run`, the promise of its context, is not settled; answers the same promise. */
  async watch<T>(id: Value, run: Promise<T>): Promise<T> {
    this.register(id);
    try {
      const result = await run;
      this.markFinished(id);
      return result;
    } catch (error) {
      this.markFailed(id);
      throw error;
    }
  }

  /** Stops answering: to others, everything here is dead. */
  close(): Promise<void> {
    return this.server.close();
  }

  private mark(id: Value, isAlive: boolean): void {
    if (this.isAlive(id) === isAlive) return;
    this.alive.set(id, isAlive);
    this.server.announce();
  }
}

/** A monitor that listens at `address`. Rejects with a NetworkError if it cannot. */
export async function newMonitor(address: string, options: MonitorServerOptions): Promise<Monitor> {
  const monitor = new Monitor(options);
  await monitor.listen(address);
  return monitor;
}
