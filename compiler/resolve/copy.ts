import { Source } from '../source/index.ts';

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
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null || isSpan(value)) return value;
    if ('kind' in value) {
      const replacement = replace(value as TreeNode, (child) => copy(child) as typeof child);
      if (replacement !== undefined) return replacement;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, key === 'call' ? child : copy(child)]),
    );
  };
  return copy(tree) as T;
}

function isSpan(value: object): boolean {
  return 'source' in value && value.source instanceof Source;
}
