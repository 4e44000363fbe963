import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkerFailure, parallelSearch } from '../../../checker/parallel/index.ts';
import type { SearchOutcome } from '../../../checker/search/index.ts';
import { search } from '../../../checker/search/index.ts';
import { referenceSearch } from '../search/reference-search.ts';
import { namedToyModel, randomGraph, toyRecipe } from '../toy-models.ts';

const supervision = { now: () => performance.now(), pause: () => sleep(2) };

function inParallel(workers: number, ...toy: [string, ...number[]]): Promise<SearchOutcome> {
  const options = { workers, waitsForAll: true };
  return parallelSearch(namedToyModel(toy), toyRecipe(...toy), options, supervision);
}

describe('a search by several threads', () => {
  it.each([1, 3])('counts what one thread counts, with %i workers', async (workers) => {
    const { verdict, statistics } = await inParallel(workers, 'lattice', 5, 6);
    const alone = search(namedToyModel(['lattice', 5, 6])).statistics;
    expect(verdict).toEqual({ kind: 'ok' });
    const { distinct, generated, depth, initial } = alone;
    expect(statistics).toMatchObject({ distinct, generated, depth, initial });
    expect(statistics.coverage.map(({ taken }) => taken)).toEqual(alone.coverage.map(({ taken }) => taken));
    expect(statistics.collisionProbability).toEqual(alone.collisionProbability);
  });

  it('finds a shortest counterexample', async () => {
    const { verdict } = await inParallel(2, 'dieHard');
    if (verdict.kind !== 'invariant') throw new Error(verdict.kind);
    expect(verdict.path.states).toHaveLength(7);
    expect(verdict.path.states[6]).toEqual([3, 4]);
  });

  it('reports a deadlock', async () => {
    const { verdict } = await inParallel(2, 'dining', 4);
    if (verdict.kind !== 'deadlock') throw new Error(verdict.kind);
    expect(verdict.path.states).toHaveLength(5);
  });

  it('reports a step that fails, with its cause', async () => {
    const { verdict } = await inParallel(2, 'failing', 5);
    if (verdict.kind !== 'assert') throw new Error(verdict.kind);
    expect(verdict.cause.message).toContain('the assertion failed');
    expect(verdict.path.states).toHaveLength(6);
  });

  it('says nothing is established without initial states', async () => {
    expect((await inParallel(2, 'counter', 5, 1)).verdict).toEqual({
      kind: 'incomplete',
      reason: 'constrained-away',
    });
    expect((await inParallel(2, 'counter', 5, 2)).verdict).toEqual({
      kind: 'incomplete',
      reason: 'no-initial-state',
    });
  });

  it('says what the obvious search says about random graphs', async () => {
    for (let seed = 1; seed <= 2; seed++) {
      const toy: [string, ...number[]] = ['random', seed, 300, 3, 0.001];
      const expected = referenceSearch(randomGraph(seed, 300, 3, 0.001));
      const { verdict, statistics } = await inParallel(2, ...toy);
      if (expected.violations.length > 0) {
        if (!('path' in verdict)) throw new Error(verdict.kind);
        expect(expected.violations).toContainEqual({
          kind: verdict.kind,
          length: verdict.path.states.length,
        });
        continue;
      }
      const { distinct, generated, depth, initial } = expected;
      expect(statistics).toMatchObject({ distinct, generated, depth, initial });
    }
  });

  it('counts the same whenever the other threads join', async () => {
    const toy: [string, ...number[]] = ['lattice', 5, 7];
    const options = { workers: 2, aloneMilliseconds: 0 };
    const outcome = await parallelSearch(namedToyModel(toy), toyRecipe(...toy), options, supervision);
    const { distinct, generated, depth } = search(namedToyModel(toy)).statistics;
    expect(outcome.verdict).toEqual({ kind: 'ok' });
    expect(outcome.statistics).toMatchObject({ distinct, generated, depth });
  });

  it('needs no other threads if it is done before they are started', async () => {
    const model = namedToyModel(['lattice', 3, 3]);
    const options = { workers: 3, aloneMilliseconds: Infinity };
    const { verdict } = await parallelSearch(model, toyRecipe('nothing of this name'), options, supervision);
    expect(verdict).toEqual({ kind: 'ok' });
  });

  it('grows the set of visited states while several threads use it', async () => {
    const { statistics } = await inParallel(3, 'lattice', 6, 5);
    expect(statistics.distinct).toBe(6 ** 6);
  });

  it('fails with the error of the model', async () => {
    await expect(inParallel(2, 'broken', 5)).rejects.toThrow('a defect');
  });

  it('fails with the error of a worker that cannot make its model', async () => {
    const model = namedToyModel(['lattice', 5, 6]);
    const options = { workers: 2, waitsForAll: true };
    const running = parallelSearch(model, toyRecipe('nothing of this name'), options, supervision);
    await expect(running).rejects.toThrow(WorkerFailure);
  });

  it('fails with the error of a worker that fails while it expands states', async () => {
    const model = namedToyModel(['lattice', 6, 30]);
    const options = { workers: 2, waitsForAll: true };
    const failure: unknown = await parallelSearch(
      model,
      toyRecipe('broken', 0, 6),
      options,
      supervision,
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkerFailure);
    expect(String(failure)).toContain('a defect');
    expect((failure as WorkerFailure).isForeseen).toBe(false);
  });

  it('tells that a worker had not enough memory from a defect', async () => {
    const model = namedToyModel(['lattice', 6, 30]);
    const options = { workers: 2, waitsForAll: true };
    const failure: unknown = await parallelSearch(
      model,
      toyRecipe('greedy', 0, 6),
      options,
      supervision,
    ).catch((error: unknown) => error);
    expect(String(failure)).toContain('Array buffer allocation failed');
    expect((failure as WorkerFailure).isForeseen).toBe(true);
  });

  it('ends when it is asked to, and tells how far it came', async () => {
    const toy: [string, ...number[]] = ['lattice', 6, 30];
    let reports = 0;
    const { verdict, statistics } = await parallelSearch(
      namedToyModel(toy),
      toyRecipe(...toy),
      { workers: 2, waitsForAll: true },
      {
        ...supervision,
        progressIntervalMilliseconds: 1,
        onProgress: ({ generated }) => {
          if (generated > 0) reports++;
        },
        stopIsRequested: () => reports >= 3,
      },
    );
    expect(verdict).toEqual({ kind: 'incomplete', reason: 'stopped' });
    expect(statistics.distinct).toBeGreaterThan(0);
  });

  it('looks at the clock after few states where states have many successors', async () => {
    const width = 1000;
    let readings = 0;
    const options = { workers: 2, aloneMilliseconds: Infinity };
    const { statistics } = await parallelSearch(
      namedToyModel(['wide', width]),
      toyRecipe('wide', width),
      options,
      { now: () => (readings += 1) * 1000, pause: () => sleep(0) },
    );
    expect(statistics.distinct).toBe(2 * width + 1);
    expect(readings).toBeGreaterThan(width);
  });
});
