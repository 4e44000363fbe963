import type { StateGraph } from '../search/state-graph.ts';
import { OUTSIDE } from '../search/state-graph.ts';
import { Automaton } from './automaton.ts';
import type { Branch } from './branches.ts';
import { branchesOf } from './branches.ts';
import type { CheckedModel } from './checked-model.ts';
import { FairComponents } from './components.ts';
import { conditionsOfBranch, FairnessTable, holdsOnEdge } from './conditions.ts';
import type { Counterexample } from './counterexample.ts';
import { infiniteBehaviour } from './counterexample.ts';
import { shortLasso } from './lasso.ts';
import { buildProduct } from './product.ts';
import { Propositions } from './propositions.ts';
import { ShortestPaths } from './shortest-paths.ts';
import type { Term, TermTable } from './terms.ts';

/** Decides whether a state graph has a behaviour that satisfies a formula under fairness, and finds one. */
export class Emptiness {
  readonly graph: StateGraph;
  readonly table: TermTable;
  readonly propositions: Propositions;
  readonly paths: ShortestPaths;
  private readonly fairness: FairnessTable;

  /** `isIncomplete`: states without edges may be states that the search has not expanded. */
  constructor(graph: StateGraph, table: TermTable, model: CheckedModel, isIncomplete: boolean) {
    this.graph = graph;
    this.table = table;
    this.propositions = new Propositions(graph);
    this.paths = new ShortestPaths(graph);
    this.fairness = new FairnessTable(graph, model, isIncomplete);
  }

  /** A fair behaviour that satisfies the formula; undefined if there is none. Throws LeafFailure. `maxBranches`: see branchesOf. */
  behaviourOf(formula: Term, maxBranches?: number): Counterexample | undefined {
    for (const branch of branchesOf(this.table, formula, maxBranches)) {
      const found = this.behaviourOfBranch(branch);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The edges from a state that change it and stay inside the constraints. */
  *stepsFrom(state: number): Generator<number> {
    const { firstEdge, edgeCount, edgeTargets } = this.graph;
    const from = firstEdge[state] ?? 0;
    const to = from + (edgeCount[state] ?? 0);
    for (let edge = from; edge < to; edge += 1) {
      if (edgeTargets[edge] !== OUTSIDE && edgeTargets[edge] !== state) yield edge;
    }
  }

  private behaviourOfBranch(branch: Branch): Counterexample | undefined {
    const { graph, paths, propositions } = this;
    const automaton = new Automaton(this.table, branch.obligations);
    const starts = branch.startsAnywhere ? paths.order : graph.initialStates;
    const product = buildProduct(graph, automaton, propositions, starts);
    const conditions = [
      ...conditionsOfBranch(branch, automaton.eventualityCount, product, propositions),
      ...this.fairness.conditionsOn(product),
    ];
    const dead = new Uint8Array(product.edgeTargets.length);
    if (branch.persisting !== this.table.true) {
      const holds = holdsOnEdge(product, propositions);
      for (let edge = 0; edge < dead.length; edge += 1) if (!holds(branch.persisting, edge)) dead[edge] = 1;
    }
    const components = new FairComponents(product, conditions, dead);
    const fair = components.find();
    if (fair.length === 0) return undefined;
    const lasso = shortLasso(product, conditions, components, fair, (state) => paths.depthOf(state));
    const before = paths.pathTo(product.states[lasso.start] ?? 0);
    const stepsOf = (edges: readonly number[]): number[] => edges.map((edge) => product.edgeSteps[edge] ?? 0);
    return infiniteBehaviour(
      graph,
      before.start,
      [...before.edges, ...stepsOf(lasso.prefix)],
      stepsOf(lasso.cycle),
    );
  }
}
