/**
 * `mpcal-ts/checker`: proves or refutes a spec. `check` reads a spec and its configuration and explores the states; the parts it is made of
 * are here too.
 */

// All at once.
export { check, checkModel, prepareModel, SpecProblem, traceExpressions } from './check.ts';
export type { CheckFilesOptions, CheckOptions, Checked, PreparedModel, SpecTexts } from './check.ts';
export { placeText, reportToJson } from './report.ts';
export { replayReport } from './replayed.ts';
export type { CheckReport, CheckResult, JsonReport, LabelCoverage } from './report.ts';

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
export { OUTSIDE } from './search/index.ts';
export type { SearchProgress, SearchStatistics, StateGraph } from './search/index.ts';

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
} from './trace/index.ts';
export type { Painter, Path, ReplayOutcome, Trace } from './trace/index.ts';
