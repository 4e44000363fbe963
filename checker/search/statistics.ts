import type { FingerprintSet } from './fingerprint-set.ts';
import type { CollisionProbability, OutDegree, SearchStatistics } from './outcome.ts';

/** What one searcher counts; several are summed. */
export class Counters {
  generated = 0;
  initial = 0;
  readonly taken: Float64Array;
  readonly newStates: Float64Array;
  /** How many states had this number of new successors. */
  readonly outDegrees: number[] = [];

  constructor(stepCount: number) {
    this.taken = new Float64Array(stepCount);
    this.newStates = new Float64Array(stepCount);
  }

  countOutDegree(degree: number): void {
    while (this.outDegrees.length <= degree) this.outDegrees.push(0);
    (this.outDegrees[degree] as number) += 1;
  }

  add(other: CounterData): void {
    this.generated += other.generated;
    this.initial += other.initial;
    for (const [step, taken] of other.taken.entries()) (this.taken[step] as number) += taken;
    for (const [step, fresh] of other.newStates.entries()) (this.newStates[step] as number) += fresh;
    for (const [degree, states] of other.outDegrees.entries()) {
      while (this.outDegrees.length <= degree) this.outDegrees.push(0);
      (this.outDegrees[degree] as number) += states;
    }
  }

  toData(): CounterData {
    return {
      generated: this.generated,
      initial: this.initial,
      taken: [...this.taken],
      newStates: [...this.newStates],
      outDegrees: [...this.outDegrees],
    };
  }
}

/** Counters as data that can go to other threads and into JSON. */
export interface CounterData {
  readonly generated: number;
  readonly initial: number;
  readonly taken: readonly number[];
  readonly newStates: readonly number[];
  readonly outDegrees: readonly number[];
}

function outDegreeOf(outDegrees: readonly number[]): OutDegree | undefined {
  const expanded = outDegrees.reduce((sum, states) => sum + states, 0);
  if (expanded === 0) return undefined;
  const total = outDegrees.reduce((sum, states, degree) => sum + states * degree, 0);
  let percentile95 = 0;
  for (let below = outDegrees[0] ?? 0; below < expanded * 0.95; below += outDegrees[percentile95] ?? 0)
    percentile95++;
  return {
    minimum: outDegrees.findIndex((states) => states > 0),
    maximum: outDegrees.length - 1,
    average: total / expanded,
    percentile95,
  };
}

const TWO_TO_32 = 2 ** 32;
const TWO_TO_64 = 2 ** 64;

/** TLC's two estimates: distinct * (generated - distinct) / 2^64, and 1 / the smallest gap between fingerprints. */
function collisionProbabilityOf(
  visited: FingerprintSet,
  generated: number,
  measured: boolean,
): CollisionProbability {
  const distinct = visited.size;
  const calculated = (distinct * Math.max(generated - distinct, 0)) / TWO_TO_64;
  if (!measured || distinct < 2) return { calculated, actual: undefined };
  let smallestGap = TWO_TO_64;
  let lowBefore = 0;
  let highBefore = -1;
  visited.forEachInOrder((low, high) => {
    if (highBefore >= 0)
      smallestGap = Math.min(smallestGap, (high - highBefore) * TWO_TO_32 + (low - lowBefore));
    lowBefore = low;
    highBefore = high;
  });
  return { calculated, actual: 1 / smallestGap };
}

/** `measured`: whether to look at all the fingerprints for the probability of a collision. */
export function statisticsOf(
  counters: Counters,
  visited: FingerprintSet,
  depth: number,
  ancestryBytes: number,
  measured: boolean,
): SearchStatistics {
  return {
    distinct: visited.size,
    generated: counters.generated,
    depth,
    initial: counters.initial,
    coverage: Array.from(counters.taken, (taken, step) => ({
      taken,
      newStates: counters.newStates[step] ?? 0,
    })),
    outDegree: outDegreeOf(counters.outDegrees),
    collisionProbability: collisionProbabilityOf(visited, counters.generated, measured),
    visitedBytes: visited.bytes + ancestryBytes,
  };
}
