import type { Core, CoreArgument, CoreBound, CoreDefinition } from './core.ts';

/** Answers what stands for an expression instead, undefined to keep it and go on inside. */
export type Replace = (core: CoreArgument) => CoreArgument | undefined;

/** A copy of the expression in which `replace` has replaced what it wants, outermost first; parts without changes are shared. */
export function mapCore(core: Core, replace: Replace): Core {
  const result = mapArgument(core, replace);
  if (result.kind === 'lambda' || result.kind === 'operatorReference')
    throw new Error('lowering: an operator in the place of a value');
  return result;
}

/** The same for what may stand as an argument of an operator. */
export function mapArgument(core: CoreArgument, replace: Replace): CoreArgument {
  return replace(core) ?? mapChildren(core, replace);
}

export function mapDefinition(definition: CoreDefinition, replace: Replace): CoreDefinition {
  if (definition.kind === 'operator') return { ...definition, body: mapCore(definition.body, replace) };
  const bounds = mapBounds(definition.bounds, replace);
  return { ...definition, bounds, body: mapCore(definition.body, replace) };
}

function mapBounds(bounds: readonly CoreBound[], replace: Replace): readonly CoreBound[] {
  return bounds.map((bound) => ({ ...bound, set: mapCore(bound.set, replace) }));
}

/** Replaces inside the operands, in the order of the text. */
export function mapChildren(core: CoreArgument, replace: Replace): CoreArgument {
  const one = (child: Core): Core => mapCore(child, replace);
  const all = (children: readonly Core[]): readonly Core[] => children.map(one);
  switch (core.kind) {
    case 'integer':
    case 'decimal':
    case 'string':
    case 'boolean':
    case 'builtinSet':
    case 'name':
    case 'temporary':
    case 'special':
    case 'atSign':
    case 'unbounded':
    case 'operatorReference':
      return core;
    case 'nestedRead':
      return { ...core, indices: all(core.indices) };
    case 'apply':
      return { ...core, args: core.args.map((argument) => mapArgument(argument, replace)) };
    case 'primitive':
      return { ...core, args: all(core.args) };
    case 'lambda':
      return { ...core, body: one(core.body) };
    case 'tuple':
    case 'set':
      return { ...core, elements: all(core.elements) };
    case 'product':
      return { ...core, factors: all(core.factors) };
    case 'setFilter':
    case 'choose':
      return { ...core, set: one(core.set), predicate: one(core.predicate) };
    case 'setMap':
    case 'function':
    case 'quantifier':
      return { ...core, bounds: mapBounds(core.bounds, replace), body: one(core.body) };
    case 'functionApplication':
      return { ...core, function: one(core.function), args: all(core.args) };
    case 'functionSet':
      return { ...core, domain: one(core.domain), range: one(core.range) };
    case 'record':
    case 'recordSet':
      return { ...core, fields: core.fields.map(({ name, value }) => ({ name, value: one(value) })) };
    case 'except':
      return {
        ...core,
        base: one(core.base),
        updates: core.updates.map(({ path, value }) => ({ path: all(path), value: one(value) })),
      };
    case 'field':
      return { ...core, record: one(core.record) };
    case 'if':
      return { ...core, condition: one(core.condition), then: one(core.then), else: one(core.else) };
    case 'case':
      return {
        ...core,
        arms: core.arms.map(({ condition, value }) => ({ condition: one(condition), value: one(value) })),
        other: core.other === undefined ? undefined : one(core.other),
      };
    case 'let':
      return {
        ...core,
        definitions: core.definitions.map((definition) => mapDefinition(definition, replace)),
        body: one(core.body),
      };
    case 'action':
    case 'fairness':
      return { ...core, action: one(core.action), subscript: one(core.subscript) };
  }
}

/** The operands of an expression, operator arguments included, in the order of the text. */
export function coreChildren(core: CoreArgument): readonly CoreArgument[] {
  const children: CoreArgument[] = [];
  mapChildren(core, (child) => {
    children.push(child);
    return child;
  });
  return children;
}

/** Whether `test` holds for the expression or anything in it. */
export function anyCore(core: CoreArgument, test: (node: CoreArgument) => boolean): boolean {
  return test(core) || coreChildren(core).some((child) => anyCore(child, test));
}
