import {
  ensureArchetypeRefParam,
  ensureArchetypeValueParam,
  ensureMPCalContextConfigs,
  mailboxLength,
  newChannel,
  newCustomInChan,
  newHashMap,
  newImmutableResource,
  newMPCalContext,
  newTimerResource,
  withDurability,
  withScheduler,
} from 'mpcal-ts/runtime';
import type {
  DurableStore,
  Environment,
  Mailboxes,
  MPCalArchetype,
  MPCalContext,
  MPCalContextConfig,
  Resource,
  Scheduler,
} from 'mpcal-ts/runtime';
import {
  AServer,
  AServerAdvanceCommitIndex,
  AServerAppendEntries,
  AServerBecomeLeader,
  AServerRequestVote,
} from '../../generated/raftkvs/raftkvs.ts';
import type { RaftkvsConfig } from './config.ts';
import { raftkvsConstants } from './constants.ts';
import { NodeIds } from './node-ids.ts';
import type { ServerVariables } from './server-variables.ts';

/** The resources of one server that reach beyond its memory. */
export interface ServerResources {
  readonly net: Mailboxes;
  /** By server id: suspected to have failed? */
  readonly failureDetector: Resource;
  readonly currentTerm: Resource;
  readonly votedFor: Resource;
  readonly persistentLog: Resource;
}

/** Stands between the archetypes and the resource of the parameter `name`: for tests that disturb what they do. */
export type Interpose = (name: string, resource: Resource) => Resource;

export interface ServerSeams {
  readonly environment: Environment;
  readonly scheduler: Scheduler;
  readonly store: DurableStore;
  readonly interpose?: Interpose | undefined;
}

/** Signals that may wait in a channel between two archetypes of a server; there are never more than a few. */
const signalCapacity = 65_536;

/**
 * The contexts of one server, one for each of its archetypes but the crasher: outside a model, crashes come by themselves. The archetypes share
 * all resources; `x[srvId]` of the specification is the server's own `x`.
 */
export function bindServer(
  config: RaftkvsConfig,
  server: number,
  variables: ServerVariables,
  resources: ServerResources,
  { environment, scheduler, store, interpose = (_name, resource) => resource }: ServerSeams,
): readonly MPCalContext[] {
  const own = (resource: Resource): Resource => newHashMap([[server, resource]]);
  const { timeout, timeoutOffset } = config.leaderElection;
  const appendEntries = newChannel(signalCapacity);
  const bind = (name: string, resource: Resource): MPCalContextConfig =>
    ensureArchetypeRefParam(name, interpose(name, resource));
  const shared = ensureMPCalContextConfigs(
    raftkvsConstants(config),
    withScheduler(scheduler),
    withDurability(store),
    ensureArchetypeValueParam('srvId', server),
    bind('net', resources.net),
    bind('netLen', mailboxLength(resources.net)),
    bind('netEnabled', own(newImmutableResource(true))),
    bind('fd', resources.failureDetector),
    bind('state', own(variables.state)),
    bind('currentTerm', own(resources.currentTerm)),
    bind('log', own(variables.log)),
    bind('plog', own(resources.persistentLog)),
    bind('commitIndex', own(variables.commitIndex)),
    bind('nextIndex', own(variables.nextIndex)),
    bind('matchIndex', own(variables.matchIndex)),
    bind('votedFor', own(resources.votedFor)),
    bind('votesResponded', own(variables.votesResponded)),
    bind('votesGranted', own(variables.votesGranted)),
    bind('leader', own(variables.leader)),
    bind('sm', own(variables.sm)),
    bind('smDomain', own(variables.smDomain)),
    bind('leaderTimeout', newTimerResource(timeout, timeoutOffset, environment)),
    bind('becomeLeaderCh', own(newChannel(signalCapacity))),
  );
  const heartbeats = newCustomInChan(appendEntries, config.appendEntriesSendInterval, {
    environment,
    // A busy leader signals all the time, but for a follower that lost a message only a heartbeat sets things right.
    signalsRestartInterval: false,
  });
  const ids = new NodeIds(config.numServers);
  const context = (self: number, archetype: MPCalArchetype, channel: Resource): MPCalContext => {
    const configs: MPCalContextConfig[] = [shared, bind('appendEntriesCh', own(channel))];
    return newMPCalContext(self, archetype, ...configs);
  };
  return [
    context(server, AServer, appendEntries),
    context(ids.requestVote(server), AServerRequestVote, appendEntries),
    context(ids.appendEntries(server), AServerAppendEntries, heartbeats),
    context(ids.advanceCommitIndex(server), AServerAdvanceCommitIndex, appendEntries),
    context(ids.becomeLeader(server), AServerBecomeLeader, appendEntries),
  ];
}
