/** A spec with a configuration as something to explore: states, steps, predicates and formulas. */
export { NOBODY, StepFailure } from './model.ts';
export type {
  ActionPredicate,
  ChoiceTaken,
  Fingerprint,
  Model,
  ModelProcess,
  ModelStep,
  Postcondition,
  Slot,
  SlotValues,
  State,
  StateMessage,
  StatePredicate,
  StateReceiver,
  StateSender,
  StepFairness,
  ViolatedAssumption,
  SuccessorSink,
  TemporalProperty,
} from './model.ts';
export type { Formula } from './formula.ts';
export { buildModel } from './build.ts';
export type { BuildModelOptions, ModelOverrides } from './build.ts';
export { ExpressionProblem } from './expression.ts';
export { asksFigures, figureOf, prints } from './figures.ts';
export type { Figures } from './figures.ts';
export { Random, seedOfWalk } from './random.ts';
export { initialConfigText, requirementsOf } from './initial-config.ts';
export type { Requirements } from './initial-config.ts';
