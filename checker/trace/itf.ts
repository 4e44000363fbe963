import { toTlaString } from '../../runtime/index.ts';
import type { ItfValue } from './itf-values.ts';
import { fromItf, toItf } from './itf-values.ts';
import { readEnd, readStep } from './json.ts';
import type { JsonReader } from './json-reader.ts';
import type { RecordedState, RecordedTrace } from './recorded.ts';
import type { Trace, TraceStep } from './trace.ts';
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
    vars: trace.variables,
    ...(loop === undefined ? {} : { loop }),
    states: trace.states.map(({ step, values }, index) => {
      const state: Record<string, ItfValue | Readonly<Record<string, unknown>>> = {
        '#meta': { index, step: metaOf(step) },
      };
      for (const [name, value] of values) state[name] = toItf(value);
      return state;
    }),
  };
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
  return {
    step: meta.isAbsent ? undefined : readStep(meta.field('step')),
    values: new Map(variables.map((name) => [name, fromItf(state.field(name))])),
  };
}
