import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { UsageError } from '../failures.ts';
import { readForRewriting, rewrite } from '../files.ts';
import { pathOf, printDiagnostics, shownPath } from '../inputs.ts';
import { withSpec } from '../options.ts';
import type { SpecArgument } from '../options.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface FormatArguments extends SpecArgument {
  readonly check: boolean;
  readonly stdout: boolean;
}

/** `mpcal-ts format SPEC`: lays out the algorithm of a spec in one style. */
export const formatCommand: Command<FormatArguments> = {
  usage: 'format <spec>',
  summary: 'Lay out the algorithm of a spec in one style',
  options: (yargs: Argv): Argv<FormatArguments> =>
    withSpec(yargs)
      .option('check', {
        type: 'boolean',
        default: false,
        describe: 'Write nothing; exit with 1 if the file would change',
      })
      .option('stdout', {
        type: 'boolean',
        default: false,
        describe: 'Write the result to standard output and leave the file alone',
      })
      .example('$0 format raftkvs.tla', 'writes raftkvs.tla anew; comments stay')
      .example('$0 format raftkvs.tla --check', 'for continuous integration'),
  run,
};

async function run(args: ArgumentsCamelCase<FormatArguments>, terminal: Terminal): Promise<ExitCode> {
  if (args.check && args.stdout) throw new UsageError('--check and --stdout exclude each other');
  const { formatSpec, Source } = await import('../../compiler/index.ts');
  const path = pathOf(args.spec, terminal);
  const shown = shownPath(path, terminal);
  const spec = readForRewriting(path);
  const { value, diagnostics } = formatSpec(new Source(shown, spec.text));
  await printDiagnostics(diagnostics, terminal);
  if (value === undefined) return exitCode.inputProblem;
  if (args.stdout) {
    terminal.out(value);
    return exitCode.ok;
  }
  if (value === spec.text) {
    terminal.out(`${shown} is laid out already\n`);
    return exitCode.ok;
  }
  if (args.check) {
    terminal.out(`${shown} would be laid out anew\n`);
    return exitCode.inputProblem;
  }
  rewrite(spec, value);
  terminal.out(`laid out ${shown}\n`);
  return exitCode.ok;
}
