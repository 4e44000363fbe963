import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, runStep } from '../../../bench/raftkvs/load.ts';
import type { StoreClient } from '../../../bench/raftkvs/load.ts';
import { workloadNamed } from '../../../bench/raftkvs/workloads.ts';
import { TestCluster } from './cluster.ts';

const clients = 5;
const keyCount = 50;
const stepsPerClient = 30;

describe('three servers under the workloads of YCSB', () => {
  let cluster: TestCluster;
  let store: StoreClient;

  beforeAll(async () => {
    cluster = await TestCluster.start({ servers: 3, clients });
    const connection = await cluster.connect();
    store = {
      put: (_client, key, value) => connection.put(key, value),
      get: (_client, key) => connection.get(key),
      close: () => connection.close(),
    };
    await fill(store, clients, keyCount, 100);
  });

  afterAll(() => cluster.stop());

  it.each(['A', 'B', 'C', 'D', 'F'])('give every get of workload %s the value of its key', async (name) => {
    const steps = workloadNamed(name).start(keyCount);
    let done = 0;
    const run = async (client: number): Promise<void> => {
      const next = steps(client);
      for (let step = 0; step < stepsPerClient; step += 1) {
        await runStep(store, client, next(), 100);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
    expect(done).toBe(clients * stepsPerClient);
  });
});
