import { countHint, errorAt, nameHint } from '../diagnostics/index.ts';
import type { Span } from '../source/index.ts';
import type {
  Application,
  Argument,
  Bound,
  Expression,
  Infix,
  Lambda,
  LetExpression,
  Name,
  PathStep,
  Pattern,
} from '../syntax/index.ts';
import { boundNames, patternNames } from './binders.ts';
import { countOf } from './macros.ts';
import { arityOf, declare, describe, findForUse, isSymbol, parameterAritiesOf } from './naming.ts';
import type { Findings } from './naming.ts';
import { Scope } from './scope.ts';
import type { Slot } from './scope.ts';
import { languageOperators, unaryLanguageOperators } from './standard-modules.ts';
import type { DefinitionSymbol, OperatorDefinitionSymbol, OperatorParameterSymbol } from './symbols.ts';

/** Resolves the definitions of a LET in a new scope and answers that scope. */
export type ResolveLet = (expression: LetExpression, scope: Scope) => Scope;

/** The operator that the name of a subexpression stands for. */
export interface Subexpression {
  readonly symbol: OperatorDefinitionSymbol;
  /** How many of its parameters each step of the name gives values to, the first being the operator that the name begins with. */
  readonly counts: readonly number[];
}

/** Finds what a path leads to from a definition named at `at`; undefined, and reported, if it leads nowhere. */
export type SelectSubexpression = (
  base: DefinitionSymbol,
  at: Name,
  path: readonly Name[],
) => Subexpression | undefined;

/** What a name with its steps stands for. */
interface Found {
  readonly slot: Slot;
  /** How many arguments the instances it is in have been given. */
  readonly stepParams: number;
  /** For the name of a subexpression: the steps that are about it, and how many arguments each should have. */
  readonly parts?: readonly {
    readonly name: Name;
    readonly args: readonly Argument[];
    readonly count: number;
  }[];
}

/** Binds every name of expressions. */
export class ExpressionResolver {
  /** The scope of each macro call under way, by the identity its arguments carry. */
  readonly callScopes = new Map<object, Scope>();
  private readonly findings: Findings;
  private readonly resolveLet: ResolveLet;
  private readonly select: SelectSubexpression;

  constructor(findings: Findings, resolveLet: ResolveLet, select: SelectSubexpression) {
    this.findings = findings;
    this.resolveLet = resolveLet;
    this.select = select;
  }

  expression(expression: Expression, scope: Scope): void {
    const { span } = expression;
    if (isPassedOn(expression)) {
      this.notAnOperatorHere(span, 'This is an operator, but a value is wanted here.', applyIt);
      return;
    }
    switch (expression.kind) {
      case 'number':
      case 'decimal':
      case 'string':
      case 'boolean':
      case 'builtinSet':
      case 'atSign':
      case 'error':
        return;
      case 'application':
        this.application(expression, scope, 0);
        return;
      case 'infix':
        this.infix(expression, scope);
        return;
      case 'prefix':
      case 'postfix':
        this.operator(expression, expression.operator, expression.operatorSpan, 1, scope);
        this.expression(expression.operand, scope);
        return;
      case 'junction':
        this.all(expression.items, scope);
        return;
      case 'product':
        this.all(expression.factors, scope);
        return;
      case 'parenthesized':
        this.expression(expression.inner, scope);
        return;
      case 'tuple':
      case 'setEnumeration':
        this.all(expression.elements, scope);
        return;
      case 'setFilter':
        this.expression(expression.set, scope);
        this.expression(expression.predicate, this.bind(patternNames(expression.pattern), scope));
        return;
      case 'setMap':
      case 'functionConstructor':
        this.expression(expression.body, this.bounds(expression.bounds, scope));
        return;
      case 'functionApplication':
        this.expression(expression.function, scope);
        this.all(expression.args, scope);
        return;
      case 'functionSet':
        this.expression(expression.domain, scope);
        this.expression(expression.range, scope);
        return;
      case 'record':
      case 'recordSet':
        for (const field of expression.fields) this.expression(field.value, scope);
        return;
      case 'except':
        this.expression(expression.base, scope);
        for (const update of expression.updates) {
          this.path(update.path, scope);
          this.expression(update.value, scope);
        }
        return;
      case 'fieldAccess':
        this.expression(expression.record, scope);
        return;
      case 'quantifier':
        this.expression(
          expression.body,
          expression.names.length > 0
            ? this.bind(expression.names, scope)
            : this.bounds(expression.bounds, scope),
        );
        return;
      case 'choose':
        if (expression.set !== undefined) this.expression(expression.set, scope);
        this.expression(expression.predicate, this.bind(patternNames(expression.pattern), scope));
        return;
      case 'ifExpression':
        this.all([expression.condition, expression.then, expression.else], scope);
        return;
      case 'case':
        for (const arm of expression.arms) this.all([arm.condition, arm.value], scope);
        if (expression.other !== undefined) this.expression(expression.other, scope);
        return;
      case 'let':
        this.expression(expression.body, this.resolveLet(expression, scope));
        return;
      case 'labelled':
        for (const param of expression.params) findForUse(param.text, param.span, scope, this.findings);
        this.expression(expression.body, scope);
        return;
      case 'action':
      case 'fairness':
        this.expression(expression.action, scope);
        this.expression(expression.subscript, scope);
        return;
      case 'mappingSpecial':
        this.mappingSpecial(expression.name, expression.span, scope);
        return;
      case 'macroArgument':
        this.expression(expression.inner, this.scopeOfCall(expression.call));
        return;
    }
  }

  all(expressions: readonly Expression[], scope: Scope): void {
    for (const expression of expressions) this.expression(expression, scope);
  }

  path(steps: readonly PathStep[], scope: Scope): void {
    for (const step of steps) if (step.kind === 'indexStep') this.all(step.args, scope);
  }

  /** An operator's argument; `arity` is what the parameter demands, 0 for a value. */
  argument(argument: Argument, scope: Scope, arity: number): void {
    if (argument.kind === 'operatorSymbol') {
      this.operatorArgument(argument, argument.operator, argument.span, arity, scope);
      return;
    }
    if (argument.kind === 'lambda') {
      if (arity === 0) {
        this.notAnOperatorHere(
          argument.span,
          'A LAMBDA is an operator, but a value is wanted here.',
          applyIt,
        );
      } else if (argument.params.length !== arity) {
        this.notAnOperatorHere(
          argument.span,
          `An operator with ${countOf(arity)} is wanted here, but this LAMBDA takes ${argument.params.length}.`,
          giveOperator(arity),
        );
      }
      const inner = new Scope(scope);
      for (const name of argument.params) {
        declare(name, parameterSymbol(name, 0), inner, this.findings);
      }
      this.expression(argument.body, inner);
      return;
    }
    if (argument.kind === 'application') {
      this.application(argument, scope, arity);
      return;
    }
    if (argument.kind === 'macroArgument' && arity > 0) {
      this.argument(argument.inner, this.scopeOfCall(argument.call), arity);
      return;
    }
    if (argument.kind === 'parenthesized' && arity > 0) {
      this.argument(argument.inner, scope, arity);
      return;
    }
    if (arity > 0 && argument.kind !== 'error') {
      this.notAnOperatorHere(
        argument.span,
        `An operator with ${countOf(arity)} is wanted here, but this is a value.`,
        giveOperator(arity),
      );
    }
    this.expression(argument, scope);
  }

  /** Looks up a name and what its instance steps lead to; reports when there is no such thing. */
  find(application: Application, scope: Scope): Found | undefined {
    let members: ((name: Name) => Slot | undefined) | undefined;
    let stepParams = 0;
    for (const [index, step] of application.steps.entries()) {
      const slot: Slot | undefined =
        members === undefined
          ? findForUse(step.name.text, step.name.span, scope, this.findings)
          : members(step.name);
      if (slot === undefined) return undefined;
      const { entry } = slot;
      if (entry.kind === 'operator' || entry.kind === 'function')
        return this.subexpression(application, index, slot, entry, stepParams);
      if (entry.kind !== 'instance') {
        this.findings.report(
          errorAt('MP207', step.name.span, `${step.name.text} is not an instance of a module.`, {
            hint: `Define it as ${step.name.text} == INSTANCE Module.`,
          }),
        );
        return undefined;
      }
      const wanted = entry.params.length - stepParams;
      if (step.args.length !== wanted) {
        this.wrongCount(step.name, `Instance ${entry.name}`, wanted, step.args.length, entry.span);
      }
      stepParams += step.args.length;
      members = (name) => {
        const member = entry.members.get(name.text);
        if (member === undefined && !scope.isIncomplete()) {
          this.findings.report(
            errorAt('MP201', name.span, `Instance ${entry.name} has no ${name.text}.`, {
              ...(entry.span === undefined
                ? {}
                : { related: [{ span: entry.span, message: 'the instance' }] }),
              ...nameHint(
                this.findings.closest(name.text, () => entry.members.keys()),
                'Name a definition of the instantiated module that is not LOCAL.',
              ),
            }),
          );
        }
        return member;
      };
    }
    const slot =
      members === undefined
        ? findForUse(application.name.text, application.name.span, scope, this.findings)
        : members(application.name);
    return slot === undefined ? undefined : { slot, stepParams };
  }

  /** The name of a part of `base`, which is named by the step at `index`. */
  private subexpression(
    { steps, name, args }: Application,
    index: number,
    slot: Slot,
    base: DefinitionSymbol,
    stepParams: number,
  ): Found | undefined {
    const named = [...steps.slice(index), { name, args }];
    const [first, ...path] = named;
    if (first === undefined) return undefined;
    const found = this.select(
      base,
      first.name,
      path.map((step) => step.name),
    );
    if (found === undefined) return undefined;
    const parts = named.map((step, place) => ({
      name: step.name,
      args: step.args,
      count: (found.counts[place] ?? 0) - (place === 0 ? stepParams : 0),
    }));
    return { slot: { ...slot, entry: found.symbol }, stepParams, parts };
  }

  /** `$variable` and `$value`. */
  mappingSpecial(name: 'variable' | 'value', span: Span, scope: Scope): void {
    if (scope.find(`$${name}`) !== undefined) return;
    const inMapping = scope.find('$variable') !== undefined;
    this.findings.report(
      errorAt(
        'MP209',
        span,
        inMapping
          ? '$value is the value being written: a read body has none.'
          : `$${name} has a meaning in mapping macros only.`,
        {
          hint: inMapping
            ? 'A read body yields what $variable holds.'
            : 'Use the name of the variable itself.',
        },
      ),
    );
  }

  /** The scope in which the arguments of a macro call are resolved. */
  scopeOfCall(call: object): Scope {
    const scope = this.callScopes.get(call);
    if (scope === undefined) throw new Error('a macro argument outside of its expansion');
    return scope;
  }

  /** A new scope with the names of bounds, whose sets are resolved outside of it. */
  bounds(bounds: readonly Bound[], scope: Scope): Scope {
    for (const bound of bounds) this.expression(bound.set, scope);
    return this.bind(boundNames(bounds), scope);
  }

  pattern(pattern: Pattern, scope: Scope): Scope {
    return this.bind(patternNames(pattern), scope);
  }

  private bind(names: readonly Name[], scope: Scope): Scope {
    const inner = new Scope(scope);
    for (const name of names) {
      declare(
        name,
        { kind: 'bound', name: name.text, span: name.span, binder: 'expression' },
        inner,
        this.findings,
      );
    }
    return inner;
  }

  private application(application: Application, scope: Scope, wantedArity: number): void {
    const found = this.find(application, scope);
    const symbol = found?.slot.entry;
    if (symbol === undefined || !isSymbol(symbol)) {
      if (symbol?.kind === 'instance') {
        this.findings.report(
          errorAt(
            'MP207',
            application.name.span,
            `${application.name.text} is an instance of a module, not a value.`,
            {
              hint: `Name one of its definitions: ${application.name.text}!Name.`,
            },
          ),
        );
      }
      this.argumentsOf(application, scope, []);
      return;
    }
    this.findings.references.set(application, symbol);
    const parameters = parameterAritiesOf(symbol);
    if (found?.parts !== undefined) {
      this.partCounts(application, found.parts, wantedArity);
      this.argumentsOf(application, scope, parameters);
      return;
    }
    // Operators of standard modules are the same in every instance.
    const leading = symbol.kind === 'standard' ? 0 : (found?.stepParams ?? 0);
    const own = arityOf(symbol) - leading;
    if (application.args.length > 0 || wantedArity === 0) {
      if (application.args.length !== own) {
        this.wrongCount(
          application.name,
          capitalised(describe(symbol)),
          own,
          application.args.length,
          symbol.span,
        );
      } else if (wantedArity > 0) {
        this.notAnOperatorHere(
          application.span,
          `An operator with ${countOf(wantedArity)} is wanted here, but this is a value.`,
          giveOperator(wantedArity),
        );
      }
    } else if (own !== wantedArity) {
      this.notAnOperatorHere(
        application.span,
        own === 0
          ? `An operator with ${countOf(wantedArity)} is wanted here, but ${describe(symbol)} is a value.`
          : `An operator with ${countOf(wantedArity)} is wanted here, but ${describe(symbol)} takes ${own}.`,
        giveOperator(wantedArity),
      );
    }
    if (symbol.kind === 'standard') {
      for (const step of application.steps)
        for (const argument of step.args) this.argument(argument, scope, 0);
      this.argumentsOf({ ...application, steps: [] }, scope, parameters);
    } else this.argumentsOf(application, scope, parameters);
  }

  /** An operator wanted as an argument has none itself, else every step has its own. */
  private partCounts({ span }: Application, parts: NonNullable<Found['parts']>, wantedArity: number): void {
    const total = parts.reduce((sum, { count }) => sum + count, 0);
    if (wantedArity > 0 && parts.every(({ args }) => args.length === 0)) {
      if (total === wantedArity) return;
      const what = total === 0 ? 'this is a value' : `this subexpression takes ${total}`;
      this.notAnOperatorHere(
        span,
        `An operator with ${countOf(wantedArity)} is wanted here, but ${what}.`,
        giveOperator(wantedArity),
      );
      return;
    }
    for (const { name, args, count } of parts) {
      if (name.text === '@') {
        this.notAnOperatorHere(
          name.span,
          '`!@` names an operator, but a value is wanted here: give `!(...)`.',
          applyIt,
        );
        return;
      }
      if (args.length === count) continue;
      const what = name.text === '' ? 'This part' : `${/^\w/.test(name.text) ? '' : '!'}${name.text}`;
      this.wrongCount(name, what, count, args.length, undefined);
    }
    if (wantedArity > 0) {
      this.notAnOperatorHere(
        span,
        `An operator with ${countOf(wantedArity)} is wanted here, but this is a value.`,
        giveOperator(wantedArity),
      );
    }
  }

  private argumentsOf(application: Application, scope: Scope, parameters: readonly number[]): void {
    const args = [...application.steps.flatMap((step) => step.args), ...application.args];
    args.forEach((argument, index) => {
      if (parameters.length === 0 && argument.kind !== 'lambda' && argument.kind !== 'operatorSymbol') {
        this.lenientArgument(argument, scope);
      } else if (parameters.length === 0 && argument.kind === 'lambda') {
        this.argument(argument, scope, argument.params.length);
      } else if (parameters.length > 0) {
        this.argument(argument, scope, parameters[index] ?? 0);
      }
    });
  }

  /** An argument of something unknown: its names are bound, its arity cannot be judged. */
  private lenientArgument(argument: Expression, scope: Scope): void {
    if (argument.kind !== 'application' || argument.args.length > 0 || argument.steps.length > 0) {
      this.expression(argument, scope);
      return;
    }
    const found = this.find(argument, scope);
    if (found !== undefined && isSymbol(found.slot.entry)) {
      this.findings.references.set(argument, found.slot.entry);
    }
  }

  /** Long chains such as `1 + 2 + ...` nest to the left: their operands are visited without recursion. */
  private infix(chain: Infix, scope: Scope): void {
    const links: Infix[] = [];
    let first: Expression = chain;
    for (; first.kind === 'infix'; first = first.left) links.push(first);
    this.expression(first, scope);
    for (const link of links.reverse()) {
      this.operator(link, link.operator, link.operatorSpan, 2, scope);
      this.expression(link.right, scope);
    }
  }

  private operator(node: object, operator: string, span: Span, arity: number, scope: Scope): void {
    if (languageOperators.has(operator)) return;
    const entry = findForUse(operator, span, scope, this.findings)?.entry;
    if (entry === undefined || !isSymbol(entry)) return;
    this.findings.references.set(node, entry);
    if (arityOf(entry) !== arity) {
      this.wrongCount(
        { kind: 'name', text: operator, span },
        `Operator ${operator}`,
        arityOf(entry),
        arity,
        entry.span,
      );
    }
  }

  private operatorArgument(node: object, operator: string, span: Span, arity: number, scope: Scope): void {
    if (arity === 0) {
      this.notAnOperatorHere(span, `${operator} is an operator, but a value is wanted here.`, applyIt);
      return;
    }
    let own = unaryLanguageOperators.has(operator) ? 1 : 2;
    if (!languageOperators.has(operator)) {
      const entry = findForUse(operator, span, scope, this.findings)?.entry;
      if (entry === undefined || !isSymbol(entry)) return;
      this.findings.references.set(node, entry);
      own = arityOf(entry);
    }
    if (own !== arity) {
      this.notAnOperatorHere(
        span,
        `An operator with ${countOf(arity)} is wanted here, but ${operator} takes ${own}.`,
        giveOperator(arity),
      );
    }
  }

  private wrongCount(
    name: Name,
    what: string,
    wanted: number,
    given: number,
    declared: Span | undefined,
  ): void {
    this.findings.report(
      errorAt(
        'MP202',
        name.span,
        `${what} takes ${countOf(wanted)}, but ${given === 0 ? 'none is' : given === 1 ? '1 is' : `${given} are`} given.`,
        {
          ...(declared === undefined ? {} : { related: [{ span: declared, message: 'defined here' }] }),
          hint: countHint(wanted),
        },
      ),
    );
  }

  private notAnOperatorHere(span: Span, message: string, hint: string): void {
    this.findings.report(errorAt('MP207', span, message, { hint }));
  }
}

const applyIt = 'Apply it to arguments, or use an expression.';

function giveOperator(arity: number): string {
  const params = Array.from({ length: arity }, (_, place) => `x${arity === 1 ? '' : String(place + 1)}`);
  return `Give the name of an operator that takes ${countOf(arity)}, or LAMBDA ${params.join(', ')} : ... .`;
}

/** In an instance with parameters, the name of an operator has become a LAMBDA, wherever it stands. */
function isPassedOn(expression: Expression | Lambda): expression is Lambda {
  return expression.kind === 'lambda';
}

export function parameterSymbol(name: Name, arity: number): OperatorParameterSymbol {
  return { kind: 'parameter', name: plainName(name.text), span: name.span, arity };
}

/** A name without the instances before it: `x` for `I!x`. */
function plainName(text: string): string {
  return text.replace(/^.*!(?=\w)/, '');
}

function capitalised(text: string): string {
  const [first] = text;
  return first === undefined || text.length < 2 || !text.includes(' ')
    ? text
    : first.toUpperCase() + text.slice(1);
}
