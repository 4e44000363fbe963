import type { OperatorDefinitionSymbol, OperatorParameterSymbol } from '../resolve/index.ts';
import type { Core, CoreArgument, CoreOperatorDefinition } from '../lower/index.ts';
import { coreChildren } from '../lower/index.ts';
import type { Definitions } from './definitions.ts';

type Symbols = ReadonlySet<object>;
const nothing: Symbols = new Set();
/** Operators of the language that may not evaluate their second operand. */
const shortCircuit: ReadonlySet<string> = new Set(['/\\', '\\/', '=>']);

/**
 * What an expression certainly evaluates. Arguments and LET definitions are lazy in TLA+; one that is certainly evaluated may be
 * evaluated at once.
 */
export class Strictness {
  private readonly definitions: Definitions;
  /** Per operator: which parameters its body certainly evaluates. Begins with all and shrinks, so that recursion finds the greatest answer. */
  private readonly strict = new Map<OperatorDefinitionSymbol, readonly boolean[]>();
  /** The same for operators that are parameters: what all operators evaluate that are ever given for them. */
  private readonly strictParameters = new Map<OperatorParameterSymbol, readonly boolean[]>();
  /** The operators given for each parameter. */
  private readonly given = new Map<OperatorParameterSymbol, CoreArgument[]>();
  private known = new Map<CoreArgument, Symbols>();
  private readonly underWay = new Set<object>();

  /** `cores` is all there is: every application of an operator to another one must be in it. */
  constructor(definitions: Definitions, cores: readonly CoreArgument[]) {
    this.definitions = definitions;
    cores.forEach((core) => {
      this.collectGiven(core);
    });
    const operators = [...definitions.values()].filter((definition) => definition.kind === 'operator');
    for (const { symbol, params } of operators)
      this.strict.set(
        symbol,
        params.map(() => true),
      );
    for (let changed = true; changed;) {
      changed = false;
      for (const operator of operators) changed = this.shrink(operator) || changed;
      for (const parameter of this.given.keys()) changed = this.shrinkParameter(parameter) || changed;
    }
  }

  private collectGiven(core: CoreArgument): void {
    if (core.kind === 'apply' && core.operator.kind === 'operator') {
      const { params } = core.operator;
      core.args.forEach((argument, position) => {
        const parameter = params[position];
        if (parameter === undefined || parameter.arity === 0) return;
        this.given.set(parameter, [...(this.given.get(parameter) ?? []), argument]);
      });
    }
    for (const child of coreChildren(core)) this.collectGiven(child);
  }

  private shrinkParameter(parameter: OperatorParameterSymbol): boolean {
    const before = this.ofParameter(parameter);
    const after = before.map(
      (isStrict, position) =>
        isStrict &&
        (this.given.get(parameter) ?? []).every((argument) => this.evaluatesArgument(argument, position)),
    );
    if (after.every((value, position) => value === before[position])) return false;
    this.strictParameters.set(parameter, after);
    this.known = new Map();
    return true;
  }

  /** Whether an operator that is given as an argument certainly evaluates its parameter at `position`. */
  private evaluatesArgument(operator: CoreArgument, position: number): boolean {
    if (operator.kind === 'lambda') {
      const parameter = operator.params[position];
      return parameter === undefined || this.evaluatedBy(operator.body).has(parameter);
    }
    if (operator.kind !== 'operatorReference') return true;
    const referred = operator.operator;
    if (typeof referred === 'string') return position === 0 || !shortCircuit.has(referred);
    if (referred.kind === 'operator') return this.isStrict(referred, position);
    return referred.kind === 'parameter' ? (this.ofParameter(referred)[position] ?? true) : true;
  }

  /** Which arguments an operator that is a parameter certainly evaluates. Those it may not evaluate are given to it as functions. */
  ofParameter(parameter: OperatorParameterSymbol): readonly boolean[] {
    return this.strictParameters.get(parameter) ?? Array.from({ length: parameter.arity }, () => true);
  }

  private shrink(operator: CoreOperatorDefinition): boolean {
    const before = this.strict.get(operator.symbol) ?? [];
    // Also where nothing is asked of it: `evaluatedBy` takes definitions in their order, so that a chain of them is never followed far.
    const certain = this.evaluatedBy(operator.body);
    if (!before.includes(true)) return false;
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
        return shortCircuit.has(core.operator) ? this.all(core.args.slice(0, 1)) : this.all(core.args);
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
        for (const definition of core.definitions)
          if (definition.kind === 'operator') this.evaluatedBy(definition.body);
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
    if (operator.kind === 'parameter') {
      const strict = this.ofParameter(operator);
      return this.all(args.filter((_, position) => strict[position] ?? true));
    }
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
