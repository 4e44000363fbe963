import type { OperatorDefinitionSymbol } from '../resolve/index.ts';
import type { Core, CoreArgument, CoreOperatorDefinition } from '../lower/index.ts';
import { coreChildren } from '../lower/index.ts';
import type { Definitions } from './definitions.ts';

type Symbols = ReadonlySet<object>;
const nothing: Symbols = new Set();

/**
 * What an expression certainly evaluates. Arguments and LET definitions are lazy in TLA+; one that is certainly evaluated may be
 * evaluated at once.
 */
export class Strictness {
  private readonly definitions: Definitions;
  /** Per operator: which parameters its body certainly evaluates. Begins with all and shrinks, so that recursion finds the greatest answer. */
  private readonly strict = new Map<OperatorDefinitionSymbol, readonly boolean[]>();
  private known = new Map<CoreArgument, Symbols>();
  private readonly underWay = new Set<object>();

  constructor(definitions: Definitions) {
    this.definitions = definitions;
    const operators = [...definitions.values()].filter((definition) => definition.kind === 'operator');
    for (const { symbol, params } of operators)
      this.strict.set(
        symbol,
        params.map(() => true),
      );
    for (let changed = true; changed;) {
      changed = false;
      for (const operator of operators) changed = this.shrink(operator) || changed;
    }
  }

  private shrink(operator: CoreOperatorDefinition): boolean {
    const before = this.strict.get(operator.symbol) ?? [];
    if (!before.includes(true)) return false;
    const certain = this.evaluatedBy(operator.body);
    // Operators given as arguments are not evaluated but called.
    const after = operator.params.map(
      (parameter, position) => before[position] === true && (parameter.arity > 0 || certain.has(parameter)),
    );
    if (after.every((value, position) => value === before[position])) return false;
    this.strict.set(operator.symbol, after);
    this.known = new Map();
    return true;
  }

  /** Whether the operator certainly evaluates its parameter at `position`. */
  isStrict(operator: OperatorDefinitionSymbol, position: number): boolean {
    return this.strict.get(operator)?.[position] ?? true;
  }

  /** The names and definitions that evaluating `core` certainly evaluates. */
  evaluatedBy(core: CoreArgument): Symbols {
    const before = this.known.get(core);
    if (before !== undefined) return before;
    const found = this.compute(core);
    this.known.set(core, found);
    return found;
  }

  private all(cores: readonly CoreArgument[]): Symbols {
    const found = new Set<object>();
    for (const core of cores) for (const symbol of this.evaluatedBy(core)) found.add(symbol);
    return found;
  }

  private common(cores: readonly Core[]): Symbols {
    const [first, ...rest] = cores.map((core) => this.evaluatedBy(core));
    if (first === undefined) return nothing;
    return new Set([...first].filter((symbol) => rest.every((other) => other.has(symbol))));
  }

  private compute(core: CoreArgument): Symbols {
    switch (core.kind) {
      case 'name':
        return new Set([core.symbol]);
      case 'lambda':
      case 'operatorReference':
        return nothing;
      case 'apply':
        return this.applied(core);
      case 'primitive':
        return ['/\\', '\\/', '=>'].includes(core.operator)
          ? this.all(core.args.slice(0, 1))
          : this.all(core.args);
      case 'if':
        return union(this.evaluatedBy(core.condition), this.common([core.then, core.else]));
      case 'case': {
        const values = core.arms.map((arm) => arm.value);
        const first = core.arms[0];
        return union(
          first === undefined ? nothing : this.evaluatedBy(first.condition),
          this.common(core.other === undefined ? values : [...values, core.other]),
        );
      }
      case 'let':
        return this.evaluatedBy(core.body);
      case 'setFilter':
      case 'choose':
        return this.evaluatedBy(core.set);
      case 'setMap':
      case 'function':
      case 'quantifier':
        return this.all(core.bounds.map((bound) => bound.set));
      case 'except':
        // Outside the domain the new value is not evaluated, and a later path not reached with certainty.
        return this.all([core.base, ...(core.updates[0]?.path ?? [])]);
      default:
        return this.all(coreChildren(core));
    }
  }

  private applied(core: Extract<Core, { kind: 'apply' }>): Symbols {
    const { operator, args } = core;
    if (operator.kind !== 'operator' && operator.kind !== 'function') return this.all(args);
    const strictArgs =
      operator.kind === 'operator' ? args.filter((_, position) => this.isStrict(operator, position)) : [];
    return union(new Set([operator]), this.all(strictArgs), this.fromBody(operator));
  }

  /** What a definition's body evaluates besides its parameters: of interest for definitions in a LET. */
  private fromBody(operator: Extract<Core, { kind: 'apply' }>['operator']): Symbols {
    if (operator.kind !== 'operator' && operator.kind !== 'function') return nothing;
    const definition = this.definitions.get(operator);
    if (operator.level === 'top' || definition === undefined || this.underWay.has(operator)) return nothing;
    this.underWay.add(operator);
    const found =
      definition.kind === 'operator'
        ? this.evaluatedBy(definition.body)
        : this.all(definition.bounds.map((bound) => bound.set));
    this.underWay.delete(operator);
    return found;
  }
}

function union(...sets: readonly Symbols[]): Symbols {
  const result = new Set<object>();
  for (const set of sets) for (const symbol of set) result.add(symbol);
  return result;
}
