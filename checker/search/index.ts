/** The exploration of a model's states by one thread. Pure: files, clocks and signals belong to the caller. */
export type {
  CollisionProbability,
  IncompleteReason,
  OutDegree,
  SearchOutcome,
  SearchProgress,
  SearchStatistics,
  StatePath,
  StepCoverage,
  Verdict,
} from './outcome.ts';
export type { SafetyChecks, StateCheck } from './safety.ts';
export type { SearchOptions } from './search.ts';
export type { BlockStore, Spill } from './state-deque.ts';
export type { StateGraph } from './state-graph.ts';
export type { Supervision, TimedProgress } from './supervise.ts';
export { CheckpointMismatch } from './checkpoint.ts';
export { DamagedCheckpoint } from './pieces.ts';
export { FingerprintSetFull } from './fingerprint-set.ts';
export { NondeterministicModel } from './counterexample.ts';
export { safetyChecksOf } from './safety.ts';
export { Search, search } from './search.ts';
export { supervise } from './supervise.ts';
export { NO_PARENT, OUTSIDE, pathOfIds } from './state-graph.ts';
