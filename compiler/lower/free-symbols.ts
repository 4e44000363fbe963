import type { Core, CoreArgument, CoreDefinition, DefinitionSymbol, NameSymbol } from './core.ts';
import { definitionChildren } from './core.ts';
import { coreChildren } from './map-core.ts';

/** Every symbol that occurs in the expression, those bound in it included. */
export function symbolsIn(core: CoreArgument, found = new Set<object>()): ReadonlySet<object> {
  if (core.kind === 'name') found.add(core.symbol);
  else if (core.kind === 'apply') found.add(core.operator);
  else if (core.kind === 'operatorReference' && typeof core.operator !== 'string') found.add(core.operator);
  else if (core.kind === 'nestedRead') found.add(core.parameter);
  for (const child of coreChildren(core)) symbolsIn(child, found);
  return found;
}

function symbolsInDefinition(definition: CoreDefinition): ReadonlySet<object> {
  const found = new Set<object>();
  for (const child of definitionChildren(definition)) symbolsIn(child, found);
  return found;
}

/** The definitions of one LET, as far as they are lowered. */
export type LetGroup = readonly CoreDefinition[];

/**
 * `core` with those definitions of the LETs around it that it needs, so that it can be evaluated outside of them. `groups` are the
 * LETs around it, the outermost first.
 */
export function withNeededDefinitions(core: Core, groups: readonly LetGroup[]): Core {
  let result = core;
  for (let position = groups.length - 1; position >= 0; position -= 1) {
    const group = groups[position] ?? [];
    const needed = neededDefinitions(symbolsIn(result), group);
    if (needed.length > 0) result = { kind: 'let', definitions: needed, body: result, span: core.span };
  }
  return result;
}

/** Those definitions of a LET that the used ones need, by themselves or through others. */
export function neededDefinitions(used: ReadonlySet<object>, group: LetGroup): readonly CoreDefinition[] {
  const needed = new Set<DefinitionSymbol>();
  const pending = group.filter((definition) => used.has(definition.symbol));
  for (let definition = pending.pop(); definition !== undefined; definition = pending.pop()) {
    if (needed.has(definition.symbol)) continue;
    needed.add(definition.symbol);
    const inside = symbolsInDefinition(definition);
    pending.push(...group.filter((other) => inside.has(other.symbol)));
  }
  return group.filter((definition) => needed.has(definition.symbol));
}

/** Whether any of `names` occurs in the expression. */
export function mentionsAny(core: Core, names: ReadonlySet<NameSymbol | object>): boolean {
  if (names.size === 0) return false;
  for (const symbol of symbolsIn(core)) if (names.has(symbol)) return true;
  return false;
}
