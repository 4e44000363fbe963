import { closest, errorAt } from '../diagnostics/index.ts';
import type { Statement } from './algorithms.ts';
import type { TokenType } from './chevrotain.ts';
import type { Expression } from './expressions.ts';
import { partedHint } from './cursor.ts';
import { startsDefinition } from './definition-heads.ts';
import { GrammarBase } from './grammar-base.ts';
import type { Token } from './lexer.ts';
import { closers, openers } from './symbols.ts';
import * as t from './tokens.ts';

/** Words a section of an algorithm begins with, beside those of Modular PlusCal that may be names. */
const sectionWords: ReadonlySet<TokenType> = new Set([
  ...[t.VariablesWord, t.DefineWord, t.MacroWord, t.ProcedureWord, t.ProcessWord, t.FairWord, t.BeginWord],
]);
const statementWords: ReadonlySet<TokenType> = new Set([
  ...[t.AssertWord, t.AwaitWord, t.CallWord, t.EitherWord, t.GotoWord, t.IfStatementWord, t.PrintWord],
  ...[t.ReturnWord, t.SkipWord, t.WhileWord, t.WithStatementWord, t.YieldWord],
]);
/** Words that end a sequence of statements in P syntax. */
const endWords: ReadonlySet<TokenType> = new Set([t.ElseStatement, t.ElsifWord, t.EndWord, t.OrWord]);
/** Words inside or behind a statement of statements. */
const innerWords: ReadonlySet<TokenType> = new Set([...endWords, t.DoWord, t.ThenStatement]);
/** Words that a statement of statements begins with and, in P syntax, ends with behind `end`. */
export const compoundWords: ReadonlySet<TokenType> = new Set([
  ...[t.IfStatementWord, t.WhileWord, t.EitherWord, t.WithStatementWord],
]);
const compound: ReadonlySet<Statement['kind']> = new Set(['block', 'if', 'while', 'with', 'either']);

/** Where parsing of an algorithm goes on after an error, and what may separate statements. */
export abstract class StatementRecovery extends GrammarBase {
  /** C syntax (braces) or P syntax (`begin` and `end`). */
  protected braces = true;

  protected hintFor(expected: string, token: Token): { readonly hint?: string } {
    const parted = partedHint(token, this.text.tokens[token.index + 1]);
    if (parted !== undefined) return { hint: parted };
    const atWord = token.tokenType === t.Identifier && !expected.includes(':=');
    const word = atWord ? token : this.text.tokens[token.index - 1];
    if (!atWord && !expected.includes(':=')) return {};
    const meant = word === undefined ? undefined : closest(word.image, t.statementSpellings());
    if (meant !== undefined) return { hint: `did you mean \`${meant}\`?` };
    return token.tokenType === t.EqualSign ? { hint: '`:=` assigns, `=` compares' } : {};
  }

  protected override readExpression(): Expression {
    if (!this.expressions.inStatement) return super.readExpression();
    try {
      return super.readExpression();
    } catch (failure) {
      const start = this.ahead();
      this.note(failure);
      this.skipExpression(this.expressions.openBrackets);
      const span = this.spanFrom(start);
      this.expressions.broken.push(span);
      return { kind: 'error', span };
    }
  }

  protected atLabel(): boolean {
    return this.next(t.Identifier) && this.next(t.Colon, 1);
  }

  protected atSequenceEnd(): boolean {
    if (this.next(t.EOF) || this.atSection()) return true;
    return this.braces ? this.next(t.RightBrace) : endWords.has(this.LA(1).tokenType);
  }

  /** At something that only stands between the bodies of an algorithm. */
  protected atSection(): boolean {
    const type = this.LA(1).tokenType;
    if (sectionWords.has(type)) return true;
    if (type === t.ArchetypeWord) return this.next(t.Identifier, 1);
    return type === t.MappingWord && this.next(t.MacroWord, 1);
  }

  /** `;` after a statement; it may be left out before the end of a sequence and, in C syntax, after `}`. */
  protected separator(statement: Statement): void {
    if (this.next(t.Semicolon)) {
      this.SKIP_TOKEN();
      return;
    }
    if (this.atSequenceEnd()) return;
    const last = this.ahead(-1);
    if (this.braces && last.tokenType === t.RightBrace && compound.has(statement.kind)) return;
    this.reportMissingSemicolon(last);
  }

  private reportMissingSemicolon(last: Token): void {
    const found = this.ahead();
    const startsStatement = this.atLabel() || this.next(t.Identifier) || statementWords.has(found.tokenType);
    if (!startsStatement) {
      this.report('expected `;`');
      this.skipStatement(found);
      return;
    }
    const span = { source: this.text.source, start: last.startOffset, end: last.endOffset };
    this.diagnostics.push(
      errorAt('MP103', span, `expected \`;\` after this, before \`${found.image}\``, {
        hint: 'statements are separated by semicolons',
      }),
    );
  }

  /** Moves to the end of an expression that could not be read; `depth` brackets of it are open. */
  private skipExpression(depth: number): void {
    let open = depth;
    for (; !this.next(t.EOF); this.SKIP_TOKEN()) {
      const token = this.ahead();
      const type = token.tokenType;
      if (type === t.Semicolon || statementWords.has(type) || innerWords.has(type) || this.atSection())
        return;
      if (token.firstOnLine && this.atLabel()) return;
      if (open <= 0 && (closers.has(type) || type === t.Comma || type === t.Parallel)) return;
      if (openers.has(type)) open += 1;
      if (closers.has(type)) open -= 1;
    }
  }

  /** Moves behind a statement that could not be read, or to where another begins. */
  protected skipStatement(first: Token): void {
    let open = 0;
    for (; !this.next(t.EOF) && !this.atSection(); this.SKIP_TOKEN()) {
      const token = this.ahead();
      const type = token.tokenType;
      if (open === 0) {
        if (this.braces ? type === t.RightBrace : endWords.has(type)) return;
        const isNew = token.index > first.index && token.firstOnLine;
        if (isNew && (statementWords.has(type) || this.atLabel())) return;
        if (type === t.Semicolon) {
          this.SKIP_TOKEN();
          return;
        }
      }
      if (openers.has(type)) open += 1;
      if (closers.has(type) && open > 0) open -= 1;
    }
  }

  /** Moves to the next definition of a define section, or to the end of the section. */
  protected skipDefinition(column: number): void {
    let open = this.expressions.openBrackets;
    for (; !this.next(t.EOF) && !this.next(t.EndWord) && !this.atSection(); this.SKIP_TOKEN()) {
      const token = this.ahead();
      if (token.firstOnLine && token.column <= column && startsDefinition(this.text, token.index)) return;
      if (open <= 0 && token.tokenType === t.RightBrace) return;
      if (openers.has(token.tokenType)) open += 1;
      if (closers.has(token.tokenType)) open -= 1;
    }
  }
}
