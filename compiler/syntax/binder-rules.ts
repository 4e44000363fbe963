import { BracketRules } from './bracket-rules.ts';
import { call } from './cursor.ts';
import type { Rule } from './cursor.ts';
import { startsDefinition } from './definition-heads.ts';
import type {
  CaseArm,
  CaseExpression,
  Choose,
  Fairness,
  IfExpression,
  LetExpression,
  Name,
  Pattern,
  Quantifier,
} from './expressions.ts';
import { tokenSpan } from './lexer.ts';
import type { Definition } from './modules.ts';
import { canonicalSpelling } from './operators.ts';
import * as t from './tokens.ts';

const otherAlone = 'OTHER is what holds in no arm of the CASE, but there is none';

/** Expressions that begin with a word or a quantifier and go on as far to the right as they can. */
export abstract class BinderRules extends BracketRules {
  *quantifier(): Rule<Quantifier> {
    const token = this.advance();
    const quantifier = canonicalSpelling(token.image) as Quantifier['quantifier'];
    const patterns: Pattern[] = [this.pattern()];
    while (this.accept(t.Comma)) patterns.push(this.pattern());
    const bounds = this.at(t.ElementOf) ? yield* call(this.bounds(patterns)) : [];
    const names = bounds.length > 0 ? [] : this.unboundedNames(patterns);
    this.expect(t.Colon, 'after the bound names');
    const body = yield* call(this.expression());
    return { kind: 'quantifier', quantifier, bounds, names, body, span: this.spanFrom(token.startOffset) };
  }

  private unboundedNames(patterns: readonly Pattern[]): readonly Name[] {
    const names: Name[] = [];
    for (const pattern of patterns) {
      if (pattern.kind === 'name') names.push(pattern);
      else this.fail('expected `\\in` and a set after a tuple of bound names');
    }
    return names;
  }

  *choose(): Rule<Choose> {
    const start = this.expect(t.Choose).startOffset;
    const pattern = this.pattern();
    const set = this.accept(t.ElementOf) ? yield* call(this.expression()) : undefined;
    this.expect(t.Colon, 'after what CHOOSE binds');
    const predicate = yield* call(this.expression());
    return { kind: 'choose', pattern, set, predicate, span: this.spanFrom(start) };
  }

  *conditional(): Rule<IfExpression> {
    const start = this.expect(t.IfWord).startOffset;
    const condition = yield* call(this.expression());
    this.expect(t.ThenWord);
    const then = yield* call(this.expression());
    this.expect(t.ElseWord, '(an IF expression has both branches)');
    const otherwise = yield* call(this.expression());
    return { kind: 'ifExpression', condition, then, else: otherwise, span: this.spanFrom(start) };
  }

  *cases(): Rule<CaseExpression> {
    const start = this.expect(t.Case).startOffset;
    const arms: CaseArm[] = [];
    do {
      if (this.at(t.Other)) {
        const other = tokenSpan(this.source, this.advance());
        if (arms.length === 0) this.report('MP103', other, otherAlone, 'leave CASE and OTHER out');
        this.expect(t.Arrow);
        const value = yield* call(this.expression());
        return { kind: 'case', arms, other: value, span: this.spanFrom(start) };
      }
      const armStart = this.startOffset;
      const condition = yield* call(this.expression());
      this.expect(t.Arrow);
      const value = yield* call(this.expression());
      arms.push({ kind: 'caseArm', condition, value, span: this.spanFrom(armStart) });
    } while (this.accept(t.Box));
    return { kind: 'case', arms, other: undefined, span: this.spanFrom(start) };
  }

  *let(): Rule<LetExpression> {
    const start = this.expect(t.Let).startOffset;
    const definitions: Definition[] = [];
    do definitions.push(yield* call(this.definition()));
    while (startsDefinition(this.text, this.position));
    this.expect(t.In, 'after the definitions of LET');
    const body = yield* call(this.expression());
    return { kind: 'let', definitions, body, span: this.spanFrom(start) };
  }

  /** `WF_v(A)`, `SF_v(A)` */
  *fairness(): Rule<Fairness> {
    const token = this.expect(t.FairnessPrefix);
    const subscript = yield* call(this.subscript());
    this.open(t.LeftParenthesis);
    const action = yield* call(this.expression());
    this.close(t.RightParenthesis);
    const strong = token.image === 'SF_';
    return { kind: 'fairness', strong, subscript, action, span: this.spanFrom(token.startOffset) };
  }
}
