import { describe, expect, it } from 'vitest';
import type { Model, State } from '../../../checker/index.ts';
import { minimize } from '../../../checker/trace/index.ts';
import type { Path, Target } from '../../../checker/trace/index.ts';
import { sameState } from '../../../checker/trace/states.ts';
import { counter } from './toy-model.ts';

const wandering: Path = {
  states: [
    [0, 0],
    [1, 0],
    [1, 1],
    [1, 0],
    [2, 0],
    [2, 1],
    [2, 2],
    [3, 2],
  ],
  steps: [0, 1, 2, 0, 1, 1, 0],
  end: undefined,
};
const three: Target = { kind: 'state', isBad: ([x]) => x === 3 };

function isBehaviour(model: Model, { states, steps }: Path): boolean {
  return steps.every((step, i) => {
    let found = false;
    model.successorsOf(states[i] as State, step, (next) => {
      found ||= sameState(next, states[i + 1] as State);
    });
    return found;
  });
}

describe('a minimized trace', () => {
  it('is the shortest, where that can be found', () => {
    const { path, isShortest } = minimize(counter(), wandering, three);
    expect(path).toEqual({
      states: [
        [0, 0],
        [1, 0],
        [3, 0],
      ],
      steps: [0, 0],
      end: undefined,
    });
    expect(isShortest).toBe(true);
  });

  it('leaves out what is not needed even where too many states would have to be looked at', () => {
    const { path, isShortest } = minimize(counter(), wandering, three, 2);
    expect(path.states).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    expect(isBehaviour(counter(), path)).toBe(true);
    expect(isShortest).toBe(false);
  });

  it('is the same if it is shortest already', () => {
    const shortest: Path = {
      states: [
        [0, 0],
        [1, 0],
        [3, 0],
      ],
      steps: [0, 0],
      end: undefined,
    };
    expect(minimize(counter(), shortest, three)).toEqual({ path: shortest, isShortest: true });
  });

  it('stays within the constraints', () => {
    const model = counter({
      constraints: { Follows: (state) => (state[0] as number) - (state[1] as number) < 2 },
    });
    const target: Target = { kind: 'state', isBad: ([x, y]) => x === 3 && y === 1 };
    const through: Path = {
      states: [
        [0, 0],
        [1, 0],
        [1, 1],
        [1, 0],
        [1, 1],
        [3, 1],
      ],
      steps: [0, 1, 2, 1, 0],
      end: undefined,
    };
    expect(minimize(model, through, target).path.states).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [3, 1],
    ]);
  });

  it('keeps the pair of states that an action is about', () => {
    const falls: Target = {
      kind: 'action',
      isBad: (before, after) => (after[1] as number) < (before[1] as number),
    };
    const { path } = minimize(
      counter(),
      { ...wandering, states: wandering.states.slice(0, 4), steps: [0, 1, 2] },
      falls,
    );
    expect(path.states).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 0],
    ]);
  });

  it('ends where a step fails', () => {
    const model = counter({
      steps: [
        ...[1, 2].map((by) => ({
          process: 0,
          label: `add${by}`,
          next: ([x, y]: State) => [[(x as number) + by, y as number]],
        })),
        { process: 1, label: 'check', next: ([x]) => ((x as number) >= 4 ? undefined : []) },
      ],
    });
    const path: Path = {
      states: [0, 1, 2, 3, 4, 5].map((x) => [x, 0]),
      steps: [0, 0, 0, 0, 0],
      end: { kind: 'failure', step: 2, message: 'Assertion failed: x < 2' },
    };
    expect(minimize(model, path, { kind: 'failure', step: 2 }).path).toEqual({
      states: [
        [0, 0],
        [2, 0],
        [4, 0],
      ],
      steps: [1, 1],
      end: path.end,
    });
  });

  it('ends in a deadlock that is none of termination', () => {
    const stuck: Path = { states: [0, 1, 2, 3, 4, 5, 6].map((x) => [x, x]), steps: [], end: undefined };
    const model = counter({
      initial: [[0, 0]],
      steps: [
        {
          process: 0,
          label: 'up',
          next: ([x]) => ((x as number) < 6 ? [[(x as number) + 1, (x as number) + 1]] : []),
        },
        { process: 1, label: 'jump', next: ([x]) => (x === 0 ? [[7, 7]] : []) },
      ],
      isTerminated: ([x]) => x === 7,
    });
    const { path } = minimize(model, { ...stuck, steps: [0, 0, 0, 0, 0, 0] }, { kind: 'deadlock' });
    expect(path.states.at(-1)).toEqual([6, 6]);
  });
});
