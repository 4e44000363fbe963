import { once } from 'node:events';
import { connect as dial } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeValue, nodeEnvironment, parseTlaValue, startHub } from '../../../runtime/index.ts';
import { TestCluster, until } from './cluster.ts';

let cluster: TestCluster | undefined;

afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

/** Sends bytes to an address and waits until the other side closes. */
async function sendBytes(address: string, bytes: Uint8Array, thenEnd: boolean): Promise<void> {
  const [host, port] = address.split(':');
  const socket = dial(Number(port), host);
  await once(socket, 'connect');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined).resume();
  if (thenEnd) socket.end(bytes);
  else socket.write(bytes);
  await closed;
}

async function counterOf(running: TestCluster, text: string): Promise<number> {
  const metrics = (await running.servers.get(1)?.metrics()) ?? '';
  const line = metrics.split('\n').find((candidate) => candidate.startsWith(text));
  return Number(line?.split(' ').at(-1));
}

describe('a server', () => {
  it('drops and counts connections that bring garbage, on every port, and goes on', async () => {
    cluster = await TestCluster.start({ servers: 1, clients: 1 });
    const store = await cluster.connect();
    await store.put('key', '1');
    const { mailboxAddr, monitorAddr } = cluster.config.servers.get(1) ?? {
      mailboxAddr: '',
      monitorAddr: '',
    };
    for (const address of [mailboxAddr, monitorAddr]) {
      await sendBytes(address, Buffer.from('GET / HTTP/1.1\r\nHost: nobody\r\n\r\n'), false);
      await sendBytes(address, Buffer.alloc(100_000, 0xff), false);
      await sendBytes(address, Buffer.from([0]), true);
    }
    expect(await store.get('key')).toBe('1');
    const dropped = await counterOf(cluster, 'raftkvs_dropped_connections{cause="garbage"}');
    expect(dropped).toBeGreaterThanOrEqual(2);
  });

  it('drops and counts peers whose messages no archetype understands, and goes on', async () => {
    cluster = await TestCluster.start({ servers: 1, clients: 1 });
    const store = await cluster.connect();
    await store.put('key', '1');
    const stranger = await startHub({ environment: nodeEnvironment(), name: 'stranger' });
    const channel = stranger.openRelaxed(cluster.config.servers.get(1)?.mailboxAddr ?? '', 1, {
      bufferMessages: 100,
      bufferBytes: 1_000_000,
      dialTimeoutMilliseconds: 1_000,
      writeTimeoutMilliseconds: 1_000,
    });
    const bad = [
      '5',
      '"text"',
      '[mtype |-> "rvq"]',
      '[mtype |-> "cpq", mcmd |-> 1, msource |-> 99, mdest |-> 1]',
    ];
    for (const [index, text] of bad.entries()) {
      const running = cluster;
      await until(`dropping ${text}`, async () => {
        const payload = encodeValue(parseTlaValue(text));
        channel.reserve(payload.length);
        channel.send(payload);
        return (await counterOf(running, 'raftkvs_dropped_connections{cause="badMessage"}')) > index;
      });
    }
    await stranger.close();
    expect(await store.get('key')).toBe('1');
    expect(cluster.servers.get(1)?.status().role).toBe('leader');
  });
});
