import { errorAt } from './diagnostics/index.ts';
import type { Diagnostic } from './diagnostics/index.ts';
import { Source } from './source/index.ts';
import type { Span } from './source/index.ts';
import type { Module, WithStatement } from './syntax/index.ts';

/**
 * How many nodes of the syntax tree may stand in each other. Reading takes no stack, but resolving, lowering and emitting walk the tree
 * by recursion; at this depth they use less than half of what there is.
 */
export const treeDepthLimit = 400;

/** Parentheses are gone once a tree is lowered, and take little before; only who writes the tree as such meets them like any other node. */
const weightOfParentheses = { whenLowered: 0.1, whenWritten: 1 };

interface Node {
  readonly kind: string;
  readonly span: Span;
}

function isNode(value: object): value is Node {
  return 'kind' in value && 'span' in value;
}

/** A `with` is one statement in the other for each of its names. */
function levelsOf(node: Node): number {
  return node.kind === 'with' ? (node as WithStatement).bindings.length : 1;
}

/** A diagnostic for the first node of a module that stands too deep; the operands of a long chain `a + b + ...` count too. */
export function depthProblem(
  module: Module,
  use: keyof typeof weightOfParentheses = 'whenLowered',
): Diagnostic | undefined {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: module, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null || value instanceof Source) continue;
    const weight = !isNode(value)
      ? 0
      : value.kind === 'parenthesized'
        ? weightOfParentheses[use]
        : levelsOf(value);
    const inside = depth + weight;
    if (isNode(value) && inside > treeDepthLimit)
      return errorAt(
        'MP109',
        value.span,
        `this stands in more than ${treeDepthLimit} other expressions or statements`,
        {
          hint: 'give parts of it names, by operators or LET',
        },
      );
    for (const child of Object.values(value)) pending.push({ value: child, depth: inside });
  }
  return undefined;
}
