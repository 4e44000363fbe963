import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkerFailure, parallelSimulation } from '../../../checker/parallel/index.ts';
import { simulate } from '../../../checker/simulate/index.ts';
import { namedToyModel, toyRecipe } from '../toy-models.ts';

const supervision = { now: () => performance.now(), pause: () => sleep(2) };

describe('a simulation by several threads', () => {
  it('finds what one thread finds', async () => {
    const options = { walks: 2000, depth: 12, seed: 11 };
    const alone = simulate(namedToyModel(['dieHard']), options);
    const together = await parallelSimulation(
      namedToyModel(['dieHard']),
      toyRecipe('dieHard'),
      { ...options, workers: 2 },
      supervision,
    );
    expect(alone.violatingWalk).toBeGreaterThan(0);
    expect(together.violatingWalk).toBe(alone.violatingWalk);
    expect(together.verdict).toEqual(alone.verdict);
  });

  it('makes the same walks as one thread', async () => {
    const options = { walks: 40, depth: 20, seed: 2 };
    const alone = simulate(namedToyModel(['lattice', 3, 9]), options);
    const together = await parallelSimulation(
      namedToyModel(['lattice', 3, 9]),
      toyRecipe('lattice', 3, 9),
      { ...options, workers: 3 },
      supervision,
    );
    expect(together).toEqual(alone);
  });

  it('fails with the error of a worker that fails', async () => {
    const failure: unknown = await parallelSimulation(
      namedToyModel(['broken', 3]),
      toyRecipe('broken', 3),
      { walks: 4, depth: 9, seed: 1, workers: 2 },
      supervision,
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkerFailure);
    expect(String(failure)).toContain('a defect');
  });

  it('ends when it is asked to', async () => {
    const { verdict } = await parallelSimulation(
      namedToyModel(['lattice', 3, 9]),
      toyRecipe('lattice', 3, 9),
      { walks: Infinity, depth: 20, seed: 2, workers: 2 },
      { ...supervision, stopIsRequested: () => true },
    );
    expect(verdict).toEqual({ kind: 'incomplete', reason: 'stopped' });
  });
});
