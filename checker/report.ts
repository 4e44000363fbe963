import { TlaAssertionError, toTlaString } from '../runtime/tla/index.ts';
import type { Counterexample, LivenessResult, LivenessWarning } from './liveness/index.ts';
import type { Model, ModelStep } from './model/index.ts';
import type {
  IncompleteReason,
  SearchStatistics,
  StateGraph,
  StatePath,
  StepCoverage,
  Verdict,
} from './search/index.ts';
import { placeOf, traceOf, traceToJson } from './trace/index.ts';
import type {
  JsonTrace,
  Path,
  PathEnd,
  Place,
  Trace,
  TraceExpression,
  ViolationKind,
} from './trace/index.ts';

export type CheckResult = 'ok' | 'assumption' | ViolationKind | 'incomplete';

/** What was found, before it is told: a verdict with the behaviour that shows it. */
export interface Finding {
  readonly result: CheckResult;
  /** The invariant or property. */
  readonly violated: string | undefined;
  /** Of a property: whether only an infinite behaviour can violate it. */
  readonly isLiveness: boolean;
  /** One sentence for people, and what an evaluation said. */
  readonly message: string;
  readonly place: Place | undefined;
  readonly path: Path | undefined;
}

/** Of one label of one process. */
export interface LabelCoverage {
  readonly process: string;
  readonly self: string | undefined;
  readonly label: string;
  readonly place: Place;
  /** How often the step was taken, and how many states were first found by it. */
  readonly taken: number;
  readonly newStates: number;
}

/** What a check established. */
export interface CheckReport {
  readonly spec: string;
  readonly result: CheckResult;
  readonly violated: string | undefined;
  readonly isLiveness: boolean;
  readonly message: string;
  /** Of the assumption that is violated. */
  readonly place: Place | undefined;
  /** Undefined if nothing was found, or if not even an initial state could be evaluated. */
  readonly trace: Trace | undefined;
  /** Places in the model's steps and states: the trace for programs that go on with it. */
  readonly path: Path | undefined;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  readonly initial: number;
  readonly statistics: SearchStatistics | undefined;
  /** Of a simulation: how many there were, and which one (from 0) found the violation. */
  readonly walks: { readonly count: number; readonly violating: number | undefined } | undefined;
  readonly coverage: readonly LabelCoverage[];
  /** What limits the verdict, in sentences. */
  readonly notes: readonly string[];
  readonly seconds: number;
  readonly workers: number;
  /** Of a simulation. */
  readonly seed: number | undefined;
}

/** The shape of `--json`. Fields may be added; those here keep their meaning. */
export interface JsonReport {
  readonly spec: string;
  readonly result: CheckResult;
  readonly violated: string | null;
  readonly message: string;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  readonly initial: number;
  /** States of the trace; null without one. */
  readonly traceLength: number | null;
  readonly seconds: number;
  readonly workers: number;
  readonly seed: number | null;
  /** Of a simulation. */
  readonly walks: number | null;
  readonly notes: readonly string[];
  readonly collisionProbability: number | null;
  readonly coverage: readonly LabelCoverage[];
  readonly trace: JsonTrace | null;
}

export function reportToJson(report: CheckReport): JsonReport {
  const { trace, path } = report;
  return {
    spec: report.spec,
    result: report.result,
    violated: report.violated ?? null,
    message: report.message,
    distinct: report.distinct,
    generated: report.generated,
    depth: report.depth,
    initial: report.initial,
    traceLength: path?.states.length ?? null,
    seconds: Number(report.seconds.toFixed(3)),
    workers: report.workers,
    seed: report.seed ?? null,
    walks: report.walks?.count ?? null,
    notes: report.notes,
    collisionProbability: report.statistics?.collisionProbability.calculated ?? null,
    coverage: report.coverage,
    trace: trace === undefined ? null : traceToJson(trace),
  };
}

const incompleteness: Readonly<Record<IncompleteReason, string>> = {
  'no-initial-state': 'Nothing was checked: the spec has no initial state',
  'constrained-away': 'Nothing was checked: the constraints exclude every initial state',
  'depth-bound': 'Nothing wrong was found up to the bound of the depth; there are states beyond it',
  stopped: 'The search was stopped before its end; nothing wrong was found so far',
};

/** What a search's verdict says. */
export function findingOf(model: Model, verdict: Verdict): Finding {
  const base = { violated: undefined, isLiveness: false, place: undefined, path: undefined };
  switch (verdict.kind) {
    case 'ok':
      return { ...base, result: 'ok', message: 'Nothing wrong was found' };
    case 'incomplete':
      return { ...base, result: 'incomplete', message: incompleteness[verdict.reason] };
    case 'assumption': {
      const place = placeOf(verdict.span);
      const { failure } = verdict;
      if (failure !== undefined) {
        const message = `The evaluation failed in an assumption (${placeText(place)}): ${failure}`;
        return { ...base, result: 'error', place, message };
      }
      return {
        ...base,
        result: 'assumption',
        place,
        message: `An assumption is not TRUE (${placeText(place)})`,
      };
    }
    case 'invariant':
      return {
        ...base,
        result: 'invariant',
        violated: verdict.name,
        message: `Invariant ${verdict.name} is violated`,
        path: pathOf(verdict.path),
      };
    case 'property':
      return {
        ...base,
        result: 'property',
        violated: verdict.name,
        message: `Property ${verdict.name} is violated`,
        path: pathOf(verdict.path),
      };
    case 'deadlock':
      return {
        ...base,
        result: 'deadlock',
        message: 'Deadlock: nothing can happen any more, and not every process is done',
        path: pathOf(verdict.path),
      };
    case 'assert':
    case 'error': {
      const { step, cause, evaluating } = verdict;
      const what = step === undefined ? (evaluating ?? 'the initial states') : stepText(model, step);
      const verb = verdict.kind === 'assert' ? 'An assertion failed' : 'The evaluation failed';
      return {
        ...base,
        result: verdict.kind,
        message: `${verb} in ${what}: ${cause.message}`,
        path: pathOf(verdict.path, { kind: 'failure', step, message: cause.message }),
      };
    }
  }
}

function pathOf({ states, steps }: StatePath, end?: PathEnd): Path {
  return { states, steps, end };
}

/** `raftkvs.tla:12:3` */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function stepText(model: Model, id: number): string {
  const { process, label, span } = model.steps[id] as ModelStep;
  const actor = model.processes[process];
  const place = placeText(placeOf(span));
  if (actor === undefined) return `${label} (${place})`;
  const { name, self } = actor;
  return `${label} of ${name}${self === undefined ? '' : `(${toTlaString(self)})`} (${place})`;
}

/** What checking the temporal properties found; undefined if they all hold. */
export function livenessFinding(graph: StateGraph, { verdicts }: LivenessResult): Finding | undefined {
  for (const verdict of verdicts) {
    const { name } = verdict.property;
    if (verdict.kind === 'violated') {
      const { counterexample } = verdict;
      return {
        result: 'property',
        violated: name,
        isLiveness: counterexample.kind !== 'finite',
        message: `Property ${name} is violated`,
        place: undefined,
        path: behaviourPath(graph, counterexample),
      };
    }
    if (verdict.kind === 'error') {
      const { message } = verdict.error;
      return {
        result: verdict.error instanceof TlaAssertionError ? 'assert' : 'error',
        violated: name,
        isLiveness: true,
        message: `The evaluation failed in ${verdict.predicate} of property ${name}: ${message}`,
        place: undefined,
        path: {
          ...behaviourPath(graph, verdict.behaviour),
          end: { kind: 'failure', step: undefined, message },
        },
      };
    }
  }
  return undefined;
}

function behaviourPath(graph: StateGraph, { kind, states, loop }: Counterexample): Path {
  // Stuttering at the end of a finite behaviour is its end, and nowhere else is it a step.
  const shown = states.filter(({ step }, i) => i === 0 || step !== undefined);
  const endsInStuttering = kind === 'stuttering' || shown.length < states.length;
  const lasso: PathEnd | undefined =
    loop?.step === undefined ? undefined : { kind: 'lasso', backTo: loop.to, step: loop.step };
  return {
    states: shown.map(({ state }) => graph.stateAt(state)),
    steps: shown.flatMap(({ step }) => (step === undefined ? [] : [step])),
    end: endsInStuttering ? { kind: 'stuttering' } : lasso,
  };
}

const warnings: Readonly<Record<LivenessWarning, string>> = {
  constraint:
    'The constraints cut behaviours off: a violation of a liveness property that needs states beyond them is not found',
  symmetry:
    'With SYMMETRY the verdict on liveness properties may be wrong: states stand for others, so cycles need not be real',
  view: 'With VIEW the verdict on liveness properties may be wrong: states stand for others, so cycles need not be real',
  incomplete: 'Not all states were explored: liveness properties may be violated beyond',
  'no-behaviour': 'Nothing was checked: no behaviour satisfies the fairness that the specification asks for',
};

/** What limits the verdicts on temporal properties. */
export function livenessNotes({ verdicts, warnings: given }: LivenessResult): readonly string[] {
  const vacuous = verdicts.flatMap((verdict) =>
    verdict.kind === 'holds'
      ? verdict.notes.map(
          ({ operator, never }) =>
            `Property ${verdict.property.name} holds, but asks for nothing: the left side of ${operator} is never true: ${never}`,
        )
      : [],
  );
  return [...given.map((warning) => warnings[warning]), ...vacuous];
}

/** `coverage` is by place in `Model.steps`. */
export function coverageOfSteps(model: Model, coverage: readonly StepCoverage[]): readonly LabelCoverage[] {
  return model.steps.flatMap(({ process, label, owner, span, isForFailures }, i) => {
    const { name, self } = model.processes[process] ?? { name: owner, self: undefined };
    const { taken, newStates } = coverage[i] ?? { taken: 0, newStates: 0 };
    if (isForFailures === true && taken === 0) return [];
    return {
      process: name,
      self: self === undefined ? undefined : toTlaString(self),
      label,
      place: placeOf(span),
      taken,
      newStates,
    };
  });
}

/** The trace of a finding, if it has one. */
export function traceOfFinding(
  model: Model,
  { result, violated, path }: Finding,
  expressions: readonly TraceExpression[],
): Trace | undefined {
  if (path === undefined || path.states.length === 0) return undefined;
  return traceOf(model, path, { result: result as ViolationKind, violated }, expressions);
}
