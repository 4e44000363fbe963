import type { CoreDefinition } from '../lower/index.ts';
import { anyCore, definitionChildren } from '../lower/index.ts';
import type { Definitions } from './definitions.ts';
import { standardOperator } from './standard-operators.ts';

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
          if (standardOperator(operator)?.isImpure === true) impure.add(definition);
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
