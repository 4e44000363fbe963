import type { RelatedSpan } from '../diagnostics/index.ts';
import type { Bindings, DefinitionSymbol, OperatorParameterSymbol, Symbol } from '../resolve/index.ts';
import { spanText } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type { Application, Argument, Bound, Definition, Expression, Infix, Name } from '../syntax/index.ts';
import {
  applied,
  constantLevel,
  enabled,
  isStep,
  joined,
  levelOf,
  levelOfParameter,
  levelWords,
  limitOf,
  primed,
  sameLevel,
  through,
} from './levels.ts';
import type { Level, LevelNumber } from './levels.ts';
import { bare } from './walk.ts';

export interface LevelProblem {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
  readonly related: readonly RelatedSpan[];
}

/** The highest level a parameter may be given, and the place in the definition that asks for it. */
interface Limit {
  readonly max: LevelNumber;
  readonly span: Span;
}

/** An argument with its level, which is found once: to find it anew for every use would take exponential time. */
interface Given {
  readonly span: Span;
  readonly level: Level;
}

/** What the names that pcal.trans defines stand for; those of labels are actions. */
const translationLevels: Readonly<Record<string, LevelNumber>> = {
  pc: 1,
  stack: 1,
  vars: 1,
  ProcSet: 0,
  defaultInitValue: 0,
  Init: 1,
  Next: 2,
  Spec: 3,
  Termination: 3,
};

const logical: ReadonlySet<string> = new Set(['/\\', '\\/', '=>', '<=>']);
const writeBox = 'Write [][A]_v or <><<A>>_v, where v is what the action is about.';

/**
 * Finds the levels of definitions and expressions, and what is of too high a level for its place. A pass over all definitions may teach it
 * what definitions that stand before need: then there has to be another one. A level is never taken to be higher than it is.
 */
export class LevelChecker {
  /** Whether the pass has found out what earlier parts of it should have known. */
  hasLearnt = false;
  private found = new Map<string, LevelProblem>();
  private readonly bindings: Bindings;
  private readonly levels = new Map<DefinitionSymbol, Level>();
  private readonly limits = new Map<OperatorParameterSymbol, Limit>();
  /** Definitions that have been asked about before they were known. */
  private readonly assumed = new Set<DefinitionSymbol>();
  /** Names that \EE and \AA bind: variables. */
  private readonly flexible = new Set<Symbol>();

  /** Operators made for what an instance substitutes, and what they should be at most: where they are used, they are taken to be so. */
  private readonly substituted = new Map<Symbol, LevelNumber>();

  constructor(bindings: Bindings) {
    this.bindings = bindings;
    for (const { declared, symbol, at } of bindings.substitutions) {
      const made = symbol.kind === 'operator' && symbol.definition.span === at;
      if (made && declared === 'variable') this.substituted.set(symbol, 1);
    }
  }

  get problems(): readonly LevelProblem[] {
    return [...this.found.values()];
  }

  begin(): void {
    this.hasLearnt = false;
    this.found = new Map();
  }

  definitions(symbols: readonly DefinitionSymbol[]): void {
    for (const symbol of symbols) this.definition(symbol);
  }

  /** Constants of a module with variables stand for constants, variables for something about a state. */
  substitutions(): void {
    const { substitutions } = this.bindings;
    const withVariables = new Set(
      substitutions.flatMap(({ declared, instance }) => (declared === 'variable' ? [instance] : [])),
    );
    for (const { declared, name, symbol, at, instance } of substitutions) {
      if (declared === 'constant' && !withVariables.has(instance)) continue;
      const level = symbol.kind === 'operator' ? this.known(symbol) : this.ofSymbol(symbol);
      const what = `What stands for the ${declared} ${name.text} of the instance`;
      const hint =
        declared === 'constant'
          ? 'Give a constant expression: the module has variables, so its constants must not change.'
          : 'Give an expression without primes and temporal operators.';
      const related = [{ span: name.span, message: `the ${declared} is declared here` }];
      this.limit(level, declared === 'constant' ? 0 : 1, at, what, hint, related);
    }
  }

  /** Says so if an expression is of a higher level than `max`; answers its level. */
  require(expression: Argument, max: LevelNumber, what: string, hint: string): Level {
    const level = this.argument(expression);
    this.limit(level, max, expression.span, what, hint, []);
    return level;
  }

  private limit(
    level: Level,
    max: LevelNumber,
    span: Span,
    what: string,
    hint: string,
    related: readonly RelatedSpan[],
  ): void {
    for (const [param, effect] of level.params) {
      const limit = limitOf(effect, max);
      const known = this.limits.get(param);
      if (limit === 3 || (known !== undefined && known.max <= limit)) continue;
      this.limits.set(param, { max: limit, span });
      this.hasLearnt = true;
    }
    if (level.base <= max) return;
    const message = `${what} must be ${levelWords[max]}, but ${inWords(span)} is ${levelWords[level.base]}.`;
    this.report(span, message, hint, [...causeOf(level, span), ...related]);
  }

  private report(span: Span, message: string, hint: string, related: readonly RelatedSpan[]): void {
    const key = `${span.source.name}:${span.start}:${span.end}`;
    if (!this.found.has(key)) this.found.set(key, { span, message, hint, related });
  }

  private definition(symbol: DefinitionSymbol): void {
    const { definition } = symbol;
    const level =
      definition.kind === 'operatorDefinition'
        ? this.of(definition.body)
        : joined([...this.ofBounds(definition.bounds), this.of(definition.body)]);
    if (this.assumed.has(symbol) && !sameLevel(this.levels.get(symbol) ?? constantLevel, level))
      this.hasLearnt = true;
    this.levels.set(symbol, level);
  }

  private inner(definition: Definition): void {
    if (definition.kind === 'recursive') return;
    if (definition.kind === 'instanceDefinition') {
      this.definitions(this.bindings.letInstances.get(definition) ?? []);
      return;
    }
    const symbol = this.bindings.declarations.get(definition.name);
    if (symbol?.kind === 'operator' || symbol?.kind === 'function') this.definition(symbol);
    this.definitions(this.bindings.derived.get(definition) ?? []);
  }

  private argument(argument: Argument): Level {
    switch (argument.kind) {
      case 'operatorSymbol': {
        const symbol = this.bindings.references.get(argument);
        return symbol === undefined ? constantLevel : this.ofSymbol(symbol);
      }
      case 'lambda': {
        const { base, cause, params } = this.of(argument.body);
        const own = new Set<unknown>(argument.params.map((name) => this.bindings.declarations.get(name)));
        return { base, cause, params: new Map([...params].filter(([param]) => !own.has(param))) };
      }
      default:
        return this.of(argument);
    }
  }

  private given(argument: Argument): Given {
    return { span: argument.span, level: this.argument(argument) };
  }

  private ofSymbol(symbol: Symbol, args: readonly Given[] = [], at?: Span): Level {
    switch (symbol.kind) {
      case 'operator':
        return this.ofApplication(symbol, args);
      case 'function':
        return this.known(symbol);
      case 'constant':
      case 'standard':
        return joined(args.map(({ level }) => level));
      case 'parameter':
        return joined([levelOfParameter(symbol), ...args.map(({ level }) => level)]);
      case 'bound':
        return this.flexible.has(symbol) ? levelOf(1, at ?? symbol.span) : constantLevel;
      case 'self':
        return constantLevel;
      case 'variable':
      case 'archetypeParameter':
        return levelOf(1, at ?? symbol.span);
      case 'translation':
        return levelOf(translationLevels[symbol.name] ?? 2, at);
    }
  }

  private known(symbol: DefinitionSymbol): Level {
    const level = this.levels.get(symbol);
    if (level !== undefined) return level;
    this.assumed.add(symbol);
    return constantLevel;
  }

  private ofApplication(
    symbol: Extract<DefinitionSymbol, { kind: 'operator' }>,
    args: readonly Given[],
  ): Level {
    const known = this.known(symbol);
    const most = this.substituted.get(symbol);
    const body = most === undefined || known.base <= most ? known : { ...known, base: most };
    const given = new Map<OperatorParameterSymbol, Level>();
    for (const [index, param] of symbol.params.entries()) {
      const argument = args[index];
      const level = argument?.level ?? constantLevel;
      given.set(param, level);
      const limit = this.limits.get(param);
      if (limit === undefined || argument === undefined) continue;
      const what = `What ${symbol.name} is given for ${param.name}`;
      const hint = `Give something that is ${levelWords[limit.max]}, or change what ${symbol.name} does with it.`;
      const related = [{ span: limit.span, message: 'it is used here' }];
      this.limit(level, limit.max, argument.span, what, hint, related);
    }
    return applied(body, given);
  }

  private of(expression: Expression): Level {
    switch (expression.kind) {
      case 'number':
      case 'decimal':
      case 'string':
      case 'boolean':
      case 'builtinSet':
      case 'atSign':
      case 'error':
        return constantLevel;
      case 'mappingSpecial':
        return levelOf(1, expression.span);
      case 'application':
        return this.ofName(expression);
      case 'infix':
        return this.ofInfix(expression);
      case 'prefix':
      case 'postfix':
        return this.ofUnary(expression);
      case 'junction': {
        const levels = expression.items.map((item) => this.of(item));
        this.unmixed(expression.items, levels);
        return joined(levels);
      }
      case 'product':
        return this.all(expression.factors);
      case 'parenthesized':
      case 'macroArgument':
        return this.of(expression.inner);
      case 'tuple':
      case 'setEnumeration':
        return this.all(expression.elements);
      case 'setFilter':
        return this.all([expression.set, expression.predicate]);
      case 'setMap':
      case 'functionConstructor':
        return joined([...this.ofBounds(expression.bounds), this.of(expression.body)]);
      case 'functionApplication':
        return this.all([expression.function, ...expression.args]);
      case 'functionSet':
        return this.all([expression.domain, expression.range]);
      case 'record':
      case 'recordSet':
        return this.all(expression.fields.map(({ value }) => value));
      case 'except': {
        const parts = expression.updates.flatMap(({ path, value }) => [
          ...path.flatMap((step) => (step.kind === 'indexStep' ? step.args : [])),
          value,
        ]);
        return this.all([expression.base, ...parts]);
      }
      case 'fieldAccess':
        return this.of(expression.record);
      case 'quantifier':
        return this.ofQuantifier(expression);
      case 'choose':
        return this.all([...(expression.set === undefined ? [] : [expression.set]), expression.predicate]);
      case 'ifExpression':
        return this.all([expression.condition, expression.then, expression.else]);
      case 'case': {
        const arms = expression.arms.flatMap(({ condition, value }) => [condition, value]);
        return this.all([...arms, ...(expression.other === undefined ? [] : [expression.other])]);
      }
      case 'let':
        for (const definition of expression.definitions) this.inner(definition);
        return this.of(expression.body);
      case 'labelled':
        return this.of(expression.body);
      case 'action':
      case 'fairness': {
        const { action, subscript, kind, span } = expression;
        const form = kind === 'fairness' ? 'WF_v(A) and SF_v(A)' : '[A]_v and <<A>>_v';
        this.require(action, 2, `The action of ${form}`, 'Leave temporal operators out of the action.');
        this.require(subscript, 1, `The v of ${form}`, 'Name variables, without primes.');
        return levelOf(kind === 'fairness' ? 3 : 2, span);
      }
    }
  }

  private all(expressions: readonly Expression[]): Level {
    return joined(expressions.map((expression) => this.of(expression)));
  }

  private ofBounds(bounds: readonly Bound[]): readonly Level[] {
    return bounds.map(({ set }) => this.of(set));
  }

  private ofName(application: Application): Level {
    const symbol = this.bindings.references.get(application);
    const { steps, args, name } = application;
    if (symbol === undefined) return constantLevel;
    const own = symbol.kind === 'standard' ? args : [...steps.flatMap((step) => step.args), ...args];
    const levels = own.map((argument) => this.given(argument));
    return this.ofSymbol(symbol, levels, name.span);
  }

  /** Long chains such as `1 + 2 + ...` nest to the left: they are followed without recursion. */
  private ofInfix(chain: Infix): Level {
    const links = [chain];
    for (let { left } = chain; left.kind === 'infix'; { left } = left) links.push(left);
    let level: Level | undefined;
    for (const link of links.reverse()) level = this.ofLink(link, level);
    return level ?? constantLevel;
  }

  /** `leftLevel` is that of the left operand if it is known already. */
  private ofLink(infix: Infix, leftLevel: Level | undefined): Level {
    const { operator, left, right, span } = infix;
    const symbol = this.bindings.references.get(infix);
    const levels = [leftLevel ?? this.of(left), this.of(right)] as const;
    if (symbol !== undefined) {
      const args = [
        { span: left.span, level: levels[0] },
        { span: right.span, level: levels[1] },
      ];
      return this.ofSymbol(symbol, args, infix.operatorSpan);
    }
    if (logical.has(operator)) this.unmixed([left, right], levels);
    if (operator === '~>' || operator === '-+->') {
      [left, right].forEach((operand, index) => {
        this.noStep(operand, levels[index], `${operator} is about behaviours, which have no single step`);
      });
      return levelOf(3, span);
    }
    if (operator === '\\cdot') {
      [left, right].forEach((operand, index) => {
        const level = levels[index] ?? constantLevel;
        this.limit(level, 2, operand.span, 'An operand of \\cdot', 'Leave temporal operators out.', []);
      });
      return levelOf(2, span);
    }
    return joined(levels);
  }

  private ofUnary(unary: Extract<Expression, { kind: 'prefix' | 'postfix' }>): Level {
    const { operator, operand, span } = unary;
    const symbol = this.bindings.references.get(unary);
    if (symbol !== undefined) return this.ofSymbol(symbol, [this.given(operand)], unary.operatorSpan);
    switch (operator) {
      case "'":
        return through(primed, this.require(operand, 1, 'What is primed', primeHint(operand)), span);
      case 'UNCHANGED': {
        const hint = "UNCHANGED v says v' = v: leave the primes out.";
        return through(primed, this.require(operand, 1, 'What stays UNCHANGED', hint), span);
      }
      case 'ENABLED': {
        const hint = 'ENABLED asks whether a step is possible: give it an action.';
        return through(enabled, this.require(operand, 2, 'What is ENABLED', hint), span);
      }
      case '[]':
      case '<>':
        this.temporal(operator, operand);
        return levelOf(3, span);
      default:
        return this.of(operand);
    }
  }

  private temporal(operator: '[]' | '<>', operand: Expression): void {
    const level = this.of(operand);
    if (!isStep(level) || this.hasForm(operand, operator === '[]')) return;
    const form = operator === '[]' ? '[A]_v' : '<<A>>_v';
    const message = `${operator} stands before ${inWords(operand.span)}, which is ${levelWords[2]}, but not of the form ${form}.`;
    const hint = `Write ${operator}${form}, where v is what the action is about.`;
    this.report(operand.span, message, hint, causeOf(level, operand.span));
  }

  /** Whether an action is `[A]_v`, or `<<A>>_v`, or the name of one. */
  private hasForm(expression: Expression, box: boolean): boolean {
    const inner = bare(expression);
    if (inner.kind === 'action') return inner.box === box;
    if (inner.kind === 'let' || inner.kind === 'labelled') return this.hasForm(inner.body, box);
    if (inner.kind !== 'application') return false;
    const symbol = this.bindings.references.get(inner);
    return symbol?.kind === 'operator' && !symbol.recursive && this.hasForm(symbol.definition.body, box);
  }

  private ofQuantifier(quantifier: Extract<Expression, { kind: 'quantifier' }>): Level {
    const { bounds, names, body, span } = quantifier;
    const temporal = quantifier.quantifier.length > 2;
    if (temporal) for (const name of names) this.bindFlexible(name);
    const sets = this.ofBounds(bounds);
    const level = this.of(body);
    if (temporal) {
      this.noStep(body, level, `${quantifier.quantifier} is about behaviours, which have no single step`);
      return levelOf(3, span);
    }
    if (level.base === 3) {
      bounds.forEach(({ set }, index) => {
        this.noStep(set, sets[index], 'what is quantified is a temporal formula');
      });
    }
    return joined([...sets, level]);
  }

  private bindFlexible(name: Name): void {
    const symbol = this.bindings.declarations.get(name);
    if (symbol !== undefined) this.flexible.add(symbol);
  }

  /** Actions and temporal formulas have no common meaning. */
  private unmixed(operands: readonly Expression[], levels: readonly Level[]): void {
    if (!levels.some(({ base }) => base === 3)) return;
    const index = levels.findIndex(isStep);
    const operand = operands[index];
    if (operand !== undefined)
      this.noStep(operand, levels[index], 'what it is joined with is a temporal formula');
  }

  private noStep(operand: Expression, level: Level | undefined, because: string): void {
    if (level === undefined || !isStep(level)) return;
    const message = `${capitalized(inWords(operand.span))} is ${levelWords[2]}, but ${because}.`;
    this.report(operand.span, message, writeBox, causeOf(level, operand.span));
  }
}

function primeHint(operand: Expression): string {
  const inner = bare(operand);
  return inner.kind === 'postfix' && inner.operator === "'"
    ? 'Leave one of the primes out.'
    : 'Prime the variables where they stand, each once.';
}

/** What makes an expression what it is, if that is not the whole of it. */
function causeOf({ cause }: Level, of: Span): readonly RelatedSpan[] {
  if (cause === undefined) return [];
  if (cause.source === of.source && cause.start === of.start && cause.end === of.end) return [];
  return [{ span: cause, message: 'because of this' }];
}

const shownLength = 40;

/** An expression as it is written, if it is short. */
function inWords(span: Span): string {
  const text = spanText(span);
  return text.length <= shownLength && !/[\r\n]/.test(text) ? text : 'this';
}

function capitalized(text: string): string {
  return text === 'this' ? 'This' : text;
}
