import { ELEMENTWISE_HASH_LIMIT, TlaSet, hashElement } from './set.ts';
import type { Site } from './site.ts';
import {
  checkNeighbours,
  searchSorted,
  sortDistinct,
  sortDistinctOwned,
  withInserted,
  withRemoved,
} from './sorted-array.ts';
import type { Tree, TreeNode } from './sorted-tree.ts';
import {
  checkComparable,
  findNode,
  insertNode,
  nodeAt,
  removeNode,
  treeFromSorted,
  treeKeys,
  visitNodes,
} from './sorted-tree.ts';
import type { Lane, Value } from './value.ts';
import { Kind, toTlaString } from './value.ts';

/** Larger sets get and lose elements through a tree. */
const ARRAY_LIMIT = 32;

/** A finite set given by its elements. */
export class EnumeratedSet extends TlaSet {
  readonly #size: number;
  /** In canonical order; computed from the tree when asked for. */
  #sorted: readonly Value[] | null;
  /** For large sets; computed from the array at the first change. */
  #tree: Tree;

  private constructor(size: number, sorted: readonly Value[] | null, tree: Tree) {
    super(Kind.EnumeratedSet);
    this.#size = size;
    this.#sorted = sorted;
    this.#tree = tree;
  }

  /** The elements are distinct, comparable and in canonical order. Takes ownership. */
  static ofSorted(sorted: readonly Value[]): EnumeratedSet {
    return sorted.length === 0 ? emptySet : new EnumeratedSet(sorted.length, sorted, null);
  }

  /** For the constant `emptySet` alone. */
  static makeEmpty(): EnumeratedSet {
    return new EnumeratedSet(0, [], null);
  }

  override get size(): number {
    return this.#size;
  }

  override has(x: Value, at?: Site): boolean {
    if (this.#sorted === null) {
      if (findNode(this.#tree, x) !== undefined) return true;
      checkComparable(this.#tree, x, at);
      return false;
    }
    const position = searchSorted(this.#sorted, x);
    if (position >= 0) return true;
    checkNeighbours(this.#sorted, ~position, x, at);
    return false;
  }

  override elementAt(position: number): Value {
    if (this.#sorted === null) return (nodeAt(this.#tree, position) as TreeNode).key;
    return this.#sorted[position] as Value;
  }

  override get listed(): readonly Value[] | null {
    return this.#sorted;
  }

  override some(visit: (x: Value) => boolean): boolean {
    if (this.#sorted === null) return visitNodes(this.#tree, (node) => visit(node.key));
    for (const x of this.#sorted) if (visit(x)) return true;
    return false;
  }

  override toArray(): readonly Value[] {
    this.#sorted ??= treeKeys(this.#tree);
    return this.#sorted;
  }

  /** O(log n) for large sets. */
  with(x: Value, at?: Site): EnumeratedSet {
    let result: EnumeratedSet;
    if (this.#size <= ARRAY_LIMIT) {
      const sorted = this.toArray();
      const position = searchSorted(sorted, x);
      if (position >= 0) return this;
      checkNeighbours(sorted, ~position, x, at);
      result = new EnumeratedSet(this.#size + 1, withInserted(sorted, ~position, x), null);
    } else {
      const tree = this.#asTree();
      if (findNode(tree, x) !== undefined) return this;
      checkComparable(tree, x, at);
      result = new EnumeratedSet(this.#size + 1, null, insertNode(tree, x, x));
    }
    this.#passHash(result, x, 1);
    return result;
  }

  /** O(log n) for large sets. */
  without(x: Value, at?: Site): EnumeratedSet {
    let result: EnumeratedSet;
    if (this.#size <= ARRAY_LIMIT) {
      const sorted = this.toArray();
      const position = searchSorted(sorted, x);
      if (position < 0) {
        checkNeighbours(sorted, ~position, x, at);
        return this;
      }
      if (this.#size === 1) return emptySet;
      result = new EnumeratedSet(this.#size - 1, withRemoved(sorted, position), null);
    } else {
      const tree = this.#asTree();
      if (findNode(tree, x) === undefined) {
        checkComparable(tree, x, at);
        return this;
      }
      result = new EnumeratedSet(this.#size - 1, null, removeNode(tree, x));
    }
    this.#passHash(result, x, -1);
    return result;
  }

  #asTree(): Tree {
    if (this.#tree === null) {
      const sorted = this.toArray();
      this.#tree = treeFromSorted(sorted, sorted);
    }
    return this.#tree;
  }

  #passHash(result: EnumeratedSet, x: Value, sign: 1 | -1): void {
    if (this.#size > ELEMENTWISE_HASH_LIMIT || result.#size > ELEMENTWISE_HASH_LIMIT) return;
    if (this.lane0 !== 0) result.lane0 = this.#changedHash(x, sign, 0);
    if (this.lane1 !== 0) result.lane1 = this.#changedHash(x, sign, 1);
  }

  #changedHash(x: Value, sign: 1 | -1, lane: Lane): number {
    return ((lane === 0 ? this.lane0 : this.lane1) + sign * hashElement(x, lane)) | 0;
  }

  protected override describe(): string {
    return `{${this.toArray().map(toTlaString).join(', ')}}`;
  }
}

export const emptySet: EnumeratedSet = EnumeratedSet.makeEmpty();

/** `{e1, ..., en}`: in any order, duplicates allowed; incomparable elements are an error. */
export function makeSet(elements: readonly Value[], at?: Site): EnumeratedSet {
  return EnumeratedSet.ofSorted(sortDistinct(elements, at));
}

/** The same; takes ownership of the array. */
export function makeSetFrom(elements: Value[], at?: Site): EnumeratedSet {
  return EnumeratedSet.ofSorted(sortDistinctOwned(elements, at));
}

/** BOOLEAN. */
export const Bool: EnumeratedSet = EnumeratedSet.ofSorted([false, true]);
