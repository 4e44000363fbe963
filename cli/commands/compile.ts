import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Diagnostic, Source as SourceText } from '../../compiler/index.ts';
import type { Command } from '../command.ts';
import { InputProblem } from '../failures.ts';
import { readText, readTextIfThere, writeAtomically } from '../files.ts';
import { findModules, pathOf, printDiagnostics, shownPath, wantedOf } from '../inputs.ts';
import { withModulePath, withSpec, withWarnings } from '../options.ts';
import type { ModulePathArgument, SpecArgument, WarningsArgument } from '../options.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface CompileArguments extends SpecArgument, ModulePathArgument, WarningsArgument {
  readonly output: string | undefined;
  readonly json: boolean;
  readonly force: boolean;
  readonly 'multiple-writes': boolean;
}

/** `mpcal-ts compile SPEC`: a Modular PlusCal spec to TypeScript archetypes. */
export const compileCommand: Command<CompileArguments> = {
  usage: 'compile <spec>',
  summary: 'Compile a Modular PlusCal spec to TypeScript',
  options: (yargs: Argv): Argv<CompileArguments> =>
    withWarnings(withModulePath(withSpec(yargs)))
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe: 'The file to write; by default the name of the spec with .ts, in the current directory',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print problems and the file written as JSON, on standard output',
      })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Overwrite the output even if mpcal-ts has not written it',
      })
      .option('multiple-writes', {
        type: 'boolean',
        default: true,
        describe: 'Allow several assignments to a variable in one step (--no-multiple-writes to forbid)',
      })
      .example('$0 compile raftkvs.tla', 'writes raftkvs.ts and raftkvs.ts.map')
      .example('$0 compile specs/raftkvs/raftkvs.tla -o generated/raftkvs.ts', 'writes there')
      .example('$0 compile raftkvs.tla --json', 'problems as JSON, for editors'),
  run,
};

async function run(args: ArgumentsCamelCase<CompileArguments>, terminal: Terminal): Promise<ExitCode> {
  // The compiler takes a while to load: help does not need it, and compiling needs no other forms of a spec.
  const [{ compile }, { Source }] = await Promise.all([
    import('../../compiler/compile.ts'),
    import('../../compiler/source/index.ts'),
  ]);
  const specPath = pathOf(args.spec, terminal);
  const output = pathOf(args.output ?? `${basename(specPath).replace(/\.tla$/, '')}.ts`, terminal);
  const makeSource = (name: string, text: string): SourceText => new Source(name, text);
  const { value, diagnostics } = compile(makeSource(shownPath(specPath, terminal), readText(specPath)), {
    fileName: basename(output),
    multipleWrites: args.multipleWrites,
    findModule: findModules(specPath, args.modulePath, terminal, makeSource),
  });
  if (value !== undefined) {
    await refuseToOverwrite(output, specPath, args.force);
    writeAtomically(`${output}.map`, value.sourceMap);
    writeAtomically(output, value.typescript);
  }
  const written = value === undefined ? undefined : shownPath(output, terminal);
  await report(wantedOf(diagnostics, args.warnings), written, args.json, terminal);
  return value === undefined ? exitCode.inputProblem : exitCode.ok;
}

/** Only what an earlier compilation has written is replaced without being told to, and the spec never. */
async function refuseToOverwrite(output: string, specPath: string, force: boolean): Promise<void> {
  const { generatedMarker } = await import('../../compiler/emit/module.ts');
  const old = readTextIfThere(output);
  if (old !== undefined && realpathSync(output) === realpathSync(specPath))
    throw new InputProblem(`will not overwrite the spec ${specPath}`);
  if (force) return;
  if (old !== undefined && !old.startsWith(generatedMarker))
    throw new InputProblem(`will not overwrite ${output}: mpcal-ts has not written it (use --force)`);
  const oldMap = readTextIfThere(`${output}.map`);
  if (oldMap !== undefined && !isMapOf(oldMap, basename(output)))
    throw new InputProblem(`will not overwrite ${output}.map: mpcal-ts has not written it (use --force)`);
}

function isMapOf(text: string, file: string): boolean {
  try {
    return (JSON.parse(text) as { readonly file?: unknown }).file === file;
  } catch {
    return false;
  }
}

async function report(
  diagnostics: readonly Diagnostic[],
  written: string | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  if (json) {
    const { diagnosticsToJson } = await import('../../compiler/diagnostics/index.ts');
    const problems = diagnosticsToJson(diagnostics);
    terminal.out(`${JSON.stringify({ output: written ?? null, diagnostics: problems }, undefined, 2)}\n`);
    return;
  }
  await printDiagnostics(diagnostics, terminal);
  if (written !== undefined) terminal.out(`wrote ${written}\n`);
}
