import { StepFailure } from '../model/index.ts';
import type { Formula, Model, State, StepFairness } from '../model/index.ts';
import { movesBy } from './moves.ts';
import { sameState } from './states.ts';

/** A behaviour that goes round for ever: after the last state comes `states[backTo]`. */
export interface Lasso {
  readonly states: readonly State[];
  readonly backTo: number;
}

/** Whether a temporal formula holds of the behaviour from its first state on. The leaves may throw TlaEvaluationError. */
export function holdsOn(formula: Formula, lasso: Lasso): boolean {
  return truths(formula, lasso)[0] === true;
}

/** Where in the behaviour a formula holds, position by position. */
function truths(formula: Formula, lasso: Lasso): readonly boolean[] {
  const { states, backTo } = lasso;
  const after = (i: number): number => (i + 1 < states.length ? i + 1 : backTo);
  switch (formula.kind) {
    case 'constant':
      return states.map(() => formula.value);
    case 'state':
      return states.map((state) => formula.holds(state));
    case 'action':
      return states.map((state, i) => formula.holds(state, states[after(i)] as State));
    case 'not':
      return truths(formula.operand, lasso).map((truth) => !truth);
    case 'and':
    case 'or': {
      const all = formula.operands.map((operand) => truths(operand, lasso));
      const isAnd = formula.kind === 'and';
      return states.map((_, i) =>
        isAnd ? all.every((operand) => operand[i] === true) : all.some((operand) => operand[i] === true),
      );
    }
    case 'implies':
    case 'equivalent':
    case 'leadsTo':
      return binary(formula.kind, truths(formula.left, lasso), truths(formula.right, lasso), backTo);
    case 'always':
      return throughout(truths(formula.operand, lasso), backTo);
    case 'eventually':
      return eventually(truths(formula.operand, lasso), backTo);
  }
}

function binary(
  kind: 'implies' | 'equivalent' | 'leadsTo',
  left: readonly boolean[],
  right: readonly boolean[],
  backTo: number,
): readonly boolean[] {
  if (kind === 'equivalent') return left.map((truth, i) => truth === right[i]);
  if (kind === 'implies') return left.map((truth, i) => !truth || right[i] === true);
  const reached = eventually(right, backTo);
  return throughout(
    left.map((truth, i) => !truth || reached[i] === true),
    backTo,
  );
}

/** From each position on, for ever: positions in the loop see all of it. */
function throughout(truth: readonly boolean[], backTo: number): readonly boolean[] {
  return truth.map((_, i) => truth.slice(Math.min(i, backTo)).every(Boolean));
}

function eventually(truth: readonly boolean[], backTo: number): readonly boolean[] {
  return truth.map((_, i) => truth.slice(Math.min(i, backTo)).some(Boolean));
}

/** Whether going round the loop for ever respects what the model says of fairness. */
export function isFair(model: Model, fairness: StepFairness, lasso: Lasso): boolean {
  const loop = lasso.states.slice(lasso.backTo);
  const enabled = loop.map((state) => changingSuccessors(model, fairness, state));
  const taken = loop.some((_, i) => {
    const next = loop[(i + 1) % loop.length] as State;
    return (enabled[i] ?? []).some((successor) => sameState(successor, next));
  });
  if (taken) return true;
  const isEnabled = (successors: readonly State[]): boolean => successors.length > 0;
  return fairness.strong ? !enabled.some(isEnabled) : !enabled.every(isEnabled);
}

/** What the steps lead to that is not the state itself: a step that changes nothing is not taken. */
function changingSuccessors(model: Model, fairness: StepFairness, state: State): readonly State[] {
  const found: State[] = [];
  for (const step of fairness.steps) {
    try {
      found.push(...movesBy(model, state, step).filter((next) => !sameState(state, next)));
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
    }
  }
  return found;
}
