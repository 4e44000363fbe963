import {
  cardinality,
  len,
  newFailureDetector,
  newMonitor,
  newRelaxedMailboxes,
  nodeEnvironment,
  Scheduler,
  startHub,
} from 'mpcal-ts/runtime';
import type { Environment, FailureDetector, Hub, Mailboxes, Monitor, MPCalContext } from 'mpcal-ts/runtime';
import { bindServer } from './bind-server.ts';
import type { Interpose } from './bind-server.ts';
import type { RaftkvsConfig } from './config.ts';
import { RaftkvsError } from './errors.ts';
import type { Logger } from './log.ts';
import { newServerMetrics } from './metrics.ts';
import type { ServerMetrics } from './metrics.ts';
import { serverMessageCheck } from './messages.ts';
import { mailboxAddresses, monitorAddresses } from './node-ids.ts';
import { frameLimitBytes } from './requests.ts';
import { ServerLog } from './server-log.ts';
import { openServerStorage } from './server-storage.ts';
import type { ServerStorage } from './server-storage.ts';
import { newServerVariables, nil } from './server-variables.ts';
import type { ServerVariables } from './server-variables.ts';
import { startFailure } from './start-failure.ts';
import type { Observable, ServerStatus } from './status.ts';
import { messageOf } from './text.ts';

export interface ServerOptions {
  readonly logger: Logger;
  /** Clock, chance and event loop; Node's unless given. */
  readonly environment?: Environment;
  /** Unless given, archetypes use their resources directly. */
  readonly interpose?: Interpose;
}

/** A server that runs in this process. */
export interface RunningServer extends Observable {
  readonly id: number;
  /** Rejects with RAFTKVS_FAILED when the server cannot go on; it is still to be stopped then. Never resolves. */
  readonly failed: Promise<never>;
  /** Writes everything to disk and gives up addresses and directory. May be called more than once. */
  stop(): Promise<void>;
}

/** How often connections dropped for what peers did are reported, in milliseconds. */
const dropReportInterval = 10_000;

/**
 * Starts a server of a cluster in this process and recovers what it had on disk. Rejects with RAFTKVS_CANNOT_START when an address is in
 * use, or the data directory cannot be used, belongs to another server or holds damaged data.
 */
export async function startServer(
  config: RaftkvsConfig,
  id: number,
  options: ServerOptions,
): Promise<RunningServer> {
  const addresses = config.servers.get(id);
  if (addresses === undefined) {
    throw new RaftkvsError(
      'RAFTKVS_CANNOT_START',
      `there is no server ${id}: the configuration has 1 to ${config.numServers}`,
    );
  }
  const { logger, environment = nodeEnvironment(), interpose } = options;
  const scheduler = new Scheduler(environment);
  const opened: (() => Promise<void>)[] = [];
  try {
    const storage = await openServerStorage(config, id, scheduler);
    opened.push(() => storage.store.close());
    const hub = await startHub({ listenAddress: addresses.mailboxAddr, environment, frameLimitBytes }).catch(
      (error: unknown) => {
        throw startFailure(error, `servers.${id}.mailboxAddr ${addresses.mailboxAddr}`);
      },
    );
    opened.push(() => hub.close());
    const monitor = await newMonitor(addresses.monitorAddr, { environment }).catch((error: unknown) => {
      throw startFailure(error, `servers.${id}.monitorAddr ${addresses.monitorAddr}`);
    });
    return new Server(config, id, { environment, scheduler, interpose, logger, storage, hub, monitor });
  } catch (error) {
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

interface ServerParts {
  readonly environment: Environment;
  readonly scheduler: Scheduler;
  readonly interpose: Interpose | undefined;
  readonly logger: Logger;
  readonly storage: ServerStorage;
  readonly hub: Hub;
  readonly monitor: Monitor;
}

class Server implements RunningServer {
  readonly id: number;
  readonly failed: Promise<never>;
  private readonly parts: ServerParts;
  private readonly variables: ServerVariables;
  private readonly net: Mailboxes;
  private readonly failureDetector: FailureDetector;
  private readonly contexts: readonly MPCalContext[];
  private readonly serverMetrics: ServerMetrics;
  private readonly log: ServerLog;
  private readonly dropReports: NodeJS.Timeout;
  private stopping: Promise<void> | undefined = undefined;

  constructor(config: RaftkvsConfig, id: number, parts: ServerParts) {
    const { environment, scheduler, interpose, logger, storage, hub, monitor } = parts;
    this.id = id;
    this.parts = parts;
    this.serverMetrics = newServerMetrics({
      status: () => this.status(),
      networkCounters: () => hub.counters,
    });
    this.log = new ServerLog(logger, () => storage.currentTerm.value);
    this.variables = newServerVariables(config.numServers, storage.log.value, {
      onState: (state) => {
        // The term may belong to the same section, and is committed after the role.
        queueMicrotask(() => this.log.role(state));
        if (state === 'candidate') this.serverMetrics.electionStarted();
        if (state === 'leader') this.serverMetrics.leadershipWon();
      },
      onLeader: (leader) => queueMicrotask(() => this.log.leader(leader, id)),
    });
    this.net = newRelaxedMailboxes({
      hub,
      local: [id],
      addressOf: mailboxAddresses(config),
      isAcceptable: serverMessageCheck(config, id),
      receiveChanSize: config.mailboxes.receiveChanSize,
      dialTimeoutMilliseconds: config.mailboxes.dialTimeout,
      writeTimeoutMilliseconds: config.mailboxes.writeTimeout,
    });
    this.failureDetector = newFailureDetector(monitorAddresses(config), {
      environment,
      pullIntervalMilliseconds: config.fd.pullInterval,
      timeoutMilliseconds: config.fd.timeout,
    });
    const { store, currentTerm, votedFor, log } = storage;
    const resources = {
      net: this.net,
      failureDetector: this.failureDetector,
      currentTerm,
      votedFor,
      persistentLog: log,
    };
    this.contexts = bindServer(config, id, this.variables, resources, {
      environment,
      scheduler,
      store,
      interpose,
    });
    this.logStart(config);
    this.failed = this.run();
    // Whoever starts a server need not wait for its failure.
    this.failed.catch(() => undefined);
    this.dropReports = setInterval(() => this.reportDrops(), dropReportInterval).unref();
    monitor.register(id);
  }

  status(): ServerStatus {
    const { storage } = this.parts;
    const leader = Number(this.variables.leader.value);
    return {
      id: this.id,
      role: this.variables.state.value as ServerStatus['role'],
      term: Number(storage.currentTerm.value),
      leader: leader === nil ? null : leader,
      commitIndex: Number(this.variables.commitIndex.value),
      logLength: len(this.variables.log.value),
      keys: cardinality(this.variables.smDomain.value),
    };
  }

  metrics(): Promise<string> {
    return this.serverMetrics.text();
  }

  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  private run(): Promise<never> {
    return new Promise((_resolve, reject) => {
      for (const context of this.contexts) {
        context.run().catch((cause: unknown) => {
          this.parts.monitor.markFailed(this.id);
          this.parts.logger.fatal({ event: 'failed', err: cause }, `cannot go on: ${messageOf(cause)}`);
          reject(
            new RaftkvsError('RAFTKVS_FAILED', `server ${this.id} cannot go on: ${messageOf(cause)}`, {
              cause,
            }),
          );
        });
      }
    });
  }

  private logStart(config: RaftkvsConfig): void {
    const { logger, storage } = this.parts;
    const addresses = config.servers.get(this.id);
    const entries = len(storage.log.value);
    const term = Number(storage.currentTerm.value);
    const { directory } = storage;
    logger.info(
      { event: 'start', id: this.id, ...addresses },
      `server ${this.id} of ${config.numServers} at ${addresses?.mailboxAddr}`,
    );
    if (directory === undefined)
      logger.warn({ event: 'notPersistent' }, 'keeps nothing on disk: a restart forgets everything');
    else if (term === 0 && entries === 0)
      logger.info({ event: 'recovered', directory, term, entries }, `new data directory ${directory}`);
    else {
      const message = `recovered from ${directory}: term ${term}, ${entries} log entries`;
      logger.info({ event: 'recovered', directory, term, entries }, message);
    }
  }

  private reportDrops(): void {
    this.log.drops(this.parts.hub.counters, 'mailbox');
    this.log.drops(this.parts.monitor.counters, 'monitor');
  }

  private async shutDown(): Promise<void> {
    const { storage, hub, monitor, logger } = this.parts;
    clearInterval(this.dropReports);
    this.reportDrops();
    await Promise.all([monitor.close(), ...this.contexts.map((context) => context.stop())]);
    // What was committed leaves once it is on disk; after a failure of the storage, nothing does.
    if (storage.store.failure === undefined) await storage.store.whenIdle();
    await Promise.all([this.net.close(), this.failureDetector.close()]);
    await hub.close();
    if (storage.store.failure === undefined) await storage.store.close();
    else await storage.store.storage.close();
    logger.info({ event: 'stopped' }, `server ${this.id} stopped`);
  }
}
