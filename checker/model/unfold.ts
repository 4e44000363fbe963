import type {
  Core,
  CoreArgument,
  CoreDefinition,
  DefinitionSymbol,
  LoweredOperator,
  Replace,
} from '../../compiler/index.ts';
import { anyCore, definitionChildren, mapArgument, mapCore, mapDefinition } from '../../compiler/index.ts';
import type { FormulaLevel, Levels } from './levels.ts';
import { levelOf } from './levels.ts';

/** Replaces names of definitions by what they stand for, arguments included: TLA+'s meaning of a definition. */
export class Unfolding {
  private readonly definitions = new Map<DefinitionSymbol, CoreDefinition>();
  private readonly levels: Levels;
  /** Definitions that say ENABLED, by themselves or through others. */
  private readonly enabling = new Map<DefinitionSymbol, boolean>();
  /** Definitions being unfolded: recursion is left alone. */
  private readonly underWay = new Set<DefinitionSymbol>();

  constructor(operators: readonly LoweredOperator[], levels: Levels) {
    for (const { symbol, definition } of operators) this.definitions.set(symbol, definition);
    this.levels = levels;
  }

  /** What an application of a definition stands for, unfolded once; undefined for everything else. */
  once(core: Core): Core | undefined {
    if (core.kind !== 'apply') return undefined;
    const { operator } = core;
    if (operator.kind !== 'operator') return undefined;
    const definition = this.definitions.get(operator);
    if (definition?.kind !== 'operator') return undefined;
    return substituted(
      definition.body,
      definition.params.map(
        (parameter, position) => [parameter, core.args[position] as CoreArgument] as const,
      ),
    );
  }

  /**
   * The expression with every definition unfolded that is about steps, and what LETs in it define about states: a prime around a parameter or a
   * name of a LET is about the argument or the definition, not about its value. So are those that say ENABLED of something.
   */
  actions(core: Core): Core {
    if (this.levels.of(core) < levelOf.action && !this.saysEnabled(core)) return core;
    return mapCore(core, this.unfoldAction);
  }

  /** The definitions with all actions in them unfolded, as far as they say ENABLED of them. */
  operators(operators: readonly LoweredOperator[]): readonly LoweredOperator[] {
    return operators.map((operator) =>
      this.definitionSaysEnabled(operator.symbol)
        ? { ...operator, definition: mapDefinition(operator.definition, this.unfoldAction) }
        : operator,
    );
  }

  private saysEnabled(core: CoreArgument): boolean {
    return anyCore(core, (node) => {
      if (node.kind === 'primitive') return node.operator === 'ENABLED';
      if (node.kind !== 'apply' && node.kind !== 'operatorReference') return false;
      const { operator } = node;
      const isDefinition =
        typeof operator !== 'string' && (operator.kind === 'operator' || operator.kind === 'function');
      return isDefinition && this.definitionSaysEnabled(operator);
    });
  }

  private definitionSaysEnabled(symbol: DefinitionSymbol): boolean {
    const known = this.enabling.get(symbol);
    if (known !== undefined) return known;
    // What recursion finds is found by the other branches.
    this.enabling.set(symbol, false);
    const definition = this.definitions.get(symbol);
    const says =
      definition !== undefined && definitionChildren(definition).some((child) => this.saysEnabled(child));
    this.enabling.set(symbol, says);
    return says;
  }

  private readonly unfoldAction: Replace = (node) => {
    if (node.kind === 'let' && (this.isAbout(node.body, levelOf.action) || this.saysEnabled(node.body)))
      return this.actions(this.withoutLet(node));
    if (node.kind !== 'apply' || node.operator.kind !== 'operator') return undefined;
    const symbol = node.operator;
    const isAction = this.levels.ofDefinition(symbol) >= levelOf.action || this.definitionSaysEnabled(symbol);
    if (!isAction) return this.variableNamed(node);
    if (this.underWay.has(symbol)) return undefined;
    const once = this.once(node);
    if (once === undefined) return undefined;
    this.underWay.add(symbol);
    const unfolded = mapCore(once, this.unfoldAction);
    this.underWay.delete(symbol);
    return unfolded;
  };

  /** The variable that an application of definitions is just another name of, such as those for the variables of an instance with parameters. */
  private variableNamed(core: Core): Core | undefined {
    let named: CoreArgument | undefined = core;
    while (named?.kind === 'apply' && named.operator.kind === 'operator' && !named.operator.recursive) {
      const definition = this.definitions.get(named.operator);
      if (definition?.kind !== 'operator') return undefined;
      const { args } = named;
      const given = (name: CoreArgument): CoreArgument | undefined => {
        if (name.kind !== 'name') return undefined;
        const position = definition.params.findIndex((parameter) => parameter === name.symbol);
        return position < 0 ? name : args[position];
      };
      const { body } = definition;
      if (body.kind === 'apply') {
        const passed = body.args.map(given).filter((argument) => argument !== undefined);
        named = passed.length === body.args.length ? { ...body, args: passed } : undefined;
      } else named = given(body);
    }
    return named?.kind === 'name' && this.levels.of(named) === levelOf.state ? named : undefined;
  }

  private isAbout(core: Core, level: FormulaLevel): boolean {
    return this.levels.of(core) >= level;
  }

  /** A LET's body with what it defines about states put into the places of its names; the rest stays defined. */
  withoutLet(core: Extract<Core, { kind: 'let' }>): Core {
    const inlined = new Map<object, CoreDefinition>();
    for (const definition of core.definitions)
      if (definition.kind === 'operator' && !definition.symbol.recursive)
        inlined.set(definition.symbol, definition);
    const replace: Replace = (node) => {
      if (node.kind !== 'apply') return undefined;
      const definition = inlined.get(node.operator);
      if (definition?.kind !== 'operator') return undefined;
      const args = node.args.map((argument) => mapArgument(argument, replace));
      return mapCore(
        substituted(
          definition.body,
          definition.params.map(
            (parameter, position) => [parameter, args[position] as CoreArgument] as const,
          ),
        ),
        replace,
      );
    };
    const body = mapCore(core.body, replace);
    const kept = core.definitions.filter(({ symbol }) => !inlined.has(symbol));
    return kept.length === 0 ? body : { ...core, definitions: kept, body };
  }
}

/** The expression with arguments in the places of parameters. Symbols are told apart by identity, so nothing is captured. */
function substituted(
  body: Core,
  pairs: readonly (readonly [parameter: object, argument: CoreArgument])[],
): Core {
  if (pairs.length === 0) return body;
  const args = new Map(pairs);
  const replace: Replace = (node) => {
    if (node.kind === 'name') return args.get(node.symbol);
    if (node.kind === 'operatorReference')
      return typeof node.operator === 'string' ? undefined : args.get(node.operator);
    if (node.kind !== 'apply') return undefined;
    const operator = args.get(node.operator);
    if (operator === undefined) return undefined;
    return appliedTo(
      operator,
      node.args.map((argument) => mapArgument(argument, replace)),
      node,
    );
  };
  return mapCore(body, replace);
}

/** An operator given as an argument, applied. */
function appliedTo(operator: CoreArgument, args: readonly CoreArgument[], at: Core): Core {
  if (operator.kind === 'lambda')
    return substituted(
      operator.body,
      operator.params.map((parameter, position) => [parameter, args[position] as CoreArgument] as const),
    );
  if (operator.kind !== 'operatorReference') return operator;
  if (typeof operator.operator !== 'string')
    return { kind: 'apply', operator: operator.operator, args, span: at.span };
  return { kind: 'primitive', operator: operator.operator, args: args as readonly Core[], span: at.span };
}
