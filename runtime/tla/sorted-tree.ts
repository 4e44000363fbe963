import { equals } from './equality.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { compare } from './value.ts';

/**
 * Persistent weight-balanced search trees in the canonical order of values, behind large sets and functions.
 * Chosen over a hash trie because the canonical order (CHOOSE, enumeration, equality, printing) and the check
 * that elements are comparable need neighbours, not buckets. Balance as in Hirai and Yamamoto, "Balancing
 * weight-balanced trees" (2011), with their parameters 3 and 2.
 */
export interface TreeNode {
  readonly key: Value;
  readonly value: Value;
  readonly left: Tree;
  readonly right: Tree;
  readonly size: number;
}
export type Tree = TreeNode | null;

const DELTA = 3;
const GAMMA = 2;

function sizeOf(tree: Tree): number {
  return tree === null ? 0 : tree.size;
}

function node(key: Value, value: Value, left: Tree, right: Tree): TreeNode {
  return { key, value, left, right, size: sizeOf(left) + sizeOf(right) + 1 };
}

function balanced(light: Tree, heavy: Tree): boolean {
  return DELTA * (sizeOf(light) + 1) >= sizeOf(heavy) + 1;
}

function single(inner: Tree, outer: Tree): boolean {
  return sizeOf(inner) + 1 < GAMMA * (sizeOf(outer) + 1);
}

/** A node whose subtrees may be out of balance by one insertion or removal. */
function rebalance(key: Value, value: Value, left: Tree, right: Tree): TreeNode {
  if (right !== null && !balanced(left, right)) {
    if (right.left === null || single(right.left, right.right)) {
      return node(right.key, right.value, node(key, value, left, right.left), right.right);
    }
    const middle = right.left;
    return node(
      middle.key,
      middle.value,
      node(key, value, left, middle.left),
      node(right.key, right.value, middle.right, right.right),
    );
  }
  if (left !== null && !balanced(right, left)) {
    if (left.right === null || single(left.right, left.left)) {
      return node(left.key, left.value, left.left, node(key, value, left.right, right));
    }
    const middle = left.right;
    return node(
      middle.key,
      middle.value,
      node(left.key, left.value, left.left, middle.left),
      node(key, value, middle.right, right),
    );
  }
  return node(key, value, left, right);
}

export function findNode(tree: Tree, key: Value): TreeNode | undefined {
  let at = tree;
  while (at !== null) {
    const order = compare(key, at.key);
    if (order === 0) return at;
    at = order < 0 ? at.left : at.right;
  }
  return undefined;
}

/**
 * Throws if an absent key is incomparable with its neighbours: both lie on its search path, and incomparable
 * keys are adjacent in the canonical order if there are any.
 */
export function checkComparable(tree: Tree, key: Value, at?: Site): void {
  let current = tree;
  while (current !== null) {
    equals(key, current.key, at);
    current = compare(key, current.key) < 0 ? current.left : current.right;
  }
}

/** The tree with the key bound to the value, added or replaced. */
export function insertNode(tree: Tree, key: Value, value: Value): TreeNode {
  if (tree === null) return node(key, value, null, null);
  const order = compare(key, tree.key);
  if (order === 0) return { key: tree.key, value, left: tree.left, right: tree.right, size: tree.size };
  return order < 0
    ? rebalance(tree.key, tree.value, insertNode(tree.left, key, value), tree.right)
    : rebalance(tree.key, tree.value, tree.left, insertNode(tree.right, key, value));
}

function removeFirst(tree: TreeNode): Tree {
  if (tree.left === null) return tree.right;
  return rebalance(tree.key, tree.value, removeFirst(tree.left), tree.right);
}

/** The tree without the key; the same object if it is absent. */
export function removeNode(tree: Tree, key: Value): Tree {
  if (tree === null) return null;
  const order = compare(key, tree.key);
  if (order === 0) {
    if (tree.left === null) return tree.right;
    if (tree.right === null) return tree.left;
    let next: TreeNode = tree.right;
    while (next.left !== null) next = next.left;
    return rebalance(next.key, next.value, tree.left, removeFirst(tree.right));
  }
  if (order < 0) {
    const left = removeNode(tree.left, key);
    return left === tree.left ? tree : rebalance(tree.key, tree.value, left, tree.right);
  }
  const right = removeNode(tree.right, key);
  return right === tree.right ? tree : rebalance(tree.key, tree.value, tree.left, right);
}

/** A balanced tree of keys that are strictly increasing; values[i] belongs to keys[i]. O(n). */
export function treeFromSorted(keys: readonly Value[], values: readonly Value[]): Tree {
  const build = (low: number, high: number): Tree => {
    if (low >= high) return null;
    const middle = (low + high) >> 1;
    return node(keys[middle] as Value, values[middle] as Value, build(low, middle), build(middle + 1, high));
  };
  return build(0, keys.length);
}

/** Visits the nodes in order until the visitor answers true; says whether it did. */
export function visitNodes(tree: Tree, visit: (node: TreeNode) => boolean): boolean {
  if (tree === null) return false;
  return visitNodes(tree.left, visit) || visit(tree) || visitNodes(tree.right, visit);
}

export function treeKeys(tree: Tree): Value[] {
  const keys: Value[] = [];
  visitNodes(tree, (n) => {
    keys.push(n.key);
    return false;
  });
  return keys;
}

export function treeValues(tree: Tree): Value[] {
  const values: Value[] = [];
  visitNodes(tree, (n) => {
    values.push(n.value);
    return false;
  });
  return values;
}

export function nodeAt(tree: Tree, index: number): TreeNode | undefined {
  let at = tree;
  let rest = index;
  while (at !== null) {
    const leftSize = sizeOf(at.left);
    if (rest === leftSize) return at;
    if (rest < leftSize) at = at.left;
    else {
      rest -= leftSize + 1;
      at = at.right;
    }
  }
  return undefined;
}
