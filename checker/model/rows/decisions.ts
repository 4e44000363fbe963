/** Answered where nothing is known; answers are not negative. */
export const UNKNOWN = -1;

/** Edges are not added beyond this many, some 50 MB. */
const MOST_EDGES = 1 << 21;

/**
 * What computations came to, by the parts of rows that they looked at, in the order in which they looked: decision diagrams, whose nodes each look
 * at one part and whose edges are the numbers found there. A computation that is the same function of rows whenever it runs looks at the same
 * part next after it found the same numbers. Parts of a second row are numbered from `size` on.
 */
export class Decisions {
  /** The parts of one row. */
  private readonly size: number;
  /** By root: a node, or an answer `a` as `-2 - a`; UNKNOWN before anything is known. */
  private readonly roots: number[] = [];
  /** By node: the part it looks at. */
  private parts = new Int32Array(1 << 10);
  private nodeCount = 0;
  /** Three numbers an edge: node + 1 (0 where there is none), number found, target as in `roots`. */
  private edges = new Int32Array(3 << 11);
  private edgeCount = 0;
  private mask = (1 << 11) - 1;

  constructor(size: number) {
    this.size = size;
  }

  /** Answers the root of a new diagram. */
  add(): number {
    return this.roots.push(UNKNOWN) - 1;
  }

  /** Forgets what is known at a root; the room is not used again. */
  forget(root: number): void {
    this.roots[root] = UNKNOWN;
  }

  /** Whether there is room for more. */
  get hasRoom(): boolean {
    return this.edgeCount < MOST_EDGES;
  }

  /** The answer for a row, or for a pair of rows. */
  find(root: number, row: readonly unknown[], second: readonly unknown[]): number {
    const { parts, size } = this;
    let target = this.roots[root] as number;
    while (target >= 0) {
      const part = parts[target] as number;
      const found = part < size ? row[part] : second[part - size];
      if (typeof found !== 'number') return UNKNOWN;
      target = this.edge(target, found);
    }
    return target === UNKNOWN ? UNKNOWN : -2 - target;
  }

  /**
   * Learns an answer and what was looked at for it. False if a computation that found the same did otherwise before: it is no function of rows.
   */
  learn(root: number, parts: readonly number[], found: readonly number[], answer: number): boolean {
    const end = -2 - answer;
    if (parts.length === 0) {
      const before = this.roots[root];
      this.roots[root] = end;
      return before === UNKNOWN || before === end;
    }
    let node = this.roots[root] as number;
    if (node === UNKNOWN) {
      node = this.node(parts[0] as number);
      this.roots[root] = node;
    }
    const last = parts.length - 1;
    for (let place = 0; place < last; place += 1) {
      if (node < 0 || this.parts[node] !== parts[place]) return false;
      const id = found[place] as number;
      let next = this.edge(node, id);
      if (next === UNKNOWN) {
        next = this.node(parts[place + 1] as number);
        this.addEdge(node, id, next);
      }
      node = next;
    }
    if (node < 0 || this.parts[node] !== parts[last]) return false;
    const id = found[last] as number;
    const known = this.edge(node, id);
    if (known === UNKNOWN) this.addEdge(node, id, end);
    return known === UNKNOWN || known === end;
  }

  private node(part: number): number {
    if (this.nodeCount === this.parts.length) {
      const larger = new Int32Array(this.parts.length * 2);
      larger.set(this.parts);
      this.parts = larger;
    }
    this.parts[this.nodeCount] = part;
    return this.nodeCount++;
  }

  private edge(node: number, id: number): number {
    const { edges, mask } = this;
    let slot = slotOf(node, id) & mask;
    for (;;) {
      const at = slot * 3;
      const owner = edges[at] as number;
      if (owner === 0) return UNKNOWN;
      if (owner === node + 1 && edges[at + 1] === id) return edges[at + 2] as number;
      slot = (slot + 1) & mask;
    }
  }

  private addEdge(node: number, id: number, target: number): void {
    if ((this.edgeCount + 1) * 6 > this.edges.length) {
      const before = this.edges;
      this.edges = new Int32Array(before.length * 2);
      this.mask = this.mask * 2 + 1;
      for (let at = 0; at < before.length; at += 3)
        if (before[at] !== 0)
          this.insert((before[at] as number) - 1, before[at + 1] as number, before[at + 2] as number);
    }
    this.insert(node, id, target);
    this.edgeCount += 1;
  }

  private insert(node: number, id: number, target: number): void {
    const { edges, mask } = this;
    let slot = slotOf(node, id) & mask;
    while (edges[slot * 3] !== 0) slot = (slot + 1) & mask;
    edges[slot * 3] = node + 1;
    edges[slot * 3 + 1] = id;
    edges[slot * 3 + 2] = target;
  }
}

function slotOf(node: number, id: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
