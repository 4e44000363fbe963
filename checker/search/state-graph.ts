import type { State } from '../model/index.ts';

/** The parent of an initial state, in `StateGraph.parents`. */
export const NO_PARENT = 0xffffffff;
/** The target of an edge to a state that a CONSTRAINT or ACTION_CONSTRAINT cuts off: the step is enabled, but no behaviour goes on there. */
export const OUTSIDE = 0xffffffff;

/**
 * What a search explored, kept for properties of whole behaviours. States are numbered from 0 in the order they were found; under SYMMETRY and
 * VIEW a number stands for all states with one fingerprint, and `stateAt` gives the one that was found first.
 *
 * The edges of state s are the places `firstEdge[s]` to `firstEdge[s] + edgeCount[s] - 1` of `edgeTargets` and `edgeSteps`: every successor by
 * every step, once each. A step that changes nothing is an edge to s itself. That a terminated algorithm stutters is not an edge.
 * The typed arrays may be longer than `stateCount`.
 */
export interface StateGraph {
  readonly stateCount: number;
  /** Numbers of the initial states (those inside the constraints). */
  readonly initialStates: readonly number[];
  /** The state from which a state was first reached, or NO_PARENT; after breadth-first search along a shortest path. */
  readonly parents: Uint32Array;
  readonly firstEdge: Uint32Array;
  readonly edgeCount: Uint32Array;
  /** The state an edge leads to, or OUTSIDE. */
  readonly edgeTargets: Uint32Array;
  /** Place in `Model.steps` of the step an edge takes. */
  readonly edgeSteps: Uint16Array;
  /** Must not be changed. */
  stateAt(id: number): State;
}

/** The numbers of the states from an initial state to `id` along the parents, both included. */
export function pathOfIds(graph: StateGraph, id: number): number[] {
  const path: number[] = [];
  for (let at = id; at !== NO_PARENT; at = graph.parents[at] ?? NO_PARENT) path.push(at);
  return path.reverse();
}
