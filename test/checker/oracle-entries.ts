import { readFileSync } from 'node:fs';
import { Source } from '../../compiler/index.ts';
import { prepareModel } from '../../checker/index.ts';
import type { CheckReport, PreparedModel } from '../../checker/index.ts';
import { parseConfig } from '../../checker/config/index.ts';
import { buildModel } from '../../checker/model/index.ts';
import type { Model } from '../../checker/model/index.ts';
import { ModuleRecorder, specRecipe } from '../../checker/parallel/index.ts';
import type { ModelRecipe } from '../../checker/parallel/index.ts';
import type { SearchOutcome } from '../../checker/search/index.ts';

/** What TLC says of a spec and a configuration (test/oracle/expected.json). */
export interface OracleEntry {
  readonly spec: string;
  readonly cfg: string;
  readonly result: string;
  readonly violated?: string;
  readonly exhaustive: boolean;
  /** Of a violation of a liveness property. */
  readonly counterexample?: 'lasso' | 'stuttering';
  readonly distinct?: number;
  readonly depth?: number;
  readonly initial?: number;
  readonly traceLength?: number;
  readonly seconds: number;
}

const root = new URL('../oracle/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, root), 'utf8');

export const oracleEntries = JSON.parse(textOf('expected.json')) as readonly OracleEntry[];

/** Whether the violation is one of a finite behaviour, which ends TLC's search; if not, the search alone says `ok`. */
const isSafety = ({ result, exhaustive }: OracleEntry): boolean => result !== 'property' || !exhaustive;

/** Not among the tests of every day. TLC's time is in proportion to ours. */
export const isLarge = ({ distinct, seconds }: OracleEntry): boolean =>
  (distinct ?? 0) > 15_000 || seconds > 10;

export function modelOfEntry({ spec, cfg }: OracleEntry): {
  readonly model: Model;
  readonly recipe: ModelRecipe;
} {
  const source = new Source(spec, textOf(spec));
  const config = new Source(cfg, textOf(cfg));
  const recorder = new ModuleRecorder(() => undefined);
  const { value: model, diagnostics } = buildModel({
    source,
    findModule: recorder.findModule,
    config: parseConfig(config).value,
  });
  if (model === undefined) throw new Error(`${cfg}: ${diagnostics[0]?.message ?? 'no model'}`);
  return { model, recipe: specRecipe({ source, modules: recorder.found, config }) };
}

/** The same as whoever runs the checker has it. */
export function preparedEntry({ spec, cfg }: OracleEntry): PreparedModel {
  const { value, diagnostics } = prepareModel({
    source: new Source(spec, textOf(spec)),
    findModule: () => undefined,
    config: new Source(cfg, textOf(cfg)),
  });
  if (value === undefined) throw new Error(`${cfg}: ${diagnostics[0]?.message ?? 'no model'}`);
  return value;
}

/** What a search must have in common with TLC's: counts and verdict, and the length of the counterexample if it is a shortest one. */
export function expectedOf(entry: OracleEntry, isBreadthFirst: boolean): Record<string, unknown> {
  const result = isSafety(entry) ? entry.result : 'ok';
  const { distinct, depth, initial, traceLength, violated } = entry;
  return {
    result,
    violated: result === 'invariant' || result === 'property' ? violated : undefined,
    distinct: entry.exhaustive ? distinct : undefined,
    initial: entry.exhaustive ? initial : undefined,
    depth: entry.exhaustive && isBreadthFirst ? depth : undefined,
    traceLength: result !== 'ok' && isBreadthFirst ? traceLength : undefined,
  };
}

/** The same of an outcome. */
export function foundBy(
  entry: OracleEntry,
  { verdict, statistics }: SearchOutcome,
  isBreadthFirst: boolean,
): Record<string, unknown> {
  const { distinct, depth, initial } = statistics;
  const hasPath = 'path' in verdict;
  return {
    result: verdict.kind,
    violated: verdict.kind === 'invariant' || verdict.kind === 'property' ? verdict.name : undefined,
    distinct: entry.exhaustive ? distinct : undefined,
    initial: entry.exhaustive ? initial : undefined,
    depth: entry.exhaustive && isBreadthFirst ? depth : undefined,
    traceLength: hasPath && isBreadthFirst ? verdict.path.states.length : undefined,
  };
}

/** What a whole check must report, liveness included: there, TLC's counterexamples are no shortest ones. */
export function expectedReport(entry: OracleEntry, isBreadthFirst: boolean): Record<string, unknown> {
  const { result, violated, exhaustive, distinct, initial, depth, traceLength, counterexample } = entry;
  return {
    result,
    violated,
    counterexample,
    distinct: exhaustive ? distinct : undefined,
    initial: exhaustive ? initial : undefined,
    depth: exhaustive && isBreadthFirst ? depth : undefined,
    traceLength: isBreadthFirst ? traceLength : undefined,
  };
}

/** The same of a report. */
export function reported(
  entry: OracleEntry,
  { result, violated, isLiveness, path, distinct, initial, depth }: CheckReport,
  isBreadthFirst: boolean,
): Record<string, unknown> {
  return {
    result,
    violated,
    counterexample: isLiveness ? path?.end?.kind : undefined,
    distinct: entry.exhaustive ? distinct : undefined,
    initial: entry.exhaustive ? initial : undefined,
    depth: entry.exhaustive && isBreadthFirst ? depth : undefined,
    traceLength: isBreadthFirst && !isLiveness ? path?.states.length : undefined,
  };
}
