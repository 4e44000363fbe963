import { availableParallelism } from 'node:os';
import type { Model, State } from '../model/index.ts';
import {
  Ancestry,
  Counters,
  Explorer,
  FingerprintSet,
  NO_PARENT,
  NondeterministicModel,
  modeOf,
  newFingerprintMemory,
  pathOfFinding,
  pathTo,
  readHead,
  restoreFound,
  safetyChecksOf,
  statisticsOf,
} from '../search/index.ts';
import type { Checkpoint, CheckpointHead, SearchOutcome, Supervision, Verdict } from '../search/index.ts';
import { Control, newControlMemory } from './control.ts';
import type { Crew } from './crew.ts';
import { spillOf } from './file-block-store.ts';
import type { DoneMessage, SpillPlan } from './messages.ts';
import { Numbering } from './numbering.ts';
import type { ModelRecipe } from './recipe.ts';
import type { Member } from './saving.ts';
import { savedByMany } from './saving.ts';
import { Searcher } from './searcher.ts';
import { Team } from './team.ts';

export interface ParallelOptions {
  /** At least 1: this thread, and others. */
  readonly workers: number;
  /** States on longer paths are not visited; initial states are at 1. */
  readonly maximumDepth?: number;
  /** Where states wait when memory is short. */
  readonly spill?: SpillPlan;
  /** Limit of each other worker's heap, in megabytes; Node's default without it. */
  readonly heapMegabytesPerWorker?: number;
  /** How long this thread searches alone before it has the others started; 50 if not given. Small searches end before, and do without. */
  readonly aloneMilliseconds?: number;
  /** Threads that make their models already; used if they make this one, and are as many as the search wants. */
  readonly crew?: Crew;
  /** The search does not begin before all the threads are ready. */
  readonly waitsForAll?: boolean;
  /** How the search is saved if it is stopped, and what it goes on with. */
  readonly checkpoint?: Checkpoint;
}

/** What `--workers auto` means: one for each processor that may be used. */
export const automaticWorkers = (): number => availableParallelism();

const ALONE_MILLISECONDS = 50;
/** As in `supervise`. */
const SLICE_STATES = 64;
const SLICE_GENERATED = 256;
const SLICE_MILLISECONDS = 20;
/** How long a wait for other workers may hold up this thread, which has signals to serve. */
const PATIENCE_MILLISECONDS = 20;

/**
 * Searches breadth-first with several threads: this one, which has the model, and others, each with a model of its own made by the recipe. Verdict,
 * counts and the length of a counterexample are those of a search by one thread; which of several shortest counterexamples is given may differ.
 * @throws WorkerFailure, CheckpointMismatch, DamagedCheckpoint; what the model throws but a search does not expect
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
    return { verdict: { kind: 'assumption', ...assumption }, statistics, graph: undefined };
  }
  const maximumDepth = options.maximumDepth ?? Infinity;
  const mode = modeOf('breadth-first', maximumDepth);
  const { checkpoint } = options;
  const earlier = new Ancestry();
  const head = checkpoint && restoreFirst(checkpoint, mode, visited, earlier);
  const controlMemory = newControlMemory(options.workers, head?.depth);
  const control = new Control(controlMemory, 0);
  const team = new Team({
    recipe,
    control: controlMemory,
    visited: visitedMemory,
    maximumDepth,
    firstNumber: earlier.size,
    spill: options.spill,
    heapMegabytesPerWorker: options.heapMegabytesPerWorker,
    hands: options.crew?.take(recipe, options.workers),
  });
  const spill = options.spill && spillOf(options.spill, 0);
  try {
    const searcher = new Searcher(model, team.taskOf(0), spill);
    const begin = (): void => {
      if (head === undefined) searcher.begin();
      else searcher.resume(head, checkpoint?.resumed as Iterator<Uint8Array>);
    };
    control.join();
    if (team.isWaitedFor || options.waitsForAll === true) team.start();
    if (options.waitsForAll === true) await assemble(team, control, supervision);
    await searchHere({ searcher, begin, team, control, visited }, options, supervision);
    const results = [searcher.result(), ...(await team.results(control))];
    const done = results.filter((result) => result !== undefined);
    visited.refresh();
    const numbering = new Numbering(earlier.size, options.workers);
    const trace: Trace = (id) => ordinalsTo({ earlier, own: searcher.ancestry, team, numbering }, id);
    const verdict = await verdictOf(model, trace, done, control.isStopped, visited.size);
    const counters = new Counters(model.steps.length);
    for (const { counters: counted } of done) counters.add(counted);
    const ancestryBytes = done.reduce((sum, message) => sum + message.ancestryBytes, earlier.bytes);
    const depth = visited.size === 0 ? 0 : control.level;
    const statistics = statisticsOf(counters, visited, depth, ancestryBytes, verdict.kind === 'ok');
    if (checkpoint?.save !== undefined && verdict.kind === 'incomplete' && verdict.reason === 'stopped') {
      const members: (Member | undefined)[] = results.map(
        (result, worker) =>
          result && {
            ...result,
            part: (part) => (worker === 0 ? searcher.part(part) : team.part(worker, part)),
          },
      );
      const { identity } = checkpoint;
      const { level } = control;
      await checkpoint.save(
        savedByMany({ identity, mode, level, numbering, visited, ancestry: earlier, members }),
      );
    }
    return { verdict, statistics, graph: undefined };
  } finally {
    control.stop();
    await team.end();
    spill?.close();
  }
}

/** Restores all but what waits; undefined if there is nothing to go on with. */
function restoreFirst(
  { identity, resumed }: Checkpoint,
  mode: string,
  visited: FingerprintSet,
  ancestry: Ancestry,
): CheckpointHead | undefined {
  if (resumed === undefined) return undefined;
  const head = readHead(resumed, identity, mode);
  restoreFound(resumed, { visited, ancestry });
  return head;
}

async function assemble(team: Team, control: Control, supervision: Supervision): Promise<void> {
  while (control.joined < control.workers) {
    await supervision.pause();
    team.throwIfFailed();
  }
}

/** What this thread does: its part of the search, in slices; between them it lets others join, reports the progress, passes on the wish to stop. */
async function searchHere(
  search: {
    readonly searcher: Searcher;
    readonly begin: () => void;
    readonly team: Team;
    readonly control: Control;
    readonly visited: FingerprintSet;
  },
  { aloneMilliseconds = ALONE_MILLISECONDS }: ParallelOptions,
  supervision: Supervision,
): Promise<void> {
  const { searcher, begin, team, control, visited } = search;
  const interval = supervision.progressIntervalMilliseconds ?? 1000;
  const start = supervision.now();
  let pausedAt = start;
  let reportedAt = start;
  begin();
  searcher.publish();
  let generatedBefore = control.published().generated;
  while (!searcher.advance(SLICE_STATES, SLICE_GENERATED, PATIENCE_MILLISECONDS)) {
    const now = supervision.now();
    if (now - pausedAt < SLICE_MILLISECONDS) continue;
    if (!team.isStarted && now - start >= aloneMilliseconds) team.start();
    if (now - reportedAt >= interval) {
      searcher.publish();
      const { generated, queued } = control.published();
      const generatedPerSecond = ((generated - generatedBefore) * 1000) / (now - reportedAt);
      const { size: distinct } = visited;
      const elapsedMilliseconds = now - start;
      const { level: depth } = control;
      supervision.onProgress?.({
        distinct,
        generated,
        depth,
        queued,
        generatedPerSecond,
        elapsedMilliseconds,
      });
      reportedAt = now;
      generatedBefore = generated;
    }
    await supervision.pause();
    team.throwIfFailed();
    if (supervision.stopIsRequested?.() === true) control.stop();
    pausedAt = supervision.now();
  }
}

/** The ordinals from an initial state to the one with this number. */
type Trace = (id: number) => Promise<readonly number[]>;

interface Origins {
  /** Of the states that were numbered before the search was resumed, and of this thread's. */
  readonly earlier: Ancestry;
  readonly own: Ancestry;
  readonly team: Team;
  readonly numbering: Numbering;
}

/** From the workers that numbered the states on the way; the first is this thread. */
async function ordinalsTo({ earlier, own, team, numbering }: Origins, id: number): Promise<number[]> {
  const ordinals: number[] = [];
  for (let at = id; at !== NO_PARENT;) {
    const isEarlier = numbering.isEarlier(at);
    const worker = numbering.workerOf(at);
    const place = isEarlier ? at : numbering.placeOf(at);
    const origin =
      isEarlier || worker === 0
        ? (isEarlier ? earlier : own).originOf(place)
        : await team.origin(worker, place);
    ordinals.push(origin.ordinal);
    at = origin.parent;
  }
  return ordinals.reverse();
}

/** What the expansion of one state (or of the initial states) finds. Errors do not cross threads, so it is done again here. */
async function findingVerdict(model: Model, trace: Trace, id: number): Promise<Verdict> {
  const explorer = new Explorer(model, {
    visited: new FingerprintSet(),
    ancestry: new Ancestry(),
    frontier: { push: () => undefined },
    checks: safetyChecksOf(model),
  });
  let ordinals: readonly number[] = [];
  if (id === NO_PARENT) explorer.begin();
  else {
    ordinals = await trace(id);
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
  trace: Trace,
  done: readonly DoneMessage[],
  wasStopped: boolean,
  distinct: number,
): Promise<Verdict> {
  let shortest: Verdict | undefined;
  for (const { findingAt } of done) {
    if (findingAt === undefined) continue;
    const verdict = await findingVerdict(model, trace, findingAt);
    if (shortest === undefined || lengthOf(verdict) < lengthOf(shortest)) shortest = verdict;
  }
  if (shortest !== undefined) return shortest;
  if (distinct === 0) {
    const hasInitial = done.some((message) => message.hasInitial);
    return { kind: 'incomplete', reason: hasInitial ? 'constrained-away' : 'no-initial-state' };
  }
  if (wasStopped) return { kind: 'incomplete', reason: 'stopped' };
  return done.some(({ wasCut }) => wasCut) ? { kind: 'incomplete', reason: 'depth-bound' } : { kind: 'ok' };
}
