import { afterEach, describe, expect, it } from 'vitest';
import type { RaftkvsClient } from '../../../systems/raftkvs/connect.ts';
import { TestCluster, until } from './cluster.ts';

let cluster: TestCluster | undefined;

async function start(servers: number, clients: number): Promise<readonly [TestCluster, RaftkvsClient]> {
  cluster = await TestCluster.start({ servers, clients });
  return [cluster, await cluster.connect()];
}

afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

async function putAndGet(store: RaftkvsClient, first: number, count: number): Promise<void> {
  for (let index = first; index < first + count; index += 1) {
    await store.put(`key${index % 3}`, `value${index}`);
    expect(await store.get(`key${index % 3}`)).toBe(`value${index}`);
  }
}

/** Every server has applied all that is committed, and has the same keys. */
async function untilLevel({ servers }: TestCluster): Promise<void> {
  await until('all servers applying the same entries', () => {
    const statuses = [...servers.values()].map((server) => server.status());
    const [first] = statuses;
    return statuses.every(
      ({ commitIndex, logLength, keys }) =>
        commitIndex === first?.commitIndex && logLength === commitIndex && keys === first.keys,
    );
  });
}

describe('a cluster', () => {
  it.each([1, 2, 3, 4, 5])('of %d servers answers 10 puts, each followed by its get', async (servers) => {
    const [running, store] = await start(servers, 1);
    await putAndGet(store, 0, 10);
    await untilLevel(running);
  });

  it('says that a key is not there until it is put', async () => {
    const [, store] = await start(3, 1);
    expect(await store.get('nothing')).toBeUndefined();
    await store.put('nothing', '');
    expect(await store.get('nothing')).toBe('');
  });

  it('of three servers goes on without its leader, and has lost nothing', async () => {
    const [running, store] = await start(3, 1);
    await putAndGet(store, 0, 5);
    await running.stopServer((await running.leader()).id);
    expect(await store.get('key1')).toBe('value4');
    await putAndGet(store, 5, 5);
  });

  it('of three servers goes on without one of its followers', async () => {
    const [running, store] = await start(3, 1);
    await putAndGet(store, 0, 5);
    const leader = await running.leader();
    await running.stopServer([1, 2, 3].find((id) => id !== leader.id) ?? 0);
    await putAndGet(store, 5, 5);
  });

  it('brings a server that comes back up to date, and recovers what it had', async () => {
    const [running, store] = await start(3, 1);
    await putAndGet(store, 0, 5);
    const { id } = await running.leader();
    await running.stopServer(id);
    await putAndGet(store, 5, 5);
    const server = await running.startServer(id);
    expect(server.status().logLength).toBeGreaterThan(0);
    await untilLevel(running);
    expect(server.status().keys).toBe(3);
  });

  it('has all its data when all its servers come back', async () => {
    const [running, store] = await start(3, 1);
    await putAndGet(store, 0, 3);
    for (const id of [1, 2, 3]) await running.stopServer(id);
    for (const id of [1, 2, 3]) await running.startServer(id);
    expect(await store.get('key2')).toBe('value2');
  });

  it.each([3, 5])('answers %d concurrent clients with 50 puts each', async (clients) => {
    const [running, store] = await start(3, clients);
    const work = Array.from({ length: clients }, async (_, client) => {
      for (let index = 0; index < 50; index += 1) {
        await store.put(`key${client}`, `value${index}`);
        if (index % 10 === 9) expect(await store.get(`key${client}`)).toBe(`value${index}`);
      }
    });
    await Promise.all(work);
    await untilLevel(running);
    expect((await running.leader()).status().keys).toBe(clients);
  });

  it('queues requests beyond the number of its clients', async () => {
    const [, store] = await start(1, 2);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.put(`key${index}`, String(index))));
    const values = await Promise.all(Array.from({ length: 20 }, (_, index) => store.get(`key${index}`)));
    expect(values).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
  });

  it('stores values of a megabyte and keys with spaces and any Unicode', async () => {
    const [, store] = await start(3, 2);
    const value = '𝄞é'.repeat(170_000);
    await Promise.all([store.put('a key "quoted"\n', value), store.put('ключ 値 😀', '')]);
    expect(await store.get('a key "quoted"\n')).toBe(value);
    expect(await store.get('ключ 値 😀')).toBe('');
  });

  it('refuses what is no text or too large, and goes on', async () => {
    const [, store] = await start(1, 1);
    await expect(store.put('\ud800', '')).rejects.toMatchObject({ code: 'RAFTKVS_BAD_REQUEST' });
    await expect(store.put('key', 'x'.repeat(1_600_000))).rejects.toMatchObject({
      code: 'RAFTKVS_BAD_REQUEST',
    });
    await store.put('key', 'value');
    expect(await store.get('key')).toBe('value');
  });

  it('without a majority leaves requests unanswered, and says so after the time limit', async () => {
    const [running, store] = await start(3, 1);
    await store.put('key', '1');
    await running.stopServer(1);
    await running.stopServer(2);
    const impatient = await import('../../../systems/raftkvs/connect.ts');
    await store.close();
    const other = await impatient.connect(running.config, { requestTimeoutMilliseconds: 300 });
    await expect(other.get('key')).rejects.toMatchObject({ code: 'RAFTKVS_NO_ANSWER' });
    await running.startServer(1);
    await other.close();
    expect(await (await running.connect()).get('key')).toBe('1');
  });
});
