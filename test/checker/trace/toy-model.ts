import { Source } from '../../../compiler/index.ts';
import type { Span } from '../../../compiler/index.ts';
import type { Model, State, StepFairness, TemporalProperty } from '../../../checker/index.ts';
import { StepFailure } from '../../../checker/index.ts';
import { TlaAssertionError, hashOf, makeTupleFrom, sameValue, secondHashOf } from '../../../runtime/index.ts';
import type { Value } from '../../../runtime/index.ts';
import { toyCourier } from '../toy-courier.ts';

export interface ToyStep {
  readonly process: number;
  readonly label: string;
  /** Undefined: the step fails by an assertion. */
  next(state: State): readonly State[] | undefined;
}

export interface Toy {
  readonly variables: readonly string[];
  readonly processes?: readonly { readonly name: string; readonly self: Value | undefined }[];
  readonly initial: readonly State[];
  readonly steps: readonly ToyStep[];
  readonly invariants?: Readonly<Record<string, (state: State) => boolean>>;
  readonly constraints?: Readonly<Record<string, (state: State) => boolean>>;
  readonly properties?: Readonly<Record<string, TemporalProperty['formula']>>;
  readonly fairness?: readonly StepFairness[];
  readonly isTerminated?: (state: State) => boolean;
}

const text = ['line one', 'line two', 'line three'].join('\n');
const span: Span = { source: new Source('Toy.tla', text), start: 9, end: 13 };

/** A model written by hand: every variable is one slot, and no step chooses but by `with n`. */
export function toyModel(toy: Toy): Model {
  const predicates = (named: Readonly<Record<string, (state: State) => boolean>> = {}): Model['invariants'] =>
    Object.entries(named).map(([name, holds]) => ({ name, span, holds }));
  const successorsOf: Model['successorsOf'] = (state, step, sink) => {
    const states = toy.steps[step]?.next(state);
    if (states === undefined)
      throw new StepFailure(step, new TlaAssertionError('assertion-failed', 'Assertion failed: x < 2', []));
    for (const next of states) sink(next, step);
  };
  return {
    name: 'Toy',
    variables: toy.variables,
    slots: toy.variables.map((variable) => ({ variable, process: undefined })),
    processes: toy.processes ?? [{ name: 'Toy', self: undefined }],
    steps: toy.steps.map(({ process, label }) => ({ process, label, owner: 'Toy', span })),
    invariants: predicates(toy.invariants),
    constraints: predicates(toy.constraints),
    actionConstraints: [],
    properties: Object.entries(toy.properties ?? {}).map(([name, formula]) => ({ name, span, formula })),
    fairness: toy.fairness ?? [],
    assumedFormulas: [],
    hasSymmetry: false,
    hasView: false,
    checksDeadlock: true,
    violatedAssumption: () => undefined,
    initialStates: (visit) => {
      toy.initial.forEach(visit);
    },
    successors: (state, sink) => {
      for (const step of toy.steps.keys()) successorsOf(state, step, sink);
    },
    successorsOf,
    isTerminated: toy.isTerminated ?? (() => false),
    fingerprint: (state, into) => {
      const whole = makeTupleFrom(state);
      into.low = hashOf(whole) >>> 0;
      into.high = secondHashOf(whole) >>> 0;
    },
    choicesOf: (before, step, after) => {
      const next = toy.steps[step]?.next(before) ?? [];
      const chosen = next.findIndex((state) =>
        state.every((value, i) => sameValue(value, after[i] as Value)),
      );
      return next.length < 2 ? [] : [{ span, kind: 'with', name: 'n', value: chosen }];
    },
    valuesOf: (state) => state,
    stateOf: (values) => values,
    ...toyCourier(toy.variables.length),
    variableValue: (state, variable) => state[toy.variables.indexOf(variable)] as Value,
    traceExpression: () => (before) => before[0] as Value,
  };
}

/** Counts x from 0, by one or by two, and y along with it by another process; x reaches 3 and everything stops at 6. */
export function counter(more: Partial<Toy> = {}): Model {
  const number = (value: Value | undefined): number => value as number;
  return toyModel({
    variables: ['x', 'y'],
    processes: [
      { name: 'Adder', self: 1 },
      { name: 'Follower', self: 'f' },
    ],
    initial: [[0, 0]],
    steps: [
      {
        process: 0,
        label: 'add',
        next: ([x, y]) =>
          number(x) < 6
            ? [
                [number(x) + 1, y as Value],
                [number(x) + 2, y as Value],
              ]
            : [],
      },
      {
        process: 1,
        label: 'follow',
        next: ([x, y]) => (number(y) < number(x) ? [[x as Value, number(y) + 1]] : []),
      },
      {
        process: 1,
        label: 'reset',
        next: ([x, y]) => (number(y) > 0 && number(x) < 6 ? [[x as Value, 0]] : []),
      },
    ],
    ...more,
  });
}
