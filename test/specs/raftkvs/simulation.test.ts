import { describe, expect, it } from 'vitest';
import * as raftkvs from '../../../generated/raftkvs/raftkvs.ts';
import { Simulation } from './simulation.ts';
import type { Faults } from './simulation.ts';

const calm: Faults = { loss: 0, crash: 0, restart: 0, whim: 0, delay: 0.01, clientRestart: 0 };
const wild: Faults = { loss: 0.01, crash: 0.0008, restart: 0.004, whim: 0.002, delay: 0.03, clientRestart: 0.0005 };

describe('compiled servers under a random schedule', () => {
  const cases = [
    { what: 'one server', numServers: 1, faults: calm },
    { what: 'one server that crashes', numServers: 1, faults: wild },
    { what: 'two servers with faults', numServers: 2, faults: wild },
    { what: 'three servers without faults', numServers: 3, faults: calm },
    { what: 'three servers with faults', numServers: 3, faults: wild },
    { what: 'five servers with faults', numServers: 5, faults: wild },
  ];
  for (const { what, numServers, faults } of cases) {
    it(`keep the properties of Raft and answer every request: ${what}`, async () => {
      for (let seed = 1; seed <= Number(process.env['SEEDS'] ?? 8); seed += 1) {
        const options = { seed, steps: 15_000, numServers, numClients: 3, maxAppendEntries: 3, maxApply: 2, faults };
        const summary = await new Simulation(raftkvs, options).run().catch((error: unknown) => {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        });
        if (process.env['SEEDS']) console.log(seed, summary);
        expect(summary.committed, `seed ${seed}`).toBeGreaterThan(0);
      }
    });
  }
});
