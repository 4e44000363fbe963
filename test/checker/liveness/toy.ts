import type { CheckedModel } from '../../../checker/liveness/index.ts';
import type { Formula, StepFairness, TemporalProperty } from '../../../checker/model/index.ts';
import type { StateGraph } from '../../../checker/search/state-graph.ts';
import { NO_PARENT, OUTSIDE } from '../../../checker/search/state-graph.ts';

/** An edge of a toy graph: from, step, to. `undefined`: to a state that a constraint cuts off. */
export type ToyEdge = readonly [from: number, step: number, to: number | undefined];

export interface Toy {
  readonly stateCount: number;
  readonly initialStates: readonly number[];
  readonly edges: readonly ToyEdge[];
  readonly fairness: readonly StepFairness[];
  readonly assumedFormulas?: readonly Formula[];
  readonly hasSymmetry?: boolean;
  readonly hasView?: boolean;
}

const span = { source: 0, start: 0, end: 0 } as unknown as TemporalProperty['span'];

/** A state of a toy is its number. */
export function toyGraph(toy: Toy): StateGraph {
  const firstEdge = new Uint32Array(toy.stateCount);
  const edgeCount = new Uint32Array(toy.stateCount);
  const edgeTargets: number[] = [];
  const edgeSteps: number[] = [];
  for (let state = 0; state < toy.stateCount; state += 1) {
    firstEdge[state] = edgeTargets.length;
    for (const [from, step, to] of toy.edges) {
      if (from !== state) continue;
      edgeTargets.push(to ?? OUTSIDE);
      edgeSteps.push(step);
    }
    edgeCount[state] = edgeTargets.length - (firstEdge[state] ?? 0);
  }
  return {
    stateCount: toy.stateCount,
    initialStates: toy.initialStates,
    parents: new Uint32Array(toy.stateCount).fill(NO_PARENT),
    firstEdge,
    edgeCount,
    edgeTargets: Uint32Array.from(edgeTargets),
    edgeSteps: Uint16Array.from(edgeSteps),
    stateAt: (id) => [id],
  };
}

export function toyModel(toy: Toy, formulas: readonly Formula[]): CheckedModel {
  const stepCount = Math.max(0, ...toy.edges.map(([, step]) => step + 1));
  return {
    steps: Array.from({ length: stepCount }, (_, step) => ({
      process: 0,
      label: `step${step}`,
      owner: 'toy',
      span,
    })),
    properties: formulas.map((formula, at) => ({ name: `Property${at}`, span, formula })),
    fairness: toy.fairness,
    assumedFormulas: toy.assumedFormulas ?? [],
    hasSymmetry: toy.hasSymmetry ?? false,
    hasView: toy.hasView ?? false,
    successorsOf: ([state], wanted, sink) => {
      for (const [from, step, to] of toy.edges) if (from === state && step === wanted) sink([to ?? -1], step);
    },
    fingerprint: ([state], into) => {
      into.low = (state as number) >>> 0;
      into.high = 0;
    },
  };
}

export const weak = (...steps: number[]): StepFairness => ({ strong: false, steps: new Set(steps) });
export const strong = (...steps: number[]): StepFairness => ({ strong: true, steps: new Set(steps) });

/** True in these states. */
export const inStates = (...states: number[]): Formula => ({
  kind: 'state',
  text: `s \\in {${states.join(', ')}}`,
  holds: ([state]) => states.includes(state as number),
});
/** `[A]_s`: A or nothing changes; A is these pairs of states. */
export const box = (...pairs: (readonly [number, number])[]): Formula => ({
  kind: 'action',
  text: '[A]_s',
  holds: ([before], [after]) =>
    before === after || pairs.some(([from, to]) => from === before && to === after),
});
/** `<<A>>_s`: A and something changes. */
export const diamond = (...pairs: (readonly [number, number])[]): Formula => ({
  kind: 'action',
  text: '<<A>>_s',
  holds: ([before], [after]) =>
    before !== after && pairs.some(([from, to]) => from === before && to === after),
});
export const not = (operand: Formula): Formula => ({ kind: 'not', operand });
export const and = (...operands: Formula[]): Formula => ({ kind: 'and', operands });
export const or = (...operands: Formula[]): Formula => ({ kind: 'or', operands });
export const implies = (left: Formula, right: Formula): Formula => ({ kind: 'implies', left, right });
export const equivalent = (left: Formula, right: Formula): Formula => ({ kind: 'equivalent', left, right });
export const leadsTo = (left: Formula, right: Formula): Formula => ({ kind: 'leadsTo', left, right });
export const always = (operand: Formula): Formula => ({ kind: 'always', operand });
export const eventually = (operand: Formula): Formula => ({ kind: 'eventually', operand });
