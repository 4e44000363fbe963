/** Tries the inputs of a range of seeds, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { inputOf, problemOf } from './campaign.ts';
import { corpus } from './corpus.ts';
import { currentSeed } from './progress.ts';
import type { Found, Task } from './progress.ts';

const { first, end, memory } = workerData as Task;
const cells = new Int32Array(memory);
const seeds = await corpus();
for (let seed = first; seed < end; seed++) {
  Atomics.store(cells, currentSeed, seed);
  const what = problemOf(inputOf(seed, seeds));
  if (what !== undefined) parentPort?.postMessage({ seed, what } satisfies Found);
}
parentPort?.postMessage(null);
