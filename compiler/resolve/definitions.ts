import { errorAt } from '../diagnostics/index.ts';
import type {
  Definition,
  FunctionDefinition,
  InstanceDefinition,
  LetExpression,
  Name,
  OperatorDefinition,
  RecursiveDeclaration,
} from '../syntax/index.ts';
import { ExpressionResolver, parameterSymbol } from './expressions.ts';
import type { ResolveLet } from './expressions.ts';
import { announcementOf, countOf } from './macros.ts';
import { arityOf, declare } from './naming.ts';
import type { Findings } from './naming.ts';
import { Scope } from './scope.ts';
import { SubexpressionNames } from './subexpressions.ts';
import type { DefinitionPlace } from './subexpressions.ts';
import type { DefinitionSymbol, FunctionDefinitionSymbol, OperatorDefinitionSymbol } from './symbols.ts';

/** Where definitions go. */
export interface DefinitionContext {
  readonly scope: Scope;
  readonly level: 'top' | 'let';
  /** Stands before the name of every symbol: `I!` in instance I. */
  readonly prefix: string;
  readonly instanceParams: number;
  /** Symbols RECURSIVE has introduced and no definition has taken up yet. */
  readonly announced: Map<string, DefinitionSymbol>;
  /** Called for every definition, when its body is resolved. */
  readonly defined: (symbol: DefinitionSymbol) => void;
  /** Called for every definition of a part of one that stands here. */
  readonly derived: DefinitionPlace['derived'];
}

/** Binds the names of operator and function definitions, at top level and in LET. */
export class DefinitionResolver {
  readonly expressions: ExpressionResolver;
  /** Makes the definitions of an instance inside LET; modules are the elaborator's business. */
  instantiate: (unit: InstanceDefinition, context: DefinitionContext) => void = () => undefined;
  private readonly findings: Findings;
  private readonly subexpressions: SubexpressionNames;

  constructor(findings: Findings) {
    this.findings = findings;
    const resolveLet: ResolveLet = (expression, scope) => this.let(expression, scope);
    this.expressions = new ExpressionResolver(findings, resolveLet, (base, at, path) =>
      this.subexpressions.select(base, at, path),
    );
    this.subexpressions = new SubexpressionNames(findings, this.expressions, resolveLet);
  }

  operator(definition: OperatorDefinition, context: DefinitionContext): OperatorDefinitionSymbol {
    const announced = this.takeAnnounced(definition.name, context);
    const symbol = announced?.kind === 'operator' ? announced : operatorSymbol(definition, context, false);
    const inner = new Scope(context.scope);
    definition.params.forEach((param, index) => {
      declare(
        param.name,
        symbol.params[index] ?? parameterSymbol(param.name, param.arity),
        inner,
        this.findings,
      );
    });
    this.expressions.expression(definition.body, inner);
    this.declareDefinition(definition.name, symbol, announced !== undefined, context);
    return symbol;
  }

  /** The name of a function is visible in its own body. */
  function(definition: FunctionDefinition, context: DefinitionContext): FunctionDefinitionSymbol {
    const announced = this.takeAnnounced(definition.name, context);
    const symbol: FunctionDefinitionSymbol =
      announced?.kind === 'function' ? announced : functionSymbol(definition, context);
    this.declareDefinition(definition.name, symbol, announced !== undefined, context, () => {
      const inner = this.expressions.bounds(definition.bounds, context.scope);
      this.expressions.expression(definition.body, inner);
    });
    return symbol;
  }

  /** RECURSIVE: the names are known from here on; `following` is where their definitions must be. */
  announce(
    declaration: RecursiveDeclaration,
    following: readonly { readonly kind: string }[],
    context: DefinitionContext,
  ): void {
    for (const { name, arity } of declaration.operators) {
      const definition = following.find((unit) => isDefinitionOf(unit, name.text));
      if (definition === undefined) {
        this.findings.report(
          errorAt('MP206', name.span, `${name.text} is declared RECURSIVE but not defined.`, {
            hint: `Define ${name.text} after this declaration, in the same ${context.level === 'let' ? 'LET' : 'module'}.`,
          }),
        );
        declare(name, parameterSymbol(name, arity), context.scope, this.findings);
        continue;
      }
      const symbol =
        definition.kind === 'operatorDefinition'
          ? operatorSymbol(definition, context, true)
          : functionSymbol(definition, context);
      if (arityOf(symbol) !== arity) {
        this.findings.report(
          errorAt(
            'MP202',
            definition.name.span,
            `${name.text} is declared RECURSIVE with ${countOf(arity)}, but defined with ${arityOf(symbol)}.`,
            {
              related: [{ span: name.span, message: 'declared here' }],
              hint: `Write RECURSIVE ${announcementOf(name.text, arityOf(symbol))}.`,
            },
          ),
        );
      }
      declare(name, symbol, context.scope, this.findings, { instanceParams: context.instanceParams });
      context.announced.set(name.text, symbol);
    }
  }

  private let(expression: LetExpression, scope: Scope): Scope {
    const inner = new Scope(scope);
    const context: DefinitionContext = {
      scope: inner,
      level: 'let',
      prefix: '',
      instanceParams: 0,
      announced: new Map(),
      defined: () => undefined,
      derived: ({ definition }, symbol) => {
        const known = this.findings.derived.get(definition);
        if (known === undefined) this.findings.derived.set(definition, [symbol]);
        else known.push(symbol);
      },
    };
    expression.definitions.forEach((definition, index) => {
      switch (definition.kind) {
        case 'operatorDefinition':
          this.operator(definition, context);
          return;
        case 'functionDefinition':
          this.function(definition, context);
          return;
        case 'recursive':
          this.announce(definition, expression.definitions.slice(index + 1), context);
          return;
        case 'instanceDefinition': {
          const members: DefinitionSymbol[] = [];
          const add = (symbol: DefinitionSymbol): void => {
            members.push(symbol);
          };
          const derived: DefinitionContext['derived'] = (_, symbol) => {
            members.push(symbol);
          };
          this.instantiate(definition, { ...context, defined: add, derived });
          this.findings.letInstances.set(definition, members);
          return;
        }
      }
    });
    return inner;
  }

  private takeAnnounced(name: Name, context: DefinitionContext): DefinitionSymbol | undefined {
    const symbol = context.announced.get(name.text);
    context.announced.delete(name.text);
    return symbol;
  }

  private declareDefinition(
    name: Name,
    symbol: DefinitionSymbol,
    announced: boolean,
    context: DefinitionContext,
    resolveBody: () => void = () => undefined,
  ): void {
    if (announced) this.findings.declarations.set(name, symbol);
    else declare(name, symbol, context.scope, this.findings, { instanceParams: context.instanceParams });
    resolveBody();
    this.subexpressions.completed(symbol, context);
    context.defined(symbol);
  }
}

/** Whether a unit is the definition of an operator or a function of that name. */
export function isDefinitionOf(
  unit: { readonly kind: string },
  name: string,
): unit is OperatorDefinition | FunctionDefinition {
  const definition = unit as Definition;
  return (
    (definition.kind === 'operatorDefinition' || definition.kind === 'functionDefinition') &&
    definition.name.text === name
  );
}

function operatorSymbol(
  definition: OperatorDefinition,
  context: DefinitionContext,
  recursive: boolean,
): OperatorDefinitionSymbol {
  return {
    kind: 'operator',
    name: context.prefix + definition.name.text,
    span: definition.name.span,
    definition,
    params: definition.params.map((param) => parameterSymbol(param.name, param.arity)),
    level: context.level,
    recursive,
  };
}

function functionSymbol(
  definition: FunctionDefinition,
  context: DefinitionContext,
): FunctionDefinitionSymbol {
  return {
    kind: 'function',
    name: context.prefix + definition.name.text,
    span: definition.name.span,
    definition,
    level: context.level,
  };
}
