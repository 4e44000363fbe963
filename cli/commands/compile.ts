import { realpathSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Diagnostic } from '../../compiler/index.ts';
import type { Command } from '../command.ts';
import { InputProblem } from '../failures.ts';
import { moduleFinder, readText, readTextIfThere, writeAtomically } from '../files.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface CompileArguments {
  readonly spec: string;
  readonly output: string | undefined;
  readonly json: boolean;
  readonly force: boolean;
  readonly 'module-path': string[];
  readonly 'multiple-writes': boolean;
  readonly warnings: boolean;
}

/** `mpcal-ts compile SPEC`: a Modular PlusCal spec to TypeScript archetypes. */
export const compileCommand: Command<CompileArguments> = {
  usage: 'compile <spec>',
  summary: 'Compile a Modular PlusCal spec to TypeScript',
  options: (yargs: Argv): Argv<CompileArguments> =>
    yargs
      .positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' })
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
      .option('module-path', {
        type: 'string',
        array: true,
        default: [] as string[],
        requiresArg: true,
        describe: 'Folders to look for modules in, after the folder of the spec',
      })
      .option('multiple-writes', {
        type: 'boolean',
        default: true,
        describe: 'Allow several assignments to a variable in one step (--no-multiple-writes to forbid)',
      })
      .option('warnings', {
        type: 'boolean',
        default: true,
        describe: 'Print warnings as well as errors (--no-warnings to leave them out)',
      })
      .example('$0 compile raftkvs.tla', 'writes raftkvs.ts and raftkvs.ts.map')
      .example('$0 compile specs/raftkvs/raftkvs.tla -o generated/raftkvs.ts', 'writes there')
      .example('$0 compile raftkvs.tla --json', 'problems as JSON, for editors'),
  run,
};

async function run(args: ArgumentsCamelCase<CompileArguments>, terminal: Terminal): Promise<ExitCode> {
  // The compiler takes a while to load, and help does not need it.
  const { compile, Source } = await import('../../compiler/index.ts');
  const specPath = resolve(terminal.workingDirectory, args.spec);
  const output = resolve(
    terminal.workingDirectory,
    args.output ?? `${basename(specPath).replace(/\.tla$/, '')}.ts`,
  );
  const shown = (path: string): string => relative(terminal.workingDirectory, path);
  const text = readText(specPath);
  const folders = [
    dirname(specPath),
    ...args.modulePath.map((folder) => resolve(terminal.workingDirectory, folder)),
  ];
  const { value, diagnostics } = compile(new Source(shown(specPath), text), {
    fileName: basename(output),
    multipleWrites: args.multipleWrites,
    findModule: moduleFinder(folders, (path, moduleText) => new Source(shown(path), moduleText)),
  });
  if (value !== undefined) {
    await refuseToOverwrite(output, specPath, args.force);
    writeAtomically(`${output}.map`, value.sourceMap);
    writeAtomically(output, value.typescript);
  }
  const wanted = args.warnings ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error');
  await report(wanted, value === undefined ? undefined : shown(output), args.json, terminal);
  return value === undefined ? exitCode.inputProblem : exitCode.ok;
}

/** Only what an earlier compilation has written is replaced without being told to, and the spec never. */
async function refuseToOverwrite(output: string, specPath: string, force: boolean): Promise<void> {
  const { generatedMarker } = await import('../../compiler/index.ts');
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
  const { diagnosticsToJson, renderDiagnostics } = await import('../../compiler/index.ts');
  if (json) {
    const problems = diagnosticsToJson(diagnostics);
    terminal.out(`${JSON.stringify({ output: written ?? null, diagnostics: problems }, undefined, 2)}\n`);
    return;
  }
  if (diagnostics.length > 0) terminal.error(renderDiagnostics(diagnostics, { color: terminal.color }));
  if (written !== undefined) terminal.out(`wrote ${written}\n`);
}
