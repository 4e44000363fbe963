import { relative, resolve } from 'node:path';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { readSpec } from '../rewriting.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface ParseArguments {
  readonly spec: string;
  readonly json: boolean;
}

/** `mpcal-ts parse SPEC`: whether a spec can be read; with `--json`, its syntax tree. */
export const parseCommand: Command<ParseArguments> = {
  usage: 'parse <spec>',
  summary: 'Read a spec and show its syntax tree',
  options: (yargs: Argv): Argv<ParseArguments> =>
    yargs
      .positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print the syntax tree with positions, and problems, as JSON',
      })
      .example('$0 parse raftkvs.tla', 'says what is wrong with how it is written')
      .example('$0 parse raftkvs.tla --json', 'the syntax tree, for other programs'),
  run,
};

async function run(args: ArgumentsCamelCase<ParseArguments>, terminal: Terminal): Promise<ExitCode> {
  const {
    diagnosticsToJson,
    hasErrors,
    parseModule,
    renderDiagnostics,
    Source,
    treeDepthProblem,
    treeToJson,
  } = await import('../../compiler/index.ts');
  const path = resolve(terminal.workingDirectory, args.spec);
  const shown = relative(terminal.workingDirectory, path);
  const parsed = parseModule(new Source(shown, readSpec(path).text));
  const depth = treeDepthProblem(parsed.value, 'whenWritten');
  const diagnostics = depth === undefined ? parsed.diagnostics : [...parsed.diagnostics, depth];
  const { value } = parsed;
  if (args.json) {
    const module = depth === undefined ? treeToJson(value) : null;
    const problems = diagnosticsToJson(diagnostics);
    terminal.out(
      `${JSON.stringify({ schema: 1, spec: shown, module, diagnostics: problems }, undefined, 2)}\n`,
    );
  } else {
    if (diagnostics.length > 0) terminal.error(renderDiagnostics(diagnostics, { color: terminal.color }));
    if (!hasErrors(diagnostics)) {
      const { units } = value;
      const algorithm = units.flatMap((unit) => (unit.kind === 'algorithmUnit' ? [unit.algorithm] : []))[0];
      const what = algorithm?.dialect === 'mpcal' ? 'Modular PlusCal' : 'PlusCal';
      const tail = algorithm === undefined ? '' : `, ${what} ${algorithm.name.text}`;
      terminal.out(`${shown}: module ${value.name.text}, ${units.length} units${tail}\n`);
    }
  }
  return hasErrors(diagnostics) ? exitCode.inputProblem : exitCode.ok;
}
