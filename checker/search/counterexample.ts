import type { Model, State } from '../model/index.ts';
import { StepFailure } from '../model/index.ts';
import type { StatePath } from './outcome.ts';

/** Exploring the model a second time gave other states: user code that is not deterministic, or a defect of ours. */
export class NondeterministicModel extends Error {
  constructor(what: string) {
    super(`the specification gave other states when it was evaluated again: ${what}`);
    this.name = 'NondeterministicModel';
  }
}

function initialStateAt(model: Model, ordinal: number): State {
  let place = 0;
  let found: State | undefined;
  model.initialStates((state) => {
    if (place++ === ordinal) found = state.slice();
  });
  if (found === undefined) throw new NondeterministicModel(`there is no initial state ${ordinal}`);
  return found;
}

/** The successor that is given as number `ordinal` (from 0), with its step. */
function successorAt(model: Model, state: State, ordinal: number): { state: State; step: number } {
  let place = 0;
  let found: { state: State; step: number } | undefined;
  try {
    model.successors(state, (next, step) => {
      if (place++ === ordinal) found = { state: next.slice(), step };
    });
  } catch (error) {
    if (!(error instanceof StepFailure) || found === undefined) throw error;
  }
  if (found === undefined) throw new NondeterministicModel(`there is no successor ${ordinal}`);
  return found;
}

/**
 * The path that the ordinals of an Ancestry describe: the initial state with the first ordinal, then successor by successor.
 * @throws NondeterministicModel unless it ends in `end`
 */
export function rebuildPath(model: Model, ordinals: readonly number[], end: State): StatePath {
  const [first, ...others] = ordinals;
  if (first === undefined) throw new Error('a path has at least one state');
  const states = [initialStateAt(model, first)];
  const steps: number[] = [];
  for (const ordinal of others) {
    const successor = successorAt(model, states[states.length - 1] as State, ordinal);
    states.push(successor.state);
    steps.push(successor.step);
  }
  const reached = { low: 0, high: 0 };
  const expected = { low: 0, high: 0 };
  model.fingerprint(states[states.length - 1] as State, reached);
  model.fingerprint(end, expected);
  if (reached.low !== expected.low || reached.high !== expected.high)
    throw new NondeterministicModel('the last state of the counterexample differs');
  return { states, steps };
}
