import type { Model } from './model/index.ts';
import type { CheckReport } from './report.ts';
import { traceOf } from './trace/index.ts';
import type { RecordedTrace, ReplayOutcome, TraceExpression } from './trace/index.ts';

export type Replayed =
  | { readonly kind: 'reproduced'; readonly report: CheckReport }
  /** The trace is no behaviour any more, or a harmless one; the message says which and why. */
  | { readonly kind: 'refuted'; readonly message: string };

/** What following a recorded trace showed, as the report of a check that looked at this one behaviour. */
export function replayReport(
  model: Model,
  recorded: RecordedTrace,
  outcome: ReplayOutcome,
  expressions: readonly TraceExpression[],
): Replayed {
  if (outcome.kind === 'notABehaviour') {
    const message = `The trace is no behaviour of the spec: at state ${outcome.state + 1}, ${outcome.reason}`;
    return { kind: 'refuted', message };
  }
  if (outcome.kind === 'harmless') {
    const message = `The trace is a behaviour of the spec, but shows no violation: ${outcome.reason}`;
    return { kind: 'refuted', message };
  }
  const { path } = outcome;
  const { result, violated } = recorded;
  const length = path.states.length;
  const what = violated === undefined ? result : `${result} ${violated}`;
  return {
    kind: 'reproduced',
    report: {
      spec: model.name,
      result,
      violated,
      isLiveness: result === 'property' && path.end !== undefined,
      message: `The trace is a behaviour of the spec and shows what it says: ${what}`,
      place: undefined,
      trace: traceOf(model, path, { result, violated }, expressions),
      path,
      distinct: length,
      generated: length,
      depth: length,
      initial: 1,
      statistics: undefined,
      walks: undefined,
      coverage: [],
      notes: [],
      seconds: 0,
      workers: 1,
      seed: undefined,
    },
  };
}
