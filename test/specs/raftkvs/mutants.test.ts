import { describe, expect, it } from 'vitest';
import { edited, loadCompiled, specText } from '../compiled-spec.ts';
import type { RaftkvsModule } from './cluster.ts';
import { mutants } from './mutants.ts';
import type { TrialName } from './mutants.ts';
import { elections, isolation, partitions, turmoil } from './profiles.ts';
import { SafetyViolation } from './safety.ts';
import { Simulation } from './simulation.ts';
import type { Events } from './simulation.ts';

const seeds = 400;

/** What the mutants are put to, in turn. */
const trials: readonly { readonly name: TrialName; readonly numServers: number; readonly events: Events }[] =
  [
    { name: 'partitions', numServers: 3, events: partitions },
    { name: 'elections', numServers: 5, events: elections },
    { name: 'turmoil', numServers: 3, events: turmoil },
    { name: 'partitions', numServers: 4, events: partitions },
    { name: 'isolation', numServers: 3, events: isolation },
  ];

describe('the simulation notices a specification with', () => {
  const text = specText('raftkvs/raftkvs.tla');
  for (const { name, defect, edits, caughtBy, under, from } of mutants) {
    it(`${name}: ${defect}`, { timeout: 120_000 }, async () => {
      const mutant = edits.reduce((result, [find, replace]) => edited(result, find, replace), text);
      const module = (await loadCompiled('raftkvs', mutant)) as RaftkvsModule;
      const violation = await firstViolation(module, under, from);
      expect(caughtBy).toContain(violation?.property);
    });
  }
});

async function firstViolation(
  module: RaftkvsModule,
  under: TrialName | undefined,
  from = 1,
): Promise<SafetyViolation | undefined> {
  const suited = trials.filter(({ name }) => under === undefined || name === under);
  const size = { steps: 12_000, numClients: 3, maxAppendEntries: 3, maxApply: 2 };
  for (let seed = from; seed <= seeds; seed += 1) {
    const trial = suited[seed % suited.length] as (typeof trials)[number];
    const problem: unknown = await new Simulation(module, { seed, ...size, ...trial }).run().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (problem instanceof SafetyViolation) return problem;
    if (problem !== undefined) throw problem;
  }
  return undefined;
}
