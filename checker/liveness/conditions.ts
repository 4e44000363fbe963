import type { StepFairness } from '../model/index.ts';
import type { StateGraph } from '../search/state-graph.ts';
import type { Branch } from './branches.ts';
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

  constructor(graph: StateGraph, fairness: readonly StepFairness[], stepCount: number) {
    this.graph = graph;
    this.fairness = fairness;
    const setsByStep: number[][] = Array.from({ length: stepCount }, () => []);
    fairness.forEach((each, set) => {
      for (const step of each.steps) setsByStep[step]?.push(set);
    });
    const enabledBits = fairness.map(() => new Uint32Array((graph.stateCount + 31) >>> 5));
    for (let state = 0; state < graph.stateCount; state += 1) {
      const from = graph.firstEdge[state] ?? 0;
      const to = from + (graph.edgeCount[state] ?? 0);
      for (let edge = from; edge < to; edge += 1) {
        // ENABLED <<A>>_vars: a successor that differs, be it outside the constraints.
        if (graph.edgeTargets[edge] === state) continue;
        for (const set of setsByStep[graph.edgeSteps[edge] ?? 0] ?? []) {
          const bits = enabledBits[set];
          if (bits !== undefined) bits[state >>> 5] = (bits[state >>> 5] ?? 0) | (1 << (state & 31));
        }
      }
    }
    this.enabledBits = enabledBits;
  }

  conditionsOn(product: Product): Condition[] {
    return this.fairness.map(({ strong, steps }, set) => {
      const enabled = (edge: number): boolean => {
        const state = product.states[product.edgeSources[edge] ?? 0] ?? 0;
        return (((this.enabledBits[set]?.[state >>> 5] ?? 0) >>> (state & 31)) & 1) !== 0;
      };
      const taken = (edge: number): boolean => {
        const step = product.edgeSteps[edge] ?? STUTTER;
        return step !== STUTTER && steps.has(this.graph.edgeSteps[step] ?? 0);
      };
      if (strong) return { triggers: enabled, fulfils: taken };
      return { triggers: undefined, fulfils: (edge) => taken(edge) || !enabled(edge) };
    });
  }
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
