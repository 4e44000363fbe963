import type { FairComponent, FairComponents } from './components.ts';
import type { Condition } from './conditions.ts';
import type { Product } from './product.ts';
import { ROOT } from './product.ts';

/** A path of a product's edges from a node it started from, and a cycle from its end that satisfies all conditions. */
export interface ProductLasso {
  /** The node the prefix starts from. */
  readonly start: number;
  readonly prefix: readonly number[];
  readonly cycle: readonly number[];
}

/** So many fair components, those reached first, and nodes of each are tried as the place where the cycle begins. */
const MAX_COMPONENTS = 8;
const MAX_STARTS = 16;
/** No other beginning is tried once so many edges have been looked at. */
const MAX_EDGES_SCANNED = 20_000_000;

/**
 * A lasso that is short as far as reasonable effort finds one; the conditions are met exactly. `depthOf` says how far a state that the product
 * starts from is from an initial one.
 */
export function shortLasso(
  product: Product,
  conditions: readonly Condition[],
  components: FairComponents,
  fair: readonly FairComponent[],
  depthOf: (state: number) => number,
): ProductLasso {
  const search = new CycleSearch(product, conditions, components);
  const candidates = [...fair]
    .sort((left, right) => left.firstNode - right.firstNode)
    .slice(0, MAX_COMPONENTS);
  let best: ProductLasso | undefined;
  let bestLength = Infinity;
  for (const component of candidates) {
    for (const node of startsOf(product, conditions, components, component)) {
      const prefix = prefixTo(product, node);
      const start = prefix[0] === undefined ? node : (product.edgeSources[prefix[0]] ?? 0);
      const lengthBefore = depthOf(product.states[start] ?? 0) + prefix.length;
      if (lengthBefore + 1 >= bestLength) continue;
      if (best !== undefined && search.edgesScanned > MAX_EDGES_SCANNED) return best;
      const cycle = search.cycleFrom(node, component.label);
      if (lengthBefore + cycle.length >= bestLength) continue;
      best = { start, prefix, cycle };
      bestLength = lengthBefore + cycle.length;
    }
  }
  if (best === undefined) throw new Error('a lasso was asked for without a fair component');
  return best;
}

/** Nodes to begin the cycle at: the first with a loop that is fair by itself, and others from the first on. */
function startsOf(
  product: Product,
  conditions: readonly Condition[],
  components: FairComponents,
  component: FairComponent,
): number[] {
  const nodes = component.nodes.slice().sort();
  const starts = [...nodes.subarray(0, MAX_STARTS / 2)];
  const stride = Math.max(1, Math.floor((nodes.length - starts.length) / (MAX_STARTS / 2)));
  for (let at = starts.length; at < nodes.length && starts.length < MAX_STARTS; at += stride) {
    starts.push(nodes[at] ?? 0);
  }
  const isFairLoop = (edge: number, node: number): boolean =>
    components.dead[edge] === 0 &&
    product.edgeTargets[edge] === node &&
    conditions.every(({ triggers, fulfils }) => fulfils(edge) || (triggers !== undefined && !triggers(edge)));
  for (const node of nodes) {
    const end = product.edgeStart[node + 1] ?? 0;
    for (let edge = product.edgeStart[node] ?? 0; edge < end; edge += 1) {
      if (isFairLoop(edge, node)) return [node, ...starts];
    }
  }
  return starts;
}

/** The edges by which a node was first reached, from the start: a shortest path. */
function prefixTo(product: Product, node: number): number[] {
  const edges: number[] = [];
  for (let at = node; ;) {
    const edge = product.parentEdges[at] ?? ROOT;
    if (edge === ROOT) return edges.reverse();
    edges.push(edge);
    at = product.edgeSources[edge] ?? 0;
  }
}

/** Walks from one condition to the next by shortest paths inside a component. */
class CycleSearch {
  private readonly product: Product;
  private readonly conditions: readonly Condition[];
  private readonly components: FairComponents;
  /** By node: the search that reached it last, and the edge by which it did. */
  private readonly reachedBy: Int32Array;
  private readonly cameBy: Int32Array;
  private searchCount = 0;
  edgesScanned = 0;

  constructor(product: Product, conditions: readonly Condition[], components: FairComponents) {
    this.product = product;
    this.conditions = conditions;
    this.components = components;
    this.reachedBy = new Int32Array(product.nodeCount);
    this.cameBy = new Int32Array(product.nodeCount);
  }

  /** A closed path from `start` inside the fair component `label` that satisfies all conditions. */
  cycleFrom(start: number, label: number): number[] {
    const { edgeTargets } = this.product;
    const cycle: number[] = [];
    let at = start;
    const walkTo = (isGoal: (edge: number) => boolean): void => {
      const path = this.pathTo(at, label, isGoal);
      for (const edge of path) cycle.push(edge);
      at = edgeTargets[path[path.length - 1] ?? 0] ?? 0;
    };
    for (;;) {
      const unmet = this.conditions.filter(
        ({ triggers, fulfils }) =>
          !cycle.some(fulfils) && (triggers === undefined || cycle.some((edge) => triggers(edge))),
      );
      if (unmet.length > 0) walkTo((edge) => unmet.some(({ fulfils }) => fulfils(edge)));
      else if (at !== start || cycle.length === 0) walkTo((edge) => edgeTargets[edge] === start);
      else return cycle;
    }
  }

  /** The edges of a shortest path from `from` whose last edge is a goal. */
  private pathTo(from: number, label: number, isGoal: (edge: number) => boolean): number[] {
    const { edgeStart, edgeTargets, edgeSources } = this.product;
    this.searchCount += 1;
    this.reachedBy[from] = this.searchCount;
    const queue = [from];
    for (const node of queue) {
      const end = edgeStart[node + 1] ?? 0;
      this.edgesScanned += end - (edgeStart[node] ?? 0);
      for (let edge = edgeStart[node] ?? 0; edge < end; edge += 1) {
        if (!this.components.isInside(edge, label)) continue;
        if (isGoal(edge)) {
          const path = [edge];
          for (let at = node; at !== from;) {
            const back = this.cameBy[at] ?? 0;
            path.push(back);
            at = edgeSources[back] ?? 0;
          }
          return path.reverse();
        }
        const target = edgeTargets[edge] ?? 0;
        if (this.reachedBy[target] === this.searchCount) continue;
        this.reachedBy[target] = this.searchCount;
        this.cameBy[target] = edge;
        queue.push(target);
      }
    }
    throw new Error('a fair component is strongly connected and fulfils its conditions');
  }
}
