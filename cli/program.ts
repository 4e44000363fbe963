import yargs from 'yargs';
import { addCommands } from './commands/index.ts';
import { InputProblem, UsageError } from './failures.ts';
import { protectedArguments } from './protected-arguments.ts';
import { exitCode } from './terminal.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { packageVersion } from './version.ts';

/** Runs the program on its arguments (without node and script). Never throws and never ends the process. */
export async function runProgram(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = protectedArguments(given);
  let code: ExitCode = exitCode.ok;
  try {
    const parser = addCommands(yargs([...args]), terminal, (result) => {
      code = result;
    })
      .scriptName('mpcal-ts')
      .usage('$0 <command>\n\nModular PlusCal in TypeScript: compile specifications to programs that run.')
      .version(packageVersion())
      .alias('help', 'h')
      .strict()
      .demandCommand(1, 'Say what to do: give a command.')
      .recommendCommands()
      .wrap(100)
      .locale('en')
      .exitProcess(false)
      .fail((message: string | null, error: Error | null | undefined) => {
        // yargs gives its own errors this name; all others come from a command.
        if (error !== undefined && error !== null && error.name !== 'YError') throw error;
        throw new UsageError(message ?? error?.message ?? 'wrong usage');
      });
    let text = '';
    await parser.parseAsync([...args], {}, (_error, _argv, output) => {
      text = output;
    });
    if (text !== '') terminal.out(`${text}\n`);
  } catch (error) {
    return told(error, terminal);
  }
  return code;
}

function told(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    terminal.error(`mpcal-ts: ${error.message}\nTry mpcal-ts --help.\n`);
    return exitCode.usage;
  }
  if (error instanceof InputProblem) {
    terminal.error(`mpcal-ts: ${error.message}\n`);
    return exitCode.inputProblem;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.error(`mpcal-ts: internal error, please report it:\n${stack}\n`);
  return exitCode.internal;
}
