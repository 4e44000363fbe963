import { text as readAll } from 'node:stream/consumers';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import type { Command } from '../command.ts';
import { readConstants } from '../constants.ts';
import { ExpressionSession } from '../expressions.ts';
import type { Outcome } from '../expressions.ts';
import { withModulePath } from '../options.ts';
import type { ModulePathArgument } from '../options.ts';
import { outcomeToJson, renderOutcome } from '../outcomes.ts';
import { withoutProtection } from '../protected-arguments.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

export interface SessionArguments extends ModulePathArgument {
  readonly spec: string | undefined;
  readonly config: string | undefined;
  readonly extends: string[];
}

interface EvalArguments extends SessionArguments {
  readonly expression: string;
  readonly json: boolean;
}

/** `mpcal-ts eval EXPRESSION`: the value of a constant expression. */
export const evalCommand: Command<EvalArguments> = {
  usage: 'eval <expression>',
  summary: 'Evaluate a constant TLA+ expression',
  options: (yargs: Argv): Argv<EvalArguments> =>
    sessionOptions(
      yargs.positional('expression', {
        type: 'string',
        demandOption: true,
        describe: 'The expression; - reads it from standard input',
      }),
    )
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print the value or what is wrong as JSON',
      })
      .example("$0 eval '{x * x : x \\in 1..4}'", 'prints {1, 4, 9, 16}')
      .example("$0 eval 'NodeSet' -s raftkvs.tla -c models/MC.cfg", "a spec's definition, with its constants")
      .example("echo 'SUBSET {1, 2}' | $0 eval -", 'reads the expression'),
  run,
};

/** The options that `eval` and `repl` share. */
export function sessionOptions<T>(yargs: Argv<T>): Argv<T & SessionArguments> {
  return withModulePath(yargs)
    .option('spec', {
      alias: 's',
      type: 'string',
      requiresArg: true,
      describe: 'A .tla file whose definitions and constants are in scope',
    })
    .option('config', {
      alias: 'c',
      type: 'string',
      requiresArg: true,
      describe: "A TLC configuration with the values of the spec's constants",
    })
    .option('extends', {
      type: 'string',
      array: true,
      default: [] as string[],
      requiresArg: true,
      describe: 'Modules in scope; by default those the spec extends, or all standard modules without a spec',
    });
}

/** A session as the options ask for; undefined, with the problems told, if the spec is in no state to be used. */
export async function openSession(
  args: ArgumentsCamelCase<SessionArguments>,
  terminal: Terminal,
): Promise<{ readonly session: ExpressionSession; readonly problems: Outcome | undefined }> {
  const { constants, diagnostics } = await readConstants(args.config, args.spec, terminal);
  const session = await ExpressionSession.open(
    { spec: args.spec, extends: args.extends, modulePath: args.modulePath, constants },
    terminal,
  );
  const problems = [...diagnostics, ...session.problemsOfSpec()];
  return { session, problems: problems.length > 0 ? { kind: 'problems', diagnostics: problems } : undefined };
}

async function run(args: ArgumentsCamelCase<EvalArguments>, terminal: Terminal): Promise<ExitCode> {
  const { session, problems } = await openSession(args, terminal);
  const outcome =
    problems ?? session.evaluate(session.source('expression', await textOf(args.expression, terminal)));
  if (args.json) terminal.out(`${JSON.stringify(await outcomeToJson(outcome), undefined, 2)}\n`);
  else await renderOutcome(outcome, terminal);
  return outcome.kind === 'value' ? exitCode.ok : exitCode.inputProblem;
}

async function textOf(argument: string, { keyboard }: Terminal): Promise<string> {
  const text = withoutProtection(argument);
  if (text !== '-') return text;
  return keyboard === undefined ? '' : readAll(keyboard.input);
}
