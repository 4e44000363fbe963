import { errorAt } from '../diagnostics/index.ts';
import type {
  AssignmentTarget,
  BlockStatement,
  CallArgument,
  MacroCallStatement,
  MacroDefinition,
  Statement,
  WithStatement,
} from '../syntax/index.ts';
import type { ExpressionResolver } from './expressions.ts';
import { checkMacroCall, endlessMacros, expandMacro } from './macros.ts';
import { declare, findForUse, isSymbol } from './naming.ts';
import type { Findings } from './naming.ts';
import { Scope } from './scope.ts';

/** Binds the names of statements and expands macro calls. */
export class StatementResolver {
  private readonly expressions: ExpressionResolver;
  private readonly findings: Findings;
  private readonly macros: ReadonlyMap<string, MacroDefinition>;
  private readonly endless: ReadonlySet<string>;
  /** Whether names of `with` may hide others (MPCal), or are checked as in the module pcal.trans writes (PlusCal). */
  private readonly modular: boolean;
  /** Targets and ref arguments whose name a macro argument has given: the call whose scope it belongs to. */
  private readonly foreignNames = new Map<object, object>();
  /** Targets and ref arguments whose name is known to be wrong. */
  private readonly broken = new Set<object>();

  constructor(
    expressions: ExpressionResolver,
    findings: Findings,
    macros: ReadonlyMap<string, MacroDefinition>,
    modular: boolean,
  ) {
    this.expressions = expressions;
    this.findings = findings;
    this.macros = macros;
    this.endless = endlessMacros(macros);
    this.modular = modular;
  }

  all(statements: readonly Statement[], scope: Scope): readonly Statement[] {
    return statements.map((statement) => this.statement(statement, scope));
  }

  callArgument(argument: CallArgument, scope: Scope): void {
    if (argument.kind === 'valueArgument') {
      this.expressions.expression(argument.value, scope);
      return;
    }
    this.named(argument, scope);
  }

  private statement(statement: Statement, scope: Scope): Statement {
    switch (statement.kind) {
      case 'assign':
        for (const { target, value } of statement.assignments) {
          this.target(target, scope);
          this.expressions.expression(value, scope);
        }
        return statement;
      case 'if':
        this.expressions.expression(statement.condition, scope);
        return {
          ...statement,
          then: this.all(statement.then, scope),
          else: statement.else === undefined ? undefined : this.all(statement.else, scope),
        };
      case 'while':
        this.expressions.expression(statement.condition, scope);
        return { ...statement, body: this.all(statement.body, scope) };
      case 'either':
        return { ...statement, branches: statement.branches.map((branch) => this.all(branch, scope)) };
      case 'with':
        return this.with(statement, scope);
      case 'await':
      case 'assert':
        this.expressions.expression(statement.condition, scope);
        return statement;
      case 'print':
      case 'yield':
        this.expressions.expression(statement.value, scope);
        return statement;
      case 'call':
        for (const argument of statement.args) this.callArgument(argument, scope);
        return statement;
      case 'macroCall':
        return this.macroCall(statement, scope);
      case 'block':
        return { ...statement, body: this.all(statement.body, scope) };
      case 'skip':
      case 'return':
      case 'goto':
      case 'errorStatement':
        return statement;
    }
  }

  /** Each binding sees the ones before it. */
  private with(statement: WithStatement, scope: Scope): WithStatement {
    let inner = scope;
    for (const { name, value } of statement.bindings) {
      this.expressions.expression(value, inner);
      inner = new Scope(inner);
      declare(
        name,
        { kind: 'bound', name: name.text, span: name.span, binder: 'with' },
        inner,
        this.findings,
        {
          shadowable: this.modular,
          hides: this.modular,
        },
      );
    }
    return { ...statement, body: this.all(statement.body, inner) };
  }

  private target(target: AssignmentTarget, scope: Scope): void {
    if (target.name.text === '$variable' || target.name.text === '$value') {
      this.expressions.mappingSpecial(
        target.name.text === '$value' ? 'value' : 'variable',
        target.name.span,
        this.scopeOf(target, scope),
      );
    } else {
      this.named(target, scope);
    }
    this.expressions.path(target.path, scope);
  }

  private named(node: AssignmentTarget | Extract<CallArgument, { kind: 'refArgument' }>, scope: Scope): void {
    if (this.broken.has(node)) return;
    const entry = findForUse(node.name.text, node.name.span, this.scopeOf(node, scope), this.findings)?.entry;
    if (entry === undefined) return;
    if (isSymbol(entry)) {
      this.findings.references.set(node, entry);
      return;
    }
    this.findings.report(
      errorAt('MP501', node.name.span, `${node.name.text} is not a variable.`, {
        hint: 'Assign to a variable of the algorithm or of the process.',
      }),
    );
  }

  private scopeOf(node: object, scope: Scope): Scope {
    const call = this.foreignNames.get(node);
    return call === undefined ? scope : this.expressions.scopeOfCall(call);
  }

  /** The call becomes a block with its label. Free names of the macro are looked up here; names it binds are fresh. */
  private macroCall(call: MacroCallStatement, scope: Scope): Statement {
    const macro = this.macros.get(call.macro.text);
    const problem = checkMacroCall(call, this.macros);
    if (problem !== undefined) this.findings.report(problem);
    if (macro === undefined || problem !== undefined || this.endless.has(call.macro.text)) {
      this.expressions.all(call.args, scope);
      return { kind: 'errorStatement', span: call.span, label: call.label };
    }
    this.expressions.callScopes.set(call, scope);
    const expansion = expandMacro(macro, call.args, call);
    for (const [node, foreign] of expansion.foreignNames) this.foreignNames.set(node, foreign);
    for (const node of expansion.broken) this.broken.add(node);
    this.findings.report(...expansion.diagnostics);
    const before = this.findings.diagnostics.length;
    const body = this.all(expansion.body, new Scope(scope, { fresh: true }));
    this.findings.relate(before, macro.span, { span: call.span, message: 'in the expansion of this call' });
    const block: BlockStatement = { kind: 'block', span: call.span, label: call.label, body };
    return block;
  }
}
