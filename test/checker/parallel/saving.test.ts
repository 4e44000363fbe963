import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Control, newControlMemory } from '../../../checker/parallel/control.ts';
import { parallelSearch } from '../../../checker/parallel/index.ts';
import { Numbering } from '../../../checker/parallel/numbering.ts';
import type { Member } from '../../../checker/parallel/saving.ts';
import { savedByMany } from '../../../checker/parallel/saving.ts';
import { Searcher } from '../../../checker/parallel/searcher.ts';
import {
  Ancestry,
  CheckpointMismatch,
  DamagedCheckpoint,
  FingerprintSet,
  Search,
  modeOf,
  newFingerprintMemory,
  readHead,
  restoreFound,
  search,
} from '../../../checker/search/index.ts';
import type { BlockStore, SearchOutcome } from '../../../checker/search/index.ts';
import { seededRandom } from '../../seeded-random.ts';
import { namedToyModel, toyRecipe } from '../toy-models.ts';

type ToyName = readonly [string, ...number[]];
type Pieces = readonly Uint8Array[];

const mode = modeOf('breadth-first', Infinity);

function channelsOf(workers: number): (MessagePort | undefined)[][] {
  const channels = Array.from({ length: workers }, () =>
    Array<MessagePort | undefined>(workers).fill(undefined),
  );
  for (let a = 0; a < workers; a++)
    for (let b = a + 1; b < workers; b++) {
      const { port1, port2 } = new MessageChannel();
      (channels[a] as (MessagePort | undefined)[])[b] = port1;
      (channels[b] as (MessagePort | undefined)[])[a] = port2;
    }
  return channels;
}

function storeInMemory(): BlockStore {
  const kept = new Map<number, Uint8Array>();
  return {
    write: (bytes) => {
      kept.set(kept.size, bytes);
      return kept.size - 1;
    },
    take: (handle) => kept.get(handle) as Uint8Array,
  };
}

/**
 * What several workers have after so many turns, saved; undefined if they have come to an end before. They take turns in one thread, in an order
 * that the seed decides, so that every run is the same.
 */
async function interrupted(
  toy: ToyName,
  workers: number,
  turns: number,
  seed: number,
  resumed?: Pieces,
): Promise<Pieces | undefined> {
  const random = seededRandom(seed);
  const memory = newFingerprintMemory(false);
  const visited = new FingerprintSet({ memory });
  const ancestry = new Ancestry();
  const pieces = resumed?.[Symbol.iterator]();
  const head = pieces && readHead(pieces, 'the text', mode);
  if (pieces !== undefined) restoreFound(pieces, { visited, ancestry });
  const controlMemory = newControlMemory(workers, head?.depth);
  const numbering = new Numbering(ancestry.size, workers);
  const channels = channelsOf(workers);
  const searchers = channels.map(
    (own, worker) =>
      new Searcher(
        namedToyModel(toy),
        {
          worker,
          control: controlMemory,
          visited: memory,
          maximumDepth: Infinity,
          firstNumber: numbering.before,
          spill: undefined,
          channels: own,
        },
        // Some keep what waits elsewhere.
        seed % 2 === 0 ? undefined : { store: storeInMemory(), memoryIsShort: () => true, blockLength: 4 },
      ),
  );
  const controls = searchers.map((_, worker) => new Control(controlMemory, worker));
  const first = searchers[0] as Searcher;
  controls[0]?.join();
  if (head === undefined || pieces === undefined) first.begin();
  else first.resume(head, pieces);
  const isEnded = searchers.map(() => false);
  const turn = (): void => {
    const worker = Math.floor(random() * workers);
    const control = controls[worker] as Control;
    if (!control.hasJoined(worker)) control.join();
    else if (isEnded[worker] !== true)
      isEnded[worker] = (searchers[worker] as Searcher).advance(1 + Math.floor(random() * 40), Infinity, 0);
  };
  const joinedHaveEnded = (): boolean =>
    isEnded.every((ended, worker) => ended || controls[0]?.hasJoined(worker) === false);
  for (let i = 0; i < turns && !joinedHaveEnded(); i++) turn();
  const hasCome = joinedHaveEnded();
  controls[0]?.stop();
  while (!joinedHaveEnded()) turn();
  for (const port of channels.flat()) port?.close();
  const results = searchers.map((searcher) => searcher.result());
  if (hasCome || results.some(({ findingAt }) => findingAt !== undefined)) return undefined;
  const members = searchers.map((searcher, worker): Member | undefined =>
    controls[0]?.hasJoined(worker) === true
      ? { ...searcher.result(), part: (part) => searcher.part(part) }
      : undefined,
  );
  const level = controls[0]?.level ?? 0;
  const saved: Uint8Array[] = [];
  visited.refresh();
  for await (const piece of savedByMany({
    identity: 'the text',
    mode,
    level,
    numbering,
    visited,
    ancestry,
    members,
  }))
    saved.push(piece.slice());
  return saved;
}

function endedByOne(toy: ToyName, saved: Pieces): SearchOutcome {
  const resumed = new Search(namedToyModel(toy));
  resumed.resume(saved[Symbol.iterator](), 'the text');
  while (!resumed.advance(Infinity));
  return resumed.outcome();
}

/** Several, of which all but the first are never started: numbers have gaps all the same. */
function endedByMany(toy: ToyName, saved: Pieces, workers: number): Promise<SearchOutcome> {
  return parallelSearch(
    namedToyModel(toy),
    toyRecipe(...(toy as [string, ...number[]])),
    {
      workers,
      aloneMilliseconds: Infinity,
      checkpoint: { identity: 'the text', save: undefined, resumed: saved[Symbol.iterator]() },
    },
    { now: () => 0, pause: () => Promise.resolve() },
  );
}

/** What does not depend on the order in which the states of a level were expanded. */
function figuresOf({ verdict, statistics }: SearchOutcome): unknown {
  if ('path' in verdict) return { kind: verdict.kind, length: verdict.path.states.length };
  const { distinct, generated, depth, initial, coverage, collisionProbability } = statistics;
  const taken = coverage.map((step) => step.taken);
  return { kind: verdict.kind, distinct, generated, depth, initial, taken, collisionProbability };
}

const toys: readonly ToyName[] = [
  ['lattice', 4, 5],
  ['dieHard'],
  ['dining', 5],
  ['failing', 40],
  ['random', 7, 400, 3, 0.003],
  ['random', 11, 400, 3, 0.003],
];

describe('a search that several workers made and that was saved', () => {
  it.each(toys)('ends as if nothing had been, whoever goes on with it: %s %j', async (...name) => {
    const toy = name as unknown as ToyName;
    const expected = figuresOf(search(namedToyModel(toy)));
    let interruptions = 0;
    for (const workers of [1, 2, 3])
      for (let seed = 1; seed <= 12; seed++) {
        const saved = await interrupted(toy, workers, seed * 3, seed);
        if (saved === undefined) continue;
        interruptions++;
        expect(figuresOf(endedByOne(toy, saved))).toEqual(expected);
        expect(figuresOf(await endedByMany(toy, saved, 1 + (seed % 3)))).toEqual(expected);
      }
    expect(interruptions).toBeGreaterThan(0);
  });

  it('can be saved again and again, by any number of workers', async () => {
    const toy: ToyName = ['lattice', 4, 5];
    const expected = figuresOf(search(namedToyModel(toy)));
    for (let seed = 1; seed <= 6; seed++) {
      let saved: Pieces | undefined;
      let last: Pieces | undefined;
      for (let round = 0; round < 40; round++) {
        saved = await interrupted(toy, 1 + ((seed + round) % 3), 12, seed * 100 + round, saved);
        if (saved === undefined) break;
        last = saved;
      }
      if (last === undefined) throw new Error('it was never saved');
      expect(figuresOf(endedByOne(toy, last))).toEqual(expected);
      expect(figuresOf(await endedByMany(toy, last, 2))).toEqual(expected);
    }
  });

  it('knows the way from the initial state over numbers of both searches', async () => {
    const saved = await interrupted(['dieHard'], 3, 12, 5);
    if (saved === undefined) throw new Error('it was not saved');
    const { verdict } = await endedByMany(['dieHard'], saved, 2);
    if (verdict.kind !== 'invariant') throw new Error(verdict.kind);
    expect(verdict.path.states[6]).toEqual([3, 4]);
  });

  it('gives states numbers without gaps', async () => {
    const saved = await interrupted(['lattice', 4, 5], 3, 60, 3);
    if (saved === undefined) throw new Error('it was not saved');
    const visited = new FingerprintSet();
    const ancestry = new Ancestry();
    const pieces = saved[Symbol.iterator]();
    readHead(pieces, 'the text', mode);
    restoreFound(pieces, { visited, ancestry });
    expect(ancestry.size).toBe(visited.size);
    expect(Math.max(...ancestry.parents.toArray().filter((parent) => parent !== 0xffffffff))).toBeLessThan(
      ancestry.size,
    );
  });

  it('is refused when a part of it is missing', async () => {
    const toy: ToyName = ['lattice', 4, 5];
    const saved = await interrupted(toy, 2, 40, 1);
    if (saved === undefined) throw new Error('it was not saved');
    for (let count = 0; count < saved.length; count++)
      await expect(endedByMany(toy, saved.slice(0, count), 2)).rejects.toThrow(DamagedCheckpoint);
  });

  it('is refused for another text or kind of search', async () => {
    const toy: ToyName = ['lattice', 4, 5];
    const saved = await interrupted(toy, 2, 40, 1);
    if (saved === undefined) throw new Error('it was not saved');
    const depthFirst = new Search(namedToyModel(toy), { order: 'depth-first' });
    expect(() => {
      depthFirst.resume(saved[Symbol.iterator](), 'the text');
    }).toThrow(CheckpointMismatch);
    const options = {
      workers: 2,
      checkpoint: { identity: 'another text', save: undefined, resumed: saved[Symbol.iterator]() },
    };
    const supervision = { now: () => 0, pause: () => Promise.resolve() };
    await expect(
      parallelSearch(namedToyModel(toy), toyRecipe('lattice', 4, 5), options, supervision),
    ).rejects.toThrow(CheckpointMismatch);
  });
});

describe('a search by several threads', () => {
  it('is saved with what all threads have, and goes on in several', async () => {
    const toy = ['lattice', 5, 6] as const;
    const model = namedToyModel(toy);
    let saved: Uint8Array[] = [];
    let reports = 0;
    const inThreads = (
      checkpoint: { resumed: Iterator<Uint8Array> | undefined },
      stopIsRequested: () => boolean,
    ): Promise<SearchOutcome> =>
      parallelSearch(
        model,
        toyRecipe(...toy),
        {
          workers: 2,
          waitsForAll: true,
          checkpoint: {
            identity: 'the text',
            ...checkpoint,
            save: async (pieces) => {
              saved = [];
              for await (const piece of pieces) saved.push(piece.slice());
            },
          },
        },
        // Time passes with every look at the clock, so that the stop is asked for at every slice.
        {
          now: () => (reports += 1) * 100,
          pause: () => new Promise((resolve) => setImmediate(resolve)),
          stopIsRequested,
        },
      );
    let slices = 0;
    const first = await inThreads({ resumed: undefined }, () => ++slices > 40);
    expect(first.verdict).toEqual({ kind: 'incomplete', reason: 'stopped' });
    expect(first.statistics.distinct).toBeLessThan(7 ** 5);
    const last = await inThreads({ resumed: saved[Symbol.iterator]() }, () => false);
    expect(figuresOf(last)).toEqual(figuresOf(search(model)));
  });
});
