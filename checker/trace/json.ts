import { toTlaString } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { JsonReader } from './json-reader.ts';
import { readNotation } from './notation.ts';
import type { RecordedEnd, RecordedState, RecordedStep, RecordedTrace } from './recorded.ts';
import type { ExpressionOutcome, Place, Trace, TraceEnd, TraceStep } from './trace.ts';
import { violationKinds } from './trace.ts';

/**
 * A trace as JSON. Values are texts in TLA+'s notation, which `parseTlaValue` of the runtime reads back; states count from 0 in
 * `backTo`. Fields may be added; those here keep their meaning.
 */
export interface JsonTrace {
  readonly format: 'mpcal-ts-trace';
  readonly version: 1;
  readonly spec: string;
  readonly result: string;
  readonly violated: string | null;
  readonly variables: readonly string[];
  readonly states: readonly JsonTraceState[];
  readonly end: JsonTraceEnd | null;
}

export interface JsonTraceState {
  /** What led here; null in the initial state. */
  readonly step: JsonTraceStep | null;
  readonly values: Readonly<Record<string, string>>;
  /** null for `before`: there was nothing; for `after`: there is nothing any more. */
  readonly changes: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Of --trace-expr; null where an expression has no value. */
  readonly expressions: Readonly<Record<string, string | null>>;
  /** What the configuration's ALIAS shows instead of `values` (which it takes to follow the trace again); null where there is none, or it has no value. */
  readonly alias: Readonly<Record<string, string>> | null;
}

export interface JsonTraceStep {
  readonly process: string;
  readonly self: string | null;
  readonly label: string;
  readonly owner: string;
  readonly place: Place;
  readonly choices: readonly {
    readonly kind: 'either' | 'with';
    readonly name: string | null;
    readonly value: string;
    readonly place: Place;
  }[];
}

export type JsonTraceEnd =
  | { readonly kind: 'lasso'; readonly backTo: number; readonly step: JsonTraceStep }
  | { readonly kind: 'stuttering' }
  | { readonly kind: 'failure'; readonly step: JsonTraceStep | null; readonly message: string };

export const traceFormat = 'mpcal-ts-trace';
export const traceVersion = 1;

export function traceToJson(trace: Trace): JsonTrace {
  return {
    format: traceFormat,
    version: traceVersion,
    spec: trace.spec,
    result: trace.result,
    violated: trace.violated ?? null,
    variables: trace.variables,
    states: trace.states.map(({ step, values, changes, expressions, alias }) => ({
      step: step === undefined ? null : jsonStep(step),
      values: jsonValues(values),
      changes: changes.map(({ path, before, after }) => ({
        path,
        before: textOf(before),
        after: textOf(after),
      })),
      expressions: Object.fromEntries(expressions.map((outcome) => [outcome.name, jsonOutcome(outcome)])),
      alias: alias === undefined || 'error' in alias ? null : jsonValues(alias.values),
    })),
    end: trace.end === undefined ? null : jsonEnd(trace.end),
  };
}

function jsonValues(values: ReadonlyMap<string, Value>): Readonly<Record<string, string>> {
  return Object.fromEntries([...values].map(([name, value]) => [name, toTlaString(value)]));
}

function textOf(value: Value | undefined): string | null {
  return value === undefined ? null : toTlaString(value);
}

function jsonOutcome(outcome: ExpressionOutcome): string | null {
  return 'value' in outcome ? toTlaString(outcome.value) : null;
}

function jsonStep(step: TraceStep): JsonTraceStep {
  return {
    process: step.process,
    self: textOf(step.self),
    label: step.label,
    owner: step.owner,
    place: step.place,
    choices: step.choices.map(({ kind, name, value, place }) => ({
      kind,
      name: name ?? null,
      value: toTlaString(value),
      place,
    })),
  };
}

function jsonEnd(end: TraceEnd): JsonTraceEnd {
  switch (end.kind) {
    case 'lasso':
      return { kind: 'lasso', backTo: end.backTo, step: jsonStep(end.step) };
    case 'stuttering':
      return { kind: 'stuttering' };
    case 'failure':
      return {
        kind: 'failure',
        step: end.step === undefined ? null : jsonStep(end.step),
        message: end.message,
      };
  }
}

/** Reads what traceToJson writes. Throws TraceFormatError. */
export function traceFromJson(root: JsonReader): RecordedTrace {
  root.field('format').oneOf([traceFormat]);
  if (root.field('version').value !== traceVersion) root.field('version').fail(`version ${traceVersion}`);
  const states = root.field('states').items().map(readState);
  if (states.length === 0) root.field('states').fail('at least one state');
  return {
    result: root.field('result').oneOf(violationKinds),
    violated: root.field('violated').textIfThere(),
    states,
    end: readEnd(root.field('end'), states.length),
  };
}

function readState(state: JsonReader): RecordedState {
  return {
    step: readStep(state.field('step')),
    values: new Map(
      state
        .field('values')
        .fields()
        .map(([name, value]) => [name, readNotation(value)]),
    ),
  };
}

/** A step, or nothing. */
export function readStep(step: JsonReader): RecordedStep | undefined {
  if (step.isAbsent) return undefined;
  const self = step.field('self');
  return {
    process: step.field('process').text(),
    self: self.isAbsent ? undefined : readNotation(self),
    label: step.field('label').text(),
  };
}

export function readEnd(end: JsonReader, length: number): RecordedEnd | undefined {
  if (end.isAbsent) return undefined;
  const kind = end.field('kind').oneOf(['lasso', 'stuttering', 'failure']);
  const step = readStep(end.field('step'));
  if (kind === 'stuttering') return { kind };
  if (kind === 'failure') return { kind, step };
  if (step === undefined) return end.field('step').fail('a step');
  return { kind, backTo: end.field('backTo').index(length), step };
}
