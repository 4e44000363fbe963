import type { Span } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { TlaRecord, setStatisticsSource } from '../../runtime/tla/index.ts';
import type { Model, ModelStep, State } from '../model/index.ts';
import type { Change } from './difference.ts';
import { differences } from './difference.ts';

/** A place in the spec. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A choice of a step: the branch of an `either` (from 0) or the element of a `with`. */
export interface TraceChoice {
  readonly kind: 'either' | 'with';
  readonly name: string | undefined;
  readonly value: Value;
  readonly place: Place;
}

/** What leads from one state to the next. */
export interface TraceStep {
  /** The process's name in the spec. */
  readonly process: string;
  /** Undefined for an algorithm without processes. */
  readonly self: Value | undefined;
  readonly label: string;
  /** The archetype, procedure or process that the label belongs to. */
  readonly owner: string;
  readonly place: Place;
  readonly choices: readonly TraceChoice[];
}

/** What an extra expression is in a state, or why it has no value there. */
export type ExpressionOutcome =
  { readonly name: string; readonly value: Value } | { readonly name: string; readonly error: string };

export interface TraceState {
  /** The step that led here; undefined in the initial state. */
  readonly step: TraceStep | undefined;
  /** By variable, in the order of `Trace.variables`. */
  readonly values: ReadonlyMap<string, Value>;
  /** What the step changed, variable by variable; empty in the initial state. */
  readonly changes: readonly Change[];
  readonly expressions: readonly ExpressionOutcome[];
  /** What is shown to people instead of the variables; undefined without an alias. */
  readonly alias: AliasOutcome | undefined;
}

/** The fields of an alias's record (its name and value, if it is none) with what changed, or why it has no value. */
export type AliasOutcome =
  | { readonly values: ReadonlyMap<string, Value>; readonly changes: readonly Change[] }
  | { readonly error: string };

/** How a trace goes on after its last state; undefined if it just ends there. */
export type TraceEnd =
  /** For ever round the states from `backTo` (from 0); `step` leads from the last state to it. */
  | { readonly kind: 'lasso'; readonly backTo: number; readonly step: TraceStep }
  /** Nothing happens any more. */
  | { readonly kind: 'stuttering' }
  /** The step could not be taken, or (without one) the last state itself could not be evaluated. */
  | { readonly kind: 'failure'; readonly step: TraceStep | undefined; readonly message: string };

export type ViolationKind = 'deadlock' | 'invariant' | 'property' | 'assert' | 'error';
export const violationKinds: readonly ViolationKind[] = [
  'deadlock',
  'invariant',
  'property',
  'assert',
  'error',
];

/** A behaviour of the spec that shows something, as data. */
export interface Trace {
  /** The spec's name. */
  readonly spec: string;
  readonly result: ViolationKind;
  /** The invariant or property. */
  readonly violated: string | undefined;
  readonly variables: readonly string[];
  /** At least one. */
  readonly states: readonly TraceState[];
  readonly end: TraceEnd | undefined;
}

/** A behaviour as the searches find it. */
export interface Path {
  /** At least one; `states[0]` is initial. */
  readonly states: readonly State[];
  /** `steps[i]` leads from `states[i]` to `states[i + 1]`. */
  readonly steps: readonly number[];
  readonly end: PathEnd | undefined;
}
export type PathEnd =
  | { readonly kind: 'lasso'; readonly backTo: number; readonly step: number }
  | { readonly kind: 'stuttering' }
  | { readonly kind: 'failure'; readonly step: number | undefined; readonly message: string };

/** An expression to be shown in every state. May throw TlaEvaluationError; `after` is the next state, or the same at the end. */
export interface TraceExpression {
  readonly name: string;
  /** Shown instead of the variables; of the first such. */
  readonly isAlias?: boolean;
  evaluate(before: State, after: State): Value;
}

export function placeOf(span: Span): Place {
  return { file: span.source.name, ...span.source.positionAt(span.start) };
}

/** A path with everything a reader asks about it: who did what where, by which choices, and what it changed. */
export function traceOf(
  model: Model,
  path: Path,
  violation: { readonly result: ViolationKind; readonly violated: string | undefined },
  expressions: readonly TraceExpression[] = [],
): Trace {
  const valuesOf = (state: State): ReadonlyMap<string, Value> =>
    new Map(model.variables.map((variable) => [variable, model.variableValue(state, variable)]));
  const states: TraceState[] = [];
  const alias = expressions.find(({ isAlias }) => isAlias === true);
  const shown = expressions.filter((expression) => expression !== alias);
  path.states.forEach((state, i) => {
    const values = valuesOf(state);
    const next = path.states[i + 1] ?? loopedBack(path) ?? state;
    const before = path.states[i - 1];
    const stepTaken = path.steps[i - 1];
    states.push({
      step:
        before === undefined || stepTaken === undefined
          ? undefined
          : stepOf(model, stepTaken, { before, after: state }),
      values,
      changes: differences(states[i - 1]?.values ?? values, values),
      expressions: shown.map((expression) => outcomeOf(expression, i + 1, state, next)),
      alias:
        alias === undefined ? undefined : aliasOf(outcomeOf(alias, i + 1, state, next), states[i - 1]?.alias),
    });
  });
  return {
    spec: model.name,
    result: violation.result,
    violated: violation.violated,
    variables: model.variables,
    states,
    end: endOf(model, path),
  };
}

function loopedBack(path: Path): State | undefined {
  return path.end?.kind === 'lasso' ? path.states[path.end.backTo] : undefined;
}

/** `level` is the place of the state in its path, from 1, which is what `TLCGet("level")` means here. */
function outcomeOf(
  { name, evaluate }: TraceExpression,
  level: number,
  before: State,
  after: State,
): ExpressionOutcome {
  setStatisticsSource((asked) => (asked === 'level' ? level : undefined));
  try {
    return { name, value: evaluate(before, after) };
  } catch (error) {
    return { name, error: error instanceof Error ? error.message : String(error) };
  } finally {
    setStatisticsSource(undefined);
  }
}

function aliasOf(outcome: ExpressionOutcome, before: AliasOutcome | undefined): AliasOutcome {
  if ('error' in outcome) return { error: outcome.error };
  const { name, value } = outcome;
  const values = new Map(
    value instanceof TlaRecord
      ? Array.from({ length: value.size }, (_, i): [string, Value] => [
          String(value.keyAt(i)),
          value.valueAt(i),
        ])
      : [[name, value]],
  );
  const old = before !== undefined && 'values' in before ? before.values : undefined;
  return { values, changes: old === undefined ? [] : differences(old, values) };
}

function endOf(model: Model, path: Path): TraceEnd | undefined {
  const { end } = path;
  if (end === undefined || end.kind === 'stuttering') return end;
  if (end.kind === 'failure') {
    return {
      kind: 'failure',
      step: end.step === undefined ? undefined : stepOf(model, end.step, undefined),
      message: end.message,
    };
  }
  const before = path.states.at(-1);
  const after = path.states[end.backTo];
  const pair = before === undefined || after === undefined ? undefined : { before, after };
  return { kind: 'lasso', backTo: end.backTo, step: stepOf(model, end.step, pair) };
}

function stepOf(
  model: Model,
  id: number,
  pair: { readonly before: State; readonly after: State } | undefined,
): TraceStep {
  const { process, label, owner, span } = model.steps[id] as ModelStep;
  const choices = pair === undefined ? [] : model.choicesOf(pair.before, id, pair.after);
  return {
    process: model.processes[process]?.name ?? owner,
    self: model.processes[process]?.self,
    label,
    owner,
    place: placeOf(span),
    choices: choices.map((choice) => ({
      kind: choice.kind,
      name: choice.name,
      value: choice.value,
      place: placeOf(choice.span),
    })),
  };
}
