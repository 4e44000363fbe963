import type { CoreArgument, CoreDefinition, LoweredOperator } from '../lower/index.ts';
import { anyCore, definitionChildren } from '../lower/index.ts';
import type { Span } from '../source/index.ts';
import type { Definitions } from './definitions.ts';
import { reachableOperators } from './model-reachable.ts';
import type { Impurity } from './standard-operators.ts';
import { standardOperator } from './standard-operators.ts';

/** A use of an operator whose value is not a function of its arguments, or that has effects. */
export interface ImpureUse {
  readonly operator: string;
  readonly impurity: Impurity;
  readonly span: Span;
}

/** All such uses in expressions and in the definitions that they use, directly or through others. */
export function impureUses(
  roots: readonly CoreArgument[],
  operators: readonly LoweredOperator[],
): readonly ImpureUse[] {
  const uses: ImpureUse[] = [];
  const used = reachableOperators(roots, operators).flatMap(({ definition }) =>
    definitionChildren(definition),
  );
  for (const root of [...roots, ...used])
    anyCore(root, (node) => {
      if (node.kind !== 'apply' && node.kind !== 'operatorReference') return false;
      const { operator } = node;
      if (typeof operator === 'string' || operator.kind !== 'standard') return false;
      const impurity = standardOperator(operator)?.impurity;
      if (impurity !== undefined) uses.push({ operator: operator.name, impurity, span: node.span });
      return false;
    });
  return uses;
}

/** The definitions that may have another value next time: they print, draw at random or read the clock, or use one that does. */
export function impureDefinitions(definitions: Definitions): ReadonlySet<CoreDefinition> {
  const users = new Map<CoreDefinition, CoreDefinition[]>();
  const impure = new Set<CoreDefinition>();
  for (const definition of definitions.values())
    for (const child of definitionChildren(definition))
      anyCore(child, (node) => {
        if (node.kind !== 'apply' && node.kind !== 'operatorReference') return false;
        const { operator } = node;
        if (typeof operator === 'string') return false;
        if (operator.kind === 'standard') {
          if (standardOperator(operator)?.impurity !== undefined) impure.add(definition);
        } else if (operator.kind === 'operator' || operator.kind === 'function') {
          const used = definitions.get(operator);
          if (used === undefined) return false;
          const known = users.get(used);
          if (known === undefined) users.set(used, [definition]);
          else known.push(definition);
        }
        return false;
      });
  // A set that grows is visited to its end.
  for (const definition of impure) for (const user of users.get(definition) ?? []) impure.add(user);
  return impure;
}
