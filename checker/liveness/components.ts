import type { Condition } from './conditions.ts';
import type { Product } from './product.ts';

/** A strongly connected part of a product in which some cycle satisfies all conditions: one through all its edges does. */
export interface FairComponent {
  /** What `FairComponents.labels` says of its nodes. */
  readonly label: number;
  readonly nodes: Int32Array;
  /** The lowest of its nodes: the one that is reached first. */
  readonly firstNode: number;
}

/**
 * Finds the parts of a product with a cycle that satisfies all conditions (Streett emptiness): strongly connected components (Tarjan, without
 * recursion); of one that fails a condition without trigger nothing is left; of one that fails another, the edges that trigger it go, and
 * what is left is taken apart again.
 */
export class FairComponents {
  private readonly product: Product;
  private readonly conditions: readonly Condition[];
  /** The edges that no fair cycle contains, as far as known. */
  readonly dead: Uint8Array;
  /** By node: the component or the region (a set of nodes yet to be taken apart) it is in. */
  readonly labels: Int32Array;
  private readonly indices: Int32Array;
  private readonly lows: Int32Array;
  private readonly cursors: Int32Array;
  private labelCount = 1;

  /** `dead`: 1 for the edges that must not be on the cycle; is changed. */
  constructor(product: Product, conditions: readonly Condition[], dead: Uint8Array) {
    this.product = product;
    this.conditions = conditions;
    this.dead = dead;
    this.labels = new Int32Array(product.nodeCount);
    this.indices = new Int32Array(product.nodeCount);
    this.lows = new Int32Array(product.nodeCount);
    this.cursors = new Int32Array(product.nodeCount);
  }

  /** All fair components; they are disjoint. */
  find(): FairComponent[] {
    const fair: FairComponent[] = [];
    const all = new Int32Array(this.product.nodeCount);
    for (let node = 0; node < all.length; node += 1) all[node] = node;
    const regions: { label: number; nodes: Int32Array }[] = [{ label: 0, nodes: all }];
    for (let region = regions.pop(); region !== undefined; region = regions.pop()) {
      this.takeApart(region.label, region.nodes, (label, nodes) => {
        const verdict = this.judge(label, nodes);
        if (verdict === 'fair')
          fair.push({ label, nodes, firstNode: nodes.reduce((a, b) => Math.min(a, b)) });
        else if (verdict === 'again') regions.push({ label, nodes });
      });
    }
    return fair;
  }

  isInside(edge: number, label: number): boolean {
    return this.dead[edge] === 0 && this.labels[this.product.edgeTargets[edge] ?? 0] === label;
  }

  /** Gives the strongly connected components of a region that have an edge; their nodes get the component's label. */
  private takeApart(
    region: number,
    nodes: Int32Array,
    found: (label: number, nodes: Int32Array) => void,
  ): void {
    const { labels, indices, lows, cursors, dead } = this;
    const { edgeStart, edgeTargets } = this.product;
    for (const node of nodes) indices[node] = 0;
    const path = new Int32Array(nodes.length);
    const open = new Int32Array(nodes.length);
    let pathLength = 0;
    let openLength = 0;
    let visited = 0;
    const enter = (node: number): void => {
      visited += 1;
      indices[node] = visited;
      lows[node] = visited;
      cursors[node] = edgeStart[node] ?? 0;
      path[pathLength] = node;
      open[openLength] = node;
      pathLength += 1;
      openLength += 1;
    };
    for (const root of nodes) {
      if (labels[root] !== region || indices[root] !== 0) continue;
      enter(root);
      while (pathLength > 0) {
        const node = path[pathLength - 1] ?? 0;
        const edge = cursors[node] ?? 0;
        if (edge < (edgeStart[node + 1] ?? 0)) {
          cursors[node] = edge + 1;
          const target = edgeTargets[edge] ?? 0;
          // Nodes of finished components have another label.
          if (dead[edge] !== 0 || labels[target] !== region) continue;
          const index = indices[target] ?? 0;
          if (index === 0) enter(target);
          else if (index < (lows[node] ?? 0)) lows[node] = index;
          continue;
        }
        pathLength -= 1;
        const low = lows[node] ?? 0;
        if (pathLength > 0) {
          const parent = path[pathLength - 1] ?? 0;
          if (low < (lows[parent] ?? 0)) lows[parent] = low;
        }
        if (low !== indices[node]) continue;
        const label = this.labelCount;
        this.labelCount += 1;
        let first = openLength;
        do {
          first -= 1;
          labels[open[first] ?? 0] = label;
        } while (open[first] !== node);
        const size = openLength - first;
        openLength = first;
        if (size > 1 || this.hasLoop(node)) found(label, open.slice(first, first + size));
      }
    }
  }

  private hasLoop(node: number): boolean {
    const end = this.product.edgeStart[node + 1] ?? 0;
    for (let edge = this.product.edgeStart[node] ?? 0; edge < end; edge += 1) {
      if (this.dead[edge] === 0 && this.product.edgeTargets[edge] === node) return true;
    }
    return false;
  }

  private judge(label: number, nodes: Int32Array): 'fair' | 'unfair' | 'again' {
    for (const { triggers, fulfils } of this.conditions) {
      if (triggers === undefined && !this.some(label, nodes, fulfils)) return 'unfair';
    }
    let verdict: 'fair' | 'again' = 'fair';
    for (const { triggers, fulfils } of this.conditions) {
      if (triggers === undefined || this.some(label, nodes, fulfils)) continue;
      if (!this.some(label, nodes, triggers)) continue;
      verdict = 'again';
      this.some(label, nodes, (edge) => {
        if (triggers(edge)) this.dead[edge] = 1;
        return false;
      });
    }
    return verdict;
  }

  private some(label: number, nodes: Int32Array, test: (edge: number) => boolean): boolean {
    const { edgeStart } = this.product;
    for (const node of nodes) {
      const end = edgeStart[node + 1] ?? 0;
      for (let edge = edgeStart[node] ?? 0; edge < end; edge += 1) {
        if (this.isInside(edge, label) && test(edge)) return true;
      }
    }
    return false;
  }
}
