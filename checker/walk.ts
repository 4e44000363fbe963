import type { CheckOptions, PreparedModel } from './check.ts';
import { traceExpressions } from './check.ts';
import type { CheckReport } from './report.ts';
import { coverageOfSteps, findingOf, traceOfFinding } from './report.ts';
import { withPostcondition } from './postcondition.ts';
import { minimizeFinding } from './shorten.ts';
import type { Model } from './model/index.ts';
import { prints } from './model/index.ts';
import { parallelSimulation } from './parallel/index.ts';
import { Simulation } from './simulate/index.ts';
import type { SimulationOptions, SimulationOutcome } from './simulate/index.ts';

export interface SimulateOptions extends Pick<CheckOptions, 'traceExpressions' | 'minimize' | 'signal'> {
  /** How many walks; Infinity: until a violation or a stop. */
  readonly walks: number;
  /** The most states of a walk. */
  readonly depth: number;
  /** From 0 to 2^32 - 1. The same seed gives the same walks. */
  readonly seed: number;
  /** Threads that walk; 1 unless said otherwise. */
  readonly workers?: number;
  /** Told how many states have been visited. */
  readonly onProgress?: (states: number) => void;
}

/**
 * Walks at random through a model. The report counts states visited, not distinct ones, which nobody remembers; where no walk finds a
 * violation its result is `incomplete`, since that proves nothing.
 */
export async function simulateModel(prepared: PreparedModel, options: SimulateOptions): Promise<CheckReport> {
  const { model, config } = prepared;
  const begin = performance.now();
  const expressions = traceExpressions(model, config, options.traceExpressions ?? []);
  const { walks, depth, seed } = options;
  // What is printed by several would be mixed up.
  const workers = prints(model) ? 1 : (options.workers ?? 1);
  const walk = { walks, depth, seed };
  const { verdict, violatingWalk, statistics } =
    workers > 1
      ? await walkByThreads(prepared, { ...walk, workers }, options)
      : await walkAlone(model, walk, options);
  const found = findingOf(model, verdict);
  const judged =
    found.result === 'ok'
      ? withPostcondition(model, found, {
          mode: 'simulation',
          distinct: 0,
          generated: statistics.states,
          queue: 0,
          diameter: statistics.longest,
          traces: statistics.walks,
          level: statistics.longest,
          workers,
          seconds: (performance.now() - begin) / 1000,
        })
      : found;
  const finding = options.minimize === true ? minimizeFinding(model, judged) : judged;
  const liveness = model.properties.length > 0 && finding.result === 'ok';
  return {
    spec: model.name,
    ...finding,
    ...(finding.result === 'ok'
      ? { result: 'incomplete', message: 'No walk found anything wrong, which proves nothing' }
      : {}),
    trace: traceOfFinding(model, finding, expressions),
    distinct: 0,
    generated: statistics.states,
    depth: statistics.longest,
    initial: 0,
    statistics: undefined,
    walks: { count: statistics.walks, violating: violatingWalk },
    coverage: coverageOfSteps(model, statistics.coverage),
    notes: liveness ? ['Walks check invariants and what steps may do, not what must happen some time'] : [],
    workers,
    seed,
    seconds: (performance.now() - begin) / 1000,
  };
}

/** Between two looks at signals. */
const sliceMilliseconds = 50;
const reportMilliseconds = 1000;

async function walkAlone(
  model: Model,
  walk: SimulationOptions,
  { signal, onProgress }: SimulateOptions,
): Promise<SimulationOutcome> {
  const simulation = new Simulation(model, walk);
  let pausedAt = performance.now();
  let reportedAt = pausedAt;
  while (!simulation.advance(1)) {
    const now = performance.now();
    if (now - pausedAt < sliceMilliseconds) continue;
    if (now - reportedAt >= reportMilliseconds) {
      onProgress?.(simulation.statistics.states);
      reportedAt = now;
    }
    await new Promise((resolve) => setImmediate(resolve));
    pausedAt = performance.now();
    if (signal?.aborted === true) simulation.stop();
  }
  return simulation.outcome();
}

async function walkByThreads(
  { model, recipe }: PreparedModel,
  walk: SimulationOptions & { readonly workers: number },
  { signal, onProgress }: SimulateOptions,
): Promise<SimulationOutcome> {
  return parallelSimulation(model, recipe, walk, {
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setTimeout(resolve, sliceMilliseconds)),
    stopIsRequested: () => signal?.aborted === true,
    ...(onProgress === undefined ? {} : { onStates: onProgress }),
  });
}
