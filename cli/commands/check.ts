import { availableParallelism } from 'node:os';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import { runCheck } from '../checking/run-check.ts';
import { bytesOf, countOf, workersOf } from '../checking/amounts.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../failures.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

export interface CheckArguments {
  readonly spec: string;
  readonly config: string | undefined;
  readonly inv: string[];
  readonly prop: string[];
  readonly const: string[];
  readonly deadlock: boolean;
  readonly workers: string;
  readonly 'depth-first': boolean;
  readonly depth: number | undefined;
  readonly memory: string | undefined;
  readonly checkpoint: string | undefined;
  readonly resume: string | undefined;
  readonly dump: string | undefined;
  readonly 'dump-to': string | undefined;
  readonly coverage: boolean;
  readonly 'trace-expr': string[];
  readonly minimize: boolean;
  readonly json: boolean;
  readonly itf: string | undefined;
  readonly replay: string | undefined;
  readonly 'init-cfg': boolean;
  readonly engine: string;
  readonly 'module-path': string[];
  readonly warnings: boolean;
}

/** `mpcal-ts check SPEC`: explores every state of a spec. */
export const checkCommand: Command<CheckArguments> = {
  usage: 'check <spec>',
  summary: 'Prove or refute a spec by exploring every state',
  options: (yargs: Argv): Argv<CheckArguments> =>
    withModelOptions(yargs)
      .option('workers', {
        type: 'string',
        default: '1',
        requiresArg: true,
        describe: 'Threads that search: a number, or auto for one per processor',
      })
      .option('depth-first', {
        type: 'boolean',
        default: false,
        describe: 'Search depth-first; counterexamples are then not the shortest',
      })
      .option('depth', {
        type: 'number',
        requiresArg: true,
        describe: 'Look at no path with more states than this',
      })
      .option('memory', {
        type: 'string',
        requiresArg: true,
        describe: 'Keep states that wait on disk when this much is used: 4GB, 500MB',
      })
      .option('checkpoint', {
        type: 'string',
        requiresArg: true,
        describe: 'When interrupted (Ctrl-C), save the search to this file',
      })
      .option('resume', { type: 'string', requiresArg: true, describe: 'Go on with a saved search' })
      .option('dump', {
        choices: ['dot', 'json'],
        requiresArg: true,
        describe: 'Write the graph of all states, for small models',
      })
      .option('dump-to', {
        type: 'string',
        requiresArg: true,
        describe: 'Where to write it; by default <spec>.dot or <spec>.json in the current directory',
      })
      .option('engine', {
        choices: ['own', 'tlc'],
        default: 'own',
        requiresArg: true,
        describe: 'tlc: run pcal.trans and TLC from the tla2tools.jar that TLA2TOOLS_JAR names',
      })
      .option('replay', {
        type: 'string',
        requiresArg: true,
        describe: 'Follow a trace (of --json or --itf) and say whether it still shows a violation',
      })
      .option('init-cfg', {
        type: 'boolean',
        default: false,
        describe: 'Write a configuration file to fill in, and check nothing',
      })
      .example('$0 check queue.tla', 'with queue.cfg beside it, or models/queue.cfg, or models/MC.cfg')
      .example('$0 check raftkvs.tla -c models/MC.cfg --workers auto', 'with a configuration of TLC')
      .example('$0 check queue.tla --const N=3 --inv TypeOK --prop Ends', 'without one')
      .example('$0 check queue.tla --init-cfg', 'writes queue.cfg to fill in')
      .example(
        '$0 check queue.tla --json > trace.json',
        'one JSON object; with the trace, if something is wrong',
      )
      .example('$0 check queue.tla --replay trace.json', 'does it still go wrong?')
      .epilogue(
        'Exit codes: 0 nothing wrong was found, 1 problems in the input, 2 wrong usage, 10 assumption, 11 deadlock, 12 safety, 13 liveness, ' +
          '14 assertion, 75 evaluation error, 130 interrupted.',
      ),
  run,
};

/** Options of all verbs that explore a spec under a configuration. */
export function withModelOptions(yargs: Argv): Argv<ModelArguments> {
  return yargs
    .positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' })
    .option('config', {
      alias: 'c',
      type: 'string',
      requiresArg: true,
      describe: "TLC's configuration file; by default that of the spec's name, beside it or in models/",
    })
    .option('inv', {
      ...several,
      describe: 'An invariant to check, besides those of the configuration',
    })
    .option('prop', { ...several, describe: 'A temporal property to check' })
    .option('const', { ...several, describe: 'A constant: N=3, or N<-Definition' })
    .option('deadlock', {
      type: 'boolean',
      default: true,
      describe: 'Report deadlocks (--no-deadlock not to)',
    })
    .option('trace-expr', { ...several, describe: 'An expression to show in every state of a trace' })
    .option('minimize', {
      type: 'boolean',
      default: false,
      describe: 'Look for a shorter behaviour with the same violation',
    })
    .option('coverage', {
      type: 'boolean',
      default: false,
      describe: 'Say how often every label was taken',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' })
    .option('itf', {
      type: 'string',
      requiresArg: true,
      describe: "Write the trace to a file in Apalache's Informal Trace Format",
    })
    .option('module-path', { ...several, describe: 'Folders to look for modules in, after that of the spec' })
    .option('warnings', {
      type: 'boolean',
      default: true,
      describe: 'Print warnings as well as errors (--no-warnings to leave them out)',
    });
}

/** One value each time the option is given. */
const several = {
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
  requiresArg: true,
} as const;

export type ModelArguments = Pick<
  CheckArguments,
  | 'spec'
  | 'config'
  | 'inv'
  | 'prop'
  | 'const'
  | 'deadlock'
  | 'trace-expr'
  | 'minimize'
  | 'coverage'
  | 'json'
  | 'itf'
  | 'module-path'
  | 'warnings'
>;

async function run(args: ArgumentsCamelCase<CheckArguments>, terminal: Terminal): Promise<ExitCode> {
  if (args.dumpTo !== undefined && args.dump === undefined)
    throw new UsageError('--dump-to says where the graph goes: --dump dot or --dump json writes it');
  if (args.replay !== undefined && (args.initCfg || args.engine === 'tlc'))
    throw new UsageError('--replay follows a trace and does nothing else');
  return runCheck(
    {
      ...args,
      workers: workersOf(args.workers, availableParallelism()),
      depth: countOf('--depth', args.depth),
      memory: args.memory === undefined ? undefined : bytesOf('--memory', args.memory),
    },
    terminal,
  );
}
