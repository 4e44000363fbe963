import { availableParallelism } from 'node:os';
import type { Argv, ArgumentsCamelCase } from 'yargs';
import { countOf, seedOf, workersOf } from '../checking/amounts.ts';
import type { Command } from '../command.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import type { ModelArguments } from './model-options.ts';
import { withModelOptions } from './model-options.ts';

interface SimulateArguments extends ModelArguments {
  readonly num: number;
  readonly depth: number;
  readonly seed: number | undefined;
  readonly workers: string;
}

/** `mpcal-ts simulate SPEC`: random walks through the states of a spec. */
export const simulateCommand: Command<SimulateArguments> = {
  usage: 'simulate <spec>',
  summary: 'Look for violations of a spec by random walks',
  options: (yargs: Argv): Argv<SimulateArguments> =>
    withModelOptions(yargs)
      .option('num', { type: 'number', default: 1000, requiresArg: true, describe: 'How many walks' })
      .option('depth', {
        type: 'number',
        default: 100,
        requiresArg: true,
        describe: 'The most states of a walk',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'Makes the same walks again; by default another one each time, which is printed',
      })
      .option('workers', {
        type: 'string',
        default: '1',
        requiresArg: true,
        describe: 'Threads that walk: a number, or auto for one per processor',
      })
      .example('$0 simulate raftkvs.tla -c models/SIM.cfg --depth 400', '1000 walks of up to 400 states')
      .example('$0 simulate raftkvs.tla -c models/SIM.cfg --seed 42', 'those of seed 42 again')
      .example('$0 simulate queue.tla --minimize --json > trace.json', 'a short trace, for check --replay')
      .epilogue(
        'That no walk finds a violation proves nothing: the result is then "incomplete", with exit code 0. Other exit codes are those of check.',
      ),
  run,
};

async function run(args: ArgumentsCamelCase<SimulateArguments>, terminal: Terminal): Promise<ExitCode> {
  const { runSimulate } = await import('../checking/run-simulate.ts');
  return runSimulate(
    {
      ...args,
      num: countOf('--num', args.num) ?? 1,
      depth: countOf('--depth', args.depth) ?? 1,
      seed: seedOf(args.seed),
      workers: workersOf(args.workers, availableParallelism()),
    },
    terminal,
  );
}
