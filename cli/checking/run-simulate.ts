import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { ModelRequest } from './run-check.ts';
import { prepare, tell, tellingProblems, whileInterruptible } from './run-check.ts';

export interface SimulateRequest extends ModelRequest {
  readonly num: number;
  readonly depth: number;
  /** Undefined: one is made up. */
  readonly seed: number | undefined;
  readonly workers: number;
}

/** Does what `simulate` was asked to do. */
export async function runSimulate(request: SimulateRequest, terminal: Terminal): Promise<ExitCode> {
  return tellingProblems(request, terminal, () => simulateAsAsked(request, terminal));
}

async function simulateAsAsked(request: SimulateRequest, terminal: Terminal): Promise<ExitCode> {
  const prepared = await prepare(request, terminal);
  if (prepared === undefined) return exitCode.inputProblem;
  const { simulateModel } = await import('../../checker/index.ts');
  const seed = request.seed ?? Math.floor(Math.random() * 2 ** 32);
  const { checked: report, wasInterrupted } = await whileInterruptible(
    request,
    terminal,
    async (signal, progress) =>
      simulateModel(prepared, {
        walks: request.num,
        depth: request.depth,
        seed,
        traceExpressions: request.traceExpr,
        minimize: request.minimize,
        signal,
        workers: request.workers,
        onProgress: (states) => {
          progress.showWalks(states);
        },
      }),
  );
  await tell(report, request, terminal);
  return wasInterrupted ? exitCode.interrupted : exitCodeOf(report);
}
