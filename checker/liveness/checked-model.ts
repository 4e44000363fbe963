import type { Fingerprint, Model, State, StepFairness } from '../model/index.ts';
import { StepFailure } from '../model/index.ts';

/** What of a model matters for its temporal properties. */
export type CheckedModel = Pick<
  Model,
  | 'steps'
  | 'properties'
  | 'fairness'
  | 'assumedFormulas'
  | 'hasSymmetry'
  | 'hasView'
  | 'successorsOf'
  | 'fingerprint'
>;

/** Whether one of the steps changes the state, asked of the model itself. A step whose evaluation fails counts as if it did. */
export function isEnabled(model: CheckedModel, state: State, { steps }: StepFairness): boolean {
  const here: Fingerprint = { low: 0, high: 0 };
  const there: Fingerprint = { low: 0, high: 0 };
  model.fingerprint(state, here);
  let changes = false;
  for (const step of steps) {
    try {
      model.successorsOf(state, step, (next) => {
        model.fingerprint(next, there);
        changes ||= here.low !== there.low || here.high !== there.high;
      });
    } catch (error) {
      if (error instanceof StepFailure) return true;
      throw error;
    }
    if (changes) return true;
  }
  return false;
}
