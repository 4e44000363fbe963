/** `mpcal-ts/checker`: proves or refutes a spec. */
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
export { minimize, readTrace, renderTrace, replay, traceOf, traceToItf, traceToJson } from './trace/index.ts';
export type { Path, ReplayOutcome, Trace } from './trace/index.ts';
