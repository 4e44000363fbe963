import type { ArchetypeParameterSymbol, Bindings } from '../resolve/index.ts';
import type {
  Expression,
  FieldAccess,
  FunctionApplication,
  MappingMacroDefinition,
} from '../syntax/index.ts';
import { Source } from '../source/index.ts';
import { nameOf } from './trees.ts';
import type { Location } from './trees.ts';

/** What a parameter by reference stands for in one instance. */
export interface Reference extends Location {
  readonly arity: number;
  readonly mapping: MappingMacroDefinition | undefined;
}

/** An occurrence of a parameter by reference in an expression, with as many indices as it has places for. */
export interface Access {
  readonly reference: Reference;
  /** The part of the tree whose value is read. */
  readonly node: Expression;
  /** The steps from the variable to that part. */
  readonly steps: readonly (FunctionApplication | FieldAccess)[];
}

/**
 * The accesses in an expression in the order in which they are read: from left to right, those in indices before what they are indices of
 * (LANGUAGE: "Meaning of a critical section").
 */
export function accessesIn(
  tree: unknown,
  bindings: Bindings,
  referenceOf: (symbol: ArchetypeParameterSymbol) => Reference | undefined,
): readonly Access[] {
  const found: Access[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if ('source' in value && value.source instanceof Source) return;
    const node = value as Expression;
    if (node.kind === 'functionApplication' || node.kind === 'fieldAccess' || node.kind === 'application') {
      if (visitAccess(node)) return;
    }
    if (node.kind === 'setMap') {
      visit(node.bounds);
      visit(node.body);
      return;
    }
    for (const [key, child] of Object.entries(value)) if (key !== 'call') visit(child);
  };
  const visitAccess = (node: Expression): boolean => {
    const steps: (FunctionApplication | FieldAccess)[] = [];
    let base: Expression = node;
    for (;;) {
      if (base.kind === 'parenthesized' || base.kind === 'macroArgument') base = base.inner;
      else if (base.kind === 'functionApplication') {
        steps.unshift(base);
        base = base.function;
      } else if (base.kind === 'fieldAccess') {
        steps.unshift(base);
        base = base.record;
      } else break;
    }
    if (nameOf(base) === undefined) return false;
    const symbol = bindings.references.get(base);
    if (symbol?.kind !== 'archetypeParameter' || !symbol.ref) return false;
    const reference = referenceOf(symbol);
    if (reference === undefined) return false;
    const own = steps.slice(0, reference.arity);
    for (const step of own) if (step.kind === 'functionApplication') visit(step.args);
    found.push({ reference, node: own.at(-1) ?? base, steps: own });
    for (const step of steps.slice(reference.arity))
      if (step.kind === 'functionApplication') visit(step.args);
    return true;
  };
  visit(tree);
  return found;
}
