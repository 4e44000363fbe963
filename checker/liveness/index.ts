/** Temporal properties under fairness, on the state graph of a complete search. */
export { checkProperties } from './check-properties.ts';
export type {
  LivenessOptions,
  LivenessResult,
  LivenessWarning,
  PropertyVerdict,
} from './check-properties.ts';
export type { CheckedModel } from './checked-model.ts';
export type { BehaviourStep, Counterexample } from './counterexample.ts';
export { describeFormula } from './describe.ts';
export type { VacuityNote } from './vacuity.ts';
