import type {
  ActionPredicate,
  Fingerprint,
  Model,
  ModelStep,
  State,
  StatePredicate,
  TemporalProperty,
} from '../../checker/model/index.ts';
import { StepFailure } from '../../checker/model/model.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { hashOf, secondHashOf, TlaAssertionError, TlaEvaluationError } from '../../runtime/tla/index.ts';
import { seededRandom } from '../seeded-random.ts';
import { toyCourier } from './toy-courier.ts';

const nowhere: ModelStep['span'] = { source: { name: 'toy.tla', text: '' }, start: 0, end: 0 } as never;

/** A model by hand. States are arrays of values, one per variable, all shared by all processes. */
export interface Toy {
  readonly variables: readonly string[];
  readonly initial: readonly State[];
  /** One per step: its label and the successors. */
  readonly steps: readonly {
    readonly label: string;
    readonly next: (state: readonly never[]) => readonly State[];
  }[];
  readonly invariants?: Readonly<Record<string, (state: readonly never[]) => boolean>>;
  readonly constraint?: (state: readonly never[]) => boolean;
  readonly actionConstraint?: (before: readonly never[], after: readonly never[]) => boolean;
  readonly properties?: readonly TemporalProperty[];
  readonly terminated?: (state: readonly never[]) => boolean;
  readonly view?: (state: readonly never[]) => State;
  readonly symmetry?: (state: readonly never[]) => readonly State[];
  readonly checksDeadlock?: boolean;
  readonly assumption?: boolean;
}

const statePredicate = (name: string, holds: (state: readonly never[]) => boolean): StatePredicate => ({
  name,
  span: nowhere,
  holds: holds as unknown as StatePredicate['holds'],
});

function hashInto(state: State, into: Fingerprint): void {
  let low = 17;
  let high = 29;
  for (const value of state) {
    low = Math.imul(low, 0x01000193) ^ hashOf(value);
    high = Math.imul(high ^ secondHashOf(value), 0x5bd1e995) ^ (high >>> 15);
  }
  into.low = low >>> 0;
  into.high = high >>> 0;
}

export function toyModel(toy: Toy): Model {
  const asToyState = (state: State): readonly never[] => state as unknown as readonly never[];
  const actionConstraint = toy.actionConstraint;
  const actionConstraints: ActionPredicate[] =
    actionConstraint === undefined
      ? []
      : [
          {
            name: 'ActionConstraint',
            span: nowhere,
            holds: (before, after) => actionConstraint(asToyState(before), asToyState(after)),
          },
        ];
  const scratch: Value[] = [];
  const give = (state: State, visit: (state: State) => void): void => {
    for (const [slot, value] of state.entries()) scratch[slot] = value;
    visit(scratch);
  };
  const successorsOf: Model['successorsOf'] = (state, step, sink) => {
    let successors: readonly State[];
    try {
      successors = toy.steps[step]?.next(asToyState(state)) ?? [];
    } catch (error) {
      throw error instanceof TlaEvaluationError ? new StepFailure(step, error) : error;
    }
    for (const next of successors) give(next, (given) => sink(given, step));
  };
  return {
    name: 'toy',
    variables: toy.variables,
    slots: toy.variables.map((variable) => ({ variable, process: undefined })),
    processes: [{ name: 'toy', self: undefined }],
    steps: toy.steps.map(({ label }) => ({ process: 0, label, owner: 'toy', span: nowhere })),
    invariants: Object.entries(toy.invariants ?? {}).map(([name, holds]) => statePredicate(name, holds)),
    constraints: toy.constraint === undefined ? [] : [statePredicate('Constraint', toy.constraint)],
    actionConstraints,
    properties: toy.properties ?? [],
    fairness: [],
    assumedFormulas: [],
    hasSymmetry: toy.symmetry !== undefined,
    hasView: toy.view !== undefined,
    checksDeadlock: toy.checksDeadlock ?? true,
    violatedAssumption: () => (toy.assumption === false ? { span: nowhere } : undefined),
    initialStates: (visit) => toy.initial.forEach((state) => give(state, visit)),
    successors: (state, sink) => {
      for (const step of toy.steps.keys()) successorsOf(state, step, sink);
    },
    successorsOf,
    isTerminated: (state) => toy.terminated?.(asToyState(state)) ?? false,
    fingerprint: (state, into) => {
      if (toy.view !== undefined) hashInto(toy.view(asToyState(state)), into);
      else if (toy.symmetry !== undefined) {
        const least = { low: 0xffffffff, high: 0xffffffff };
        for (const equivalent of toy.symmetry(asToyState(state))) {
          hashInto(equivalent, into);
          if (into.high < least.high || (into.high === least.high && into.low < least.low))
            Object.assign(least, into);
        }
        Object.assign(into, least);
      } else hashInto(state, into);
    },
    choicesOf: () => [],
    valuesOf: (state) => state,
    stateOf: (values) => values,
    ...toyCourier(toy.variables.length),
    variableValue: (state, variable) => state[toy.variables.indexOf(variable)] as Value,
    traceExpression: () => () => true,
  };
}

/** Counts from 0 to `limit` and then stops, terminated. */
export const counter = (limit: number): Toy => ({
  variables: ['x'],
  initial: [[0]],
  steps: [{ label: 'count', next: ([x]: readonly number[]) => ((x ?? 0) < limit ? [[(x ?? 0) + 1]] : []) }],
  terminated: ([x]: readonly number[]) => x === limit,
});

/** From the first state so many others, and from each of these as many, one of them new. */
export const wide = (width: number): Toy => ({
  variables: ['x'],
  initial: [[0]],
  steps: [
    {
      label: 'spread',
      next: ([x = 0]: readonly number[]) => {
        if (x > width) return [];
        return Array.from({ length: width }, (_, i) => [x === 0 || i > 0 ? i + 1 : width + x]);
      },
    },
  ],
  terminated: ([x = 0]: readonly number[]) => x > width,
});

/** The jugs of 3 and 5 litres; 4 litres can be measured in six steps. */
export const dieHard: Toy = {
  variables: ['small', 'big'],
  initial: [[0, 0]],
  steps: [
    { label: 'fillSmall', next: ([, big = 0]: readonly number[]) => [[3, big]] },
    { label: 'fillBig', next: ([small = 0]: readonly number[]) => [[small, 5]] },
    { label: 'emptySmall', next: ([, big = 0]: readonly number[]) => [[0, big]] },
    { label: 'emptyBig', next: ([small = 0]: readonly number[]) => [[small, 0]] },
    {
      label: 'smallToBig',
      next: ([small = 0, big = 0]: readonly number[]) => {
        const poured = Math.min(small, 5 - big);
        return [[small - poured, big + poured]];
      },
    },
    {
      label: 'bigToSmall',
      next: ([small = 0, big = 0]: readonly number[]) => {
        const poured = Math.min(big, 3 - small);
        return [[small + poured, big - poured]];
      },
    },
  ],
  invariants: { NotSolved: ([, big]: readonly number[]) => big !== 4 },
};

/** Philosophers who take the left fork first: fork i is 0 (free) or the number (from 1) of its holder. */
export function dining(philosophers: number): Toy {
  const step = (i: number, change: (forks: number[], left: number, right: number) => boolean) => ({
    label: `p${i}`,
    next: (state: readonly number[]) => {
      const forks = [...state];
      return change(forks, i, (i + 1) % philosophers) ? [forks] : [];
    },
  });
  return {
    variables: Array.from({ length: philosophers }, (_, i) => `fork${i}`),
    initial: [Array.from({ length: philosophers }, () => 0)],
    steps: Array.from({ length: philosophers }, (_, i) => [
      step(i, (forks, left) => forks[left] === 0 && ((forks[left] = i + 1), true)),
      step(
        i,
        (forks, left, right) => forks[left] === i + 1 && forks[right] === 0 && ((forks[right] = i + 1), true),
      ),
      step(
        i,
        (forks, left, right) =>
          forks[left] === i + 1 && forks[right] === i + 1 && ((forks[left] = forks[right] = 0), true),
      ),
    ]).flat(),
  };
}

/** All points of a cube of this side, reached coordinate by coordinate: many paths to every state. */
export const lattice = (dimensions: number, side: number): Toy => ({
  variables: Array.from({ length: dimensions }, (_, i) => `x${i}`),
  initial: [Array.from({ length: dimensions }, () => 0)],
  steps: Array.from({ length: dimensions }, (_, i) => ({
    label: `inc${i}`,
    next: (state: readonly number[]) =>
      (state[i] ?? 0) < side ? [state.map((x, place) => (place === i ? x + 1 : x))] : [],
  })),
  terminated: (state: readonly number[]) => state.every((x) => x === side),
});

/** 0 -> 1, 2 -> 3: two paths to one state, after which nothing happens. */
export const diamond: Toy = {
  variables: ['x'],
  initial: [[0]],
  steps: [
    { label: 'left', next: ([x]: readonly number[]) => (x === 0 ? [[1]] : x === 1 ? [[3]] : []) },
    { label: 'right', next: ([x]: readonly number[]) => (x === 0 ? [[2]] : x === 2 ? [[3]] : []) },
  ],
};

/** A step that fails an assertion in state `at` of a counter. */
export const failing = (at: number): Toy => ({
  ...counter(at + 5),
  steps: [
    {
      label: 'count',
      next: ([x]: readonly number[]) => {
        if (x === at) throw new TlaAssertionError('assertion-failed', 'the assertion failed', []);
        return [[(x ?? 0) + 1]];
      },
    },
  ],
});

/** A random graph: what a search of it must do is obvious from the lists. */
export interface RandomGraph {
  readonly nodes: number;
  readonly initial: readonly number[];
  /** By node and step: the targets. */
  readonly edges: readonly (readonly (readonly number[])[])[];
  readonly bad: ReadonlySet<number>;
  readonly outside: ReadonlySet<number>;
  readonly cutEdges: ReadonlySet<string>;
  readonly badEdges: ReadonlySet<string>;
  readonly terminated: ReadonlySet<number>;
}

/** `share` is how many of the nodes are bad, and so on: from 0 to 1. */
export function randomGraph(seed: number, nodes: number, stepCount: number, share: number): RandomGraph {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const some = (p: number): Set<number> =>
    new Set(Array.from({ length: nodes }, (_, i) => i).filter(() => random() < p));
  const edges = Array.from({ length: nodes }, () =>
    Array.from({ length: stepCount }, () =>
      random() < 0.4 ? [] : Array.from({ length: below(3) }, () => below(nodes)),
    ),
  );
  const edgeNames = edges.flatMap((steps, from) => steps.flat().map((to) => `${from}-${to}`));
  const someEdges = (p: number): Set<string> => new Set(edgeNames.filter(() => random() < p));
  return {
    nodes,
    initial: Array.from({ length: below(4) }, () => below(nodes)),
    edges,
    bad: some(random() < 0.5 ? share : 0),
    outside: some(random() < 0.5 ? 0.15 : 0),
    cutEdges: someEdges(random() < 0.5 ? 0.1 : 0),
    badEdges: someEdges(random() < 0.3 ? share : 0),
    terminated: some(random() < 0.5 ? 1 : 0.3),
  };
}

export const graphToy = (graph: RandomGraph): Toy => ({
  variables: ['node'],
  initial: graph.initial.map((node) => [node]),
  steps: Array.from({ length: graph.edges[0]?.length ?? 0 }, (_, step) => ({
    label: `s${step}`,
    next: ([node = 0]: readonly number[]) => graph.edges[node]?.[step]?.map((to) => [to]) ?? [],
  })),
  invariants: { Good: ([node = 0]: readonly number[]) => !graph.bad.has(node) },
  properties: [
    {
      name: 'GoodEdges',
      span: nowhere,
      formula: {
        kind: 'always',
        operand: {
          kind: 'action',
          text: '[A]_v',
          holds: (before, after) => !graph.badEdges.has(`${String(before[0])}-${String(after[0])}`),
        },
      },
    },
  ],
  ...(graph.outside.size > 0 && {
    constraint: ([node = 0]: readonly number[]) => !graph.outside.has(node),
  }),
  ...(graph.cutEdges.size > 0 && {
    actionConstraint: ([from]: readonly number[], [to]: readonly number[]) =>
      !graph.cutEdges.has(`${from ?? ''}-${to ?? ''}`),
  }),
  terminated: ([node = 0]: readonly number[]) => graph.terminated.has(node),
});

/** What worker threads call to make a toy by its name. */
export function namedToyModel(argument: unknown): Model {
  const [name, ...numbers] = argument as [string, ...number[]];
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  switch (name) {
    case 'lattice':
      return toyModel(lattice(a, b));
    case 'dieHard':
      return toyModel(dieHard);
    case 'dining':
      return toyModel(dining(a));
    case 'failing':
      return toyModel(failing(a));
    case 'counter':
      return toyModel({
        ...counter(a),
        ...(b === 1 && { constraint: () => false }),
        ...(b === 2 && { initial: [] }),
      });
    case 'random':
      return toyModel(graphToy(randomGraph(a, b, c, d)));
    case 'wide':
      return toyModel(wide(a));
    case 'greedy':
      return toyModel({
        ...counter(a),
        variables: lattice(b, 1).variables,
        steps: [{ label: 'take', next: () => [[new ArrayBuffer(2 ** 50).byteLength]] }],
      });
    case 'broken':
      // In a state as large as those that it is sent.
      return toyModel({
        ...counter(a),
        variables: lattice(b, 1).variables,
        steps: [
          {
            label: 'count',
            next: ([x = 0]: readonly number[]) => {
              if (x === a) throw new TypeError('a defect');
              return [[x + 1]];
            },
          },
        ],
      });
    default:
      throw new Error(`there is no toy ${name}`);
  }
}

export const toyRecipe = (...argument: readonly [string, ...number[]]) => ({
  kind: 'export' as const,
  module: import.meta.url,
  name: 'namedToyModel',
  argument,
});
