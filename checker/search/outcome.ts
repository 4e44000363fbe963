import type { State, ViolatedAssumption } from '../model/index.ts';
import type { StateGraph } from './state-graph.ts';

/** A behaviour's beginning: `steps[i]` (a place in `Model.steps`) leads from `states[i]` to `states[i + 1]`. */
export interface StatePath {
  readonly states: readonly State[];
  readonly steps: readonly number[];
}

/** Why a search established nothing although it found nothing. */
export type IncompleteReason =
  /** The initial predicate has no solution. */
  | 'no-initial-state'
  /** A CONSTRAINT excludes every initial state. */
  | 'constrained-away'
  /** States at the bound of the depth were not expanded. */
  | 'depth-bound'
  /** Somebody asked the search to stop. */
  | 'stopped';

/** What a search found. A path ends with the state that violates, or the state whose step failed. */
export type Verdict =
  | { readonly kind: 'ok' }
  | ({ readonly kind: 'assumption' } & ViolatedAssumption)
  | { readonly kind: 'invariant'; readonly name: string; readonly path: StatePath }
  /** The safety part of a property: of initial states, of all states, or of steps (the last of the path). */
  | { readonly kind: 'property'; readonly name: string; readonly path: StatePath }
  | { readonly kind: 'deadlock'; readonly path: StatePath }
  /** An assertion failed in `step`, or something could not be evaluated: the step, or else what `evaluating` names. */
  | {
      readonly kind: 'assert' | 'error';
      readonly cause: Error;
      readonly step: number | undefined;
      readonly evaluating: string | undefined;
      readonly path: StatePath;
    }
  | { readonly kind: 'incomplete'; readonly reason: IncompleteReason };

/** Of one step of the model: how often it was taken, and how many states were first found by it. */
export interface StepCoverage {
  readonly taken: number;
  readonly newStates: number;
}

/** New states found per state expanded, as TLC reports the out-degree. */
export interface OutDegree {
  readonly minimum: number;
  readonly maximum: number;
  readonly average: number;
  readonly percentile95: number;
}

export interface SearchStatistics {
  /** States inside the constraints, under VIEW and SYMMETRY. */
  readonly distinct: number;
  /** Initial states and successors visited, the stuttering of terminated states included. */
  readonly generated: number;
  /** States on the longest of the shortest paths; in depth-first search on the longest path taken. */
  readonly depth: number;
  /** Distinct initial states inside the constraints. */
  readonly initial: number;
  /** By place in `Model.steps`. */
  readonly coverage: readonly StepCoverage[];
  /** Undefined if no state was expanded. */
  readonly outDegree: OutDegree | undefined;
  /** That two different states had one fingerprint. */
  readonly collisionProbability: CollisionProbability;
  /** Bytes of the set of visited states with what counterexamples need, the queue not included. */
  readonly visitedBytes: number;
}

/** Estimates as TLC makes them. */
export interface CollisionProbability {
  /** From the numbers of states, if fingerprints were random. */
  readonly calculated: number;
  /** From the smallest distance between two fingerprints; undefined with fewer than two states or if the search was stopped. */
  readonly actual: number | undefined;
}

export interface SearchOutcome {
  readonly verdict: Verdict;
  readonly statistics: SearchStatistics;
  /** Only if asked for. */
  readonly graph: StateGraph | undefined;
}

/** How far a search is. */
export interface SearchProgress {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** States found and not yet expanded. */
  readonly queued: number;
  /** States that are still to be expanded, those not found yet included; undefined where that cannot be known or foreseen. */
  readonly left?: number | undefined;
}
