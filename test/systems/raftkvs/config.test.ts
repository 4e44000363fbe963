import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, parseConfig } from '../../../systems/raftkvs/config.ts';

const sound = `numServers: 2
numClients: 3
fd: { pullInterval: 200ms, timeout: 100ms }
leaderElection: { timeout: 150ms, timeoutOffset: 150ms }
servers:
  1: { mailboxAddr: "127.0.0.1:8001", monitorAddr: "127.0.0.1:9001" }
  2: { mailboxAddr: "127.0.0.1:8002", monitorAddr: "127.0.0.1:9002" }
clients:
  1: { mailboxAddr: "127.0.0.1:7001" }
  2-3: { mailboxAddr: "127.0.0.1:7002" }
`;

function problemsOf(text: string): readonly string[] {
  try {
    parseConfig(text, 'c.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('a sound configuration', () => {
  it('gives durations in milliseconds', () => {
    expect(parseConfig(sound, 'c.yaml').fd).toEqual({ pullInterval: 200, timeout: 100 });
  });

  it('gives every client of a range the address of the range', () => {
    expect([...parseConfig(sound, 'c.yaml').clients]).toEqual([
      [1, '127.0.0.1:7001'],
      [2, '127.0.0.1:7002'],
      [3, '127.0.0.1:7002'],
    ]);
  });

  it('has the documented values for keys left out', () => {
    const { clientRequestTimeout, persist, dataDir, appendEntriesSendInterval } = parseConfig(
      sound,
      'c.yaml',
    );
    expect({ clientRequestTimeout, persist, dataDir, appendEntriesSendInterval }).toEqual({
      clientRequestTimeout: 1500,
      persist: true,
      dataDir: 'data',
      appendEntriesSendInterval: 50,
    });
  });

  const directory = fileURLToPath(new URL('../../../systems/raftkvs/configs/', import.meta.url));
  const shipped = readdirSync(directory);

  it('is what the package ships, in several sizes', () => {
    expect(shipped).toEqual(expect.arrayContaining(['local-1.yaml', 'local-3.yaml', 'local-5.yaml']));
  });

  it.each(shipped)('is what %s holds', (name) => {
    const config = loadConfig(directory + name);
    expect(config.servers.size).toBe(config.numServers);
  });
});

/** [what is wrong, a text of the sound file, its replacement, the message] */
const badInputs: readonly (readonly [string, string, string, string])[] = [
  [
    'an unknown key',
    'numClients: 3',
    'numClients: 3\npersits: true',
    'c.yaml:3:1: persits: expected no such key, but found true (did you mean persist?)',
  ],
  [
    'an unknown key in a group',
    'fd: { pullInterval: 200ms',
    'fd: { poolInterval: 200ms',
    'c.yaml:3:7: fd.poolInterval: expected no such key, but found "200ms" (did you mean pullInterval?)',
  ],
  [
    'a negative duration',
    'timeout: 100ms',
    'timeout: -100ms',
    'c.yaml:3:28: fd.timeout: expected a positive duration with its unit, such as 150ms, 2s or 1m30s, up to 24h, but found "-100ms"',
  ],
  [
    'a duration of zero',
    'timeout: 100ms',
    'timeout: 0ms',
    'c.yaml:3:28: fd.timeout: expected a positive duration with its unit, such as 150ms, 2s or 1m30s, up to 24h, but found "0ms"',
  ],
  [
    'a duration without unit',
    'timeout: 100ms',
    'timeout: 100',
    'c.yaml:3:28: fd.timeout: expected a positive duration with its unit, such as 150ms, 2s or 1m30s, up to 24h, but found 100',
  ],
  [
    'a duration beyond a day',
    'timeout: 100ms',
    'timeout: 25h',
    'c.yaml:3:28: fd.timeout: expected a positive duration with its unit, such as 150ms, 2s or 1m30s, up to 24h, but found "25h"',
  ],
  [
    'no servers to count',
    'numServers: 2',
    'numServers: 0',
    'c.yaml:1:1: numServers: expected a whole number from 1 to 99, but found 0',
  ],
  [
    'a count that is no whole number',
    'numClients: 3',
    'numClients: 2.5',
    'c.yaml:2:1: numClients: expected a whole number from 1 to 100000, but found 2.5',
  ],
  [
    'a missing server',
    'numServers: 2',
    'numServers: 3',
    'c.yaml:5:1: servers.3: expected an entry for every server from 1 to numServers (3), but it is missing',
  ],
  [
    'a server beyond the count',
    'numServers: 2',
    'numServers: 1',
    'c.yaml:7:3: servers.2: expected a server id from 1 to numServers (1), but found {"mailboxAddr":"127.0.0.1:8002","monitorAddr":"127.0.0.1:9002"}',
  ],
  [
    'a missing client',
    'numClients: 3',
    'numClients: 4',
    'c.yaml:8:1: clients.4: expected an entry for every client from 1 to numClients (4), but it is missing',
  ],
  [
    'a client in two entries',
    '2-3:',
    '1-3:',
    'c.yaml:10:3: clients.1-3: expected every client id once, and client 1 has an entry already, but found {"mailboxAddr":"127.0.0.1:7002"}',
  ],
  [
    'a client id that is no number',
    '2-3:',
    'two:',
    'c.yaml:10:3: clients.two: expected a client id from 1 to numClients (3), or a range of them such as 1-3, but found {"mailboxAddr":"127.0.0.1:7002"}',
  ],
  [
    'a duplicate address',
    '127.0.0.1:9002',
    'localhost:8001',
    'c.yaml:7:39: servers.2.monitorAddr: expected an address of its own, and servers.1.mailboxAddr has this one already, but found "localhost:8001"',
  ],
  [
    'an address without port',
    '"127.0.0.1:9002"',
    '"127.0.0.1"',
    'c.yaml:7:39: servers.2.monitorAddr: expected an address host:port with a port from 1 to 65535, such as 127.0.0.1:8001, but found "127.0.0.1"',
  ],
  [
    'a port out of range',
    '127.0.0.1:9002',
    '127.0.0.1:65536',
    'c.yaml:7:39: servers.2.monitorAddr: expected an address host:port with a port from 1 to 65535, such as 127.0.0.1:8001, but found "127.0.0.1:65536"',
  ],
  [
    'a missing address',
    ', monitorAddr: "127.0.0.1:9002"',
    '',
    'c.yaml:7:3: servers.2.monitorAddr: expected an address host:port with a port from 1 to 65535, such as 127.0.0.1:8001, but it is missing',
  ],
  [
    'a group that is no group',
    'fd: { pullInterval: 200ms, timeout: 100ms }',
    'fd: 200ms',
    'c.yaml:3:1: fd: expected a group of the keys pullInterval, timeout, but found "200ms"',
  ],
  [
    'heartbeats rarer than elections',
    'numClients: 3',
    'numClients: 3\nappendEntriesSendInterval: 150ms',
    'c.yaml:3:1: appendEntriesSendInterval: expected less than leaderElection.timeout (150 ms), but found "150ms" (followers would stand for election between two heartbeats)',
  ],
  [
    'a key written twice',
    'numClients: 3',
    'numClients: 3\nnumClients: 3',
    'c.yaml:3:1: expected well-formed YAML: Map keys must be unique, but found "numClients: 3"',
  ],
];

describe('a bad configuration', () => {
  it.each(badInputs)(
    'with %s is refused with key, value and expectation',
    (_what, text, replacement, message) => {
      expect(sound).toContain(text);
      expect(problemsOf(sound.replace(text, replacement))).toEqual([message]);
    },
  );

  it('has all its problems reported at once, in the order of the file', () => {
    const text = sound
      .replace('numClients: 3', 'numClients: none')
      .replace('timeout: 100ms', 'timeout: soon')
      .replace('127.0.0.1:9002', 'nowhere');
    expect(problemsOf(text).map((line) => line.split(': ')[1])).toEqual([
      'numClients',
      'fd.timeout',
      'servers.2.monitorAddr',
    ]);
  });

  it('that is empty names the keys it must have', () => {
    expect(problemsOf('').map((line) => line.split(': ')[1])).toEqual([
      'numServers',
      'numClients',
      'servers',
      'clients',
    ]);
  });

  it('that cannot be read names the file', () => {
    expect(() => loadConfig('/nonexistent/c.yaml')).toThrow(
      /^\/nonexistent\/c\.yaml:1:1: expected a readable file/u,
    );
  });
});
