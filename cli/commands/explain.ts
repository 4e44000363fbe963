import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { DiagnosticCode, Explanation } from '../../compiler/index.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../failures.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface ExplainArguments {
  readonly code: string | undefined;
  readonly json: boolean;
}

/** `mpcal-ts explain CODE`: what a diagnostic means, with a wrong and a right example; without a code, the list of all. */
export const explainCommand: Command<ExplainArguments> = {
  usage: 'explain [code]',
  summary: 'Explain an error or a warning by its code',
  options: (yargs: Argv): Argv<ExplainArguments> =>
    yargs
      .positional('code', { type: 'string', describe: 'A code such as MP301; without one, all are listed' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the explanation as JSON' })
      .example('$0 explain MP301', 'why a label is required, with a wrong and a right example')
      .example('$0 explain', 'lists all codes'),
  run,
};

async function run(args: ArgumentsCamelCase<ExplainArguments>, terminal: Terminal): Promise<ExitCode> {
  const { diagnosticTitles, explanations } = await import('../../compiler/index.ts');
  const codes = Object.keys(diagnosticTitles) as DiagnosticCode[];
  const shown = (code: DiagnosticCode): object => ({
    code,
    title: diagnosticTitles[code],
    meaning: explanations[code].meaning,
    examples: explanations[code].examples ?? null,
  });
  if (args.code === undefined) {
    terminal.out(
      args.json
        ? json(codes.map(shown))
        : `${codes.map((code) => `${code}  ${diagnosticTitles[code]}`).join('\n')}\n`,
    );
    return exitCode.ok;
  }
  const wanted = args.code.toUpperCase();
  const code = codes.find((candidate) => candidate === wanted);
  if (code === undefined) {
    throw new UsageError(`there is no code ${args.code}; mpcal-ts explain lists those there are`);
  }
  terminal.out(args.json ? json(shown(code)) : explained(code, diagnosticTitles[code], explanations[code]));
  return exitCode.ok;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** How wide a paragraph is. */
const columns = 100;

function explained(code: DiagnosticCode, title: string, { meaning, examples }: Explanation): string {
  const parts = [`${code}: ${title}`, wrapped(meaning)];
  if (examples !== undefined) {
    parts.push(`Wrong:\n\n${indented(examples.wrong)}`, `Right:\n\n${indented(examples.right)}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
