import { dirname, relative, resolve } from 'node:path';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { moduleFinder } from '../files.ts';
import { readSpec, replaceSpec } from '../rewriting.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface PlusCalArguments {
  readonly spec: string;
  readonly stdout: boolean;
  readonly 'module-path': string[];
  readonly warnings: boolean;
}

/** `mpcal-ts pluscal SPEC`: the PlusCal form of a Modular PlusCal spec, for pcal.trans and TLC. */
export const pluscalCommand: Command<PlusCalArguments> = {
  usage: 'pluscal <spec>',
  summary: 'Write a Modular PlusCal spec as plain PlusCal',
  options: (yargs: Argv): Argv<PlusCalArguments> =>
    yargs
      .positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' })
      .option('stdout', {
        type: 'boolean',
        default: false,
        describe: 'Write the PlusCal to standard output and leave the file alone',
      })
      .option('module-path', {
        type: 'string',
        array: true,
        default: [] as string[],
        requiresArg: true,
        describe: 'Folders to look for modules in, after the folder of the spec',
      })
      .option('warnings', {
        type: 'boolean',
        default: true,
        describe: 'Print warnings as well as errors (--no-warnings to leave them out)',
      })
      .example('$0 pluscal raftkvs.tla', 'writes it between the markers in the file')
      .example('$0 pluscal raftkvs.tla --stdout', 'to look first'),
  run,
};

async function run(args: ArgumentsCamelCase<PlusCalArguments>, terminal: Terminal): Promise<ExitCode> {
  const { pluscalOf, renderDiagnostics, Source } = await import('../../compiler/index.ts');
  const path = resolve(terminal.workingDirectory, args.spec);
  const shown = (file: string): string => relative(terminal.workingDirectory, file);
  const spec = readSpec(path);
  const folders = [
    dirname(path),
    ...args.modulePath.map((folder) => resolve(terminal.workingDirectory, folder)),
  ];
  const { value, diagnostics } = pluscalOf(new Source(shown(path), spec.text), {
    findModule: moduleFinder(folders, (file, text) => new Source(shown(file), text)),
  });
  const wanted = args.warnings ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error');
  if (wanted.length > 0) terminal.error(renderDiagnostics(wanted, { color: terminal.color }));
  if (value === undefined) return exitCode.inputProblem;
  if (args.stdout) {
    terminal.out(`${value.algorithm}\n`);
    return exitCode.ok;
  }
  if (value.spec === spec.text) {
    terminal.out(`the PlusCal form in ${shown(path)} is current\n`);
    return exitCode.ok;
  }
  replaceSpec(spec, value.spec);
  terminal.out(`wrote the PlusCal form into ${shown(path)}\n`);
  return exitCode.ok;
}
