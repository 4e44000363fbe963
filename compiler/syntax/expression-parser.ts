import { errorAt } from '../diagnostics/index.ts';
import { spanning } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import { call, run, SyntaxFailure } from './cursor.ts';
import type { Bullet, Rule } from './cursor.ts';
import { startsDefinition } from './definition-heads.ts';
import { DefinitionRules } from './definition-rules.ts';
import type { Application, Expression, Junction, Name } from './expressions.ts';
import { tokenSpan } from './lexer.ts';
import type { Token } from './lexer.ts';
import { numberLiteral, stringValue } from './literals.ts';
import { canonicalSpelling, infixOperators, postfixOperators, prefixOperators } from './operators.ts';
import type { PrecedenceRange } from './operators.ts';
import { closers, openers } from './symbols.ts';
import * as t from './tokens.ts';

/** An operator that waits for its right operand. */
interface Pending extends PrecedenceRange {
  readonly operator: string;
  readonly prefix: boolean;
  readonly associative: boolean;
  readonly span: Span;
  /** The instance an operator comes from: `M!` of `a M!+ b`. */
  readonly steps?: Application['steps'];
}

/**
 * How high the tree of an expression may become, by nesting or by chains such as `a + b + c`. Reading takes no stack; the limit spares
 * those who walk the tree.
 */
export const expressionDepthLimit = 10_000;

/** Operator expressions by precedence ranges, junction lists by columns, and everything that can be an operand. */
export class ExpressionParser extends DefinitionRules {
  /** Reads one rule from the present position; a failure leaves the position where it happened. */
  read<T>(rule: Rule<T>): T {
    this.forget();
    return run(rule);
  }

  *expression(): Rule<Expression> {
    if (this.depth >= expressionDepthLimit) this.failTooDeep();
    this.depth += 1;
    const operators: Pending[] = [];
    const operands: Expression[] = [];
    let height = 0;
    do {
      height = this.prefixes(operators, height);
      let operand = yield* call(this.operand());
      for (let minus = this.minusOf(operand); minus !== undefined; minus = this.minusOf(operand)) {
        this.pushPrefix(operators, minus.pending);
        height = this.grow(height);
        if (minus.operand === undefined) height = this.prefixes(operators, height);
        operand = minus.operand ?? (yield* call(this.operand()));
      }
      operands.push(operand);
      height = yield* this.suffixes(operators, operands, height);
      height = this.grow(height);
    } while (yield* this.infix(operators, operands));
    while (operators.length > 0) this.reduce(operators, operands);
    this.depth -= 1;
    const whole = operands.pop();
    if (whole === undefined) return this.fail('expected an expression');
    return whole;
  }

  /** Counts one more expression around a chain of operators or suffixes. */
  private grow(height: number): number {
    if (this.depth + height >= expressionDepthLimit) this.failTooDeep();
    return height + 1;
  }

  private failTooDeep(): never {
    const span = tokenSpan(this.source, this.peek());
    const message = `expressions are nested more than ${expressionDepthLimit} deep`;
    throw new SyntaxFailure(
      errorAt('MP109', span, message, { hint: 'give the inner part a name of its own' }),
    );
  }

  /** Takes the operators that stand before an operand. */
  private prefixes(operators: Pending[], height: number): number {
    for (let grown = height; ; grown = this.grow(grown)) {
      const token = this.peek();
      const canonical = canonicalSpelling(token.image);
      const operator = prefixOperators.get(canonical === '-' ? '-.' : canonical);
      if (operator === undefined || token.tokenType === t.StringText) return grown;
      this.advance();
      const pending = { ...operator, prefix: true, associative: false, span: tokenSpan(this.source, token) };
      this.pushPrefix(operators, pending);
    }
  }

  private pushPrefix(operators: Pending[], pending: Pending): void {
    const before = operators[operators.length - 1];
    // Minus could be infix as well, so it must bind tighter than the infix operator before it.
    const minusAfterInfix = pending.operator === '-.' && before !== undefined && !before.prefix;
    if (minusAfterInfix && before.high >= pending.low) this.conflict(before, pending);
    operators.push(pending);
  }

  /**
   * `M!-`, read as an operand, where one follows that it stands before; or `M!-(a)`, where the operand has been read too. Minus is the only such
   * operator that can be defined.
   */
  private minusOf(
    read: Expression,
  ): { readonly pending: Pending; readonly operand: Expression | undefined } | undefined {
    if (read.kind !== 'application' || read.steps.length === 0) return undefined;
    const { steps, name, args, span } = read;
    const minus = prefixOperators.get('-.');
    if (minus === undefined || !['-', '-.'].includes(name.text)) return undefined;
    const pending = { ...minus, prefix: true, associative: false, span: name.span, steps };
    const [inner, second] = args;
    if (inner === undefined)
      return this.endsArgument(0) || this.endsSubstitution(0) ? undefined : { pending, operand: undefined };
    if (second !== undefined || inner.kind === 'lambda' || inner.kind === 'operatorSymbol') return undefined;
    return {
      pending,
      operand: { kind: 'parenthesized', inner, span: { ...span, start: name.span.end } },
    };
  }

  /** Takes `[i]`, `.field` and postfix operators behind an operand. */
  private *suffixes(operators: Pending[], operands: Expression[], height: number): Rule<number> {
    for (let grown = height; ; grown = this.grow(grown)) {
      const token = this.peek();
      const operand = operands[operands.length - 1];
      if (operand === undefined) return grown;
      const steps = this.atName() ? yield* this.stepsToOperator(postfixOperators) : undefined;
      const postfix = postfixOperators.get(canonicalSpelling(this.peek().image));
      if (token.tokenType === t.LeftBracket) {
        const args = yield* call(this.indices());
        const span = this.spanFrom(operand.span.start);
        operands[operands.length - 1] = { kind: 'functionApplication', function: operand, args, span };
      } else if (token.tokenType === t.Dot) {
        this.advance();
        const field = this.fieldName();
        const span = this.spanFrom(operand.span.start);
        operands[operands.length - 1] = { kind: 'fieldAccess', record: operand, field, span };
      } else if (postfix !== undefined) {
        const operatorSpan = tokenSpan(this.source, this.advance());
        this.settle(operators, operands, {
          ...postfix,
          prefix: false,
          associative: false,
          span: operatorSpan,
        });
        const last = operands.pop() ?? operand;
        const span = spanning(last.span, operatorSpan);
        operands.push(
          steps === undefined
            ? { kind: 'postfix', operator: postfix.operator, operatorSpan, operand: last, span }
            : throughInstance(steps, 'postfix', postfix.operator, operatorSpan, [last]),
        );
      } else {
        return grown;
      }
    }
  }

  /** Takes an infix operator, if one follows that belongs to this expression. */
  private *infix(operators: Pending[], operands: Expression[]): Rule<boolean> {
    const steps = this.atName() ? yield* this.stepsToOperator(infixOperators) : undefined;
    const token = this.peek();
    const operator = infixOperators.get(canonicalSpelling(token.image));
    if (operator === undefined || token.tokenType === t.StringText) return false;
    if (steps === undefined && this.endsStatementExpression(token)) return false;
    this.advance();
    const span = tokenSpan(this.source, token);
    const pending = { ...operator, prefix: false, span, ...(steps === undefined ? {} : { steps }) };
    this.settle(operators, operands, pending);
    operators.push(pending);
    return true;
  }

  /** `:=` and `||` outside brackets belong to the statement around an expression. */
  private endsStatementExpression(token: Token): boolean {
    if (!this.inStatement || this.brackets.length > 0) return false;
    return token.tokenType === t.Assign || token.tokenType === t.Parallel;
  }

  /** Whether the text is an algorithm's. */
  inStatement = false;

  /** The factors of products, which another factor may follow. */
  private readonly growing = new WeakMap<Expression, Expression[]>();

  /** Builds what binds tighter than the operator that comes next. */
  private settle(operators: Pending[], operands: Expression[], next: Pending): void {
    for (let left = operators.at(-1); left !== undefined; left = operators.at(-1)) {
      if (left.high < next.low) return;
      const chains = left.operator === next.operator && next.associative && !left.prefix;
      if (left.low <= next.high && !chains) this.conflict(left, next);
      this.reduce(operators, operands);
    }
  }

  private conflict(left: Pending, right: Pending): void {
    const [a, b] = [sourceSpelling(left), sourceSpelling(right)];
    const message =
      a === b
        ? `\`${a}\` does not associate: what a chain of it means is not defined`
        : `\`${a}\` and \`${b}\` have no order of precedence between them`;
    this.diagnostics.push(
      errorAt('MP104', right.span, message, {
        related: [{ span: left.span, message: `\`${a}\` stands here` }],
        hint: 'put parentheses around what belongs together',
      }),
    );
  }

  private reduce(operators: Pending[], operands: Expression[]): void {
    const pending = operators.pop();
    const right = operands.pop();
    if (pending === undefined || right === undefined) return;
    this.steps += 1;
    const { operator, span: operatorSpan, steps } = pending;
    if (pending.prefix) {
      if (steps !== undefined) {
        operands.push(throughInstance(steps, 'prefix', operator, operatorSpan, [right]));
        return;
      }
      const span = spanning(operatorSpan, right.span);
      operands.push({ kind: 'prefix', operator, operatorSpan, operand: right, span });
      return;
    }
    const left = operands.pop();
    if (left === undefined) return;
    const span = spanning(left.span, right.span);
    if (steps !== undefined) {
      operands.push(throughInstance(steps, 'infix', operator, operatorSpan, [left, right]));
    } else if (operator === '\\X') {
      // The factors grow in place: copying them for every factor would take quadratic time.
      const factors = this.growing.get(left) ?? [left];
      factors.push(right);
      const product: Expression = { kind: 'product', factors, span };
      this.growing.set(product, factors);
      operands.push(product);
    } else {
      operands.push({ kind: 'infix', operator, operatorSpan, left, right, span });
    }
  }

  /** What operators stand between. */
  private *operand(): Rule<Expression> {
    const token = this.peek();
    switch (token.tokenType) {
      case t.And:
      case t.Or:
        return yield* call(this.junction());
      case t.WholeNumber:
        this.advance();
        return numberLiteral(token.image, tokenSpan(this.source, token));
      case t.DecimalNumber:
        this.advance();
        return { kind: 'decimal', text: token.image, span: tokenSpan(this.source, token) };
      case t.StringText:
        this.advance();
        return { kind: 'string', value: stringValue(token.image), span: tokenSpan(this.source, token) };
      case t.Truth:
        this.advance();
        return { kind: 'boolean', value: token.image === 'TRUE', span: tokenSpan(this.source, token) };
      case t.BuiltinSetWord: {
        this.advance();
        const name = token.image === 'STRING' ? 'STRING' : 'BOOLEAN';
        return { kind: 'builtinSet', name, span: tokenSpan(this.source, token) };
      }
      case t.AtSign:
        return this.atSign();
      case t.SpecialVariable: {
        this.advance();
        const name = token.image === '$value' ? 'value' : 'variable';
        return { kind: 'mappingSpecial', name, span: tokenSpan(this.source, token) };
      }
      case t.LeftParenthesis:
      case t.LeftTuple:
      case t.LeftBrace:
      case t.LeftBracket:
        return yield* call(this.bracketed());
      case t.ForAll:
      case t.Exists:
      case t.TemporalForAll:
      case t.TemporalExists:
        return yield* call(this.quantifier());
      case t.Choose:
        return yield* call(this.choose());
      case t.IfWord:
        return yield* call(this.conditional());
      case t.Case:
        return yield* call(this.cases());
      case t.Let:
        return yield* call(this.let());
      case t.FairnessPrefix:
        return yield* call(this.fairness());
      case t.LambdaWord:
        return this.fail('expected an expression (a LAMBDA is only allowed as an argument of an operator)');
      default:
        if (!this.atName()) return this.fail('expected an expression');
        if (token.firstOnLine && startsDefinition(this.text, token.index)) {
          return this.fail('expected an expression');
        }
        return yield* call(this.named());
    }
  }

  private atSign(): Expression {
    const span = tokenSpan(this.source, this.advance());
    if (this.exceptDepth === 0) {
      this.report(
        'MP103',
        span,
        '`@` has a meaning only in the new value of an EXCEPT',
        '`[f EXCEPT ![i] = @ + 1]`',
      );
    }
    return { kind: 'atSign', span };
  }

  /** One item of a junction list. If it cannot be read, that is reported and the next one is: their columns tell them apart. */
  private *item(bullet: Bullet): Rule<Expression> {
    const [lists, opened, depth, except] = [
      this.bullets.length,
      this.brackets.length,
      this.depth,
      this.exceptDepth,
    ];
    this.bullets.push(bullet);
    try {
      const item = yield* call(this.expression());
      this.bullets.pop();
      return item;
    } catch (failure) {
      if (!(failure instanceof SyntaxFailure) || !this.canGoOn(bullet, opened)) throw failure;
      this.diagnostics.push(failure.diagnostic);
      this.bullets.length = lists;
      this.brackets.length = opened;
      this.depth = depth;
      this.exceptDepth = except;
      const span = this.spanFrom(bullet.span.end);
      this.broken.push(span);
      return { kind: 'error', span };
    }
  }

  /**
   * Moves to the next bullet of the list, if there is one before anything that stands left of the list. Not where brackets of the item are
   * closed further down: then the lines in between belong to the item, and are only badly placed.
   */
  private canGoOn(bullet: Bullet, opened: number): boolean {
    const unclosed = this.brackets.length - opened;
    let balance = 0;
    let next: number | undefined;
    for (let position = this.position; position < this.text.tokens.length; position++) {
      const token = this.text.tokens[position];
      if (token === undefined) break;
      if (token.column <= bullet.column) {
        const isBullet = token.tokenType === t.And || token.tokenType === t.Or;
        if (!isBullet || token.column < bullet.column || !token.firstOnLine) break;
        next ??= position;
        if (unclosed === 0) break;
      }
      if (openers.has(token.tokenType)) balance += 1;
      if (closers.has(token.tokenType)) balance -= 1;
      if (balance < 0 && (unclosed > 0 || next === undefined)) return false;
    }
    if (next === undefined) return false;
    this.position = next;
    return true;
  }

  /** Items under bullets of one kind in one column (Specifying Systems, section 15.2.1). */
  private *junction(): Rule<Junction> {
    const first = this.peek();
    const bullets: Span[] = [];
    const items: Expression[] = [];
    for (;;) {
      const bullet = this.text.tokens[this.position];
      const same = bullet?.tokenType === first.tokenType && bullet.column === first.column;
      const outer = this.bullets.at(-1);
      if (bullet === undefined || !same || (outer !== undefined && bullet.column <= outer.column)) break;
      this.advance();
      const span = tokenSpan(this.source, bullet);
      bullets.push(span);
      items.push(yield* call(this.item({ column: bullet.column, span })));
    }
    const operator = first.tokenType === t.And ? '/\\' : '\\/';
    return { kind: 'junction', operator, bullets, items, span: this.spanFrom(first.startOffset) };
  }
}

/** `a M!+ b`, `M!- a` or `a M!^+`. */
function throughInstance(
  steps: Application['steps'],
  fixity: NonNullable<Application['fixity']>,
  operator: string,
  operatorSpan: Span,
  args: readonly Expression[],
): Application {
  const name: Name = { kind: 'name', text: operator, span: operatorSpan };
  const span = [...steps, ...args].reduce((whole, { span: part }) => around(whole, part), operatorSpan);
  return { kind: 'application', steps, name, args, fixity, span };
}

function around(a: Span, b: Span): Span {
  return { source: a.source, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** How the source spells the operator, for messages. */
function sourceSpelling(pending: Pending): string {
  return pending.span.source.text.slice(pending.span.start, pending.span.end);
}
