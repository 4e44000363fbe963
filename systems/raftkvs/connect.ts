import {
  newFailureDetector,
  newRelaxedMailboxes,
  nodeEnvironment,
  Scheduler,
  startHub,
} from 'mpcal-ts/runtime';
import type { Environment } from 'mpcal-ts/runtime';
import { ClientLane } from './bind-client.ts';
import type { Interpose } from './bind-server.ts';
import { loadConfig } from './config.ts';
import type { RaftkvsConfig } from './config.ts';
import { RaftkvsError } from './errors.ts';
import { clientMessageCheck } from './messages.ts';
import { mailboxAddresses, monitorAddresses, NodeIds } from './node-ids.ts';
import { RequestPool } from './request-pool.ts';
import { checkRequest, frameLimitBytes } from './requests.ts';
import type { Request } from './requests.ts';
import { newSession } from './sessions.ts';
import { startFailure } from './start-failure.ts';

export interface ConnectOptions {
  /**
   * Which clients of the configuration this process is: it can have as many requests under way. They share one address. Unless given, all
   * that share the address of client 1. One process at a time may use an id.
   */
  readonly clientIds?: readonly number[];
  /** A request without an answer for so long is rejected with RAFTKVS_NO_ANSWER; without it, requests wait until they are answered. */
  readonly requestTimeoutMilliseconds?: number | undefined;
  /** Clock, chance and event loop; Node's unless given. */
  readonly environment?: Environment;
  /** Unless given, archetypes use their resources directly. */
  readonly interpose?: Interpose;
}

/** A connection to a cluster, for any number of concurrent requests; those beyond the number of client ids queue. */
export interface RaftkvsClient {
  /** The value of a key; undefined when nobody has put it. Linearizable. */
  get(key: string): Promise<string | undefined>;
  /** Resolves once the value is on the disks of a majority. If it rejects with RAFTKVS_NO_ANSWER, it may still take effect, once. */
  put(key: string, value: string): Promise<void>;
  /** Rejects what is under way and gives up the address. May be called more than once. */
  close(): Promise<void>;
}

/**
 * Connects to a cluster, given its configuration or the path of the file. The servers need not run yet: requests wait for them. Rejects with
 * RAFTKVS_CANNOT_START when the address of the clients is in use, and throws ConfigError for a bad configuration.
 */
export async function connect(
  config: RaftkvsConfig | string,
  options: ConnectOptions = {},
): Promise<RaftkvsClient> {
  const settings = typeof config === 'string' ? loadConfig(config) : config;
  const { requestTimeoutMilliseconds, environment = nodeEnvironment(), interpose } = options;
  const { clientIds, address } = clientsOf(settings, options.clientIds);
  const { dialTimeout: dialTimeoutMilliseconds, writeTimeout: writeTimeoutMilliseconds } = settings.mailboxes;
  const hub = await startHub({ listenAddress: address, environment, frameLimitBytes }).catch(
    (error: unknown) => {
      throw startFailure(error, `the address ${address} of client ${clientIds[0]}`);
    },
  );
  const ids = new NodeIds(settings.numServers);
  const net = newRelaxedMailboxes({
    hub,
    local: clientIds.map((id) => ids.client(id)),
    addressOf: mailboxAddresses(settings),
    isAcceptable: clientMessageCheck(settings),
    receiveChanSize: settings.mailboxes.receiveChanSize,
    dialTimeoutMilliseconds,
    writeTimeoutMilliseconds,
  });
  const failureDetector = newFailureDetector(monitorAddresses(settings), {
    environment,
    pullIntervalMilliseconds: settings.fd.pullInterval,
    timeoutMilliseconds: settings.fd.timeout,
  });
  const scheduler = new Scheduler(environment);
  const resources = { net, failureDetector, environment, scheduler, interpose, session: newSession() };
  const lanes = clientIds.map((id) => new ClientLane(settings, id, resources));
  const pool = new RequestPool(lanes, { environment, requestTimeoutMilliseconds });
  for (const lane of lanes) lane.start((error) => pool.close(error));
  const submit = (request: Request): Promise<string | undefined> => {
    checkRequest(request);
    return pool.submit(request).then(({ value }) => value);
  };
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    pool.close();
    await Promise.all(lanes.map((lane) => lane.stop()));
    await Promise.all([net.close(), failureDetector.close()]);
    await hub.close();
  };
  return {
    get: async (key) => await submit({ type: 'get', key }),
    put: async (key, value) => void (await submit({ type: 'put', key, value })),
    close: () => (closing ??= close()),
  };
}

/** The ids this process uses, and the address they share. Throws RAFTKVS_CANNOT_START for ids that do not exist or share none. */
function clientsOf(
  config: RaftkvsConfig,
  wanted: readonly number[] | undefined,
): { readonly clientIds: readonly number[]; readonly address: string } {
  const address = config.clients.get(wanted?.[0] ?? 1) ?? '';
  const clientIds = wanted ?? [...config.clients].flatMap(([id, place]) => (place === address ? [id] : []));
  for (const id of clientIds) {
    if (config.clients.get(id) !== address) {
      const known = config.clients.has(id)
        ? `client ${id} has another address than client ${clientIds[0]}: connect for each address`
        : `there is no client ${id}: the configuration has clients 1 to ${config.numClients}`;
      throw new RaftkvsError('RAFTKVS_CANNOT_START', known);
    }
  }
  if (clientIds.length === 0 || new Set(clientIds).size < clientIds.length) {
    throw new RaftkvsError('RAFTKVS_CANNOT_START', 'clientIds must name at least one client, and none twice');
  }
  return { clientIds, address };
}
