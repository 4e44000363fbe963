import { spanning } from '../source/index.ts';
import type { TokenType } from './chevrotain.ts';
import { Cursor, call } from './cursor.ts';
import type { Rule } from './cursor.ts';
import type {
  Application,
  Argument,
  Bound,
  Expression,
  InstanceStep,
  Name,
  Pattern,
  TuplePattern,
} from './expressions.ts';
import type { Definition, OperatorParameter } from './modules.ts';
import { tokenSpan } from './lexer.ts';
import { canonicalSpelling, prefixOperators } from './operators.ts';
import { closers, openers, operatorAt } from './symbols.ts';
import * as t from './tokens.ts';

/** What says by its place which subexpression is meant, after `!`; names and brackets do as well. */
const selectors: ReadonlySet<TokenType> = new Set([
  t.WholeNumber,
  t.Colon,
  t.AtSign,
  t.LeftTuple,
  t.RightTuple,
]);

/** The name an expression consists of, if it is nothing but a name. */
export function bareName(expression: Argument): Name | undefined {
  if (expression.kind !== 'application') return undefined;
  return expression.steps.length === 0 && expression.args.length === 0 ? expression.name : undefined;
}

/** Names, bounds and arguments: what all forms of expressions are made of. */
export abstract class ExpressionRules extends Cursor {
  abstract expression(): Rule<Expression>;
  abstract definition(): Rule<Definition>;

  *expressionList(): Rule<Expression[]> {
    const list = [yield* call(this.expression())];
    while (this.accept(t.Comma)) list.push(yield* call(this.expression()));
    return list;
  }

  /** `x, y \in S, <<a, b>> \in T`; `first` are patterns that have been read already. */
  *bounds(first: Pattern[] = []): Rule<Bound[]> {
    const bounds: Bound[] = [];
    let patterns = first.length > 0 ? first : [this.pattern()];
    for (;;) {
      while (this.accept(t.Comma)) patterns.push(this.pattern());
      this.expect(t.ElementOf);
      bounds.push(this.bound(patterns, yield* call(this.expression())));
      if (!this.accept(t.Comma)) return bounds;
      patterns = [this.pattern()];
    }
  }

  bound(patterns: readonly Pattern[], set: Expression): Bound {
    const first = patterns[0]?.span ?? set.span;
    return { kind: 'bound', patterns, set, span: spanning(first, set.span) };
  }

  pattern(): Pattern {
    if (!this.at(t.LeftTuple)) return this.name('a bound name');
    const start = this.open(t.LeftTuple).startOffset;
    const names = [this.name()];
    while (this.accept(t.Comma)) names.push(this.name());
    this.close(t.RightTuple);
    return { kind: 'tuplePattern', names, span: this.spanFrom(start) };
  }

  /** An expression that has been read turns out to be what stands before `\in`. */
  patternOf(expression: Expression): Pattern | undefined {
    const name = bareName(expression);
    if (name !== undefined) return name;
    if (expression.kind !== 'tuple' || expression.elements.length === 0) return undefined;
    const names: Name[] = [];
    for (const element of expression.elements) {
      const elementName = bareName(element);
      if (elementName === undefined) return undefined;
      names.push(elementName);
    }
    const pattern: TuplePattern = { kind: 'tuplePattern', names, span: expression.span };
    return pattern;
  }

  /** `(a, b)` after an operator's name; empty without parentheses. */
  *argumentsAfterName(): Rule<Argument[]> {
    if (!this.at(t.LeftParenthesis)) return [];
    this.open(t.LeftParenthesis);
    const args = [yield* call(this.argument())];
    while (this.accept(t.Comma)) args.push(yield* call(this.argument()));
    this.close(t.RightParenthesis);
    return args;
  }

  /** An operator's argument: an expression, a LAMBDA, or an operator symbol alone. */
  *argument(): Rule<Argument> {
    const token = this.peek();
    if (token.tokenType === t.LambdaWord) return yield* call(this.lambda());
    const operator = operatorAt(token);
    if (operator !== undefined && (this.endsArgument(1) || this.endsSubstitution(1))) {
      this.advance();
      return { kind: 'operatorSymbol', operator, span: tokenSpan(this.source, token) };
    }
    return yield* call(this.expression());
  }

  protected endsArgument(distance: number): boolean {
    return this.at(t.Comma, distance) || this.at(t.RightParenthesis, distance);
  }

  /** The last operator of a WITH has neither a comma nor a bracket behind it. */
  protected endsSubstitution(distance: number): boolean {
    const token = this.peek(distance);
    return token === this.text.endToken || token.tokenType === t.In || this.beginsAnew(token);
  }

  *lambda(): Rule<Argument> {
    const start = this.expect(t.LambdaWord).startOffset;
    const params = [this.name()];
    while (this.accept(t.Comma)) params.push(this.name());
    this.expect(t.Colon);
    const body = yield* call(this.expression());
    return { kind: 'lambda', params, body, span: this.spanFrom(start) };
  }

  /** `x`, `Op(a)`, `M(a)!Op(b)`, `M!+`, `Op(a)!2!(b)`, or `lab(x) :: e`. */
  *named(): Rule<Expression> {
    const start = this.startOffset;
    const steps: InstanceStep[] = [];
    let stepStart = start;
    let name = this.name();
    for (;;) {
      const args = yield* call(this.argumentsAfterName());
      if (!this.at(t.Bang)) return yield* call(this.finishNamed(start, steps, name, args));
      steps.push({ kind: 'instanceStep', name, args, span: this.spanFrom(stepStart) });
      this.advance();
      stepStart = this.startOffset;
      name = this.partName();
    }
  }

  /**
   * `M!` or `M(a)!N!` before an operator that follows an operand, with the operator's token left to be taken; undefined, and nothing taken,
   * where no such thing stands. A name can follow an operand in no other way than as the beginning of something else.
   */
  *stepsToOperator(
    operators: ReadonlyMap<string, unknown>,
  ): Rule<readonly [InstanceStep, ...InstanceStep[]] | undefined> {
    if (!this.leadsToOperator(operators)) return undefined;
    const read: InstanceStep[] = [];
    for (;;) {
      const start = this.startOffset;
      const name = this.name();
      const args = yield* call(this.argumentsAfterName());
      read.push({ kind: 'instanceStep', name, args, span: this.spanFrom(start) });
      this.expect(t.Bang);
      const [first, ...rest] = read;
      if (first !== undefined && !this.atName()) return [first, ...rest];
    }
  }

  private leadsToOperator(operators: ReadonlyMap<string, unknown>): boolean {
    let ahead = 0;
    let steps = 0;
    for (; this.atName(ahead); steps += 1) {
      ahead += 1;
      if (this.at(t.LeftParenthesis, ahead)) {
        let open = 0;
        do {
          const { tokenType } = this.peek(ahead);
          if (tokenType === this.text.endToken.tokenType) return false;
          if (openers.has(tokenType)) open += 1;
          if (closers.has(tokenType)) open -= 1;
          ahead += 1;
        } while (open > 0);
      }
      if (!this.at(t.Bang, ahead)) return false;
      ahead += 1;
    }
    return steps > 0 && operators.has(operatorAt(this.peek(ahead)) ?? '');
  }

  /** What stands after `!`: a name, an operator symbol, or a selector of a subexpression. */
  private partName(): Name {
    if (this.atName()) return this.name();
    const token = this.peek();
    const operator = operatorAt(token);
    if (operator !== undefined) return { ...this.nameOf(this.advance()), text: operator };
    // `!(x)`: the brackets are read as the arguments of a name without letters.
    if (this.at(t.LeftParenthesis)) return { ...this.nameOf(token), text: '' };
    if (!selectors.has(token.tokenType)) this.fail('expected the name of an operator after `!`');
    return { ...this.nameOf(this.advance()), text: canonicalSpelling(token.image) };
  }

  private *finishNamed(
    start: number,
    steps: readonly InstanceStep[],
    name: Name,
    args: readonly Argument[],
  ): Rule<Expression> {
    if (this.at(t.DoubleColon) && steps.length === 0) {
      const params = args.map((argument) => bareName(argument));
      if (!params.every((param) => param !== undefined))
        this.fail('expected names only in the brackets of a label');
      this.advance();
      const body = yield* call(this.expression());
      return { kind: 'labelled', label: name, params, body, span: this.spanFrom(start) };
    }
    return { kind: 'application', steps, name, args, span: this.spanFrom(start) };
  }

  /** `v` in `[A]_v` or `WF_v(A)`: a name, or something in brackets. */
  *subscript(): Rule<Expression> {
    if (!this.atName()) return yield* call(this.bracketed());
    const start = this.startOffset;
    const steps: InstanceStep[] = [];
    let name = this.name();
    while (this.accept(t.Bang)) {
      steps.push({ kind: 'instanceStep', name, args: [], span: name.span });
      name = this.at(t.LeftParenthesis) ? this.name() : this.partName();
    }
    const application: Application = {
      kind: 'application',
      steps,
      name,
      args: [],
      span: this.spanFrom(start),
    };
    return application;
  }

  /** An expression that begins with a bracket. */
  abstract bracketed(): Rule<Expression>;

  /** `x`, `F(_, _)`, `_+_`, `-._`, `_^+`: a formal parameter or a constant. */
  parameter(): OperatorParameter {
    const start = this.startOffset;
    if (this.at(t.Underscore)) {
      this.advance();
      const operator = this.peek();
      const canonical = operatorAt(operator);
      if (canonical === undefined) this.fail('expected an operator symbol after `_`');
      const name: Name = { ...this.nameOf(this.advance()), text: canonical };
      const infix = this.accept(t.Underscore) !== undefined;
      return { kind: 'operatorParameter', name, arity: infix ? 2 : 1, span: this.spanFrom(start) };
    }
    const prefix = prefixOperators.get(canonicalSpelling(this.peek().image));
    if (prefix !== undefined && this.at(t.Underscore, 1)) {
      const name: Name = { ...this.nameOf(this.advance()), text: prefix.operator };
      this.advance();
      return { kind: 'operatorParameter', name, arity: 1, span: this.spanFrom(start) };
    }
    const name = this.name();
    let arity = 0;
    if (this.at(t.LeftParenthesis)) {
      this.open(t.LeftParenthesis);
      do {
        this.expect(t.Underscore);
        arity += 1;
      } while (this.accept(t.Comma));
      this.close(t.RightParenthesis);
    }
    return { kind: 'operatorParameter', name, arity, span: this.spanFrom(start) };
  }

  parameterList(): OperatorParameter[] {
    const list = [this.parameter()];
    while (this.accept(t.Comma)) list.push(this.parameter());
    return list;
  }
}
