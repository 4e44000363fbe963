import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { readForRewriting, rewrite } from '../files.ts';
import { findModules, pathOf, printDiagnostics, shownPath, wantedOf } from '../inputs.ts';
import { withModulePath, withSpec, withWarnings } from '../options.ts';
import type { ModulePathArgument, SpecArgument, WarningsArgument } from '../options.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface PlusCalArguments extends SpecArgument, ModulePathArgument, WarningsArgument {
  readonly stdout: boolean;
}

/** `mpcal-ts pluscal SPEC`: the PlusCal form of a Modular PlusCal spec, for pcal.trans and TLC. */
export const pluscalCommand: Command<PlusCalArguments> = {
  usage: 'pluscal <spec>',
  summary: 'Write a Modular PlusCal spec as plain PlusCal',
  options: (yargs: Argv): Argv<PlusCalArguments> =>
    withWarnings(withModulePath(withSpec(yargs)))
      .option('stdout', {
        type: 'boolean',
        default: false,
        describe: 'Write the PlusCal to standard output and leave the file alone',
      })
      .example('$0 pluscal raftkvs.tla', 'writes it between the markers in the file')
      .example('$0 pluscal raftkvs.tla --stdout', 'to look first'),
  run,
};

async function run(args: ArgumentsCamelCase<PlusCalArguments>, terminal: Terminal): Promise<ExitCode> {
  const { pluscalOf, Source } = await import('../../compiler/index.ts');
  const path = pathOf(args.spec, terminal);
  const shown = shownPath(path, terminal);
  const spec = readForRewriting(path);
  const { value, diagnostics } = pluscalOf(new Source(shown, spec.text), {
    findModule: findModules(path, args.modulePath, terminal, (name, text) => new Source(name, text)),
  });
  await printDiagnostics(wantedOf(diagnostics, args.warnings), terminal);
  if (value === undefined) return exitCode.inputProblem;
  if (args.stdout) {
    terminal.out(`${value.algorithm}\n`);
    return exitCode.ok;
  }
  if (value.spec === spec.text) {
    terminal.out(`the PlusCal form in ${shown} is current\n`);
    return exitCode.ok;
  }
  rewrite(spec, value.spec);
  terminal.out(`wrote the PlusCal form into ${shown}\n`);
  return exitCode.ok;
}
