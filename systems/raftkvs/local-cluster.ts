import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tcpTransport } from 'mpcal-ts/runtime';
import { stringify } from 'yaml';
import { loadConfig } from './config.ts';
import type { RaftkvsConfig } from './config.ts';
import { RaftkvsError } from './errors.ts';
import type { ServerStatus } from './status.ts';

export interface LocalClusterOptions {
  readonly numServers: number;
  /** Clients 1 to this share one address, for one process. */
  readonly numClients: number;
  /** Keys of the configuration file beside those that make the cluster what it is. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Arguments for Node before the program, such as those of its profiler. */
  readonly nodeArguments?: readonly string[];
  /** Arguments that make Node run the server; the one beside this module unless given. */
  readonly serverProgram?: readonly string[];
}

interface ServerProcess {
  readonly child: ChildProcess;
  /** Somebody asked for its end. */
  isStopping: boolean;
  /** The last lines it wrote. */
  readonly tail: string[];
}

/** For servers that share a machine with each other, their client, and whatever else runs there. */
const sharedMachineSettings = {
  fd: { pullInterval: '400ms' },
  leaderElection: { timeout: '400ms', timeoutOffset: '400ms' },
  appendEntriesSendInterval: '150ms',
};

const tailLines = 20;
const pollMilliseconds = 20;

/** A cluster of server processes on free loopback ports, with its configuration and data in a temporary directory. */
export class LocalCluster {
  readonly configPath: string;
  readonly config: RaftkvsConfig;
  /** Where configuration, data and whatever belongs to the run are; removed by `stop`. */
  readonly directory: string;
  private readonly statusAddresses: readonly string[];
  private readonly serverCommand: readonly string[];
  private readonly processes = new Map<number, ServerProcess>();
  /** The first end of a server that nobody asked for. */
  private accident: string | undefined = undefined;
  private readonly killAtExit = (): void => this.killAll();

  private constructor(directory: string, ports: readonly number[], options: LocalClusterOptions) {
    const { numServers, numClients, settings = {}, nodeArguments = [], serverProgram } = options;
    const address = (index: number): string => `127.0.0.1:${ports[index]}`;
    const ids = Array.from({ length: numServers }, (_, index) => index + 1);
    const servers = ids.map((id) => [
      String(id),
      { mailboxAddr: address(3 * (id - 1)), monitorAddr: address(3 * (id - 1) + 1) },
    ]);
    const clients = {
      [numClients === 1 ? '1' : `1-${numClients}`]: { mailboxAddr: address(3 * numServers) },
    };
    const dataDir = join(directory, 'data');
    const content = {
      numServers,
      numClients,
      dataDir,
      ...sharedMachineSettings,
      ...settings,
      servers: Object.fromEntries(servers),
      clients,
    };
    this.directory = directory;
    this.configPath = join(directory, 'config.yaml');
    this.statusAddresses = ids.map((id) => address(3 * (id - 1) + 2));
    this.serverCommand = [...nodeArguments, ...(serverProgram ?? programCommand('server'))];
    writeFileSync(this.configPath, stringify(content));
    this.config = loadConfig(this.configPath);
    process.once('exit', this.killAtExit);
  }

  /** Starts all servers; does not wait until they lead or follow. */
  static async start(options: LocalClusterOptions): Promise<LocalCluster> {
    const directory = mkdtempSync(join(tmpdir(), 'raftkvs-'));
    mkdirSync(join(directory, 'data'));
    const cluster = new LocalCluster(directory, await freePorts(3 * options.numServers + 1), options);
    for (const id of cluster.config.servers.keys()) cluster.startServer(id);
    return cluster;
  }

  /** Ids of the servers that run. */
  get running(): readonly number[] {
    return [...this.processes.keys()].sort((a, b) => a - b);
  }

  pid(id: number): number {
    const { pid } = this.processOf(id).child;
    if (pid === undefined) throw new RaftkvsError('RAFTKVS_FAILED', `server ${id} has no process`);
    return pid;
  }

  /** Starts a server that does not run. */
  startServer(id: number): void {
    const flags = ['-srvId', String(id), '-c', this.configPath, '--status', this.statusAddress(id), '--json'];
    const child = spawn(process.execPath, [...this.serverCommand, ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server: ServerProcess = { child, isStopping: false, tail: [] };
    for (const stream of [child.stdout, child.stderr]) keepTail(stream, server.tail);
    child.once('exit', () => {
      if (this.processes.get(id) === server) this.processes.delete(id);
      if (!server.isStopping) this.accident ??= `server ${id} ended by itself:\n${server.tail.join('\n')}`;
    });
    this.processes.set(id, server);
  }

  /** Ends a server and waits until it is gone. Answers its exit code; null if a signal ended it. */
  async stopServer(id: number, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const server = this.processOf(id);
    const { child } = server;
    server.isStopping = true;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  /** What a server says of itself; undefined when it cannot be asked. */
  async status(id: number): Promise<ServerStatus | undefined> {
    try {
      const response = await fetch(`http://${this.statusAddress(id)}/status`);
      return (await response.json()) as ServerStatus;
    } catch {
      return undefined;
    }
  }

  async statuses(): Promise<readonly ServerStatus[]> {
    const all = await Promise.all(this.running.map((id) => this.status(id)));
    return all.filter((status) => status !== undefined);
  }

  /** Waits until a majority follows one leader in one term; answers the leader's status. */
  leader(limitMilliseconds = 30_000): Promise<ServerStatus> {
    return this.waitFor('the election of a leader', limitMilliseconds, async () => {
      const statuses = await this.statuses();
      const leader = statuses.filter((status) => status.role === 'leader').sort((a, b) => b.term - a.term)[0];
      const followers = statuses.filter(
        (status) => status.term === leader?.term && status.leader === leader.id,
      );
      return followers.length * 2 > this.config.numServers ? leader : undefined;
    });
  }

  /** Polls until `find` answers something; rejects after the time limit, or when a server has ended that nobody ended. */
  async waitFor<T>(what: string, limitMilliseconds: number, find: () => Promise<T | undefined>): Promise<T> {
    const end = performance.now() + limitMilliseconds;
    for (;;) {
      const found = await find();
      if (found !== undefined) return found;
      if (this.accident !== undefined) throw new RaftkvsError('RAFTKVS_FAILED', this.accident);
      if (performance.now() > end) {
        const tails = [...this.processes].map(([id, { tail }]) => `server ${id}:\n${tail.join('\n')}`);
        throw new RaftkvsError(
          'RAFTKVS_FAILED',
          `${what} took more than ${limitMilliseconds} ms\n${tails.join('\n')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  }

  /** Ends all servers and removes everything. */
  async stop(): Promise<void> {
    await Promise.all(this.running.map((id) => this.stopServer(id)));
    process.off('exit', this.killAtExit);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private killAll(): void {
    for (const { child } of this.processes.values()) child.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private statusAddress(id: number): string {
    return this.statusAddresses[id - 1] ?? '';
  }

  private processOf(id: number): ServerProcess {
    const server = this.processes.get(id);
    if (server === undefined) throw new RaftkvsError('RAFTKVS_FAILED', `server ${id} does not run`);
    return server;
  }
}

/** The arguments that make Node run one of our programs: compiled, or from the sources with tsx as this process is. */
export function programCommand(program: 'server' | 'client' | 'demo'): readonly string[] {
  if (!import.meta.url.endsWith('.ts')) return [fileURLToPath(import.meta.resolve(`#raftkvs/${program}`))];
  const script = fileURLToPath(new URL(`./${program}.ts`, import.meta.url));
  return ['--import', import.meta.resolve('tsx'), script];
}

function keepTail(stream: NodeJS.ReadableStream, tail: string[]): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    tail.push(...lines);
    tail.splice(0, Math.max(0, tail.length - tailLines));
  });
}

/** Ports of this machine that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const refuse = (connection: { destroy(): void }): void => connection.destroy();
  const listeners = await Promise.all(
    Array.from({ length: count }, () => tcpTransport.listen({ host: '127.0.0.1', port: 0 }, refuse)),
  );
  await Promise.all(listeners.map((listener) => listener.close()));
  return listeners.map((listener) => listener.address.port);
}
