import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { renderOutcome } from '../outcomes.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { openSession, sessionOptions } from './eval.ts';
import type { SessionArguments } from './eval.ts';

/** `mpcal-ts repl`: expressions and definitions, one after the other. */
export const replCommand: Command<SessionArguments> = {
  usage: 'repl',
  summary: 'Evaluate constant TLA+ expressions as you type them',
  options: (yargs: Argv): Argv<SessionArguments> =>
    sessionOptions(yargs)
      .example('$0 repl', 'all standard modules in scope; :help says what can be typed')
      .example('$0 repl -s raftkvs.tla -c models/MC.cfg', 'with the definitions of a spec')
      .example('$0 repl < session.txt', 'runs what the file says'),
  run,
};

async function run(args: ArgumentsCamelCase<SessionArguments>, terminal: Terminal): Promise<ExitCode> {
  const { session, problems } = await openSession(args, terminal);
  if (problems !== undefined) {
    await renderOutcome(problems, terminal);
    return exitCode.inputProblem;
  }
  // It needs the compiler, which takes a while to load.
  const { Repl } = await import('../repl.ts');
  const repl = new Repl(session, terminal);
  await repl.run();
  // A person has seen what went wrong; a script's caller has only the exit code.
  return repl.failures > 0 && terminal.keyboard?.screen === undefined ? exitCode.inputProblem : exitCode.ok;
}
