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
export type { Checkpoint, CheckpointPieces } from './checkpoint.ts';
export { CheckpointMismatch } from './checkpoint.ts';
export { NondeterministicModel } from './counterexample.ts';
export { FingerprintSetFull } from './fingerprint-set.ts';
export { OutOfMemory, isAllocationFailure, lengthAfter, tellingMemory } from './memory.ts';
export { DamagedCheckpoint } from './pieces.ts';
export { allHold, safetyChecksOf } from './safety.ts';
export { Search, search } from './search.ts';
export { NO_PARENT, OUTSIDE, pathOfIds } from './state-graph.ts';
export { supervise } from './supervise.ts';

/** The parts of a search, for those who put it together otherwise (checker/parallel). */
export type { Exclusion, FingerprintMemory } from './fingerprint-set.ts';
export type { CounterData } from './statistics.ts';
export { Ancestry } from './ancestry.ts';
export type { CheckpointHead } from './checkpoint.ts';
export {
  foundPieces,
  lastPiece,
  modeOf,
  readHead,
  restoreFound,
  restoreWaiting,
  waitingPieces,
} from './checkpoint.ts';
export { pathOfFinding, pathTo } from './counterexample.ts';
export { Explorer } from './explorer.ts';
export { FingerprintSet, newFingerprintMemory } from './fingerprint-set.ts';
export { StateDeque } from './state-deque.ts';
export { Counters, statisticsOf } from './statistics.ts';
