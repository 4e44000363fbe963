import type { Expression, Infix } from '../syntax/index.ts';

export interface TreeNode {
  readonly kind: string;
}

/** Visits every node of a tree, parents first; a visit that answers `skip` keeps the walk out of the node. */
export function walk(tree: unknown, visit: (node: TreeNode) => 'skip' | undefined): void {
  if (typeof tree !== 'object' || tree === null) return;
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  if ('kind' in tree) {
    if (visit(tree as TreeNode) === 'skip') return;
    if (tree.kind === 'infix') {
      walkChain(tree as Infix, visit);
      return;
    }
  }
  for (const key in tree) if (!isLeafKey(key)) walk((tree as Readonly<Record<string, unknown>>)[key], visit);
}

/** Long chains such as `1 + 2 + ...` nest to the left: they are walked without recursion, operands from left to right. */
function walkChain(chain: Infix, visit: (node: TreeNode) => 'skip' | undefined): void {
  const links = [chain];
  let first = chain.left;
  while (first.kind === 'infix') {
    if (visit(first) === 'skip') break;
    links.push(first);
    first = first.left;
  }
  if (first.kind !== 'infix') walk(first, visit);
  for (const link of links.reverse()) walk(link.right, visit);
}

/** Fields that hold no part of the tree: places in the text, and the identity of a macro call. */
function isLeafKey(key: string): boolean {
  return key === 'call' || key === 'bullets' || key === 'span' || key.endsWith('Span');
}

/** What an expression is without parentheses and without the mark of a macro's argument. */
export function bare(expression: Expression): Expression {
  return expression.kind === 'parenthesized' || expression.kind === 'macroArgument'
    ? bare(expression.inner)
    : expression;
}
