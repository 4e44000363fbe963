import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { ExitCode, Terminal } from './terminal.ts';

/** One verb of the program: a file in commands/ exports one of these, and commands/index.ts lists it. */
export interface Command<Arguments> {
  /** In yargs' notation: `compile <spec>`. */
  readonly usage: string;
  /** One line of the help. */
  readonly summary: string;
  /** Declares options, positionals and examples. */
  readonly options: (yargs: Argv) => Argv<Arguments>;
  /** Does it. Throws InputProblem for what the user can put right; any other error is a bug of ours. */
  readonly run: (args: ArgumentsCamelCase<Arguments>, terminal: Terminal) => Promise<ExitCode>;
}
