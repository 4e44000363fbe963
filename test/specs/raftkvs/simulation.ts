import { asTuple, emptyTuple, fieldOf } from '../../../runtime/tla/index.ts';
import type { TlaTuple, Value } from '../../../runtime/tla/index.ts';
import { seededRandom } from '../../seeded-random.ts';
import { below } from '../random.ts';
import type { Random } from '../../seeded-random.ts';
import { VirtualClock } from '../simulated-kernel.ts';
import { SimulatedDisk, SimulatedNetwork } from '../simulated-resources.ts';
import { Client, Server } from './cluster.ts';
import type { ClusterOptions, RaftkvsModule, Surroundings } from './cluster.ts';
import { checkHistory } from './history.ts';
import type { Operation } from './history.ts';
import { SafetyMonitor, SafetyViolation } from './safety.ts';

/** What happens besides work, and how often: the probability of the event per step. */
export interface Events {
  /** A user without a request under way makes one. */
  readonly request: number;
  readonly loss: number;
  /** A message becomes much later than others; late ones arrive as often. */
  readonly straggling: number;
  /** A random set of nodes is cut off from the others, or the last cut is mended. */
  readonly partition: number;
  readonly crash: number;
  readonly restart: number;
  /** A detector changes its mind for no reason. */
  readonly whim: number;
  /** Time passes though there is work to do. */
  readonly delay: number;
  /** A client's process is killed, and starts anew. */
  readonly clientRestart: number;
}

export interface SimulationOptions extends ClusterOptions {
  readonly seed: number;
  /** Steps under these events; then the cluster gets the peace to answer everybody. */
  readonly steps: number;
  readonly events: Events;
}

export interface SimulationSummary {
  readonly committed: number;
  readonly answered: number;
  readonly leaders: number;
  readonly crashes: number;
}

interface User {
  readonly id: number;
  client: Client;
  nextIdx: number;
  pending: Operation | undefined;
}

const stepsOfPeace = 60_000;
const stepsBetweenTurns = 2_000;
const keys = ['key1', 'key2'];

/**
 * A cluster of compiled servers and clients on the real kernel, in which every interleaving of sections, deliveries, disk writes, crashes
 * and time-outs is drawn from one seed. The properties are checked after every step.
 */
export class Simulation {
  private readonly options: SimulationOptions;
  private readonly random: Random;
  private readonly clock = new VirtualClock();
  private readonly network: SimulatedNetwork;
  private readonly around: Surroundings;
  private readonly monitor: SafetyMonitor;
  private readonly disks: readonly SimulatedDisk[];
  private readonly servers: (Server | undefined)[];
  private readonly users: User[];
  private readonly operations: Operation[] = [];
  private step = 0;
  private crashes = 0;
  private failure: unknown = undefined;

  constructor(module: RaftkvsModule, options: SimulationOptions) {
    this.options = options;
    this.random = seededRandom(options.seed);
    this.network = new SimulatedNetwork(this.random);
    this.around = {
      module,
      options,
      random: this.random,
      clock: this.clock,
      network: this.network,
      onFailure: (error) => void (this.failure ??= error),
    };
    this.monitor = new SafetyMonitor(options.numServers);
    this.disks = Array.from({ length: options.numServers }, () => new SimulatedDisk());
    this.servers = this.disks.map((disk, position) => new Server(position + 1, disk, this.around));
    this.users = Array.from({ length: options.numClients }, (_, position) => {
      const id = 6 * options.numServers + 1 + position;
      return { id, client: this.newClient(id, 1), nextIdx: 1, pending: undefined };
    });
  }

  /** Runs to the end. Rejects with what is wrong: a SafetyViolation, or a failed archetype. */
  async run(): Promise<SimulationSummary> {
    for (; this.step < this.options.steps; this.step += 1) {
      this.disturbedStep();
      if (this.step % stepsBetweenTurns === 0) await this.turn();
    }
    this.makePeace();
    const end = this.step + stepsOfPeace;
    while (this.users.some((user) => user.pending !== undefined)) {
      if (this.step >= end)
        throw new SafetyViolation('Progress', 'a request is not answered though nothing is wrong any more');
      this.step += 1;
      this.peacefulStep();
      if (this.step % stepsBetweenTurns === 0) await this.turn();
    }
    await this.turn();
    const [problem] = checkHistory(this.operations, this.monitor.committed);
    if (problem !== undefined) throw new SafetyViolation('Linearizability', problem);
    return {
      committed: this.monitor.committed.length,
      answered: this.operations.filter((operation) => operation.answered !== undefined).length,
      leaders: this.monitor.elections,
      crashes: this.crashes,
    };
  }

  // --- steps ---

  private disturbedStep(): void {
    const { events } = this.options;
    const dice = this.random();
    let limit = 0;
    const isNext = (probability: number): boolean => dice < (limit += probability);
    if (isNext(events.loss)) this.network.loseAny();
    else if (isNext(events.straggling)) this.network.delayAny();
    else if (isNext(events.straggling)) this.network.deliverStraggler();
    else if (isNext(events.partition)) this.partition();
    else if (isNext(events.crash)) this.crashAny();
    else if (isNext(events.restart)) this.restartAny();
    else if (isNext(events.whim)) this.changeAMind();
    else if (isNext(events.delay)) this.clock.advance(this.random() * 40);
    else if (isNext(events.clientRestart)) this.restartClient();
    else if (isNext(events.request)) this.askSomething();
    else this.work();
  }

  private peacefulStep(): void {
    this.clock.advance(0.02);
    if (!this.work() && !this.network.deliverStraggler()) this.clock.advance(1000);
  }

  /** One thing of those that are to be done; false if there was none, which may also be bad luck. */
  private work(): boolean {
    const processes = [...this.alive(), ...this.users.map((user) => user.client)];
    const first = below(this.random, processes.length + 2);
    for (let offset = 0; offset < processes.length + 2; offset += 1) {
      const position = (first + offset) % (processes.length + 2);
      const process = processes[position];
      if (process === undefined) {
        if (this.network.deliverAny()) return true;
      } else if (process instanceof Server && this.serve(process)) {
        return true;
      } else if (process.scheduler.runOne()) {
        return true;
      }
    }
    return false;
  }

  private serve(server: Server): boolean {
    const dice = this.random();
    if (server.disk.isWriting && (dice < 0.2 || server.scheduler.isIdle)) {
      server.disk.completeWrite();
    } else if (dice > 0.8) {
      const wasIdle = server.scheduler.isIdle;
      server.scheduler.endSlice();
      return !wasIdle;
    } else if (!server.scheduler.runOne()) {
      const wasIdle = server.scheduler.isIdle;
      server.scheduler.endSlice();
      return !wasIdle;
    }
    this.check(server);
    return true;
  }

  private check(server: Server): void {
    const disks = (): TlaTuple[] =>
      this.disks.map((disk): TlaTuple => asTuple(disk.value('plog', emptyTuple)));
    this.monitor.check(server, this.alive(), disks);
    if (this.step % 16 === 0) this.monitor.checkQuorum(disks());
  }

  /** Lets failures of contexts, which are told by promises, come to light. */
  private async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure !== undefined) throw this.failure;
  }

  // --- users ---

  private newClient(id: number, session: number): Client {
    return new Client(id, session, this.around, (answer) => this.takeAnswer(id, session, answer));
  }

  private askSomething(): void {
    const user = this.users[below(this.random, this.users.length)];
    if (user === undefined || user.pending !== undefined) return;
    const type = this.random() < 0.5 ? 'get' : 'put';
    const operation: Operation = {
      client: user.id,
      session: user.client.session,
      idx: user.nextIdx,
      type,
      key: keys[below(this.random, keys.length)] as string,
      value: type === 'put' ? `value${this.operations.length}` : '',
      invoked: this.step,
    };
    user.nextIdx += 1;
    user.pending = operation;
    this.operations.push(operation);
    user.client.ask(operation.type, operation.key, operation.value);
  }

  private takeAnswer(id: number, session: number, answer: Value): void {
    const user = this.users.find((candidate) => candidate.id === id);
    const operation = user?.pending;
    if (user === undefined || operation === undefined || operation.session !== session) {
      throw new Error(`client ${id} got an answer nobody waits for`);
    }
    if (fieldOf(answer, 'idx') !== operation.idx)
      throw new Error(`client ${id} got the answer to another request`);
    user.pending = undefined;
    operation.answered = {
      at: this.step,
      value: fieldOf(answer, 'value') as string,
      ok: fieldOf(answer, 'ok') as boolean,
    };
  }

  private restartClient(): void {
    const user = this.users[below(this.random, this.users.length)];
    if (user === undefined) return;
    user.client.crash();
    user.client = this.newClient(user.id, user.client.session + 1);
    user.nextIdx = 1;
    user.pending = undefined;
  }

  // --- faults ---

  private alive(): Server[] {
    return this.servers.filter((server) => server !== undefined);
  }

  private partition(): void {
    const isMended = this.random() < 0.4;
    const nodes = [...this.servers.keys()]
      .map((position) => position + 1)
      .concat(this.users.map(({ id }) => id));
    this.network.partition(new Set(isMended ? [] : nodes.filter(() => this.random() < 0.5)));
  }

  private crashAny(): void {
    const position = below(this.random, this.servers.length);
    const server = this.servers[position];
    if (server === undefined) return;
    this.crashes += 1;
    server.disk.crash(this.random() < 0.5);
    server.crash();
    this.servers[position] = undefined;
  }

  private restartAny(): void {
    const position = below(this.random, this.servers.length);
    if (this.servers[position] === undefined) this.restart(position);
  }

  private restart(position: number): void {
    const server = new Server(position + 1, this.disks[position] as SimulatedDisk, this.around);
    this.servers[position] = server;
    this.check(server);
  }

  private changeAMind(): void {
    const observers = [...this.alive(), ...this.users.map((user) => user.client)];
    const { detector } = observers[below(this.random, observers.length)] as Server | Client;
    const node = 1 + below(this.random, this.servers.length);
    detector.set(node, !detector.has(node));
  }

  /** From now on a majority runs, nothing is lost, and detectors are right. */
  private makePeace(): void {
    this.network.partition(new Set());
    const mayBeDown = Math.ceil(this.servers.length / 2) - 1;
    let down = this.servers.length - this.alive().length;
    for (const [position, server] of this.servers.entries()) {
      if (server !== undefined || (down <= mayBeDown && this.random() < 0.5)) continue;
      this.restart(position);
      down -= 1;
    }
    for (const { detector } of [...this.alive(), ...this.users.map((user) => user.client)]) {
      for (const [position, server] of this.servers.entries())
        detector.set(position + 1, server === undefined);
    }
  }
}
