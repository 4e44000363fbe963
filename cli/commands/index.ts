import type { Argv } from 'yargs';
import type { Command } from '../command.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { checkCommand } from './check.ts';
import { compileCommand } from './compile.ts';
import { evalCommand } from './eval.ts';
import { explainCommand } from './explain.ts';
import { formatCommand } from './format.ts';
import { parseCommand } from './parse.ts';
import { pluscalCommand } from './pluscal.ts';
import { replCommand } from './repl.ts';
import { simulateCommand } from './simulate.ts';

/** Adds every verb, in the order of the help. `finished` takes the exit code of the one that runs. */
export function addCommands(yargs: Argv, terminal: Terminal, finished: (code: ExitCode) => void): Argv {
  add(yargs, compileCommand, terminal, finished);
  add(yargs, checkCommand, terminal, finished);
  add(yargs, simulateCommand, terminal, finished);
  add(yargs, pluscalCommand, terminal, finished);
  add(yargs, formatCommand, terminal, finished);
  add(yargs, parseCommand, terminal, finished);
  add(yargs, evalCommand, terminal, finished);
  add(yargs, replCommand, terminal, finished);
  return add(yargs, explainCommand, terminal, finished);
}

function add<Arguments>(
  yargs: Argv,
  command: Command<Arguments>,
  terminal: Terminal,
  finished: (code: ExitCode) => void,
): Argv {
  return yargs.command(command.usage, command.summary, command.options, async (args) => {
    finished(await command.run(args, terminal));
  });
}
