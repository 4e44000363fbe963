/**
 * `make fuzz`: COUNT mutated inputs from SEED on, on one core. Prints each failure with its seed as it comes, and how far it is; ends with 1 if
 * anything failed. `npx tsx test/fuzz/run.ts --seed N` shows the input of one seed and what is wrong with it.
 *
 * One thread works and this one watches it: an input that takes too long or too much memory ends the thread, is a failure, and another
 * thread goes on behind it.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inputOf, problemOf } from './campaign.ts';
import { corpus } from './corpus.ts';
import { currentSeed } from './progress.ts';
import type { Found, Task } from './progress.ts';

const memoryLimitBytes = 512 * 1024 * 1024;
/** Time of the processor, so that a busy machine makes no hangs. */
const patienceMilliseconds = 5000;
const watchMilliseconds = 500;
const reportInputs = 10_000;

const [option, value] = process.argv.slice(2);

if (option === '--seed') {
  const input = inputOf(Number(value), await corpus());
  console.log(input.text);
  console.log(`${input.subject}, from ${input.from.join(' and ')}`);
  console.log(problemOf(input) ?? 'no failure');
} else {
  const count = Number(process.env['COUNT'] ?? 1_000_000);
  const first = Number(process.env['SEED'] ?? 1);
  process.exitCode = (await campaign(first, first + count)) > 0 ? 1 : 0;
}

/** Tries the inputs from `first` to before `end`; answers how many failed. */
async function campaign(first: number, end: number): Promise<number> {
  const began = performance.now();
  let failures = 0;
  let reported = first;
  const fail = ({ seed, what }: Found): void => {
    failures += 1;
    console.log(`seed ${seed}: ${what}`);
  };
  const onSeed = (seed: number): void => {
    if (seed - reported < reportInputs && seed < end) return;
    reported = seed;
    const rate = (1000 * (seed - first)) / (performance.now() - began);
    const { maxRSS } = process.resourceUsage();
    console.log(
      `${seed - first} inputs, ${failures} failures, ${rate.toFixed(0)} per second, at most ${Math.round(maxRSS / 1024)} MB`,
    );
  };
  for (let next = first; next < end;) {
    const { reached, problem } = await watchedRange(next, end, fail, onSeed);
    if (problem !== undefined) fail({ seed: reached, what: problem });
    next = problem === undefined ? end : reached + 1;
  }
  onSeed(end);
  return failures;
}

interface Ended {
  readonly reached: number;
  /** Why the thread was ended before it was done. */
  readonly problem: string | undefined;
}

function watchedRange(
  first: number,
  end: number,
  onFound: (found: Found) => void,
  onSeed: (seed: number) => void,
): Promise<Ended> {
  const memory = new SharedArrayBuffer(4);
  const cells = new Int32Array(memory);
  cells[currentSeed] = first;
  const worker = newWorker({ first, end, memory });
  let since = cpuMilliseconds();
  let watched = first - 1;
  return new Promise((resolve) => {
    const finish = (problem: string | undefined): void => {
      clearInterval(watch);
      void worker.terminate().then(() => {
        resolve({ reached: Atomics.load(cells, currentSeed), problem });
      });
    };
    const watch = setInterval(() => {
      const seed = Atomics.load(cells, currentSeed);
      if (seed !== watched) since = cpuMilliseconds();
      watched = seed;
      onSeed(seed);
      if (cpuMilliseconds() - since > patienceMilliseconds)
        finish(`took more than ${patienceMilliseconds} ms`);
      else if (process.memoryUsage.rss() > memoryLimitBytes)
        finish(`takes more than ${memoryLimitBytes / 1024 / 1024} MB`);
    }, watchMilliseconds);
    worker.on('message', (found: Found | null) => {
      if (found === null) finish(undefined);
      else onFound(found);
    });
    worker.on('error', (error) => {
      finish(String(error));
    });
  });
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function newWorker(workerData: Task): Worker {
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/cjs$/, 'mjs');
  const entry = new URL('./worker.ts', import.meta.url);
  const script = `import(${JSON.stringify(pathToFileURL(loader).href)})
    .then(({ register }) => (register(), import(${JSON.stringify(entry.href)})));`;
  // The stack is that of a main thread, which is smaller than that of other threads.
  return new Worker(script, {
    eval: true,
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 1 },
  });
}
