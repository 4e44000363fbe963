import { relative, resolve } from 'node:path';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { UsageError } from '../failures.ts';
import { readSpec, replaceSpec } from '../rewriting.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface FormatArguments {
  readonly spec: string;
  readonly check: boolean;
  readonly stdout: boolean;
}

/** `mpcal-ts format SPEC`: lays out the algorithm of a spec in one style. */
export const formatCommand: Command<FormatArguments> = {
  usage: 'format <spec>',
  summary: 'Lay out the algorithm of a spec in one style',
  options: (yargs: Argv): Argv<FormatArguments> =>
    yargs
      .positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' })
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
  const { formatSpec, renderDiagnostics, Source } = await import('../../compiler/index.ts');
  const path = resolve(terminal.workingDirectory, args.spec);
  const shown = relative(terminal.workingDirectory, path);
  const spec = readSpec(path);
  const { value, diagnostics } = formatSpec(new Source(shown, spec.text));
  if (diagnostics.length > 0) terminal.error(renderDiagnostics(diagnostics, { color: terminal.color }));
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
  replaceSpec(spec, value);
  terminal.out(`laid out ${shown}\n`);
  return exitCode.ok;
}
