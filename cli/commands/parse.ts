import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { readText } from '../files.ts';
import { pathOf, printDiagnostics, shownPath } from '../inputs.ts';
import { withSpec } from '../options.ts';
import type { SpecArgument } from '../options.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface ParseArguments extends SpecArgument {
  readonly json: boolean;
}

/** `mpcal-ts parse SPEC`: whether a spec can be read; with `--json`, its syntax tree. */
export const parseCommand: Command<ParseArguments> = {
  usage: 'parse <spec>',
  summary: 'Read a spec and show its syntax tree',
  options: (yargs: Argv): Argv<ParseArguments> =>
    withSpec(yargs)
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
  const { diagnosticsToJson, hasErrors, parseModule, Source, treeDepthProblem, treeToJson } =
    await import('../../compiler/index.ts');
  const path = pathOf(args.spec, terminal);
  const shown = shownPath(path, terminal);
  const parsed = parseModule(new Source(shown, readText(path)));
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
    await printDiagnostics(diagnostics, terminal);
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
