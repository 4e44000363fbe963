import { spanning } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import { call } from './cursor.ts';
import type { Rule } from './cursor.ts';
import { ExpressionRules } from './expression-rules.ts';
import type {
  ActionExpression,
  Bound,
  ExceptUpdate,
  Expression,
  Infix,
  PathStep,
  Pattern,
  RecordField,
} from './expressions.ts';
import * as t from './tokens.ts';

/** An expression read as `x \in S` that turns out to be a bound. */
interface ReadBound {
  readonly pattern: Pattern;
  readonly set: Expression;
}

/** Expressions in brackets (Specifying Systems, sections 16.1.6 to 16.1.10). */
export abstract class BracketRules extends ExpressionRules {
  /** How many EXCEPT values are open: `@` has a meaning inside them only. */
  protected exceptDepth = 0;
  /** How many expressions are open. */
  protected depth = 0;

  /** Forgets the lists and brackets that were open where reading failed. */
  forget(): void {
    this.bullets = [];
    this.brackets = [];
    this.exceptDepth = 0;
    this.depth = 0;
  }

  /** How many brackets are open. */
  get openBrackets(): number {
    return this.brackets.length;
  }

  *bracketed(): Rule<Expression> {
    switch (this.peek().tokenType) {
      case t.LeftParenthesis:
        return yield* call(this.parenthesized());
      case t.LeftTuple:
        return yield* call(this.tuple());
      case t.LeftBrace:
        return yield* call(this.set());
      case t.LeftBracket:
        return yield* call(this.function());
      default:
        return this.fail('expected a name or an expression in brackets');
    }
  }

  private *parenthesized(): Rule<Expression> {
    const start = this.open(t.LeftParenthesis).startOffset;
    const inner = yield* call(this.expression());
    this.close(t.RightParenthesis);
    return { kind: 'parenthesized', inner, span: this.spanFrom(start) };
  }

  /** `<<a, b>>` or `<<A>>_v`. */
  private *tuple(): Rule<Expression> {
    const start = this.open(t.LeftTuple).startOffset;
    const elements = this.at(t.RightTuple) ? [] : yield* call(this.expressionList());
    const action = elements[0];
    if (this.at(t.RightTupleSubscript) && elements.length === 1 && action !== undefined) {
      this.close(t.RightTupleSubscript);
      return yield* call(this.actionSubscript(false, action, start));
    }
    this.close(t.RightTuple);
    return { kind: 'tuple', elements, span: this.spanFrom(start) };
  }

  private *actionSubscript(box: boolean, action: Expression, start: number): Rule<ActionExpression> {
    const subscript = yield* call(this.subscript());
    return { kind: 'action', box, action, subscript, span: this.spanFrom(start) };
  }

  /** `{a, b}`, `{x \in S : P}` or `{e : x \in S}`. */
  private *set(): Rule<Expression> {
    const start = this.open(t.LeftBrace).startOffset;
    if (this.at(t.RightBrace)) {
      this.close(t.RightBrace);
      return { kind: 'setEnumeration', elements: [], span: this.spanFrom(start) };
    }
    const first = yield* call(this.expression());
    if (this.accept(t.Colon)) return yield* call(this.comprehension(first, start));
    const elements = [first];
    while (this.accept(t.Comma)) elements.push(yield* call(this.expression()));
    this.close(t.RightBrace);
    return { kind: 'setEnumeration', elements, span: this.spanFrom(start) };
  }

  private *comprehension(first: Expression, start: number): Rule<Expression> {
    const read = this.readBound(first);
    if (read !== undefined) {
      const predicate = yield* call(this.expression());
      this.close(t.RightBrace);
      return {
        kind: 'setFilter',
        pattern: read.pattern,
        set: read.set,
        predicate,
        span: this.spanFrom(start),
      };
    }
    const bounds = yield* call(this.bounds());
    this.close(t.RightBrace);
    return { kind: 'setMap', body: first, bounds, span: this.spanFrom(start) };
  }

  private readBound(expression: Expression): ReadBound | undefined {
    const infix: Infix | undefined = expression.kind === 'infix' ? expression : undefined;
    if (infix?.operator !== '\\in') return undefined;
    const pattern = this.patternOf(infix.left);
    return pattern === undefined ? undefined : { pattern, set: infix.right };
  }

  /** Everything between `[` and `]` that is not an index. */
  private *function(): Rule<Expression> {
    const start = this.open(t.LeftBracket).startOffset;
    if (this.atFieldName() && this.at(t.MapsTo, 1)) return yield* call(this.record(start, true));
    if (this.atFieldName() && this.at(t.Colon, 1)) return yield* call(this.record(start, false));
    const first = yield* call(this.expression());
    switch (this.peek().tokenType) {
      case t.Comma:
      case t.MapsTo:
        return yield* call(this.functionConstructor(first, start));
      case t.Arrow: {
        this.advance();
        const range = yield* call(this.expression());
        this.close(t.RightBracket);
        return { kind: 'functionSet', domain: first, range, span: this.spanFrom(start) };
      }
      case t.ExceptWord:
        return yield* call(this.except(first, start));
      case t.RightBracketSubscript:
        this.close(t.RightBracketSubscript);
        return yield* call(this.actionSubscript(true, first, start));
      default:
        return this.fail('expected `|->`, `->`, `EXCEPT` or `]_`');
    }
  }

  /** `[x, y \in S, z \in T |-> e]`, of which `first` is `x` or `x \in S`. */
  private *functionConstructor(first: Expression, start: number): Rule<Expression> {
    const read = this.readBound(first);
    let bounds: Bound[];
    if (read !== undefined) {
      bounds = [this.bound([read.pattern], read.set)];
      if (this.accept(t.Comma)) bounds.push(...(yield* call(this.bounds())));
    } else {
      const pattern = this.patternOf(first);
      if (pattern === undefined)
        this.fail('expected `\\in` and a set before `|->`, as in `[x \\in S |-> e]`');
      bounds = yield* call(this.bounds([pattern]));
    }
    this.expect(t.MapsTo);
    const body = yield* call(this.expression());
    this.close(t.RightBracket);
    return { kind: 'functionConstructor', bounds, body, span: this.spanFrom(start) };
  }

  /** `[a |-> 1, b |-> 2]` (`values`) or `[a : S, b : T]`. */
  private *record(start: number, values: boolean): Rule<Expression> {
    const fields: RecordField[] = [];
    const seen = new Map<string, Span>();
    do {
      const name = this.fieldName();
      this.expect(values ? t.MapsTo : t.Colon);
      const value = yield* call(this.expression());
      fields.push({ kind: 'recordField', name, value, span: spanning(name.span, value.span) });
      const earlier = seen.get(name.text);
      if (earlier === undefined) seen.set(name.text, name.span);
      else this.reportTwice(name.text, name.span, earlier);
    } while (this.accept(t.Comma));
    this.close(t.RightBracket);
    return { kind: values ? 'record' : 'recordSet', fields, span: this.spanFrom(start) };
  }

  private reportTwice(name: string, span: Span, earlier: Span): void {
    this.diagnostics.push({
      code: 'MP203',
      severity: 'error',
      message: `the field \`${name}\` is given twice`,
      span,
      related: [{ span: earlier, message: 'it is given here already' }],
      hint: undefined,
    });
  }

  /** `[f EXCEPT !.a[i] = e, ...]` */
  private *except(base: Expression, start: number): Rule<Expression> {
    this.expect(t.ExceptWord);
    const updates: ExceptUpdate[] = [];
    do {
      const updateStart = this.expect(t.Bang, 'before the place to change').startOffset;
      const path = yield* call(this.path());
      if (path.length === 0) this.fail('expected `.field` or `[index]` after `!`');
      this.expect(t.EqualSign);
      this.exceptDepth += 1;
      const value = yield* call(this.expression());
      this.exceptDepth -= 1;
      updates.push({ kind: 'exceptUpdate', path, value, span: this.spanFrom(updateStart) });
    } while (this.accept(t.Comma));
    this.close(t.RightBracket);
    return { kind: 'except', base, updates, span: this.spanFrom(start) };
  }

  /** `.a[i, j].b`: the place an EXCEPT or an assignment changes. */
  *path(): Rule<PathStep[]> {
    const steps: PathStep[] = [];
    for (;;) {
      const start = this.startOffset;
      if (this.at(t.Dot)) {
        this.advance();
        const name = this.fieldName();
        steps.push({ kind: 'fieldStep', name, span: this.spanFrom(start) });
      } else if (this.at(t.LeftBracket)) {
        const args = yield* call(this.indices());
        steps.push({ kind: 'indexStep', args, span: this.spanFrom(start) });
      } else {
        return steps;
      }
    }
  }

  /** `[a, b]` after a function. */
  *indices(): Rule<Expression[]> {
    this.open(t.LeftBracket);
    const args = yield* call(this.expressionList());
    this.close(t.RightBracket);
    return args;
  }
}
