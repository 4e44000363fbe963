/** `mpcal-ts/checker`: proves or refutes a spec. */
export { StepFailure } from './model/index.ts';
export type { Formula, Model, ModelProcess, ModelStep, State } from './model/index.ts';
