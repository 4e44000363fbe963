import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../../checker/index.ts';
import { expectedReport, reported } from './oracle-entries.ts';
import type { OracleEntry } from './oracle-entries.ts';

/**
 * Small specs of our own as users of TLC write them. What must be found was worked out without the checker: the counts and the lengths of
 * traces by programs that explore a translation by hand of every label, the verdicts on behaviours by thinking. Traces are shortest.
 */
const root = fileURLToPath(new URL('corpus/', import.meta.url));
const entries = JSON.parse(readFileSync(`${root}expected.json`, 'utf8')) as readonly OracleEntry[];
const named = entries.map((entry) => [entry.cfg, entry] as const);
/** What is said about whole behaviours does not depend on the order of the search. */
const inOrder = named.filter(
  ([cfg, { counterexample }]) => counterexample === undefined && !/HandFair/.test(cfg),
);
const withWorkers = named.filter(([cfg]) => /FastMutexP_tight|MatchC\.cfg/.test(cfg));

const filesOf = ({ spec, cfg }: OracleEntry): { readonly spec: string; readonly config: string } => ({
  spec: root + spec,
  config: root + cfg,
});

describe('the corpus', () => {
  it.each(named)('is judged right breadth-first: %s', async (_, entry) => {
    const report = await check(filesOf(entry));
    expect(reported(entry, report, true)).toEqual(expectedReport(entry, true));
  });

  it.each(inOrder)('is judged right depth-first: %s', async (_, entry) => {
    const report = await check({ ...filesOf(entry), order: 'depth-first' });
    expect(reported(entry, report, false)).toEqual(expectedReport(entry, false));
  });

  it.each(withWorkers)('is judged right by two workers: %s', async (_, entry) => {
    const report = await check({ ...filesOf(entry), workers: 2 });
    expect(reported(entry, report, true)).toEqual(expectedReport(entry, true));
  });
});
