import type { CheckReport, PreparedModel } from '../../checker/index.ts';
import type { TlcOutput } from './tlc-output.ts';

/** TLC's trace is followed on our own model, which knows the labels, places and choices of the source. */
export async function tlcReport(
  { model, config }: PreparedModel,
  output: TlcOutput,
  request: { readonly traceExpr: readonly string[]; readonly workers: number; readonly seconds: number },
): Promise<CheckReport> {
  const { replay, replayReport, traceExpressions } = await import('../../checker/index.ts');
  const expressions = traceExpressions(model, config, request.traceExpr);
  // Of temporal properties TLC does not say which one is violated.
  const names =
    output.result === 'property' && output.violated === undefined
      ? model.properties.map(({ name }) => name)
      : [output.violated];
  const attempts = names.flatMap((violated) => {
    const trace = output.trace === undefined ? undefined : { ...output.trace, violated };
    return trace === undefined ? [] : [replayReport(model, trace, replay(model, trace), expressions)];
  });
  const replayed = attempts.find(({ kind }) => kind === 'reproduced') ?? attempts[0];
  const shown = replayed?.kind === 'reproduced' ? replayed.report : undefined;
  const unread =
    shown === undefined && output.stateTexts.length > 0
      ? [
          `TLC's trace could not be followed in the source${replayed?.kind === 'refuted' ? ` (${replayed.message})` : ''}; as TLC gave it:`,
          ...output.stateTexts,
        ]
      : [];
  return {
    spec: model.name,
    result: output.result ?? 'incomplete',
    violated: output.violated ?? shown?.violated,
    isLiveness: output.isLiveness,
    message: output.message ?? 'TLC found nothing wrong',
    place: undefined,
    trace: shown?.trace,
    path: shown?.path,
    distinct: output.distinct,
    generated: output.generated,
    depth: output.depth,
    initial: 0,
    statistics: undefined,
    walks: undefined,
    coverage: [],
    notes: unread,
    seconds: request.seconds,
    workers: request.workers,
    seed: undefined,
  };
}
