import type { StepFairness } from '../model/index.ts';
import type { StateGraph } from '../search/state-graph.ts';
import { OUTSIDE } from '../search/state-graph.ts';
import type { Branch } from './branches.ts';
import { isEnabled } from './checked-model.ts';
import type { CheckedModel } from './checked-model.ts';
import type { Product } from './product.ts';
import type { Propositions } from './propositions.ts';
import { STUTTER } from './propositions.ts';
import type { Term } from './terms.ts';

/** What a cycle of a product has to satisfy: if one of its edges `triggers` it, one must fulfil it. Without `triggers` one must in any case. */
export interface Condition {
  readonly triggers: ((edge: number) => boolean) | undefined;
  readonly fulfils: (edge: number) => boolean;
}

/** Where the step sets of the specification's fairness are enabled and taken in a state graph. */
export class FairnessTable {
  private readonly fairness: readonly StepFairness[];
  private readonly graph: StateGraph;
  /** By step set: a bit per state. */
  private readonly enabledBits: readonly Uint32Array[];
  /** A bit per edge: another step makes the same change. */
  private readonly parallelBits: Uint32Array;

  constructor(graph: StateGraph, model: CheckedModel, isIncomplete: boolean) {
    const { fairness } = model;
    this.graph = graph;
    this.fairness = fairness;
    const setsByStep: number[][] = model.steps.map(() => []);
    fairness.forEach((each, set) => {
      for (const step of each.steps) setsByStep[step]?.push(set);
    });
    const enabledBits = fairness.map(() => new Uint32Array((graph.stateCount + 31) >>> 5));
    for (let state = 0; state < graph.stateCount; state += 1) {
      const from = graph.firstEdge[state] ?? 0;
      const to = from + (graph.edgeCount[state] ?? 0);
      if (from === to && isIncomplete) {
        // Perhaps not expanded: what can happen here is not in the graph.
        fairness.forEach((each, set) => {
          if (isEnabled(model, graph.stateAt(state), each)) setBit(enabledBits[set], state);
        });
      }
      for (let edge = from; edge < to; edge += 1) {
        // ENABLED <<A>>_vars: a successor that differs, be it outside the constraints.
        if (graph.edgeTargets[edge] === state) continue;
        for (const set of setsByStep[graph.edgeSteps[edge] ?? 0] ?? []) {
          setBit(enabledBits[set], state);
        }
      }
    }
    this.enabledBits = enabledBits;
    this.parallelBits = parallelEdges(graph);
  }

  conditionsOn(product: Product): Condition[] {
    return this.fairness.map(({ strong, steps }, set) => {
      const enabled = (edge: number): boolean => {
        const state = product.states[product.edgeSources[edge] ?? 0] ?? 0;
        return hasBit(this.enabledBits[set], state);
      };
      const taken = (edge: number): boolean => {
        const step = product.edgeSteps[edge] ?? STUTTER;
        if (step === STUTTER) return false;
        if (steps.has(this.graph.edgeSteps[step] ?? 0)) return true;
        return hasBit(this.parallelBits, step) && this.makesSameChange(steps, product, edge);
      };
      if (strong) return { triggers: enabled, fulfils: taken };
      return { triggers: undefined, fulfils: (edge) => taken(edge) || !enabled(edge) };
    });
  }

  /** <<A>>_vars is about the two states only: a step of A is taken whenever one would lead from the one to the other. */
  private makesSameChange(steps: ReadonlySet<number>, product: Product, productEdge: number): boolean {
    const state = product.states[product.edgeSources[productEdge] ?? 0] ?? 0;
    const target = product.states[product.edgeTargets[productEdge] ?? 0];
    const { firstEdge, edgeCount, edgeTargets, edgeSteps } = this.graph;
    const from = firstEdge[state] ?? 0;
    const to = from + (edgeCount[state] ?? 0);
    for (let edge = from; edge < to; edge += 1) {
      if (edgeTargets[edge] === target && steps.has(edgeSteps[edge] ?? 0)) return true;
    }
    return false;
  }
}

function parallelEdges({ stateCount, firstEdge, edgeCount, edgeTargets }: StateGraph): Uint32Array {
  const bits = new Uint32Array((edgeTargets.length + 31) >>> 5);
  /** By target: the last edge to it, counted from 1. */
  const lastEdgeTo = new Uint32Array(stateCount);
  for (let state = 0; state < stateCount; state += 1) {
    const from = firstEdge[state] ?? 0;
    const to = from + (edgeCount[state] ?? 0);
    for (let edge = from; edge < to; edge += 1) {
      const target = edgeTargets[edge] ?? OUTSIDE;
      if (target === OUTSIDE) continue;
      const last = lastEdgeTo[target] ?? 0;
      if (last > from) {
        setBit(bits, last - 1);
        setBit(bits, edge);
      }
      lastEdgeTo[target] = edge + 1;
    }
  }
  return bits;
}

function hasBit(bits: Uint32Array | undefined, at: number): boolean {
  return (((bits?.[at >>> 5] ?? 0) >>> (at & 31)) & 1) !== 0;
}

function setBit(bits: Uint32Array | undefined, at: number): void {
  if (bits !== undefined) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

/** The conditions of a branch and of its automaton. Call it when the product is complete, for then all eventualities are known. */
export function conditionsOfBranch(
  branch: Branch,
  eventualityCount: number,
  product: Product,
  propositions: Propositions,
): Condition[] {
  const holds = holdsOnEdge(product, propositions);
  const conditions: Condition[] = [];
  for (const term of branch.recurring) {
    conditions.push({ triggers: undefined, fulfils: (edge) => holds(term, edge) });
  }
  for (const { given, then } of branch.streett) {
    conditions.push({ triggers: (edge) => holds(given, edge), fulfils: (edge) => holds(then, edge) });
  }
  for (let eventuality = 0; eventuality < eventualityCount; eventuality += 1) {
    conditions.push({
      triggers: undefined,
      fulfils: (edge) =>
        product.transitions[product.edgeTransitions[edge] ?? 0]?.postponed.has(eventuality) === false,
    });
  }
  return conditions;
}

/** Whether a propositional term is true of the step that an edge of the product takes. */
export function holdsOnEdge(
  product: Product,
  propositions: Propositions,
): (term: Term, edge: number) => boolean {
  return (term, edge) =>
    propositions.holdsOnStep(
      term,
      product.states[product.edgeSources[edge] ?? 0] ?? 0,
      product.edgeSteps[edge] ?? STUTTER,
    );
}
