import type {
  Core,
  CoreArgument,
  CoreDefinition,
  DefinitionSymbol,
  LoweredOperator,
  ModelLayout,
} from '../../compiler/index.ts';
import { coreChildren, definitionChildren } from '../../compiler/index.ts';
import { constantNames } from './levels.ts';

/** The TLA+ variables that an expression may read, primed or not; undefined where only evaluating it would tell. */
export type ReadVariables = ReadonlySet<string> | undefined;

const stateNames: ReadonlySet<string> = new Set(['pc', 'stack']);

/** Finds what expressions read, looking through definitions. */
export class Reads {
  private readonly layout: ModelLayout;
  private readonly definitions: ReadonlyMap<DefinitionSymbol, CoreDefinition>;

  constructor(layout: ModelLayout, operators: readonly LoweredOperator[]) {
    this.layout = layout;
    this.definitions = new Map(operators.map(({ symbol, definition }) => [symbol, definition]));
  }

  /** What decides whether a step that `[A]_v` holds of is one that it must be looked at for: the variables of v. */
  ofSubscript(core: Core): ReadVariables {
    const innermost = core.kind === 'let' ? core.body : core;
    if (innermost.kind !== 'action' || !innermost.box) return undefined;
    const { subscript } = innermost;
    return this.of(core.kind === 'let' ? { ...core, body: subscript } : subscript);
  }

  of(core: CoreArgument): ReadVariables {
    const read = new Set<string>();
    const seen = new Set<DefinitionSymbol>();
    const pending: CoreArgument[] = [core];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (!this.readBy(next, read)) return undefined;
      const used = definitionUsedBy(next);
      if (used !== undefined && !seen.has(used)) {
        seen.add(used);
        const definition = this.definitions.get(used);
        if (definition !== undefined) pending.push(...definitionChildren(definition));
      }
      pending.push(...coreChildren(next));
    }
    return read;
  }

  /** Adds what a node reads itself. False if that is not known. */
  private readBy(node: CoreArgument, read: Set<string>): boolean {
    switch (node.kind) {
      case 'name': {
        const { symbol } = node;
        if (symbol.kind === 'translation') return addTranslation(symbol.name, read);
        if (symbol.kind === 'archetypeParameter' || symbol.kind === 'self') return false;
        if (symbol.kind !== 'variable') return true;
        const variable = this.layout.bySymbol.get(symbol);
        if (variable !== undefined) read.add(variable.name);
        return variable !== undefined;
      }
      case 'apply':
      case 'operatorReference': {
        const { operator } = node;
        if (typeof operator === 'string') return true;
        return operator.kind !== 'translation' || addTranslation(operator.name, read);
      }
      // Whether an action is enabled may depend on what its guards read: on everything, if it is one of the algorithm's.
      case 'primitive':
        return node.operator !== 'ENABLED';
      case 'temporary':
      case 'special':
      case 'nestedRead':
      case 'unbounded':
      case 'fairness':
        return false;
      default:
        return true;
    }
  }
}

/** `Next`, `vars` and the actions of labels read everything. */
function addTranslation(name: string, read: Set<string>): boolean {
  if (stateNames.has(name)) read.add(name);
  return stateNames.has(name) || constantNames.has(name);
}

function definitionUsedBy(node: CoreArgument): DefinitionSymbol | undefined {
  if (node.kind !== 'apply' && node.kind !== 'operatorReference') return undefined;
  const { operator } = node;
  if (typeof operator === 'string') return undefined;
  return operator.kind === 'operator' || operator.kind === 'function' ? operator : undefined;
}
