import { Source } from '../source/index.ts';
import type { Expression } from '../syntax/index.ts';

export interface TreeNode {
  readonly kind: string;
}

/** Visits every node of a tree, parents first; a visit that answers `skip` keeps the walk out of the node. */
export function walk(tree: unknown, visit: (node: TreeNode) => 'skip' | undefined): void {
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  if ('source' in tree && tree.source instanceof Source) return;
  if ('kind' in tree && visit(tree as TreeNode) === 'skip') return;
  for (const [key, child] of Object.entries(tree)) if (key !== 'call') walk(child, visit);
}

/** What an expression is without parentheses and without the mark of a macro's argument. */
export function bare(expression: Expression): Expression {
  return expression.kind === 'parenthesized' || expression.kind === 'macroArgument'
    ? bare(expression.inner)
    : expression;
}
