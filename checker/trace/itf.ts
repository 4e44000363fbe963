import { toTlaString } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { ItfValue } from './itf-values.ts';
import { fromItf, toItf } from './itf-values.ts';
import { readEnd, readStep } from './json.ts';
import type { JsonReader } from './json-reader.ts';
import type { RecordedState, RecordedTrace } from './recorded.ts';
import type { Trace, TraceState, TraceStep } from './trace.ts';
import { violationKinds } from './trace.ts';

/** A trace in Apalache's Informal Trace Format (ADR 015). What the format has no word for stands in the `#meta` fields, which it leaves free. */
export interface ItfTrace {
  readonly '#meta': Readonly<Record<string, unknown>>;
  readonly vars: readonly string[];
  /** The state (from 0) that the last one goes back to. */
  readonly loop?: number;
  readonly states: readonly Readonly<Record<string, unknown>>[];
}

export function traceToItf(trace: Trace): ItfTrace {
  const { end } = trace;
  const last = trace.states.length - 1;
  const loop = end?.kind === 'lasso' ? end.backTo : end?.kind === 'stuttering' ? last : undefined;
  return {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      source: trace.spec,
      status: 'violation',
      result: trace.result,
      violated: trace.violated ?? null,
      end: end === undefined ? null : { ...end, step: 'step' in end ? metaOf(end.step) : null },
    },
    vars: shownNames(trace),
    ...(loop === undefined ? {} : { loop }),
    states: trace.states.map((state, index) => {
      const shown = aliasValues(state);
      // Whoever follows the trace again needs the variables.
      const variables = shown === undefined ? {} : { variables: itfValues(state.values) };
      return {
        '#meta': { index, step: metaOf(state.step), ...variables },
        ...itfValues(shown ?? state.values),
      };
    }),
  };
}

function itfValues(values: ReadonlyMap<string, Value>): Readonly<Record<string, ItfValue>> {
  return Object.fromEntries([...values].map(([name, value]) => [name, toItf(value)]));
}

function aliasValues({ alias }: TraceState): ReadonlyMap<string, Value> | undefined {
  return alias === undefined || 'error' in alias ? undefined : alias.values;
}

/** The variables, or the fields of the alias where it has a value. */
function shownNames(trace: Trace): readonly string[] {
  return [...new Set(trace.states.flatMap((state) => [...(aliasValues(state) ?? state.values).keys()]))];
}

function metaOf(step: TraceStep | undefined): Readonly<Record<string, unknown>> | null {
  if (step === undefined) return null;
  const { process, self, label, place } = step;
  return { process, self: self === undefined ? null : toTlaString(self), label, place };
}

/** Reads what traceToItf writes. Traces of other programs have no steps and no violation to check, and are refused. Throws TraceFormatError. */
export function traceFromItf(root: JsonReader): RecordedTrace {
  const meta = root.field('#meta');
  const variables = root
    .field('vars')
    .items()
    .map((name) => name.text());
  const states = root
    .field('states')
    .items()
    .map((state) => readState(state, variables));
  if (states.length === 0) root.field('states').fail('at least one state');
  return {
    result: meta.field('result').oneOf(violationKinds),
    violated: meta.field('violated').textIfThere(),
    states,
    end: readEnd(meta.field('end'), states.length),
  };
}

function readState(state: JsonReader, variables: readonly string[]): RecordedState {
  const meta = state.field('#meta');
  const hidden = meta.isAbsent ? meta : meta.field('variables');
  return {
    step: meta.isAbsent ? undefined : readStep(meta.field('step')),
    values: new Map(
      hidden.isAbsent
        ? variables.map((name) => [name, fromItf(state.field(name))])
        : hidden.fields().map(([name, value]) => [name, fromItf(value)]),
    ),
  };
}
