import { setStatisticsSource } from '../runtime/tla/index.ts';
import { checkProperties } from './liveness/index.ts';
import type { CheckedModel } from './liveness/index.ts';
import type { Figures, Model, TemporalProperty } from './model/index.ts';
import { asksFigures, figureOf, prints } from './model/index.ts';
import type { Crew, ModelRecipe, ParallelOptions } from './parallel/index.ts';
import { parallelSearch } from './parallel/index.ts';
import type { Finding } from './report.ts';
import { findingOf, livenessFinding, livenessNotes } from './report.ts';
import type {
  Checkpoint,
  SearchOptions,
  SearchOutcome,
  StateGraph,
  Supervision,
  TimedProgress,
} from './search/index.ts';
import { Search, safetyChecksOf, supervise, tellingMemory } from './search/index.ts';

/** How a model is to be explored. */
export interface ExploreOptions {
  readonly order: 'breadth-first' | 'depth-first';
  readonly maximumDepth: number | undefined;
  readonly spill: SearchOptions['spill'] | undefined;
  /** Threads that are to search, how each makes its model, and where its states go when memory is short. */
  readonly workers: number;
  readonly recipe: ModelRecipe;
  readonly workerSpill: ParallelOptions['spill'];
  /** Threads that make their models already. */
  readonly crew: Crew | undefined;
  /** Keep the state graph, for whoever wants to see it. */
  readonly keepGraph: boolean;
  /** Stops the search; its result is then `incomplete`. */
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: TimedProgress) => void) | undefined;
  readonly checkpoint: Checkpoint | undefined;
}

/** A search for properties of whole behaviours keeps the graph of all states, and is neither saved nor resumed. */
export class NotSaveable extends Error {
  constructor(properties: readonly string[]) {
    const why =
      properties.length === 0 ? 'the graph is to be written' : `of the properties ${properties.join(', ')}`;
    super(
      `a search that keeps the graph of all states cannot be saved or resumed; here it is kept because ${why}`,
    );
    this.name = 'NotSaveable';
  }
}

export interface Exploration {
  readonly finding: Finding;
  readonly outcome: SearchOutcome;
  readonly graph: StateGraph | undefined;
  /** Threads that searched. */
  readonly workers: number;
  readonly notes: readonly string[];
}

/** Explores the states, then checks on their graph what is about whole behaviours. */
export async function explore(model: Model, options: ExploreOptions): Promise<Exploration> {
  const { temporal } = safetyChecksOf(model);
  const recordGraph = options.keepGraph || temporal.length > 0;
  if (options.checkpoint !== undefined && recordGraph)
    throw new NotSaveable(temporal.map(({ name }) => name));
  const reason = options.workers > 1 ? whyOneThread(model, options, recordGraph) : undefined;
  const workers = reason === undefined ? options.workers : 1;
  const outcome = await tellingMemory(
    () => 'what is known of the states that were found',
    () => (workers > 1 ? searchByThreads(model, options) : searchAlone(model, options, recordGraph)),
  );
  const finding = findingOf(model, outcome.verdict);
  const ownNotes = reason === undefined ? [] : [`One thread searched: ${reason}`];
  const { graph } = outcome;
  if (graph === undefined || temporal.length === 0)
    return { finding, outcome, graph, workers, notes: ownNotes };
  const checked = await tellingMemory(
    () => `properties of whole behaviours of ${graph.stateCount} states`,
    () => checkTemporal(model, temporal, graph, finding),
  );
  return { outcome, graph, workers, finding: checked.finding, notes: [...ownNotes, ...checked.notes] };
}

/** Several threads search breadth-first, and do not keep the graph. */
function whyOneThread(model: Model, options: ExploreOptions, recordGraph: boolean): string | undefined {
  if (asksFigures(model))
    return 'TLCGet is asked for registers or figures, of which several would have different ones';
  if (prints(model)) return 'what is printed by several would be mixed up';
  if (options.order === 'depth-first') return 'several search breadth-first only';
  if (options.keepGraph) return 'several do not keep the graph';
  return recordGraph ? 'properties of whole behaviours need the graph of all states' : undefined;
}

function supervisionOf({ signal, onProgress }: ExploreOptions): Supervision {
  return {
    now: () => performance.now(),
    pause,
    stopIsRequested: () => signal?.aborted === true,
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs a search that TLCGet may be asked about. It is not while the search pauses: another may run then. */
async function tellingFigures(
  model: Model,
  search: Search,
  order: ExploreOptions['order'],
  run: (pause: Supervision['pause']) => Promise<SearchOutcome>,
): Promise<SearchOutcome> {
  if (!asksFigures(model)) return run(pause);
  const begin = performance.now();
  const figures = (): Figures => {
    const { distinct, generated, depth, queued } = search.progress;
    return {
      mode: order === 'depth-first' ? 'dfs' : 'bfs',
      distinct,
      generated,
      queue: queued,
      diameter: depth,
      seconds: (performance.now() - begin) / 1000,
      workers: 1,
      traces: 0,
      level: search.level,
    };
  };
  const listen = (): void => {
    setStatisticsSource((name) => figureOf(model, figures(), name));
  };
  listen();
  try {
    return await run(async () => {
      setStatisticsSource(undefined);
      await pause();
      listen();
    });
  } finally {
    setStatisticsSource(undefined);
  }
}

async function searchByThreads(model: Model, options: ExploreOptions): Promise<SearchOutcome> {
  const { checkpoint, crew, maximumDepth, workerSpill, workers, recipe } = options;
  return parallelSearch(
    model,
    recipe,
    {
      workers,
      ...(maximumDepth === undefined ? {} : { maximumDepth }),
      ...(workerSpill === undefined ? {} : { spill: workerSpill }),
      ...(crew === undefined ? {} : { crew }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
    },
    supervisionOf(options),
  );
}

async function searchAlone(
  model: Model,
  options: ExploreOptions,
  recordGraph: boolean,
): Promise<SearchOutcome> {
  const { checkpoint, maximumDepth, order, spill } = options;
  const search = new Search(model, {
    order,
    recordGraph,
    ...(maximumDepth === undefined ? {} : { maximumDepth }),
    ...(spill === undefined ? {} : { spill }),
  });
  if (checkpoint?.resumed !== undefined) search.resume(checkpoint.resumed, checkpoint.identity);
  const outcome = await tellingFigures(model, search, options.order, (pause) =>
    supervise(search, { ...supervisionOf(options), pause }),
  );
  if (outcome.verdict.kind === 'incomplete' && outcome.verdict.reason === 'stopped')
    await checkpoint?.save?.(search.save(checkpoint.identity));
  return outcome;
}

function checkTemporal(
  model: Model,
  temporal: readonly TemporalProperty[],
  graph: StateGraph,
  finding: Finding,
): { readonly finding: Finding; readonly notes: readonly string[] } {
  const isIncomplete = finding.result === 'incomplete';
  // A safety violation is reported alone, and nothing can be said where there is no state.
  if ((finding.result !== 'ok' && !isIncomplete) || graph.stateCount === 0) return { finding, notes: [] };
  const result = checkProperties(checkedFor(model, temporal), graph, { isIncomplete });
  const notes = livenessNotes(result);
  const violation = livenessFinding(graph, result);
  if (violation !== undefined) return { finding: violation, notes };
  const established = !result.warnings.includes('no-behaviour');
  return { finding: established ? finding : { ...finding, result: 'incomplete' }, notes };
}

/** What liveness needs of the model, with other properties. */
function checkedFor(model: Model, properties: readonly TemporalProperty[]): CheckedModel {
  const { steps, fairness, assumedFormulas, hasSymmetry, hasView } = model;
  return {
    steps,
    properties,
    fairness,
    assumedFormulas,
    hasSymmetry,
    hasView,
    successorsOf: (state, step, sink) => {
      model.successorsOf(state, step, sink);
    },
    fingerprint: (state, into) => {
      model.fingerprint(state, into);
    },
  };
}
