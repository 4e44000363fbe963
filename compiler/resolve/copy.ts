import { Source } from '../source/index.ts';
import type { Infix } from '../syntax/index.ts';

/** Answers what stands in the place of a node, or undefined to copy the node with its children. */
export type Replace = (node: TreeNode, copy: <T>(tree: T) => T) => object | undefined;

export interface TreeNode {
  readonly kind: string;
}

/**
 * A copy of a syntax tree with nodes of its own (bindings are kept by node, so a text that is used twice needs two trees); spans are
 * shared, and so is the identity of macro calls. `replace` sees every node first.
 */
export function copyTree<T>(tree: T, replace: Replace = () => undefined): T {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const item of value) items.push(copy(item));
      return items;
    }
    if (typeof value !== 'object' || value === null || isSpan(value)) return value;
    if (isNode(value)) {
      const replacement = replaced(value);
      if (replacement !== undefined) return replacement;
      if (value.kind === 'infix') return copyChain(value as Infix);
    }
    const result: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      if (Array.isArray(child)) {
        // Here and not by a call of `copy`: depth of the stack is what limits nesting.
        const items: unknown[] = [];
        for (const item of child) items.push(copy(item));
        result[key] = items;
      } else result[key] = key === 'call' ? child : copy(child);
    }
    return result;
  };
  const replaced = (node: TreeNode): object | undefined =>
    replace(node, (child) => copy(child) as typeof child);
  /** Long chains such as `1 + 2 + ...` nest to the left: they are copied without recursion. */
  const copyChain = (chain: Infix): Infix => {
    const links = [chain];
    let first = chain.left;
    let replacement = replaced(first);
    while (first.kind === 'infix' && replacement === undefined) {
      links.push(first);
      first = first.left;
      replacement = replaced(first);
    }
    let left = (replacement ?? copy(first)) as Infix['left'];
    for (const link of links.reverse()) {
      left = { ...link, left, right: copy(link.right) as Infix['right'] };
    }
    return left as Infix;
  };
  return copy(tree) as T;
}

function isNode(value: object): value is TreeNode {
  return 'kind' in value;
}

function isSpan(value: object): boolean {
  return 'source' in value && value.source instanceof Source;
}
