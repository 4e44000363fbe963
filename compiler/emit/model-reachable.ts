import type { CoreArgument, CoreDefinition, DefinitionSymbol, LoweredOperator } from '../lower/index.ts';
import { coreChildren, definitionChildren } from '../lower/index.ts';

/** The definitions that the expressions use, directly or through others, in their order. */
export function reachableOperators(
  roots: readonly CoreArgument[],
  operators: readonly LoweredOperator[],
): readonly LoweredOperator[] {
  const bySymbol = new Map<DefinitionSymbol, CoreDefinition>(
    operators.map(({ symbol, definition }) => [symbol, definition]),
  );
  const wanted = new Set<DefinitionSymbol>();
  const pending: CoreArgument[] = [...roots];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    pending.push(...coreChildren(next));
    if (next.kind !== 'apply' && next.kind !== 'operatorReference') continue;
    const { operator } = next;
    if (typeof operator === 'string' || (operator.kind !== 'operator' && operator.kind !== 'function'))
      continue;
    const definition = bySymbol.get(operator);
    if (definition === undefined || wanted.has(operator)) continue;
    wanted.add(operator);
    pending.push(...definitionChildren(definition));
  }
  return operators.filter(({ symbol }) => wanted.has(symbol));
}
