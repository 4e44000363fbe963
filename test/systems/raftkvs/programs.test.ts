import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../systems/raftkvs/connect.ts';
import { freePorts, LocalCluster } from '../../../systems/raftkvs/local-cluster.ts';
import { programArguments, runProgram } from './run-program.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'raftkvs-programs-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Writes the configuration of one server and one client; answers its path and the ports. */
async function writeConfig(lines: readonly string[] = []): Promise<readonly [string, readonly number[]]> {
  const ports = await freePorts(3);
  const [mailbox, monitor, client] = ports;
  const path = join(directory, 'config.yaml');
  const text = [
    'numServers: 1',
    'numClients: 1',
    `dataDir: ${JSON.stringify(join(directory, 'data'))}`,
    ...lines,
    `servers: { 1: { mailboxAddr: "127.0.0.1:${mailbox}", monitorAddr: "127.0.0.1:${monitor}" } }`,
    `clients: { 1: { mailboxAddr: "127.0.0.1:${client}" } }`,
  ];
  writeFileSync(path, text.join('\n'));
  return [path, ports];
}

describe('raftkvs-server', () => {
  it('explains wrong usage and exits with 2', async () => {
    const { code, stderr } = await runProgram('server', ['-serverId', '1']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^raftkvs-server: unknown flag -serverId\n\nraftkvs-server runs one server/u);
  });

  it('refuses an id the configuration does not have', async () => {
    const [path] = await writeConfig();
    const { code, stderr } = await runProgram('server', ['-srvId', '2', '-c', path]);
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'raftkvs-server: -srvId 2: the configuration has servers 1 to 1',
    ]);
  });

  it('refuses a bad configuration with key, value and expectation, and exits with 1', async () => {
    const [path] = await writeConfig(['clientRequestTimeout: 0s']);
    const { code, stderr } = await runProgram('server', ['-srvId', '1', '-c', path]);
    expect([code, stderr]).toEqual([
      1,
      `${path}:4:1: clientRequestTimeout: expected a positive duration with its unit, such as 150ms, 2s or 1m30s, up to 24h, but found "0s"\n`,
    ]);
  });

  it('names the address that is in use', async () => {
    const [path, [mailbox]] = await writeConfig();
    const occupant = createServer().listen(mailbox, '127.0.0.1');
    await once(occupant, 'listening');
    const { code, stderr } = await runProgram('server', ['-srvId', '1', '-c', path]);
    occupant.close();
    expect([code, stderr]).toEqual([
      1,
      `raftkvs-server: servers.1.mailboxAddr 127.0.0.1:${mailbox} is in use by another process: stop that process, or configure another address\n`,
    ]);
  });

  it('names the data directory it cannot use', async () => {
    const [path] = await writeConfig();
    writeFileSync(join(directory, 'data'), 'a file');
    const { code, stderr } = await runProgram('server', ['-srvId', '1', '-c', path]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `raftkvs-server: the data directory ${join(directory, 'data', 'server-1')} cannot be used`,
    );
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a database that is damaged', async () => {
    const [path] = await writeConfig();
    const data = join(directory, 'data', 'server-1');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'CURRENT'), 'garbage');
    const { code, stderr } = await runProgram('server', ['-srvId', '1', '-c', path]);
    expect(code).toBe(1);
    expect(stderr).toContain(data);
    expect(stderr).toMatch(/corrupt/u);
  });
});

describe('raftkvs-client', () => {
  it('explains wrong usage and exits with 2', async () => {
    const [path] = await writeConfig();
    const { code, stderr } = await runProgram('client', ['-clientId', 'me', '-c', path]);
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'raftkvs-client: -clientId ID expects a whole number from 1, but got "me"',
    ]);
  });

  it('says that it cannot reach a majority, gives up as told, and exits with 1', async () => {
    const [path] = await writeConfig(['clientRequestTimeout: 100ms']);
    const { code, stdout, stderr } = await runProgram(
      'client',
      ['-clientId', '1', '-c', path, '--give-up', '700ms'],
      'get color\n',
    );
    expect([code, stdout]).toEqual([1, '']);
    const lines = stderr.trim().split('\n');
    expect(lines[0]).toBe(
      'line 1: no answer for 200 ms: a majority of the servers cannot be reached; still trying',
    );
    expect(lines.at(-1)).toMatch(
      /^line 1: no answer in 700 ms: a majority of the servers cannot be reached/u,
    );
  });

  it('names the workload it cannot read', async () => {
    const [path] = await writeConfig();
    const { code, stderr } = await runProgram('client', ['-clientId', '1', '-c', path, '-f', '/nonexistent']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^raftkvs-client: cannot read the workload \/nonexistent: /u);
  });
});

describe('three server processes', () => {
  it(
    'serve a client, survive kill -9 of the leader, and have all of it after a restart',
    { timeout: 240_000 },
    async () => {
      const cluster = await LocalCluster.start({
        numServers: 3,
        numClients: 1,
        serverProgram: programArguments('server'),
      });
      try {
        const client = await runProgram(
          'client',
          ['-clientId', '1', '-c', cluster.configPath],
          'put color blue\nget color\nget "no such key"\nfetch color\nput "a key" "two words"\nget "a key"\n',
        );
        expect(client).toEqual({
          code: 0,
          stdout: 'color blue\ncolor blue\nkey not found\n"a key" "two words"\n"a key" "two words"\n',
          stderr: 'line 4: no such command: fetch; type help for a list\n',
        });

        const store = await connect(cluster.config, { requestTimeoutMilliseconds: 60_000 });
        for (let index = 0; index < 20; index += 1) await store.put(`key${index}`, `value${index}`);
        const leader = await cluster.leader();
        await cluster.stopServer(leader.id, 'SIGKILL');
        expect(await store.get('key19')).toBe('value19');
        await store.put('after', 'the crash');

        cluster.startServer(leader.id);
        const recovered = await cluster.waitFor('the restart', 60_000, () => cluster.status(leader.id));
        expect(recovered.logLength).toBeGreaterThanOrEqual(leader.logLength);
        await cluster.waitFor('catching up', 60_000, async () => {
          const [now, led] = [await cluster.status(leader.id), await cluster.leader()];
          return now?.commitIndex === led.commitIndex && now.keys === 23 ? now : undefined;
        });

        for (const id of cluster.running) await cluster.stopServer(id, 'SIGKILL');
        for (const id of [1, 2, 3]) cluster.startServer(id);
        expect(await store.get('after')).toBe('the crash');
        expect(await store.get('key0')).toBe('value0');
        await store.close();

        expect(await cluster.stopServer(1, 'SIGTERM')).toBe(0);
        expect(await cluster.stopServer(2, 'SIGINT')).toBe(0);
        const data = (id: number): string => join(cluster.config.dataDir, `server-${id}`);
        rmSync(data(2), { recursive: true });
        cpSync(data(1), data(2), { recursive: true });
        const stranger = await runProgram('server', ['-srvId', '2', '-c', cluster.configPath]);
        expect(stranger.code).toBe(1);
        expect(stranger.stderr).toMatch(/belongs to "raftkvs server 1 of 3", but "raftkvs server 2 of 3"/u);
      } finally {
        await cluster.stop();
      }
    },
  );
});

describe('the demonstration', () => {
  it('tells its story, ends cleanly, and leaves nothing behind', { timeout: 240_000 }, async () => {
    const { code, stdout, stderr } = await runProgram('demo', []);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/server \d leads in term \d+/u);
    expect(stdout).toMatch(/after \d+ ms, server \d leads in term \d+/u);
    expect(stdout).toMatch(/recovered from its disk: term \d+, \d+ log entries/u);
    expect(stdout).toMatch(/caught up with server \d: \d+ log entries, \d+ committed/u);
    const place = /configuration and data: (\S+)/u.exec(stdout)?.[1] ?? '';
    expect(place).not.toBe('');
    expect(existsSync(place)).toBe(false);
  });
});
