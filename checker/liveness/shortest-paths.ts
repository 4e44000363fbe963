import type { StateGraph } from '../search/state-graph.ts';
import { OUTSIDE } from '../search/state-graph.ts';

const UNREACHED = 0xffffffff;

/** Shortest paths from the initial states of a graph, in whatever order the search found the states. */
export class ShortestPaths {
  /** The states, nearest first. */
  readonly order: Uint32Array;
  private readonly depths: Uint32Array;
  private readonly lastEdges: Uint32Array;
  private readonly previous: Uint32Array;

  constructor(graph: StateGraph) {
    const { stateCount, firstEdge, edgeCount, edgeTargets } = graph;
    const order = new Uint32Array(stateCount);
    const depths = new Uint32Array(stateCount).fill(UNREACHED);
    const lastEdges = new Uint32Array(stateCount);
    const previous = new Uint32Array(stateCount);
    let length = 0;
    for (const state of graph.initialStates) {
      if (depths[state] !== UNREACHED) continue;
      depths[state] = 0;
      order[length] = state;
      length += 1;
    }
    for (let at = 0; at < length; at += 1) {
      const state = order[at] ?? 0;
      const from = firstEdge[state] ?? 0;
      const to = from + (edgeCount[state] ?? 0);
      for (let edge = from; edge < to; edge += 1) {
        const target = edgeTargets[edge] ?? OUTSIDE;
        if (target === OUTSIDE || depths[target] !== UNREACHED) continue;
        depths[target] = (depths[state] ?? 0) + 1;
        lastEdges[target] = edge;
        previous[target] = state;
        order[length] = target;
        length += 1;
      }
    }
    this.order = order.subarray(0, length);
    this.depths = depths;
    this.lastEdges = lastEdges;
    this.previous = previous;
  }

  /** How many steps a state is from the nearest initial one. */
  depthOf(state: number): number {
    return this.depths[state] ?? 0;
  }

  /** The edges of a shortest path to a state, and the initial state it starts from. */
  pathTo(state: number): { readonly start: number; readonly edges: number[] } {
    const edges: number[] = [];
    let at = state;
    while ((this.depths[at] ?? 0) > 0) {
      edges.push(this.lastEdges[at] ?? 0);
      at = this.previous[at] ?? 0;
    }
    return { start: at, edges: edges.reverse() };
  }
}
