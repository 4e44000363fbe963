import { availableParallelism } from 'node:os';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import { bytesOf, countOf, workersOf } from '../checking/amounts.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../failures.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import type { ModelArguments } from './model-options.ts';
import { withModelOptions } from './model-options.ts';
import type { TlcArguments } from './tlc-options.ts';
import { distributedOf, withTlcOptions } from './tlc-options.ts';

interface CheckArguments extends ModelArguments, TlcArguments {
  readonly workers: string;
  readonly 'depth-first': boolean;
  readonly depth: number | undefined;
  readonly memory: string | undefined;
  readonly checkpoint: string | undefined;
  readonly resume: string | undefined;
  readonly dump: string | undefined;
  readonly 'dump-to': string | undefined;
  readonly replay: string | undefined;
  readonly 'init-cfg': boolean;
}

/** `mpcal-ts check SPEC`: explores every state of a spec. */
export const checkCommand: Command<CheckArguments> = {
  usage: 'check <spec>',
  summary: 'Prove or refute a spec by exploring every state',
  options: (yargs: Argv): Argv<CheckArguments> =>
    withTlcOptions(withModelOptions(yargs))
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
      .example('$0 check queue.tla --engine tlc --tlc-distributed 4', 'by TLC, with four of its workers')
      .epilogue(
        'Exit codes: 0 nothing wrong was found, 1 problems in the input, 2 wrong usage, 10 assumption, 11 deadlock, 12 safety, 13 liveness, ' +
          '14 assertion, 75 evaluation error, 130 interrupted.',
      ),
  run,
};

async function run(args: ArgumentsCamelCase<CheckArguments>, terminal: Terminal): Promise<ExitCode> {
  if (args.dumpTo !== undefined && args.dump === undefined)
    throw new UsageError('--dump-to says where the graph goes: --dump dot or --dump json writes it');
  if (args.replay !== undefined && (args.initCfg || args.engine === 'tlc'))
    throw new UsageError('--replay follows a trace and does nothing else');
  const { runCheck } = await import('../checking/run-check.ts');
  return runCheck(
    {
      ...args,
      distributed: distributedOf(args),
      workers: workersOf(args.workers, availableParallelism()),
      depth: countOf('--depth', args.depth),
      memory: args.memory === undefined ? undefined : bytesOf('--memory', args.memory),
    },
    terminal,
  );
}
