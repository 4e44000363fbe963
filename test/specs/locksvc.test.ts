import { describe, expect, it } from 'vitest';
import * as locksvc from '../../generated/locksvc/locksvc.ts';
import {
  defineConstantValue,
  ensureArchetypeRefParam,
  ensureArchetypeValueParam,
  newMPCalContext,
  withChooser,
  withScheduler,
} from '../../runtime/kernel/index.ts';
import type { MPCalContextConfig } from '../../runtime/kernel/index.ts';
import { newLocalSharedVariable } from '../../runtime/resources/local-shared-variable.ts';
import { applyFunction, interval, makeFunction } from '../../runtime/tla/index.ts';
import { edited, loadCompiled, specText } from './compiled-spec.ts';
import { PairLinks } from './pair-links.ts';
import { seededRandom } from '../seeded-random.ts';
import { RandomChooser, RandomScheduler, VirtualClock } from './simulated-kernel.ts';

const numClients = 4;

/** Runs the lock service for some steps; answers how often each client had the lock. Rejects if two had it at once. */
async function run(module: typeof locksvc, seed: number): Promise<number[]> {
  const random = seededRandom(seed);
  const environment = { clock: new VirtualClock(), random, defer: () => undefined, print: () => undefined };
  const scheduler = new RandomScheduler(environment, random);
  const net = new PairLinks(random, 'msource');
  const hasLock = newLocalSharedVariable(makeFunction(interval(1, numClients), () => false));
  const failures: unknown[] = [];
  const start = (self: number, archetype: typeof locksvc.AServer, ...configs: MPCalContextConfig[]): void => {
    const context = newMPCalContext(
      self,
      archetype,
      defineConstantValue('NumClients', numClients),
      withScheduler(scheduler),
      withChooser(new RandomChooser(random)),
      ensureArchetypeRefParam('net', net),
      ...configs,
    );
    context.run().catch((error: unknown) => failures.push(error));
  };
  start(0, module.AServer);
  for (let client = 1; client <= numClients; client += 1) {
    start(
      client,
      module.AClient,
      ensureArchetypeRefParam('hasLock', hasLock),
      ensureArchetypeValueParam('server', 0),
    );
  }
  const turns = Array.from({ length: numClients }, () => 0);
  let holder = -1;
  for (let step = 0; step < 4_000; step += 1) {
    scheduler.runOne();
    const holders = turns.flatMap((_, index) =>
      applyFunction(hasLock.value, index + 1) === true ? [index] : [],
    );
    expect(holders.length, `step ${step}`).toBeLessThanOrEqual(1);
    const next = holders[0] ?? -1;
    if (next !== holder && next >= 0) turns[next] = (turns[next] ?? 0) + 1;
    holder = next;
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(failures).toEqual([]);
  return turns;
}

describe('the compiled lock service under a random schedule', () => {
  it('gives the lock to one client at a time, and to every client again and again', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const turns = await run(locksvc, seed);
      expect(Math.min(...turns), `seed ${seed}`).toBeGreaterThan(20);
    }
  });

  it('is caught giving the lock to whoever asks', async () => {
    const mutant = edited(specText('locksvc/locksvc.tla'), 'if (waiting = <<>>) {', 'if (TRUE) {');
    const module = (await loadCompiled('locksvc', mutant)) as typeof locksvc;
    await expect(run(module, 1)).rejects.toThrow();
  });

  it('is caught waking nobody', async () => {
    const mutant = edited(specText('locksvc/locksvc.tla'), 'if (waiting # <<>>) {', 'if (FALSE) {');
    const module = (await loadCompiled('locksvc', mutant)) as typeof locksvc;
    expect(Math.min(...(await run(module, 1)))).toBeLessThan(2);
  });
});
