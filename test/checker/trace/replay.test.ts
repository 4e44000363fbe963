import { describe, expect, it } from 'vitest';
import type { Formula, Model, State } from '../../../checker/index.ts';
import { readTrace, replay, traceOf, traceToItf, traceToJson } from '../../../checker/trace/index.ts';
import type { Path, ReplayOutcome } from '../../../checker/trace/index.ts';
import type { ViolationKind } from '../../../checker/trace/trace.ts';
import { counter } from './toy-model.ts';

const x = (state: State): number => state[0] as number;
const y = (state: State): number => state[1] as number;
const leaf = (text: string, holds: (state: State) => boolean): Formula => ({ kind: 'state', text, holds });
const small = { Small: (state: State): boolean => x(state) < 3 };

const path: Path = {
  states: [
    [0, 0],
    [2, 0],
    [2, 1],
    [3, 1],
  ],
  steps: [0, 1, 0],
  end: undefined,
};

function replayed(model: Model, behaviour: Path, result: ViolationKind, violated?: string): ReplayOutcome {
  const trace = traceOf(model, behaviour, { result, violated });
  return replay(model, readTrace(JSON.stringify(traceToJson(trace))));
}

describe('a recorded trace, followed again', () => {
  it('is reproduced, with the steps taken', () => {
    const outcome = replayed(counter({ invariants: small }), path, 'invariant', 'Small');
    expect(outcome).toEqual({ kind: 'reproduced', path });
  });

  it('is reproduced from ITF', () => {
    const model = counter({ invariants: small });
    const trace = traceOf(model, path, { result: 'invariant', violated: 'Small' });
    expect(replay(model, readTrace(JSON.stringify(traceToItf(trace)))).kind).toBe('reproduced');
  });

  it('is harmless when the invariant holds meanwhile', () => {
    const model = counter({ invariants: { Small: () => true } });
    expect(replayed(model, path, 'invariant', 'Small')).toMatchObject({
      kind: 'harmless',
      reason: 'Small holds in the last state',
    });
  });

  it('is harmless when the invariant is not there any more', () => {
    expect(replayed(counter(), path, 'invariant', 'Small')).toMatchObject({
      reason: 'the model has no invariant Small',
    });
  });

  it.each([
    [
      'an initial state that is none',
      { ...path, states: [[1, 0], ...path.states.slice(1)] },
      0,
      'no such initial state',
    ],
    [
      'a step that leads elsewhere',
      { ...path, states: [...path.states.slice(0, 3), [5, 1]] },
      3,
      'step add of Adder(1) makes x 3 or 4, not 5',
    ],
    [
      'a step that is not possible',
      { ...path, steps: [1, 1, 0] },
      1,
      'step follow of Follower("f") is not possible there',
    ],
  ])('is no behaviour with %s', (_, behaviour, state, reason) => {
    const outcome = replayed(counter({ invariants: small }), behaviour, 'invariant', 'Small');
    expect(outcome).toMatchObject({ kind: 'notABehaviour', state });
    expect(outcome.kind === 'notABehaviour' && outcome.reason).toContain(reason);
  });

  it('is no behaviour of a spec with other variables', () => {
    const trace = traceOf(counter(), path, { result: 'deadlock', violated: undefined });
    const other = { ...counter(), variables: ['x', 'z'] };
    expect(replay(other, readTrace(JSON.stringify(traceToJson(trace))))).toMatchObject({
      reason: 'the trace does not say what z is',
    });
  });

  it('is no behaviour if a later state says less than the first', () => {
    const trace = traceToJson(traceOf(counter(), path, { result: 'deadlock', violated: undefined }));
    const states = trace.states.map((state, place) =>
      place === 2 ? { ...state, values: { x: '2' } } : state,
    );
    expect(replay(counter(), readTrace(JSON.stringify({ ...trace, states })))).toMatchObject({
      kind: 'notABehaviour',
      state: 2,
      reason: 'the trace does not say what y is',
    });
  });

  describe('to a deadlock', () => {
    const stuck: Path = {
      states: [
        [0, 0],
        [2, 0],
        [4, 0],
        [6, 0],
      ],
      steps: [0, 0, 0],
      end: undefined,
    };
    const still = counter({ steps: counterSteps() });

    it('is reproduced', () => {
      expect(replayed(still, stuck, 'deadlock').kind).toBe('reproduced');
    });

    it('is harmless where something can happen', () => {
      expect(
        replayed(still, { ...stuck, states: stuck.states.slice(0, 2), steps: [0] }, 'deadlock'),
      ).toMatchObject({
        reason: 'the last state has a successor',
      });
    });

    it('is harmless where everything has terminated', () => {
      const model = counter({ steps: counterSteps(), isTerminated: (state) => x(state) === 6 });
      expect(replayed(model, stuck, 'deadlock').kind).toBe('harmless');
    });
  });

  describe('to a failure', () => {
    const failing = counter({
      steps: [
        ...counterSteps(),
        { process: 1, label: 'check', next: (state) => (x(state) >= 2 ? undefined : []) },
      ],
    });
    const failed: Path = {
      states: [
        [0, 0],
        [2, 0],
      ],
      steps: [0],
      end: { kind: 'failure', step: 1, message: 'Assertion failed: x < 2' },
    };

    it('is reproduced', () => {
      expect(replayed(failing, failed, 'assert')).toEqual({ kind: 'reproduced', path: failed });
    });

    it('is harmless where the step does not fail', () => {
      const early = { ...failed, states: [[0, 0]], steps: [] };
      expect(replayed(failing, early, 'assert')).toMatchObject({ reason: 'nothing fails in the last state' });
    });

    it('passes a state in which another step fails', () => {
      const onward: Path = {
        states: [
          [0, 0],
          [2, 0],
          [3, 0],
        ],
        steps: [0, 0],
        end: { kind: 'failure', step: 1, message: 'Assertion failed: x < 2' },
      };
      expect(replayed(failing, onward, 'assert').kind).toBe('reproduced');
    });
  });

  describe('of a property', () => {
    const ends: Formula = { kind: 'eventually', operand: leaf('x > 2', (state) => x(state) > 2) };
    const grows: Formula = {
      kind: 'always',
      operand: { kind: 'action', text: "[y' >= y]_y", holds: (before, after) => y(after) >= y(before) },
    };
    const round: Path = {
      states: [
        [0, 0],
        [2, 0],
        [2, 1],
      ],
      steps: [0, 1],
      end: { kind: 'lasso', backTo: 1, step: 2 },
    };

    it('is reproduced when nothing asks the loop to end', () => {
      expect(replayed(counter({ properties: { Ends: ends } }), round, 'property', 'Ends')).toEqual({
        kind: 'reproduced',
        path: round,
      });
    });

    it('is harmless when the loop is unfair', () => {
      const fairness = [{ strong: false, steps: new Set([0]) }];
      expect(
        replayed(counter({ properties: { Ends: ends }, fairness }), round, 'property', 'Ends'),
      ).toMatchObject({
        kind: 'harmless',
        reason: 'the behaviour is unfair to step add of Adder(1)',
      });
    });

    it('is harmless when the property holds of it', () => {
      const holding: Formula = { kind: 'eventually', operand: leaf('x = 2', (state) => x(state) === 2) };
      expect(replayed(counter({ properties: { Ends: holding } }), round, 'property', 'Ends')).toMatchObject({
        reason: 'Ends holds of the behaviour',
      });
    });

    it('is no behaviour when the loop does not close', () => {
      const model = counter({ properties: { Ends: ends } });
      const open: Path = { ...round, end: { kind: 'lasso', backTo: 1, step: 0 } };
      expect(replayed(model, open, 'property', 'Ends')).toMatchObject({
        kind: 'notABehaviour',
        reason: 'step add of Adder(1) does not lead back to state 2',
      });
    });

    it('may stutter where no fairness asks for more', () => {
      const stuttering: Path = { states: [[0, 0]], steps: [], end: { kind: 'stuttering' } };
      const outcome = (strong: boolean, steps: number[]): ReplayOutcome =>
        replayed(
          counter({ properties: { Ends: ends }, fairness: [{ strong, steps: new Set(steps) }] }),
          stuttering,
          'property',
          'Ends',
        );
      expect(outcome(false, [0]).kind).toBe('harmless');
      expect(outcome(true, [0]).kind).toBe('harmless');
      // Nothing to follow, nothing to reset.
      expect(outcome(false, [1, 2]).kind).toBe('reproduced');
    });

    it('tells strong fairness from weak', () => {
      // `reset` is enabled in one state of this loop, and never taken there but as the step back.
      const outcome = (strong: boolean): ReplayOutcome => {
        const never: Formula = { kind: 'always', operand: leaf('x < 3', (state) => x(state) < 3) };
        const model = counter({
          properties: { Never: { kind: 'not', operand: never } },
          fairness: [{ strong, steps: new Set([0]) }],
          steps: counterSteps()
            .concat(
              { process: 1, label: 'follow', next: (state) => (y(state) === 0 ? [[x(state), 1]] : []) },
              { process: 1, label: 'reset', next: (state) => (y(state) === 1 ? [[x(state), 0]] : []) },
            )
            .map((step, i) =>
              i > 0 ? step : { ...step, next: (state) => (y(state) === 0 ? [[x(state) + 1, 0]] : []) },
            ),
        });
        const loop: Path = {
          states: [
            [0, 0],
            [0, 1],
          ],
          steps: [1],
          end: { kind: 'lasso', backTo: 0, step: 2 },
        };
        return replayed(model, loop, 'property', 'Never');
      };
      expect(outcome(false).kind).toBe('reproduced');
      expect(outcome(true).kind).toBe('harmless');
    });

    it('is reproduced by a finite behaviour if the property is one of safety', () => {
      const finite: Path = { ...round, states: [...round.states, [2, 0]], steps: [0, 1, 2], end: undefined };
      const model = counter({
        properties: { Grows: grows },
        fairness: [{ strong: false, steps: new Set([0]) }],
      });
      expect(replayed(model, finite, 'property', 'Grows').kind).toBe('reproduced');
    });

    it('is not shown by a finite behaviour otherwise', () => {
      const finite: Path = { ...round, end: undefined };
      expect(replayed(counter({ properties: { Ends: ends } }), finite, 'property', 'Ends')).toMatchObject({
        reason: 'a finite behaviour cannot violate Ends',
      });
    });
  });
});

/** The counter without its second process. */
function counterSteps(): {
  process: number;
  label: string;
  next: (state: State) => readonly State[] | undefined;
}[] {
  return [
    {
      process: 0,
      label: 'add',
      next: (state) =>
        x(state) < 6
          ? [
              [x(state) + 1, y(state)],
              [x(state) + 2, y(state)],
            ]
          : [],
    },
  ];
}
