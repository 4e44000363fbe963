import { resolve } from 'node:path';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { readTextIfThere, writeAtomically } from '../files.ts';
import { renderOutcome } from '../outcomes.ts';
import type { History } from '../repl.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { openSession, sessionOptions } from './eval.ts';
import type { SessionArguments } from './eval.ts';

interface ReplArguments extends SessionArguments {
  readonly history: string | undefined;
}

/** `mpcal-ts repl`: expressions and definitions, one after the other. */
export const replCommand: Command<ReplArguments> = {
  usage: 'repl',
  summary: 'Evaluate constant TLA+ expressions as you type them',
  options: (yargs: Argv): Argv<ReplArguments> =>
    sessionOptions(yargs)
      .option('history', {
        type: 'string',
        requiresArg: true,
        describe:
          'A file that keeps what is typed from one session to the next; by default what MPCAL_TS_HISTORY names',
      })
      .example('$0 repl', 'all standard modules in scope; :help says what can be typed')
      .example('$0 repl -s raftkvs.tla -c models/MC.cfg', 'with the definitions of a spec')
      .example('$0 repl < session.txt', 'runs what the file says'),
  run,
};

async function run(args: ArgumentsCamelCase<ReplArguments>, terminal: Terminal): Promise<ExitCode> {
  const { session, problems } = await openSession(args, terminal);
  if (problems !== undefined) {
    await renderOutcome(problems, terminal);
    return exitCode.inputProblem;
  }
  // It needs the compiler, which takes a while to load.
  const { Repl } = await import('../repl.ts');
  const repl = new Repl(
    session,
    terminal,
    historyIn(args.history ?? process.env['MPCAL_TS_HISTORY'], terminal),
  );
  await repl.run();
  // A person has seen what went wrong; a script's caller has only the exit code.
  return repl.failures > 0 && terminal.keyboard?.screen === undefined ? exitCode.inputProblem : exitCode.ok;
}

/** The history that a file keeps, a line of it for each; none without a name. */
function historyIn(name: string | undefined, { workingDirectory }: Terminal): History | undefined {
  if (name === undefined || name === '') return undefined;
  const path = resolve(workingDirectory, name);
  const lines = (readTextIfThere(path) ?? '').split(/\r?\n/).filter((line) => line !== '');
  return {
    lines,
    save: (typed) => {
      writeAtomically(path, typed.map((line) => `${line}\n`).join(''));
    },
  };
}
