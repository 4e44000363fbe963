import type {
  ArchetypeParameterSymbol,
  Bindings,
  BoundNameSymbol,
  OperatorParameterSymbol,
  Symbol as SpecSymbol,
} from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import type {
  Application,
  Argument,
  Bound,
  Expression,
  FunctionApplication,
  FieldAccess,
  LetExpression,
  Name,
  PathStep,
  Pattern,
} from '../syntax/expressions.ts';
import type {
  Core,
  CoreArgument,
  CoreBound,
  CoreDefinition,
  CorePattern,
  CoreUpdate,
  DefinitionSymbol,
  OperatorSymbol,
  Temporary,
} from './core.ts';
import { boundSymbols, patternSymbols } from './core.ts';
import { mentionsAny, neededDefinitions, symbolsIn, withNeededDefinitions } from './free-symbols.ts';

/** Takes a read of a reference that happens before the statement; answers the temporary that holds its value. */
export type HoistRead = (
  parameter: ArchetypeParameterSymbol,
  indices: readonly Core[],
  access: Span,
) => Temporary;

/** The syntax tree does not fit what resolution promises: a bug, never the user's. */
export function brokenTree(what: string): Error {
  return new Error(`lowering: ${what}`);
}

/**
 * Lowers expressions of one statement or definition. Reads of references are handed to `hoistRead`, in the order of evaluation; without
 * it (initial values, where there is no statement to stand before) they are nested reads.
 */
export class ExpressionLowering {
  private readonly bindings: Bindings;
  private readonly hoistRead: HoistRead | undefined;
  /** Names bound by the expressions around the present one: a read that depends on one of them cannot move out. */
  private readonly bound = new Set<object>();
  /** The definitions of the LETs around the present expression; those of the innermost may still be growing. */
  private readonly lets: CoreDefinition[][] = [];

  constructor(bindings: Bindings, hoistRead?: HoistRead) {
    this.bindings = bindings;
    this.hoistRead = hoistRead;
  }

  lower(expression: Expression): Core {
    const { span } = expression;
    switch (expression.kind) {
      case 'number':
        return { kind: 'integer', value: expression.value, span };
      case 'decimal':
        return { kind: 'decimal', text: expression.text, span };
      case 'string':
        return { kind: 'string', value: expression.value, span };
      case 'boolean':
        return { kind: 'boolean', value: expression.value, span };
      case 'builtinSet':
        return { kind: 'builtinSet', name: expression.name, span };
      case 'application':
        return this.application(expression);
      case 'infix':
        return this.operation(expression, expression.operator, [expression.left, expression.right]);
      case 'prefix':
      case 'postfix':
        return this.operation(expression, expression.operator, [expression.operand]);
      case 'junction':
        return { kind: 'primitive', operator: expression.operator, args: this.all(expression.items), span };
      case 'product':
        return { kind: 'product', factors: this.all(expression.factors), span };
      case 'parenthesized':
      case 'macroArgument':
        return this.lower(expression.inner);
      case 'labelled':
        return this.lower(expression.body);
      case 'tuple':
        return { kind: 'tuple', elements: this.all(expression.elements), span };
      case 'setEnumeration':
        return { kind: 'set', elements: this.all(expression.elements), span };
      case 'setFilter': {
        const set = this.lower(expression.set);
        const pattern = this.pattern(expression.pattern);
        const predicate = this.binding(patternSymbols(pattern), () => this.lower(expression.predicate));
        return { kind: 'setFilter', pattern, set, predicate, span };
      }
      case 'setMap': {
        const { bounds, body } = this.underBounds(expression.bounds, expression.body);
        return { kind: 'setMap', bounds, body, span };
      }
      case 'functionConstructor': {
        const { bounds, body } = this.underBounds(expression.bounds, expression.body);
        return { kind: 'function', bounds, body, span };
      }
      case 'functionApplication':
      case 'fieldAccess':
        return this.access(expression);
      case 'functionSet':
        return {
          kind: 'functionSet',
          domain: this.lower(expression.domain),
          range: this.lower(expression.range),
          span,
        };
      case 'record':
      case 'recordSet':
        return {
          kind: expression.kind,
          fields: expression.fields.map((field) => ({
            name: field.name.text,
            value: this.lower(field.value),
          })),
          span,
        };
      case 'except': {
        const base = this.lower(expression.base);
        const updates = expression.updates.map((update): CoreUpdate => ({
          path: this.path(update.path),
          value: this.lower(update.value),
        }));
        return { kind: 'except', base, updates, span };
      }
      case 'atSign':
        return { kind: 'atSign', span };
      case 'quantifier': {
        if (expression.bounds.length === 0 || expression.quantifier.length > 2)
          return { kind: 'unbounded', construct: expression.quantifier, span };
        const { bounds, body } = this.underBounds(expression.bounds, expression.body);
        return { kind: 'quantifier', quantifier: expression.quantifier as '\\A' | '\\E', bounds, body, span };
      }
      case 'choose': {
        if (expression.set === undefined) return { kind: 'unbounded', construct: 'CHOOSE', span };
        const set = this.lower(expression.set);
        const pattern = this.pattern(expression.pattern);
        const predicate = this.binding(patternSymbols(pattern), () => this.lower(expression.predicate));
        return { kind: 'choose', pattern, set, predicate, span };
      }
      case 'ifExpression':
        return {
          kind: 'if',
          condition: this.lower(expression.condition),
          then: this.lower(expression.then),
          else: this.lower(expression.else),
          span,
        };
      case 'case':
        return {
          kind: 'case',
          arms: expression.arms.map((arm) => ({
            condition: this.lower(arm.condition),
            value: this.lower(arm.value),
          })),
          other: expression.other === undefined ? undefined : this.lower(expression.other),
          span,
        };
      case 'let':
        return this.letExpression(expression);
      case 'action':
        return {
          kind: 'action',
          box: expression.box,
          action: this.lower(expression.action),
          subscript: this.lower(expression.subscript),
          span,
        };
      case 'fairness':
        return {
          kind: 'fairness',
          strong: expression.strong,
          subscript: this.lower(expression.subscript),
          action: this.lower(expression.action),
          span,
        };
      case 'mappingSpecial':
        return { kind: 'special', name: expression.name, span };
      case 'error':
        throw brokenTree('an erroneous expression reached it');
    }
  }

  private all(expressions: readonly Expression[]): readonly Core[] {
    return expressions.map((expression) => this.lower(expression));
  }

  /** An access path as keys: several indices in one pair of brackets are a tuple. */
  path(steps: readonly PathStep[]): readonly Core[] {
    return steps.map((step) => {
      if (step.kind === 'fieldStep') return { kind: 'string', value: step.name.text, span: step.span };
      return this.group(step.args, step.span);
    });
  }

  private group(args: readonly Expression[], span: Span): Core {
    const [only] = args;
    return args.length === 1 && only !== undefined
      ? this.lower(only)
      : { kind: 'tuple', elements: this.all(args), span };
  }

  // --- names and operators ---

  private application(node: Application): Core {
    const symbol = this.bindings.references.get(node);
    if (symbol === undefined) throw brokenTree(`the name ${node.name.text} is not bound`);
    if (symbol.kind === 'archetypeParameter' && symbol.ref) return this.read(symbol, [], node.span);
    const ofInstance = symbol.kind === 'standard' ? [] : node.steps.flatMap((step) => step.args);
    const args = [...ofInstance, ...node.args].map((argument) => this.argument(argument));
    return this.applySymbol(symbol, args, node.span);
  }

  private applySymbol(symbol: SpecSymbol, args: readonly CoreArgument[], span: Span): Core {
    switch (symbol.kind) {
      case 'operator':
      case 'function':
      case 'standard':
        return { kind: 'apply', operator: symbol, args, span };
      case 'constant':
      case 'parameter':
      case 'translation':
        return symbol.arity === 0
          ? { kind: 'name', symbol, span }
          : { kind: 'apply', operator: symbol, args, span };
      default:
        return { kind: 'name', symbol, span };
    }
  }

  /** An infix, prefix or postfix operation: one that a symbol stands for, or one of the language proper. */
  private operation(node: Expression, operator: string, operands: readonly Expression[]): Core {
    const symbol = this.bindings.references.get(node);
    const args = this.all(operands);
    return symbol === undefined
      ? { kind: 'primitive', operator, args, span: node.span }
      : this.applySymbol(symbol, args, node.span);
  }

  private argument(argument: Argument): CoreArgument {
    if (argument.kind === 'lambda') {
      const params = this.parametersOf(argument.params);
      const body = this.binding(params, () => this.lower(argument.body));
      return { kind: 'lambda', params, body, span: argument.span };
    }
    if (argument.kind === 'operatorSymbol') {
      const symbol = this.bindings.references.get(argument);
      return {
        kind: 'operatorReference',
        operator: symbol === undefined ? argument.operator : (symbol as OperatorSymbol),
        span: argument.span,
      };
    }
    return this.operatorNamed(argument) ?? this.lower(argument);
  }

  /** A bare name of an operator with parameters stands for the operator itself. */
  private operatorNamed(argument: Expression): CoreArgument | undefined {
    if (argument.kind === 'macroArgument' || argument.kind === 'parenthesized')
      return this.operatorNamed(argument.inner);
    if (argument.kind !== 'application' || argument.args.length > 0) return undefined;
    const symbol = this.bindings.references.get(argument);
    if (symbol === undefined || arityOf(symbol) === 0) return undefined;
    const ofInstance = symbol.kind === 'operator' ? argument.steps.flatMap((step) => step.args) : [];
    if (ofInstance.length > 0) return this.partlyApplied(symbol, ofInstance, argument.span);
    return { kind: 'operatorReference', operator: symbol as OperatorSymbol, span: argument.span };
  }

  /** The operator `I(a)!Op`: its instance's arguments are given, its own are not. */
  private partlyApplied(
    symbol: SpecSymbol,
    given: readonly Argument[],
    span: Span,
  ): CoreArgument | undefined {
    const missing = arityOf(symbol) - given.length;
    if (missing <= 0) return undefined;
    const params = Array.from({ length: missing }, (_, index): OperatorParameterSymbol => ({
      kind: 'parameter',
      name: `argument${index + 1}`,
      span,
      arity: 0,
    }));
    const args = [
      ...given.map((argument) => this.argument(argument)),
      ...params.map((param): Core => ({ kind: 'name', symbol: param, span })),
    ];
    return { kind: 'lambda', params, body: this.applySymbol(symbol, args, span), span };
  }

  // --- accesses: `x[i].f`, where x may be a reference ---

  private access(node: FunctionApplication | FieldAccess): Core {
    const steps: (FunctionApplication | FieldAccess)[] = [];
    let inner: Expression = node;
    for (;;) {
      if (inner.kind === 'parenthesized' || inner.kind === 'macroArgument') inner = inner.inner;
      else if (inner.kind === 'functionApplication') {
        steps.unshift(inner);
        inner = inner.function;
      } else if (inner.kind === 'fieldAccess') {
        steps.unshift(inner);
        inner = inner.record;
      } else break;
    }
    const symbol = inner.kind === 'application' ? this.bindings.references.get(inner) : undefined;
    if (symbol?.kind !== 'archetypeParameter' || !symbol.ref)
      return this.applySteps(this.lower(inner), steps);
    const read = this.readAlong(symbol, inner, steps.slice(0, symbol.arity));
    return this.applySteps(read, steps.slice(symbol.arity));
  }

  private readAlong(
    symbol: ArchetypeParameterSymbol,
    name: Expression,
    steps: readonly (FunctionApplication | FieldAccess)[],
  ): Core {
    const indices = steps.map((step): Core =>
      step.kind === 'fieldAccess'
        ? { kind: 'string', value: step.field.text, span: step.field.span }
        : this.group(step.args, step.span),
    );
    return this.read(symbol, indices, steps.at(-1)?.span ?? name.span);
  }

  private applySteps(base: Core, steps: readonly (FunctionApplication | FieldAccess)[]): Core {
    return steps.reduce<Core>(
      (value, step) =>
        step.kind === 'fieldAccess'
          ? { kind: 'field', record: value, name: step.field.text, span: step.span }
          : { kind: 'functionApplication', function: value, args: this.all(step.args), span: step.span },
      base,
    );
  }

  private read(parameter: ArchetypeParameterSymbol, indices: readonly Core[], span: Span): Core {
    const nested: Core = { kind: 'nestedRead', parameter, indices, span };
    if (this.hoistRead === undefined) return nested;
    const outside = indices.map((index) => withNeededDefinitions(index, this.lets));
    const moves = outside.every((index) => !mentionsAny(index, this.bound));
    return moves ? { kind: 'temporary', temporary: this.hoistRead(parameter, outside, span), span } : nested;
  }

  // --- binders ---

  private binding<T>(symbols: readonly object[], lowerInside: () => T): T {
    for (const symbol of symbols) this.bound.add(symbol);
    const result = lowerInside();
    for (const symbol of symbols) this.bound.delete(symbol);
    return result;
  }

  private underBounds(
    bounds: readonly Bound[],
    body: Expression,
  ): { readonly bounds: readonly CoreBound[]; readonly body: Core } {
    const lowered = bounds.map((bound): CoreBound => ({
      set: this.lower(bound.set),
      patterns: bound.patterns.map((pattern) => this.pattern(pattern)),
    }));
    return { bounds: lowered, body: this.binding(boundSymbols(lowered), () => this.lower(body)) };
  }

  private pattern(pattern: Pattern): CorePattern {
    return pattern.kind === 'name'
      ? this.declared(pattern)
      : pattern.names.map((name) => this.declared(name));
  }

  private declared(name: Name): BoundNameSymbol {
    const symbol = this.bindings.declarations.get(name);
    if (symbol?.kind !== 'bound') throw brokenTree(`${name.text} is no bound name`);
    return symbol;
  }

  private parametersOf(names: readonly Name[]): readonly OperatorParameterSymbol[] {
    return names.map((name) => {
      const symbol = this.bindings.declarations.get(name);
      if (symbol?.kind !== 'parameter') throw brokenTree(`${name.text} is no parameter`);
      return symbol;
    });
  }

  // --- definitions ---

  private letExpression(node: LetExpression): Core {
    const symbols = this.letSymbols(node);
    // A read that depends on a definition not lowered yet stays where it is.
    for (const symbol of symbols) this.bound.add(symbol);
    const group: CoreDefinition[] = [];
    this.lets.push(group);
    for (const symbol of symbols) {
      group.push(this.definition(symbol));
      this.bound.delete(symbol);
    }
    const body = this.lower(node.body);
    this.lets.pop();
    this.removeUnusedMembers(group, node, body);
    return group.length === 0 ? body : { kind: 'let', definitions: group, body, span: node.span };
  }

  /** An instance defines whatever its module does; most of it is not wanted, and some of it may be about behaviours. */
  private removeUnusedMembers(group: CoreDefinition[], node: LetExpression, body: Core): void {
    const members = new Set<object>(
      node.definitions.flatMap((definition) =>
        definition.kind === 'instanceDefinition' ? (this.bindings.letInstances.get(definition) ?? []) : [],
      ),
    );
    if (members.size === 0) return;
    const used = new Set(symbolsIn(body));
    for (const { symbol } of group) if (!members.has(symbol)) used.add(symbol);
    const kept = neededDefinitions(used, group);
    group.splice(0, group.length, ...kept);
  }

  private letSymbols(node: LetExpression): readonly DefinitionSymbol[] {
    return node.definitions.flatMap((definition) => {
      if (definition.kind === 'instanceDefinition') return this.bindings.letInstances.get(definition) ?? [];
      if (definition.kind !== 'operatorDefinition' && definition.kind !== 'functionDefinition') return [];
      const symbol = this.bindings.declarations.get(definition.name);
      if (symbol?.kind !== 'operator' && symbol?.kind !== 'function')
        throw brokenTree(`${definition.name.text} is no definition`);
      return [symbol, ...(this.bindings.derived.get(definition) ?? [])];
    });
  }

  /** A definition of the module or of a LET. */
  definition(symbol: DefinitionSymbol): CoreDefinition {
    if (symbol.kind === 'operator') {
      const body = this.binding(symbol.params, () => this.lower(symbol.definition.body));
      return { kind: 'operator', symbol, params: symbol.params, body };
    }
    const { bounds, body } = this.underBounds(symbol.definition.bounds, symbol.definition.body);
    return { kind: 'function', symbol, bounds, body, span: symbol.definition.span };
  }
}

function arityOf(symbol: SpecSymbol): number {
  if (symbol.kind === 'operator') return symbol.params.length;
  return symbol.kind === 'constant' ||
    symbol.kind === 'parameter' ||
    symbol.kind === 'standard' ||
    symbol.kind === 'translation'
    ? symbol.arity
    : 0;
}
