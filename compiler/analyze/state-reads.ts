import type { Bindings, DefinitionSymbol, Symbol, VariableSymbol } from '../resolve/index.ts';
import type { Name } from '../syntax/index.ts';
import { walk } from './walk.ts';
import type { TreeNode } from './walk.ts';

/** A use of a module's or a `define` section's operator that reads variables of the algorithm. */
export interface OperatorUse {
  readonly operator: DefinitionSymbol;
  readonly node: TreeNode & { readonly name?: Name };
  /** All the variables it may read, itself or through other operators. */
  readonly variables: ReadonlySet<VariableSymbol>;
}

/** Says which variables the operators that trees mention read. What an operator reads is found once. */
export class StateReads {
  private readonly bindings: Bindings;
  private readonly known = new Map<DefinitionSymbol, ReadonlySet<VariableSymbol>>();

  constructor(bindings: Bindings) {
    this.bindings = bindings;
  }

  /** The uses of operators in a tree that read variables, in the order of the text. */
  usesIn(tree: unknown): readonly OperatorUse[] {
    const found: OperatorUse[] = [];
    walk(tree, (node) => {
      const operator = definitionOf(this.bindings.references.get(node));
      if (operator === undefined) return undefined;
      const variables = this.variablesOf(operator);
      if (variables.size > 0) found.push({ operator, node, variables });
      return undefined;
    });
    return found;
  }

  private variablesOf(operator: DefinitionSymbol): ReadonlySet<VariableSymbol> {
    const known = this.known.get(operator);
    if (known !== undefined) return known;
    const variables = new Set<VariableSymbol>();
    const visited = new Set([operator]);
    // A set that grows is visited to its end, so that recursion among operators is followed once.
    for (const one of visited) {
      walk(one.definition.body, (node) => {
        const symbol = this.bindings.references.get(node);
        if (symbol?.kind === 'variable') variables.add(symbol);
        const inner = definitionOf(symbol);
        if (inner !== undefined) visited.add(inner);
        return undefined;
      });
    }
    this.known.set(operator, variables);
    return variables;
  }
}

/** What stands in a LET is part of the expression around it. */
function definitionOf(symbol: Symbol | undefined): DefinitionSymbol | undefined {
  return (symbol?.kind === 'operator' || symbol?.kind === 'function') && symbol.level === 'top'
    ? symbol
    : undefined;
}
