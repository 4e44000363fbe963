import { parentPort, workerData } from 'node:worker_threads';
import { Simulation } from '../simulate/index.ts';
import type { SimulationReply, SimulationTask } from './parallel-simulation.ts';
import { LEAST_VIOLATING_WALK, STOPPED } from './parallel-simulation.ts';
import { modelOf } from './recipe.ts';

/** The entry of a simulation's worker threads: makes its share of the walks until a violation in an earlier one makes the rest idle. */

async function main(task: SimulationTask): Promise<SimulationReply> {
  try {
    const simulation = new Simulation(await modelOf(task.recipe), task.options);
    const shared = new Int32Array(task.shared);
    const progress = new Float64Array(task.progress);
    while (!simulation.advance(1)) {
      progress[task.worker] = simulation.statistics.states;
      const isIdle = simulation.nextWalk > Atomics.load(shared, LEAST_VIOLATING_WALK);
      if (isIdle || Atomics.load(shared, STOPPED) !== 0) simulation.stop();
    }
    const { violatingWalk, statistics } = simulation.outcome();
    if (violatingWalk !== undefined)
      for (let least = Atomics.load(shared, LEAST_VIOLATING_WALK); violatingWalk < least;) {
        const found = Atomics.compareExchange(shared, LEAST_VIOLATING_WALK, least, violatingWalk);
        if (found === least) break;
        least = found;
      }
    return { kind: 'done', violatingWalk, statistics };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'failed', message: `${name}: ${message}` };
  }
}

parentPort?.postMessage(await main(workerData as SimulationTask));
