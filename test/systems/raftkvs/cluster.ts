import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interpose } from '../../../systems/raftkvs/bind-server.ts';
import { startServer } from '../../../systems/raftkvs/bootstrap.ts';
import type { RunningServer } from '../../../systems/raftkvs/bootstrap.ts';
import { parseConfig } from '../../../systems/raftkvs/config.ts';
import type { RaftkvsConfig } from '../../../systems/raftkvs/config.ts';
import { connect } from '../../../systems/raftkvs/connect.ts';
import type { RaftkvsClient } from '../../../systems/raftkvs/connect.ts';
import { freePorts } from '../../../systems/raftkvs/local-cluster.ts';
import { silentLogger } from '../../../systems/raftkvs/log.ts';

export interface TestClusterOptions {
  readonly servers: number;
  readonly clients: number;
  readonly interpose?: Interpose;
  /** Lines of the configuration about time; such as suit a busy machine unless given. */
  readonly settings?: string;
}

/** Servers and a client of theirs in the test's own process, over real sockets and a real disk. */
export class TestCluster {
  readonly config: RaftkvsConfig;
  readonly servers = new Map<number, RunningServer>();
  private readonly directory: string;
  private readonly interposition: { readonly interpose?: Interpose };
  private readonly connections: RaftkvsClient[] = [];

  private constructor(directory: string, config: RaftkvsConfig, interpose: Interpose | undefined) {
    this.directory = directory;
    this.config = config;
    this.interposition = interpose === undefined ? {} : { interpose };
  }

  static async start(options: TestClusterOptions): Promise<TestCluster> {
    const directory = mkdtempSync(join(tmpdir(), 'raftkvs-test-'));
    const config = await testConfig(options, directory);
    const cluster = new TestCluster(directory, config, options.interpose);
    await Promise.all([...config.servers.keys()].map((id) => cluster.startServer(id)));
    return cluster;
  }

  async startServer(id: number): Promise<RunningServer> {
    const server = await startServer(this.config, id, { logger: silentLogger(), ...this.interposition });
    this.servers.set(id, server);
    return server;
  }

  async stopServer(id: number): Promise<void> {
    const server = this.servers.get(id);
    this.servers.delete(id);
    await server?.stop();
  }

  async connect(): Promise<RaftkvsClient> {
    const connection = await connect(this.config, {
      requestTimeoutMilliseconds: 60_000,
      ...this.interposition,
    });
    this.connections.push(connection);
    return connection;
  }

  /** The server that most of those running follow. */
  async leader(): Promise<RunningServer> {
    let found: RunningServer | undefined;
    await until('an election', () => {
      const statuses = [...this.servers.values()].map((server) => server.status());
      const leader = statuses.filter(({ role }) => role === 'leader').sort((a, b) => b.term - a.term)[0];
      const followers = statuses.filter(({ term, leader: of }) => term === leader?.term && of === leader.id);
      found = followers.length * 2 > this.config.numServers ? this.servers.get(leader?.id ?? 0) : undefined;
      return found !== undefined;
    });
    return found as RunningServer;
  }

  async stop(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
    await Promise.all([...this.servers.keys()].map((id) => this.stopServer(id)));
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The test shares its machine with others: no elections for want of a core. */
const sharedMachineSettings =
  'leaderElection: { timeout: 400ms, timeoutOffset: 400ms }\nappendEntriesSendInterval: 100ms';

/** A configuration on free ports. */
export async function testConfig(options: TestClusterOptions, directory: string): Promise<RaftkvsConfig> {
  const { servers, clients, settings = sharedMachineSettings } = options;
  const ports = await freePorts(2 * servers + 1);
  const entries = Array.from({ length: servers }, (_, index) => {
    const [mailbox, monitor] = [ports[2 * index], ports[2 * index + 1]];
    return `  ${index + 1}: { mailboxAddr: "127.0.0.1:${mailbox}", monitorAddr: "127.0.0.1:${monitor}" }`;
  });
  const range = clients === 1 ? '1' : `1-${clients}`;
  const text = [
    `numServers: ${servers}`,
    `numClients: ${clients}`,
    `dataDir: ${JSON.stringify(join(directory, 'data'))}`,
    settings,
    'servers:',
    ...entries,
    'clients:',
    `  ${range}: { mailboxAddr: "127.0.0.1:${ports[2 * servers]}" }`,
  ].join('\n');
  return parseConfig(text, 'test.yaml');
}

/** Polls until a condition holds; fails after 20 s. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what} did not come about`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
