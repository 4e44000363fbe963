import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../checker/index.ts';
import { parallelSearch } from '../../checker/parallel/index.ts';
import { search } from '../../checker/search/index.ts';
import {
  expectedOf,
  expectedReport,
  foundBy,
  isLarge,
  modelOfEntry,
  oracleEntries,
  preparedEntry,
  reported,
} from './oracle-entries.ts';

/** The large specs, all of them with two workers, and whole checks in every order are for `make oracle`. */
const isLong = process.env['ORACLE'] === 'all';
const named = oracleEntries
  .filter((entry) => isLong || !isLarge(entry))
  .map((entry) => [entry.cfg, entry] as const);
const withWorkers = named.filter(([cfg]) => isLong || /RiverP\.cfg|LockService/.test(cfg));

describe('the oracle', () => {
  it('has more than forty entries that are searched here', () => {
    expect(named.length).toBeGreaterThan(40);
    expect(withWorkers.length).toBeGreaterThan(1);
  });

  it.each(named)('says what a breadth-first search says: %s', (_, entry) => {
    expect(foundBy(entry, search(modelOfEntry(entry).model), true)).toEqual(expectedOf(entry, true));
  });

  it.each(named)('says what a depth-first search says: %s', (_, entry) => {
    const outcome = search(modelOfEntry(entry).model, { order: 'depth-first' });
    expect(foundBy(entry, outcome, false)).toEqual(expectedOf(entry, false));
  });

  it.each(withWorkers)(
    'says what two workers say: %s',
    async (_, entry) => {
      const { model, recipe } = modelOfEntry(entry);
      const supervision = { now: () => performance.now(), pause: () => sleep(5) };
      const outcome = await parallelSearch(model, recipe, { workers: 2, waitsForAll: true }, supervision);
      expect(foundBy(entry, outcome, true)).toEqual(expectedOf(entry, true));
    },
    120_000,
  );

  const ways = [1, 2].flatMap((workers) =>
    (['breadth-first', 'depth-first'] as const).map((order) => ({ workers, order })),
  );
  const wholeChecks = isLong ? ways : ways.filter(({ workers }) => workers === 1);

  describe.each(wholeChecks)('a whole check, $order, asked for $workers workers', ({ workers, order }) => {
    it.each(isLong ? named : withWorkers)('reports what TLC reports: %s', async (_, entry) => {
      const { report } = await checkModel(preparedEntry(entry), { workers, order });
      const isBreadthFirst = order === 'breadth-first';
      expect(reported(entry, report, isBreadthFirst)).toEqual(expectedReport(entry, isBreadthFirst));
    });
  });
});
