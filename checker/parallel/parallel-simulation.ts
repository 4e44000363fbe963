import type { Model } from '../model/index.ts';
import type { Supervision, Verdict } from '../search/index.ts';
import type { SimulationOptions, SimulationOutcome, SimulationStatistics } from '../simulate/index.ts';
import { simulate } from '../simulate/index.ts';
import type { ModelRecipe } from './recipe.ts';
import { WorkerFailure, newThread } from './thread.ts';

/** Words that the workers share. */
export const LEAST_VIOLATING_WALK = 0;
export const STOPPED = 1;
const NO_WALK = 0x7fffffff;

/** What a simulation's worker is given. */
export interface SimulationTask {
  readonly worker: number;
  readonly recipe: ModelRecipe;
  readonly options: SimulationOptions;
  readonly shared: SharedArrayBuffer;
  /** States visited, by worker. */
  readonly progress: SharedArrayBuffer;
}

/** What it says when it has ended. */
export type SimulationReply =
  | {
      readonly kind: 'done';
      readonly violatingWalk: number | undefined;
      readonly statistics: SimulationStatistics;
    }
  | { readonly kind: 'failed'; readonly message: string };

type SimulationDone = Extract<SimulationReply, { kind: 'done' }>;

function run(task: SimulationTask): Promise<SimulationDone> {
  const worker = newThread('simulation-worker', { workerData: task });
  return new Promise((resolve, reject) => {
    const fail = (message: string): void => reject(new WorkerFailure(task.worker, message));
    worker.on('message', (reply: SimulationReply) => {
      if (reply.kind === 'done') resolve(reply);
      else fail(reply.message);
    });
    worker.on('error', (error: Error) => fail(error.message));
    worker.on('exit', (code) => fail(`it ended with code ${code}`));
  });
}

function summed(model: Model, parts: readonly SimulationStatistics[]): SimulationStatistics {
  const sum = (of: (part: SimulationStatistics) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    walks: sum(({ walks }) => walks),
    states: sum(({ states }) => states),
    longest: Math.max(0, ...parts.map(({ longest }) => longest)),
    coverage: model.steps.map((_, step) => ({
      taken: sum(({ coverage }) => coverage[step]?.taken ?? 0),
      newStates: 0,
    })),
  };
}

/**
 * Divides the walks of a simulation among several threads. The verdict is that of one thread: of several walks with violations the first counts.
 * `onStates` is told how many states have been visited, at the interval of the supervision.
 * @throws WorkerFailure
 */
export async function parallelSimulation(
  model: Model,
  recipe: ModelRecipe,
  options: Omit<SimulationOptions, 'share'> & { readonly workers: number },
  supervision: Omit<Supervision, 'onProgress'> & { readonly onStates?: (states: number) => void },
): Promise<SimulationOutcome> {
  const { workers, ...simulation } = options;
  const one = (remainder: number, divisor: number): SimulationOutcome =>
    simulate(model, { ...simulation, share: { remainder, divisor } });
  // Whatever does not depend on the walks is decided here.
  const beginning = simulate(model, { ...simulation, walks: 0 });
  if (beginning.verdict.kind !== 'ok') return beginning;

  const shared = new SharedArrayBuffer(8);
  const words = new Int32Array(shared);
  words[LEAST_VIOLATING_WALK] = NO_WALK;
  const progress = new SharedArrayBuffer(8 * workers);
  const running = Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      run({
        worker,
        recipe,
        shared,
        progress,
        options: { ...simulation, share: { remainder: worker, divisor: workers } },
      }),
    ),
  );
  const wasStopped = await watch(running, words, new Float64Array(progress), supervision);
  const done = await running;
  const violating = done.map(({ violatingWalk }) => violatingWalk ?? NO_WALK);
  const first = Math.min(...violating);
  const verdict: Verdict =
    first !== NO_WALK
      ? one(first, Infinity).verdict
      : wasStopped
        ? { kind: 'incomplete', reason: 'stopped' }
        : done.some(({ statistics }) => statistics.states > 0) || simulation.walks === 0
          ? { kind: 'ok' }
          : { kind: 'incomplete', reason: 'no-initial-state' };
  return {
    verdict,
    violatingWalk: first === NO_WALK ? undefined : first,
    seed: simulation.seed,
    statistics: summed(
      model,
      done.map(({ statistics }) => statistics),
    ),
  };
}

/** Until the work is done, or has failed. Returns whether it was asked to stop. */
async function watch(
  work: Promise<unknown>,
  words: Int32Array,
  progress: Float64Array,
  supervision: Omit<Supervision, 'onProgress'> & { readonly onStates?: (states: number) => void },
): Promise<boolean> {
  let isSettled = false;
  let wasStopped = false;
  const settle = (): void => {
    isSettled = true;
  };
  const ended = work.then(settle, settle);
  const interval = supervision.progressIntervalMilliseconds ?? 1000;
  let reportedAt = supervision.now();
  while (!isSettled) {
    await Promise.race([ended, supervision.pause()]);
    if (supervision.stopIsRequested?.() === true) {
      wasStopped = true;
      Atomics.store(words, STOPPED, 1);
    }
    const now = supervision.now();
    if (now - reportedAt < interval) continue;
    reportedAt = now;
    supervision.onStates?.(progress.reduce((sum, states) => sum + states, 0));
  }
  return wasStopped;
}
