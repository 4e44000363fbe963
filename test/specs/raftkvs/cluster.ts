import {
  DurableStore,
  defineConstantValue,
  ensureArchetypeRefParam,
  ensureArchetypeValueParam,
  ensureMPCalContextConfigs,
  newMPCalContext,
  withChooser,
  withDurability,
  withScheduler,
} from '../../../runtime/kernel/index.ts';
import type {
  Environment,
  MPCalArchetype,
  MPCalContextConfig,
  Resource,
} from '../../../runtime/kernel/index.ts';
import { newChannel } from '../../../runtime/resources/channel.ts';
import { newCustomInChan } from '../../../runtime/resources/custom-in-chan.ts';
import { newHashMap } from '../../../runtime/resources/hash-map.ts';
import { newInputChannel } from '../../../runtime/resources/input-channel.ts';
import type { InputChannel } from '../../../runtime/resources/input-channel.ts';
import { newImmutableResource } from '../../../runtime/resources/immutable-resource.ts';
import { newTimerResource } from '../../../runtime/resources/timer-resource.ts';
import {
  applyFunction,
  asTuple,
  emptySet,
  emptyTuple,
  interval,
  makeFunction,
  makeRecordFromObject,
} from '../../../runtime/tla/index.ts';
import type { TlaTuple, Value } from '../../../runtime/tla/index.ts';
import type { Random } from '../../seeded-random.ts';
import { RandomChooser, RandomScheduler } from '../simulated-kernel.ts';
import type { VirtualClock } from '../simulated-kernel.ts';
import {
  Detector,
  DurableLog,
  DurableValue,
  logCommands,
  Mailboxes,
  newVariable,
  Output,
} from '../simulated-resources.ts';
import type { SimulatedNetwork, SimulatedDisk } from '../simulated-resources.ts';

/** The archetypes as a compiled module exports them. */
export interface RaftkvsModule {
  readonly AServer: MPCalArchetype;
  readonly AServerRequestVote: MPCalArchetype;
  readonly AServerAppendEntries: MPCalArchetype;
  readonly AServerAdvanceCommitIndex: MPCalArchetype;
  readonly AServerBecomeLeader: MPCalArchetype;
  readonly AClient: MPCalArchetype;
}

export interface ClusterOptions {
  readonly numServers: number;
  readonly numClients: number;
  readonly maxAppendEntries: number;
  readonly maxApply: number;
}

/** What the processes of a simulation share. */
export interface Surroundings {
  readonly module: RaftkvsModule;
  readonly options: ClusterOptions;
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  readonly onFailure: (error: unknown) => void;
}

const heartbeatMilliseconds = 50;
const electionMilliseconds = 150;
const clientMilliseconds = 1500;

function constants({
  numServers,
  numClients,
  maxAppendEntries,
  maxApply,
}: ClusterOptions): MPCalContextConfig {
  const unused = [
    'NumRequests',
    'MaxClientTimeouts',
    'MaxElections',
    'MaxTerm',
    'MaxCommitIndex',
    'MaxNodeFail',
  ];
  return ensureMPCalContextConfigs(
    defineConstantValue('NumServers', numServers),
    defineConstantValue('NumClients', numClients),
    defineConstantValue('MaxAppendEntries', maxAppendEntries),
    defineConstantValue('MaxApply', maxApply),
    defineConstantValue('Debug', false),
    defineConstantValue('ExploreFail', false),
    defineConstantValue('PerfectDetector', false),
    defineConstantValue('LeaderTimeoutReset', true),
    defineConstantValue('LogConcat', logCommands.concat),
    defineConstantValue('LogPop', logCommands.pop),
    defineConstantValue('RequestTypes', emptySet),
    defineConstantValue('RequestKeys', emptySet),
    defineConstantValue('BufferSize', 0),
    ...unused.map((name) => defineConstantValue(name, 0)),
  );
}

/** A process: contexts on a scheduler of their own, so that they can crash together. */
class Process {
  readonly id: number;
  readonly scheduler: RandomScheduler;
  readonly detector = new Detector();
  protected readonly around: Surroundings;
  protected readonly environment: Environment;

  constructor(id: number, around: Surroundings) {
    this.id = id;
    this.around = around;
    this.environment = {
      clock: around.clock,
      random: around.random,
      defer: () => undefined,
      print: () => undefined,
    };
    this.scheduler = new RandomScheduler(this.environment, around.random);
  }

  crash(): void {
    this.scheduler.halt();
    this.around.network.detach(this.id);
  }

  protected start(self: number, archetype: MPCalArchetype, config: MPCalContextConfig): void {
    const { random, options, onFailure } = this.around;
    const context = newMPCalContext(
      self,
      archetype,
      constants(options),
      withScheduler(this.scheduler),
      withChooser(new RandomChooser(random)),
      config,
    );
    context.run().catch(onFailure);
  }
}

type Variable = Resource & { readonly value: Value };

/** One life of a server, from its start to its crash. Its disk outlives it. */
export class Server extends Process {
  readonly disk: SimulatedDisk;
  readonly store: DurableStore;
  readonly plog: DurableLog;
  private readonly term: DurableValue;
  private readonly variables: Readonly<Record<string, Variable>>;

  constructor(id: number, disk: SimulatedDisk, around: Surroundings) {
    super(id, around);
    this.disk = disk;
    this.store = new DurableStore(disk, this.scheduler);
    this.plog = new DurableLog(disk, 'plog', emptyTuple);
    this.term = new DurableValue(disk, 'currentTerm', 0);
    const servers = interval(1, around.options.numServers);
    this.variables = {
      state: newVariable(id, 'follower'),
      log: newVariable(id, this.plog.value),
      commitIndex: newVariable(id, 0),
      nextIndex: newVariable(
        id,
        makeFunction(servers, () => 1),
      ),
      matchIndex: newVariable(
        id,
        makeFunction(servers, () => 0),
      ),
      votesResponded: newVariable(id, emptySet),
      votesGranted: newVariable(id, emptySet),
      leader: newVariable(id, 0),
      sm: newVariable(id, makeRecordFromObject({ data: emptyTuple, sessions: emptyTuple })),
      smDomain: newVariable(id, emptySet),
    };
    this.startArchetypes();
  }

  get state(): string {
    return this.variable('state') as string;
  }

  get currentTerm(): number {
    return this.term.value as number;
  }

  get commitIndex(): number {
    return this.variable('commitIndex') as number;
  }

  get log(): TlaTuple {
    return asTuple(this.variable('log'));
  }

  variable(name: string): Value {
    return applyFunction((this.variables[name] as Variable).value, this.id);
  }

  private startArchetypes(): void {
    const { module, network, options } = this.around;
    const own = (resource: Resource): Resource => newHashMap([[this.id, resource]]);
    const net = new Mailboxes(network, this.id);
    const signals = newChannel(64);
    const heartbeats = newCustomInChan(signals, heartbeatMilliseconds, {
      environment: this.environment,
      signalsRestartInterval: false,
    });
    const shared = ensureMPCalContextConfigs(
      withDurability(this.store),
      ensureArchetypeValueParam('srvId', this.id),
      ensureArchetypeRefParam('net', net),
      ensureArchetypeRefParam('netLen', net.length),
      ensureArchetypeRefParam('netEnabled', own(newImmutableResource(true))),
      ensureArchetypeRefParam('fd', this.detector),
      ...Object.entries(this.variables).map(([name, variable]) => ensureArchetypeRefParam(name, variable)),
      ensureArchetypeRefParam('currentTerm', own(this.term)),
      ensureArchetypeRefParam('votedFor', own(new DurableValue(this.disk, 'votedFor', 0))),
      ensureArchetypeRefParam('plog', own(this.plog)),
      ensureArchetypeRefParam(
        'leaderTimeout',
        newTimerResource(electionMilliseconds, electionMilliseconds, this.environment),
      ),
      ensureArchetypeRefParam('becomeLeaderCh', own(newChannel(64))),
    );
    const archetypes = [
      module.AServer,
      module.AServerRequestVote,
      module.AServerAppendEntries,
      module.AServerAdvanceCommitIndex,
      module.AServerBecomeLeader,
    ];
    for (const [position, archetype] of archetypes.entries()) {
      const channel = archetype === module.AServerAppendEntries ? heartbeats : signals;
      this.start(
        position * options.numServers + this.id,
        archetype,
        ensureMPCalContextConfigs(shared, ensureArchetypeRefParam('appendEntriesCh', own(channel))),
      );
    }
  }
}

/** One life of a client. */
export class Client extends Process {
  readonly session: number;
  private readonly requests: InputChannel = newInputChannel();

  constructor(id: number, session: number, around: Surroundings, onAnswer: (answer: Value) => void) {
    super(id, around);
    this.session = session;
    const net = new Mailboxes(around.network, id);
    this.start(
      id,
      around.module.AClient,
      ensureMPCalContextConfigs(
        ensureArchetypeRefParam('net', net),
        ensureArchetypeRefParam('netLen', net.length),
        ensureArchetypeRefParam('fd', this.detector),
        ensureArchetypeRefParam('reqCh', this.requests),
        ensureArchetypeRefParam('respCh', new Output(onAnswer)),
        ensureArchetypeRefParam('timeout', newTimerResource(clientMilliseconds, 0, this.environment)),
      ),
    );
  }

  ask(type: 'get' | 'put', key: string, value: string): void {
    this.requests.push(makeRecordFromObject({ session: this.session, type, key, value }));
  }
}
