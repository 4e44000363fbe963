import { describe, expect, it } from 'vitest';
import * as raftkvs from '../../../generated/raftkvs/raftkvs.ts';
import { calm, crashes, elections, partitions, turmoil } from './profiles.ts';
import { Simulation } from './simulation.ts';

/** A longer campaign: SIMULATION_SEEDS=500 SIMULATION_FIRST_SEED=1000 npx vitest run test/specs/raftkvs/simulation.test.ts */
const firstSeed = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);
const seeds = Number(process.env['SIMULATION_SEEDS'] ?? 4);

describe('compiled servers under a random schedule keep the properties of Raft and answer every request', () => {
  const cases = [
    { what: 'one server', numServers: 1, events: calm },
    { what: 'one server that crashes', numServers: 1, events: crashes },
    { what: 'two servers that crash', numServers: 2, events: crashes },
    { what: 'three servers', numServers: 3, events: calm },
    { what: 'three servers that crash', numServers: 3, events: crashes },
    { what: 'three servers with partitions', numServers: 3, events: partitions },
    { what: 'three servers in turmoil', numServers: 3, events: turmoil },
    { what: 'four servers with partitions', numServers: 4, events: partitions },
    { what: 'five servers with partitions', numServers: 5, events: partitions },
    { what: 'five servers that elect all the time', numServers: 5, events: elections },
  ];
  for (const { what, numServers, events } of cases) {
    it(what, { timeout: 10_000 + seeds * 5_000 }, async () => {
      let [committed, answered] = [0, 0];
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        const options = {
          seed,
          steps: 12_000,
          numServers,
          numClients: 3,
          maxAppendEntries: 3,
          maxApply: 2,
          events,
        };
        const summary = await new Simulation(raftkvs, options).run().catch((error: unknown) => {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        });
        committed += summary.committed;
        answered += summary.answered;
      }
      // A run in which every client is killed before its answer comes is possible; many are not.
      expect(committed).toBeGreaterThan(0);
      expect(answered).toBeGreaterThan(0);
    });
  }
});
