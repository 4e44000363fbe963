import type { CheckReport } from '../../checker/index.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode } from '../terminal.ts';

/** TLC's exit code for what was found. */
export function exitCodeOf({ result, isLiveness }: Pick<CheckReport, 'result' | 'isLiveness'>): ExitCode {
  switch (result) {
    case 'ok':
    case 'incomplete':
      return exitCode.ok;
    case 'assumption':
      return exitCode.assumption;
    case 'deadlock':
      return exitCode.deadlock;
    case 'invariant':
      return exitCode.safety;
    case 'property':
      return isLiveness ? exitCode.liveness : exitCode.safety;
    case 'assert':
      return exitCode.assertion;
    case 'error':
      return exitCode.evaluation;
  }
}
