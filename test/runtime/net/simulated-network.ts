import { formatAddress } from '../../../runtime/net/address.ts';
import type { Address } from '../../../runtime/net/address.ts';
import { NetworkError } from '../../../runtime/net/errors.ts';
import type {
  Connection,
  ConnectionHandler,
  Listener,
  NetEnvironment,
  NetTimer,
  Transport,
} from '../../../runtime/net/transport.ts';
import { seededRandom } from '../../seeded-random.ts';

interface Event {
  readonly dueMilliseconds: number;
  readonly action: () => void;
}

/** Time and events of a simulation: nothing happens but by `run` and `advance`, and the same seed gives the same run. */
export class SimulatedTime {
  readonly random: () => number;
  readonly environment: NetEnvironment;
  timersSet = 0;
  private now = 0;
  private events: Event[] = [];

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.environment = {
      clock: {
        nowMilliseconds: () => this.now,
        setTimer: (delayMilliseconds, action) => {
          this.timersSet += 1;
          return this.at(delayMilliseconds, action);
        },
      },
      random: this.random,
      defer: (action) => void this.at(0, action),
    };
  }

  get nowMilliseconds(): number {
    return this.now;
  }

  at(delayMilliseconds: number, action: () => void): NetTimer {
    const event = { dueMilliseconds: this.now + Math.max(0, delayMilliseconds), action };
    let place = this.events.length;
    while (place > 0 && (this.events[place - 1] as Event).dueMilliseconds > event.dueMilliseconds) place -= 1;
    this.events.splice(place, 0, event);
    return { cancel: () => (this.events = this.events.filter((other) => other !== event)) };
  }

  /** Runs events until `condition` holds; fails when it still does not after a simulated hour or when nothing is left to happen. */
  run(condition: () => boolean): void {
    const end = this.now + 3_600_000;
    while (!condition()) {
      if (!this.step(end))
        throw new Error(`the condition did not come to hold (simulated time ${this.now} ms)`);
    }
  }

  /** Runs whatever happens within so much time. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    while (this.step(end));
    this.now = end;
  }

  private step(end: number): boolean {
    const event = this.events[0];
    if (event === undefined || event.dueMilliseconds > end) return false;
    this.events.shift();
    this.now = event.dueMilliseconds;
    event.action();
    return true;
  }
}

/** Which faults the network has. All default to none. */
export interface Faults {
  /** The chance that a chunk is the last its connection carries; part of it still arrives. */
  cut?: number;
  /** The chance that a byte of a chunk is changed. */
  garble?: number;
}

/** A network in memory: latency, chunks cut anywhere, bounded pipes, and the faults asked for. */
export class SimulatedNetwork implements Transport {
  readonly time: SimulatedTime;
  faults: Faults = {};
  /** Bytes a pipe takes before it asks its writer to stop. */
  pipeBytes = 64 * 1024;
  /** While true, nothing that was written arrives. */
  isFrozen = false;
  dials = 0;
  private readonly listeners = new Map<string, (connection: Connection) => void>();
  private readonly unreachable = new Set<string>();
  private readonly ends = new Set<SimulatedConnection>();
  private nextPort = 40_000;

  constructor(time: SimulatedTime) {
    this.time = time;
  }

  listen(address: Address, onConnection: (connection: Connection) => void): Promise<Listener> {
    const bound = { host: address.host, port: address.port === 0 ? (this.nextPort += 1) : address.port };
    const key = formatAddress(bound);
    if (this.listeners.has(key)) return Promise.reject(new NetworkError('ADDRESS_IN_USE', key));
    this.listeners.set(key, onConnection);
    const close = (): Promise<void> => {
      this.listeners.delete(key);
      return Promise.resolve();
    };
    return Promise.resolve({ address: bound, close });
  }

  connect(address: Address): Connection {
    this.dials += 1;
    const key = formatAddress(address);
    const near = new SimulatedConnection(this, key, false);
    this.time.at(1 + this.time.random(), () => {
      const accept = this.listeners.get(key);
      if (accept === undefined || this.unreachable.has(key)) {
        near.fail();
        return;
      }
      const far = new SimulatedConnection(this, key, true);
      near.join(far);
      this.ends.add(near).add(far);
      accept(far);
      near.open();
    });
    return near;
  }

  /** Breaks every connection there is to `address`, or all. */
  cutAll(address?: string): void {
    for (const end of [...this.ends]) if (address === undefined || end.address === address) end.breakOff();
  }

  /** The machine at `address` is replaced by another one without a word: those to the old one are dead, and nobody says so. */
  vanish(address: string): void {
    for (const end of this.ends) if (end.address === address) end.isLost = true;
  }

  /** Refuses connections to `address` from now on. */
  block(address: string): void {
    this.unreachable.add(address);
    this.cutAll(address);
  }

  unblock(address: string): void {
    this.unreachable.delete(address);
  }

  /** Lets another process listen at the same address, as if on another machine. */
  forgetListener(address: string): void {
    this.listeners.delete(address);
  }

  /** A process dies: nothing listens at `address` any more, and its connections are broken. */
  kill(address: string): void {
    this.listeners.delete(address);
    this.cutAll(address);
  }

  forget(end: SimulatedConnection): void {
    this.ends.delete(end);
  }
}

class SimulatedConnection implements Connection {
  readonly address: string;
  /** What is written goes nowhere. */
  isLost = false;
  private readonly network: SimulatedNetwork;
  private readonly accepted: boolean;
  private handler: ConnectionHandler | undefined = undefined;
  private other: SimulatedConnection | undefined = undefined;
  private outgoing: Buffer = Buffer.alloc(0);
  private delivering = false;
  private isFull = false;
  private ending = false;
  private over = false;

  constructor(network: SimulatedNetwork, address: string, accepted: boolean) {
    this.network = network;
    this.address = address;
    this.accepted = accepted;
  }

  join(other: SimulatedConnection): void {
    this.other = other;
    other.other = this;
  }

  start(handler: ConnectionHandler): void {
    this.handler = handler;
    if (this.accepted) handler.onOpen();
  }

  open(): void {
    if (!this.over) this.handler?.onOpen();
  }

  fail(): void {
    this.finish('reset');
  }

  write(bytes: Uint8Array): boolean {
    this.outgoing = Buffer.concat([this.outgoing, bytes]);
    this.schedule();
    this.isFull = this.outgoing.length >= this.network.pipeBytes;
    return !this.isFull;
  }

  end(): void {
    this.handler = undefined;
    this.ending = true;
    this.schedule();
  }

  destroy(): void {
    if (this.over) return;
    this.over = true;
    this.handler = undefined;
    this.network.forget(this);
    const { other } = this;
    if (other !== undefined && !this.isLost) this.network.time.at(1, () => other.finish('reset'));
  }

  breakOff(): void {
    this.finish('reset');
    this.other?.finish('reset');
  }

  private finish(cause: 'ended' | 'reset'): void {
    if (this.over) return;
    this.over = true;
    this.network.forget(this);
    this.handler?.onClose(cause);
  }

  private schedule(): void {
    if (this.delivering) return;
    this.delivering = true;
    this.network.time.at(0.1 + this.network.time.random(), () => this.deliver());
  }

  private deliver(): void {
    this.delivering = false;
    const { other, network } = this;
    if (other === undefined || other.over || this.isLost) return;
    if (network.isFrozen) {
      this.schedule();
      return;
    }
    const { time, faults } = network;
    if (this.outgoing.length > 0) {
      const count = 1 + Math.floor(time.random() * Math.min(this.outgoing.length, 16_384));
      const chunk = Buffer.from(this.outgoing.subarray(0, count));
      this.outgoing = this.outgoing.subarray(count);
      if (time.random() < (faults.garble ?? 0)) {
        const place = Math.floor(time.random() * count);
        chunk.writeUInt8(chunk.readUInt8(place) ^ (1 + Math.floor(time.random() * 255)), place);
      }
      const isCut = time.random() < (faults.cut ?? 0);
      other.handler?.onData(chunk);
      if (isCut) {
        this.breakOff();
        return;
      }
    }
    if (this.outgoing.length > 0) {
      this.schedule();
    } else if (this.ending) {
      other.finish('ended');
      this.over = true;
      network.forget(this);
    } else if (this.isFull && !this.over) {
      this.isFull = false;
      this.handler?.onDrain();
    }
  }
}
