import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Model, State } from '../model/index.ts';
import {
  Ancestry,
  Counters,
  Explorer,
  FingerprintSet,
  NO_PARENT,
  NondeterministicModel,
  newFingerprintMemory,
  pathOfFinding,
  pathTo,
  safetyChecksOf,
  statisticsOf,
} from '../search/index.ts';
import type { FingerprintMemory, SearchOutcome, Supervision, Verdict } from '../search/index.ts';
import type { ControlMemory } from './control.ts';
import { Control, newControlMemory } from './control.ts';
import type { SpillPlan, WorkerMessage, WorkerQuestion, WorkerTask } from './messages.ts';
import type { ModelRecipe } from './recipe.ts';
import { WorkerFailure, newThread } from './thread.ts';

export interface ParallelOptions {
  /** At least 1. */
  readonly workers: number;
  /** States on longer paths are not visited; initial states are at 1. */
  readonly maximumDepth?: number;
  /** Where states wait when memory is short. */
  readonly spill?: SpillPlan;
  /** Limit of each worker's heap, in megabytes; Node's default without it. */
  readonly heapMegabytesPerWorker?: number;
}

/** What `--workers auto` means: one for each processor that may be used. */
export const automaticWorkers = (): number => availableParallelism();

const YOUNG_GENERATION_MEGABYTES = 64;

type DoneMessage = Extract<WorkerMessage, { kind: 'done' }>;

/** One thread as the searcher sees it from outside. */
class Hand {
  readonly done: Promise<DoneMessage>;
  readonly worker: Worker;
  #answer: ((message: WorkerMessage) => void) | undefined;

  constructor(task: WorkerTask, ports: MessagePort[], heapMegabytes: number | undefined) {
    this.worker = newThread('worker', {
      workerData: task,
      transferList: ports,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES,
        ...(heapMegabytes === undefined ? {} : { maxOldGenerationSizeMb: heapMegabytes }),
      },
    });
    this.done = new Promise((resolve, reject) => {
      const fail = (message: string, cause?: unknown): void =>
        reject(new WorkerFailure(task.worker, message, { cause }));
      this.worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'done') resolve(message);
        else if (message.kind === 'failed') fail(`${message.name}: ${message.message}`, message.stack);
        else this.#answer?.(message);
      });
      this.worker.on('error', (error: Error) => fail(error.message, error));
      this.worker.on('exit', (code) => fail(`it ended with code ${code}`));
    });
  }

  ask(place: number): Promise<Extract<WorkerMessage, { kind: 'origin' }>> {
    return new Promise((resolve) => {
      this.#answer = (message) => {
        if (message.kind === 'origin') resolve(message);
      };
      this.worker.postMessage({ kind: 'origin', place } satisfies WorkerQuestion);
    });
  }
}

/**
 * Searches breadth-first with several threads, each with a model of its own made by the recipe; `model` is the same one for this thread. Verdict,
 * counts and the length of a counterexample are those of a search by one thread; which of several shortest counterexamples is given may differ.
 * @throws WorkerFailure
 */
export async function parallelSearch(
  model: Model,
  recipe: ModelRecipe,
  options: ParallelOptions,
  supervision: Supervision,
): Promise<SearchOutcome> {
  const assumption = model.violatedAssumption();
  const visitedMemory = newFingerprintMemory(false);
  const visited = new FingerprintSet({ memory: visitedMemory });
  if (assumption !== undefined) {
    const statistics = statisticsOf(new Counters(model.steps.length), visited, 0, 0, false);
    return { verdict: { kind: 'assumption', span: assumption.span }, statistics, graph: undefined };
  }
  const controlMemory = newControlMemory(options.workers);
  const control = new Control(controlMemory, -1);
  const hands = startWorkers(recipe, options, controlMemory, visitedMemory);
  const watch = new Watch(control, visited, supervision);
  try {
    const done = await watch.until(Promise.all(hands.map((hand) => hand.done)));
    visited.refresh();
    const verdict = await verdictOf(model, hands, done, watch.wasStopped, visited.size);
    const counters = new Counters(model.steps.length);
    for (const { counters: counted } of done) counters.add(counted);
    const ancestryBytes = done.reduce((sum, message) => sum + message.ancestryBytes, 0);
    const depth = visited.size === 0 ? 0 : control.level;
    const statistics = statisticsOf(counters, visited, depth, ancestryBytes, verdict.kind === 'ok');
    return { verdict, statistics, graph: undefined };
  } finally {
    control.stop();
    await Promise.all(hands.map((hand) => hand.worker.terminate()));
  }
}

/** A channel between every two workers; starts all. */
function startWorkers(
  recipe: ModelRecipe,
  options: ParallelOptions,
  control: ControlMemory,
  visited: FingerprintMemory,
): Hand[] {
  const { workers } = options;
  const channels: (MessagePort | undefined)[][] = Array.from({ length: workers }, () =>
    Array.from({ length: workers }, () => undefined),
  );
  for (let a = 0; a < workers; a++)
    for (let b = a + 1; b < workers; b++) {
      const { port1, port2 } = new MessageChannel();
      (channels[a] as (MessagePort | undefined)[])[b] = port1;
      (channels[b] as (MessagePort | undefined)[])[a] = port2;
    }
  return channels.map((ofWorker, worker) => {
    const task: WorkerTask = {
      worker,
      control,
      visited,
      recipe,
      maximumDepth: options.maximumDepth ?? Infinity,
      spill: options.spill,
      channels: ofWorker,
    };
    const ports = ofWorker.filter((port) => port !== undefined);
    return new Hand(task, ports, options.heapMegabytesPerWorker);
  });
}

/** Looks after the workers from outside: reports the progress, passes on the wish to stop. */
class Watch {
  wasStopped = false;
  readonly #control: Control;
  readonly #visited: FingerprintSet;
  readonly #supervision: Supervision;

  constructor(control: Control, visited: FingerprintSet, supervision: Supervision) {
    this.#control = control;
    this.#visited = visited;
    this.#supervision = supervision;
  }

  async until<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = work.finally(() => (isSettled = true));
    // The rejection is reported below; here it only ends the watch.
    const ended = settled.then(
      () => undefined,
      () => undefined,
    );
    const interval = this.#supervision.progressIntervalMilliseconds ?? 1000;
    const start = this.#supervision.now();
    let reportedAt = start;
    let generatedBefore = 0;
    while (!isSettled) {
      await Promise.race([ended, this.#supervision.pause()]);
      if (this.#supervision.stopIsRequested?.() === true && !this.wasStopped) {
        this.wasStopped = true;
        this.#control.stop();
      }
      const now = this.#supervision.now();
      if (now - reportedAt < interval) continue;
      const { generated, queued } = this.#control.published();
      const generatedPerSecond = ((generated - generatedBefore) * 1000) / (now - reportedAt);
      const { size: distinct } = this.#visited;
      const depth = this.#control.level;
      this.#supervision.onProgress?.({
        distinct,
        generated,
        depth,
        queued,
        generatedPerSecond,
        elapsedMilliseconds: now - start,
      });
      reportedAt = now;
      generatedBefore = generated;
    }
    return settled;
  }
}

/** The ordinals from an initial state to the one with this number, from the workers that numbered the states on the way. */
async function ordinalsTo(hands: readonly Hand[], id: number): Promise<number[]> {
  const ordinals: number[] = [];
  for (let at = id; at !== NO_PARENT;) {
    const hand = hands[at % hands.length] as Hand;
    const origin = await hand.ask(Math.floor(at / hands.length));
    ordinals.push(origin.ordinal);
    at = origin.parent;
  }
  return ordinals.reverse();
}

/** What the expansion of one state (or of the initial states) finds. Errors do not cross threads, so it is done again here. */
async function findingVerdict(model: Model, hands: readonly Hand[], id: number): Promise<Verdict> {
  const explorer = new Explorer(model, {
    visited: new FingerprintSet(),
    ancestry: new Ancestry(),
    frontier: { push: () => undefined },
    checks: safetyChecksOf(model),
  });
  let ordinals: number[] = [];
  if (id === NO_PARENT) explorer.begin();
  else {
    ordinals = await ordinalsTo(hands, id);
    const { states } = pathTo(model, ordinals);
    explorer.expand(states[states.length - 1] as State, id);
  }
  if (explorer.finding === undefined)
    throw new NondeterministicModel('what a worker found is not found again');
  return pathOfFinding(model, explorer.finding, () => ordinals);
}

const lengthOf = (verdict: Verdict): number => ('path' in verdict ? verdict.path.states.length : 0);

async function verdictOf(
  model: Model,
  hands: readonly Hand[],
  done: readonly DoneMessage[],
  wasStopped: boolean,
  distinct: number,
): Promise<Verdict> {
  let shortest: Verdict | undefined;
  for (const { findingAt } of done) {
    if (findingAt === undefined) continue;
    const verdict = await findingVerdict(model, hands, findingAt);
    if (shortest === undefined || lengthOf(verdict) < lengthOf(shortest)) shortest = verdict;
  }
  if (shortest !== undefined) return shortest;
  if (wasStopped) return { kind: 'incomplete', reason: 'stopped' };
  if (distinct === 0) {
    const hasInitial = done.some((message) => message.hasInitial);
    return { kind: 'incomplete', reason: hasInitial ? 'constrained-away' : 'no-initial-state' };
  }
  return done.some(({ wasCut }) => wasCut) ? { kind: 'incomplete', reason: 'depth-bound' } : { kind: 'ok' };
}
