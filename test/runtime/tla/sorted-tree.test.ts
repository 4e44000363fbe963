import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tree } from '../../../runtime/tla/sorted-tree.ts';
import {
  findNode,
  insertNode,
  nodeAt,
  removeNode,
  treeFromSorted,
  treeKeys,
  treeValues,
} from '../../../runtime/tla/sorted-tree.ts';

const parameters = { seed: 83, numRuns: 300 };

function depth(tree: Tree): number {
  return tree === null ? 0 : 1 + Math.max(depth(tree.left), depth(tree.right));
}

function checkSizes(tree: Tree): number {
  if (tree === null) return 0;
  const left = checkSizes(tree.left);
  const right = checkSizes(tree.right);
  expect(tree.size).toBe(left + right + 1);
  if (left + right >= 2) {
    expect(left + 1).toBeLessThanOrEqual(3 * (right + 1));
    expect(right + 1).toBeLessThanOrEqual(3 * (left + 1));
  }
  return tree.size;
}

/** Nodes of a tree that are not nodes of another: what an update had to make. */
function newNodes(tree: Tree, before: Tree): number {
  const known = new Set<Tree>();
  const collect = (t: Tree): void => {
    if (t === null) return;
    known.add(t);
    collect(t.left);
    collect(t.right);
  };
  collect(before);
  const count = (t: Tree): number => (t === null || known.has(t) ? 0 : 1 + count(t.left) + count(t.right));
  return count(tree);
}

describe('a persistent tree', () => {
  it('holds what a map holds, and stays balanced', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(60)), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (changes) => {
        let tree: Tree = null;
        const map = new Map<number, number>();
        changes.forEach(([add, key], i) => {
          if (add) {
            tree = insertNode(tree, key, i);
            map.set(key, i);
          } else {
            tree = removeNode(tree, key);
            map.delete(key);
          }
          checkSizes(tree);
        });
        const keys = [...map.keys()].sort((a, b) => a - b);
        expect(treeKeys(tree)).toEqual(keys);
        expect(treeValues(tree)).toEqual(keys.map((key) => map.get(key)));
        keys.forEach((key, i) => {
          expect(nodeAt(tree, i)?.key).toBe(key);
          expect(findNode(tree, key)?.value).toBe(map.get(key));
        });
      }),
      parameters,
    );
  });

  it('built from 100,000 keys has logarithmic depth and shares all but a path', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => 2 * i);
    const tree = treeFromSorted(keys, keys);
    expect(depth(tree)).toBe(17);
    expect(newNodes(insertNode(tree, 77_777, 0), tree)).toBeLessThan(40);
    expect(newNodes(removeNode(tree, 77_778), tree)).toBeLessThan(40);
  });

  it('grown in ascending order stays shallow', () => {
    let tree: Tree = null;
    for (let i = 0; i < 10_000; i++) tree = insertNode(tree, i, i);
    expect(depth(tree)).toBeLessThan(32);
  });

  it('is itself after removing what is not there', () => {
    const tree = treeFromSorted([1, 2, 3], [1, 2, 3]);
    expect(removeNode(tree, 9)).toBe(tree);
  });
});
