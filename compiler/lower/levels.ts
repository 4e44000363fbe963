import { spanText } from '../source/index.ts';
import type { CoreArgument, CoreDefinition, DefinitionSymbol } from './core.ts';
import { definitionChildren } from './core.ts';
import { coreChildren } from './map-core.ts';

const aboutBehaviours: ReadonlySet<string> = new Set([
  "'",
  '[]',
  '<>',
  '~>',
  '-+->',
  '\\cdot',
  'ENABLED',
  'UNCHANGED',
]);

/**
 * What makes an expression depend on a state or a behaviour rather than on constants alone, in words; undefined for constant-level
 * expressions. `known` are the definitions that depend on one.
 */
export function stateDependency(
  core: CoreArgument,
  known: ReadonlyMap<DefinitionSymbol, string>,
): string | undefined {
  const own = ownDependency(core, known);
  if (own !== undefined) return own;
  for (const child of coreChildren(core)) {
    const inside = stateDependency(child, known);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The same for the node alone, whatever its operands are. */
export function ownDependency(
  core: CoreArgument,
  known: ReadonlyMap<DefinitionSymbol, string>,
): string | undefined {
  switch (core.kind) {
    case 'name': {
      const { symbol } = core;
      if (symbol.kind === 'variable') return `the variable ${symbol.name}`;
      if (symbol.kind === 'self' || symbol.kind === 'archetypeParameter') return symbol.name;
      return symbol.kind === 'translation' && symbol.name !== 'defaultInitValue' ? symbol.name : undefined;
    }
    case 'apply':
    case 'operatorReference': {
      const { operator } = core;
      if (typeof operator === 'string') return aboutBehaviours.has(operator) ? operator : undefined;
      if (operator.kind === 'translation') return operator.name;
      if (operator.kind !== 'operator' && operator.kind !== 'function') return undefined;
      const because = known.get(operator);
      return because === undefined ? undefined : `${operator.name}, which depends on ${because}`;
    }
    case 'primitive':
      return aboutBehaviours.has(core.operator) ? `the operator ${core.operator}` : undefined;
    case 'action':
    case 'fairness':
      return `the temporal formula ${spanText(core.span)}`;
    case 'unbounded':
      return core.construct.length > 2 && core.construct !== 'CHOOSE'
        ? `the quantifier ${core.construct}`
        : undefined;
    default:
      return undefined;
  }
}

/** For every definition that is not at constant level, what it depends on. Recursion among definitions is followed to the end. */
export function stateDependencies(
  definitions: readonly CoreDefinition[],
): ReadonlyMap<DefinitionSymbol, string> {
  const known = new Map<DefinitionSymbol, string>();
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const definition of definitions) {
      if (known.has(definition.symbol)) continue;
      for (const child of definitionChildren(definition)) {
        const because = stateDependency(child, known);
        if (because === undefined) continue;
        known.set(definition.symbol, because);
        break;
      }
    }
  }
  return known;
}
