import { StepFailure } from '../model/index.ts';
import type { Model, State } from '../model/index.ts';

/** A successor with the step that leads there. */
export interface Move {
  readonly step: number;
  readonly state: State;
}

export function initialStatesOf(model: Model): readonly State[] {
  const states: State[] = [];
  model.initialStates((state) => states.push([...state]));
  return states;
}

/** Every successor by every step. Throws StepFailure. */
export function movesFrom(model: Model, state: State): readonly Move[] {
  const moves: Move[] = [];
  model.successors(state, (next, step) => moves.push({ step, state: [...next] }));
  return moves;
}

/** Every successor by one step. Throws StepFailure. */
export function movesBy(model: Model, state: State, step: number): readonly State[] {
  const states: State[] = [];
  model.successorsOf(state, step, (next) => states.push([...next]));
  return states;
}

/** The successors by all steps that do not fail: a failing step ends the behaviours that take it, and no others. */
export function possibleMoves(model: Model, state: State): readonly Move[] {
  const moves: Move[] = [];
  for (const step of model.steps.keys()) {
    try {
      for (const next of movesBy(model, state, step)) moves.push({ step, state: next });
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
    }
  }
  return moves;
}
