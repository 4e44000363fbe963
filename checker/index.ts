/**
 * `mpcal-ts/checker`: proves or refutes a spec. `check` reads a spec and its configuration and explores the states; the parts it is made of
 * are here too.
 */

// All at once.
export { check, checkModel, prepareModel, startCrew, SpecProblem, traceExpressions } from './check.ts';
export type { CheckFilesOptions, CheckOptions, Checked, PreparedModel, SpecTexts } from './check.ts';
export { simulateModel } from './walk.ts';
export type { SimulateOptions } from './walk.ts';
export { placeText, reportToJson } from './report.ts';
export { replayReport } from './replayed.ts';
export type { CheckReport, CheckResult, JsonReport, LabelCoverage } from './report.ts';

// Configuration files.
export { withConstants } from './config/index.ts';
export { initialConfigText, requirementsOf } from './model/index.ts';

// Models.
export { StepFailure } from './model/index.ts';
export type {
  Formula,
  Model,
  ModelProcess,
  ModelStep,
  State,
  StepFairness,
  TemporalProperty,
} from './model/index.ts';

// Searches.
export { NotSaveable } from './explore.ts';
export {
  CheckpointMismatch,
  DamagedCheckpoint,
  OUTSIDE,
  OutOfMemory,
  safetyChecksOf,
} from './search/index.ts';
export type {
  BlockStore,
  Checkpoint,
  CheckpointPieces,
  SearchStatistics,
  Spill,
  StateGraph,
  TimedProgress,
} from './search/index.ts';

export { BlockStoreFailure, FileBlockStore, WorkerFailure, automaticWorkers } from './parallel/index.ts';
export type { SpillPlan } from './parallel/index.ts';

// Counterexamples.
export {
  TraceFormatError,
  minimize,
  plainPainter,
  readTrace,
  renderTrace,
  replay,
  traceOf,
  traceToItf,
  traceToJson,
  traceToModule,
  writtenBy,
} from './trace/index.ts';
export type { Painter, Path, RecordedTrace, ReplayOutcome, Trace, TraceModule } from './trace/index.ts';
