import type { Model, State } from '../model/index.ts';
import { StepFailure } from '../model/model.ts';
import type { Finding } from './explorer.ts';
import type { StatePath, Verdict } from './outcome.ts';

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

/** The path that the ordinals of an Ancestry describe: the initial state with the first ordinal, then successor by successor. */
export function pathTo(model: Model, ordinals: readonly number[]): StatePath {
  const [first, ...others] = ordinals;
  if (first === undefined) throw new Error('a path has at least one state');
  const states = [initialStateAt(model, first)];
  const steps: number[] = [];
  for (const ordinal of others) {
    const successor = successorAt(model, states[states.length - 1] as State, ordinal);
    states.push(successor.state);
    steps.push(successor.step);
  }
  return { states, steps };
}

/**
 * The path of a finding and the verdict; `ordinalsTo` is that of the ancestry that numbered the states.
 * @throws NondeterministicModel if the path does not end in the state of the finding
 */
export function pathOfFinding(
  model: Model,
  { what, base, next }: Finding,
  ordinalsTo: (id: number) => readonly number[],
): Verdict {
  if (base === undefined)
    return { ...what, path: { states: next === undefined ? [] : [next.state], steps: [] } };
  const { states, steps } = pathTo(model, ordinalsTo(base.id));
  const reached = { low: 0, high: 0 };
  const expected = { low: 0, high: 0 };
  model.fingerprint(states[states.length - 1] as State, reached);
  model.fingerprint(base.state, expected);
  if (reached.low !== expected.low || reached.high !== expected.high)
    throw new NondeterministicModel('the last state of the counterexample differs');
  if (next === undefined) return { ...what, path: { states, steps } };
  return { ...what, path: { states: [...states, next.state], steps: [...steps, next.step] } };
}
