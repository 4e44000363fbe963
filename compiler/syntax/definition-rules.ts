import { BinderRules } from './binder-rules.ts';
import { commentBefore } from './comments.ts';
import { call } from './cursor.ts';
import type { Rule } from './cursor.ts';
import type { Expression, Name } from './expressions.ts';
import { tokenSpan } from './lexer.ts';
import type {
  Definition,
  InstanceUnit,
  OperatorDefinition,
  OperatorParameter,
  RecursiveDeclaration,
  Substitution,
} from './modules.ts';
import { infixOperators, postfixOperators } from './operators.ts';
import { operatorAt } from './symbols.ts';
import * as t from './tokens.ts';

/** What stands left of `==`. */
interface Head {
  readonly start: number;
  readonly local: boolean;
  readonly name: Name;
  readonly fixity: OperatorDefinition['fixity'];
  readonly params: readonly OperatorParameter[];
  readonly comment: string | undefined;
}

export type BodyRecovery = (failure: unknown) => Expression;

/** Definitions, of modules and of LET alike (Specifying Systems, section 17.3). */
export abstract class DefinitionRules extends BinderRules {
  atDefinition(): boolean {
    return this.atName() || this.at(t.Recursive) || this.peek().image === '-.';
  }

  /**
   * Reads a definition. Where a body cannot be read and `onFailure` is given, it moves on and answers what stands for the body, so that the
   * name at least is defined.
   */
  *definition(local = false, start = this.startOffset, onFailure?: BodyRecovery): Rule<Definition> {
    const comment = commentBefore(this.text, start);
    if (this.at(t.Recursive)) return this.recursive();
    const head = this.head(local, start, comment);
    if (this.at(t.LeftBracket) && head.fixity === 'name' && head.params.length === 0) {
      return yield* call(this.functionDefinition(head, onFailure));
    }
    this.expect(t.DefinedAs);
    if (this.at(t.InstanceWord)) {
      const { module, substitutions } = yield* call(this.instance(local, start));
      const { name, params } = head;
      return {
        kind: 'instanceDefinition',
        local,
        name,
        params,
        module,
        substitutions,
        span: this.spanFrom(start),
      };
    }
    const body = yield* call(this.body(onFailure));
    const { name, fixity, params } = head;
    return {
      kind: 'operatorDefinition',
      local,
      name,
      fixity,
      params,
      body,
      comment,
      span: this.spanFrom(start),
    };
  }

  private *body(onFailure: BodyRecovery | undefined): Rule<Expression> {
    if (onFailure === undefined) return yield* call(this.expression());
    try {
      return yield* call(this.expression());
    } catch (failure) {
      this.forget();
      return onFailure(failure);
    }
  }

  /** `Op(a, b)`, `a + b`, `-. a` or `a^+`, up to `==`. */
  private head(local: boolean, start: number, comment: string | undefined): Head {
    if (this.peek().image === '-.') {
      const name = { ...this.nameOf(this.advance()), text: '-.' };
      return { start, local, name, fixity: 'prefix', params: [this.plainParameter()], comment };
    }
    const first = this.peek();
    const name = this.name('the name of a definition');
    const operator = this.at(t.DefinedAs) ? undefined : operatorAt(this.peek());
    if (operator !== undefined && !this.at(t.LeftParenthesis) && !this.at(t.LeftBracket)) {
      const infix = infixOperators.has(operator) && this.atName(1) && this.at(t.DefinedAs, 2);
      if (!infix && !postfixOperators.has(operator)) this.fail('expected `==`');
      const left: OperatorParameter = {
        kind: 'operatorParameter',
        name,
        arity: 0,
        span: tokenSpan(this.source, first),
      };
      const symbol = { ...this.nameOf(this.advance()), text: operator };
      if (postfixOperators.has(operator)) {
        return { start, local, name: symbol, fixity: 'postfix', params: [left], comment };
      }
      return { start, local, name: symbol, fixity: 'infix', params: [left, this.plainParameter()], comment };
    }
    let params: OperatorParameter[] = [];
    if (this.at(t.LeftParenthesis)) {
      this.open(t.LeftParenthesis);
      params = this.parameterList();
      this.close(t.RightParenthesis);
    }
    return { start, local, name, fixity: 'name', params, comment };
  }

  private plainParameter(): OperatorParameter {
    const name = this.name();
    return { kind: 'operatorParameter', name, arity: 0, span: name.span };
  }

  private *functionDefinition(
    { start, local, name, comment }: Head,
    onFailure?: BodyRecovery,
  ): Rule<Definition> {
    this.open(t.LeftBracket);
    const bounds = yield* call(this.bounds());
    this.close(t.RightBracket);
    this.expect(t.DefinedAs);
    const body = yield* call(this.body(onFailure));
    return { kind: 'functionDefinition', local, name, bounds, body, comment, span: this.spanFrom(start) };
  }

  private recursive(): RecursiveDeclaration {
    const start = this.expect(t.Recursive).startOffset;
    const operators = this.parameterList();
    return { kind: 'recursive', operators, span: this.spanFrom(start) };
  }

  /** `INSTANCE M WITH a <- b, + <- Plus` */
  *instance(local: boolean, start: number): Rule<InstanceUnit> {
    this.expect(t.InstanceWord);
    const module = this.name('the name of a module');
    const substitutions: Substitution[] = [];
    if (this.accept(t.WithWord)) {
      do substitutions.push(yield* call(this.substitution()));
      while (this.accept(t.Comma));
    }
    return { kind: 'instance', local, module, substitutions, span: this.spanFrom(start) };
  }

  private *substitution(): Rule<Substitution> {
    const start = this.startOffset;
    const operator = operatorAt(this.peek());
    const symbol = operator !== undefined && this.at(t.LeftArrow, 1);
    const name = symbol ? { ...this.nameOf(this.advance()), text: operator } : this.name();
    this.expect(t.LeftArrow);
    const value = yield* call(this.argument());
    return { kind: 'substitution', name, value, span: this.spanFrom(start) };
  }
}
