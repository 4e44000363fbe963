import { checkProperties } from './liveness/index.ts';
import type { Model, TemporalProperty } from './model/index.ts';
import type { Finding } from './report.ts';
import { findingOf, livenessFinding, livenessNotes } from './report.ts';
import type { SearchOptions, SearchOutcome, SearchProgress, StateGraph } from './search/index.ts';
import { Search, safetyChecksOf } from './search/index.ts';

/** How a model is to be explored. */
export interface ExploreOptions {
  readonly order: 'breadth-first' | 'depth-first';
  readonly maximumDepth: number | undefined;
  readonly spill: SearchOptions['spill'] | undefined;
  /** Keep the state graph, for whoever wants to see it. */
  readonly keepGraph: boolean;
  /** Stops the search; its result is then `incomplete`. */
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: SearchProgress) => void) | undefined;
}

export interface Exploration {
  readonly finding: Finding;
  readonly outcome: SearchOutcome;
  readonly graph: StateGraph | undefined;
  readonly notes: readonly string[];
}

/** States expanded between two looks at signals and clocks. */
const batch = 2000;

/** Explores the states, then checks on their graph what is about whole behaviours. */
export async function explore(model: Model, options: ExploreOptions): Promise<Exploration> {
  const { temporal } = safetyChecksOf(model);
  const search = new Search(model, {
    order: options.order,
    recordGraph: options.keepGraph || temporal.length > 0,
    ...(options.maximumDepth === undefined ? {} : { maximumDepth: options.maximumDepth }),
    ...(options.spill === undefined ? {} : { spill: options.spill }),
  });
  while (!search.advance(batch)) {
    options.onProgress?.(search.progress);
    // Signals and timers get their turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (options.signal?.aborted === true) search.stop();
  }
  const outcome = search.outcome();
  const finding = findingOf(model, outcome.verdict);
  const { graph } = outcome;
  if (graph === undefined || temporal.length === 0) return { finding, outcome, graph, notes: [] };
  return { outcome, graph, ...checkTemporal(model, temporal, graph, finding) };
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
  const result = checkProperties(withProperties(model, temporal), graph, { isIncomplete });
  const notes = livenessNotes(result);
  const violation = livenessFinding(graph, result);
  if (violation !== undefined) return { finding: violation, notes };
  const established = !result.warnings.includes('no-behaviour');
  return { finding: established ? finding : { ...finding, result: 'incomplete' }, notes };
}

/** The model with other properties; what it computes is its own. */
function withProperties(model: Model, properties: readonly TemporalProperty[]): Model {
  return {
    name: model.name,
    variables: model.variables,
    slots: model.slots,
    processes: model.processes,
    steps: model.steps,
    invariants: model.invariants,
    constraints: model.constraints,
    actionConstraints: model.actionConstraints,
    properties,
    fairness: model.fairness,
    assumedFormulas: model.assumedFormulas,
    hasSymmetry: model.hasSymmetry,
    hasView: model.hasView,
    checksDeadlock: model.checksDeadlock,
    violatedAssumption: () => model.violatedAssumption(),
    initialStates: (visit) => {
      model.initialStates(visit);
    },
    successors: (state, sink) => {
      model.successors(state, sink);
    },
    successorsOf: (state, step, sink) => {
      model.successorsOf(state, step, sink);
    },
    isTerminated: (state) => model.isTerminated(state),
    fingerprint: (state, into) => {
      model.fingerprint(state, into);
    },
    choicesOf: (before, step, after) => model.choicesOf(before, step, after),
    variableValue: (state, variable) => model.variableValue(state, variable),
    traceExpression: (text) => model.traceExpression(text),
  };
}
