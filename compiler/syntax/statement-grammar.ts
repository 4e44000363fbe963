import { errorAt } from '../diagnostics/index.ts';
import type { IfStatement, Label, Statement, WithBinding } from './algorithms.ts';
import type { IToken, TokenType } from './chevrotain.ts';
import { SyntaxFailure } from './cursor.ts';
import type { Expression } from './expressions.ts';
import { SimpleStatementGrammar } from './simple-statement-grammar.ts';
import { compoundWords } from './statement-recovery.ts';
import * as t from './tokens.ts';

/** How deep statements may stand in each other; nobody writes half as many, and the machine's stack allows for more. */
export const statementDepthLimit = 100;

/** Words that follow `end` where more than a statement ends. */
const outerWords: ReadonlySet<TokenType> = new Set([
  ...[t.AlgorithmWord, t.ProcessWord, t.ProcedureWord, t.MacroWord, t.DefineWord],
]);

/** `if` or `elsif` with its condition and branch. */
interface Arm {
  readonly first: IToken;
  readonly condition: Expression;
  readonly then: readonly Statement[];
}

/** The statements of PlusCal in both syntaxes (PlusCal manual, appendix A) with what Modular PlusCal adds. */
export abstract class StatementGrammar extends SimpleStatementGrammar {
  private depth = 0;

  protected readonly statement = this.RULE('statement', (): Statement => {
    if (this.depth >= statementDepthLimit) this.failTooDeep();
    const first = this.LA(1);
    this.depth += 1;
    try {
      const label = this.OPTION({ GATE: () => this.atLabel(), DEF: () => this.SUBRULE(this.label) });
      const at = { ARGS: [first, label] as [IToken, Label | undefined] };
      return this.OR<Statement>([
        { GATE: () => this.next(t.LeftParenthesis, 1), ALT: () => this.SUBRULE(this.macroCall, at) },
        { ALT: () => this.SUBRULE(this.assignment, at) },
        { GATE: () => this.braces, ALT: () => this.SUBRULE(this.blockStatement, at) },
        { ALT: () => this.SUBRULE(this.ifStatement, at) },
        { ALT: () => this.SUBRULE(this.whileStatement, at) },
        { ALT: () => this.SUBRULE(this.eitherStatement, at) },
        { ALT: () => this.SUBRULE(this.withStatement, at) },
        { ALT: () => this.SUBRULE(this.expressionStatement, at) },
        { ALT: () => this.SUBRULE(this.jumpStatement, at) },
        { ALT: () => this.SUBRULE(this.callStatement, at) },
      ]);
    } finally {
      this.depth -= 1;
    }
  });

  private failTooDeep(): never {
    const token = this.ahead();
    const span = { source: this.text.source, start: token.startOffset, end: token.endOffset };
    const message = `statements are nested more than ${statementDepthLimit} deep`;
    throw new SyntaxFailure(errorAt('MP109', span, message, { hint: 'move the inner part to a macro' }));
  }

  private readonly blockStatement = this.RULE(
    'blockStatement',
    (first: IToken, label: Label | undefined): Statement => {
      const body = this.SUBRULE(this.block);
      return { kind: 'block', body, label, span: this.spanFrom(first) };
    },
  );

  /** `{ ... }` */
  protected readonly block = this.RULE('block', (): Statement[] => {
    const opened = this.CONSUME(t.LeftBrace);
    const body = this.SUBRULE(this.sequence);
    if (this.lacks(t.RightBrace, opened)) return body;
    this.CONSUME(t.RightBrace);
    return body;
  });

  /** The body of a macro, procedure or process: `{ ... }`, or `begin ...` up to `end`. */
  protected readonly body = this.RULE('body', (): Statement[] =>
    this.OR<Statement[]>([
      { GATE: () => this.braces, ALT: () => this.SUBRULE(this.block) },
      {
        ALT: () => {
          this.CONSUME(t.BeginWord);
          return this.SUBRULE(this.sequence);
        },
      },
    ]),
  );

  /** Statements up to the end of what they stand in. */
  protected readonly sequence = this.RULE('sequence', (): Statement[] => {
    const statements: Statement[] = [];
    if (this.RECORDING_PHASE) {
      this.MANY(() => {
        this.SUBRULE(this.statement);
        this.OPTION(() => this.CONSUME(t.Semicolon));
      });
      return statements;
    }
    while (!this.atSequenceEnd()) {
      const statement = this.attempt(
        () => this.SUBRULE1(this.statement),
        (first) => this.skipStatement(first),
        (first): Statement => ({ kind: 'errorStatement', label: undefined, span: this.spanFrom(first) }),
      );
      statements.push(statement);
      if (statement.kind !== 'errorStatement') this.separator(statement);
    }
    return statements;
  });

  /** In C syntax, a branch may be one statement; the braces around several are no statement of their own. */
  private readonly branch = this.RULE('branch', (): readonly Statement[] => {
    if (!this.RECORDING_PHASE && this.next(t.LeftBrace)) return this.SUBRULE1(this.block);
    return [this.SUBRULE2(this.statement)];
  });

  private readonly ifStatement = this.RULE(
    'ifStatement',
    (first: IToken, label: Label | undefined): Statement => {
      const start = this.LA(1);
      this.CONSUME(t.IfStatementWord);
      const of = { ARGS: [start, first, label] as [IToken, IToken, Label | undefined] };
      if (!this.RECORDING_PHASE)
        return this.braces ? this.SUBRULE1(this.bracedIf, of) : this.SUBRULE2(this.wordyIf, of);
      const either = [
        { ALT: () => this.SUBRULE3(this.wordyIf, of) },
        { ALT: () => this.SUBRULE4(this.bracedIf, of) },
      ];
      return this.OR({ DEF: either, IGNORE_AMBIGUITIES: true });
    },
  );

  private readonly bracedIf = this.RULE(
    'bracedIf',
    (start: IToken, first: IToken, label: Label | undefined): Statement => {
      const arms = [this.SUBRULE(this.bracedArm, { ARGS: [start] })];
      this.MANY({
        GATE: () =>
          this.elseDistance() !== undefined && this.next(t.IfStatementWord, (this.elseDistance() ?? 0) + 1),
        DEF: () => {
          this.OPTION(() => this.CONSUME(t.Semicolon));
          this.CONSUME(t.ElseStatement);
          arms.push(this.SUBRULE2(this.bracedArm, { ARGS: [this.CONSUME(t.IfStatementWord)] }));
        },
      });
      const otherwise = this.OPTION2({
        GATE: () => this.elseDistance() !== undefined,
        DEF: () => {
          this.OPTION3(() => this.CONSUME2(t.Semicolon));
          this.CONSUME2(t.ElseStatement);
          return this.SUBRULE(this.branch);
        },
      });
      return this.ACTION(() => this.ifOf(arms, otherwise, first, label));
    },
  );

  /** How far ahead the `else` of the statement just read stands; a semicolon may come before it. */
  private elseDistance(): number | undefined {
    if (this.next(t.ElseStatement)) return 0;
    return this.next(t.Semicolon) && this.next(t.ElseStatement, 1) ? 1 : undefined;
  }

  private readonly bracedArm = this.RULE('bracedArm', (first: IToken): Arm => {
    const condition = this.SUBRULE(this.parenthesized);
    const then = this.SUBRULE(this.branch);
    return { first, condition, then };
  });

  private readonly parenthesized = this.RULE('parenthesized', (): Expression => {
    const opened = this.lacks(t.LeftParenthesis) ? undefined : this.CONSUME(t.LeftParenthesis);
    const expression = this.SUBRULE(this.expression);
    if (opened === undefined ? !this.next(t.RightParenthesis) : this.lacks(t.RightParenthesis, opened))
      return expression;
    this.CONSUME(t.RightParenthesis);
    return expression;
  });

  private readonly wordyIf = this.RULE(
    'wordyIf',
    (start: IToken, first: IToken, label: Label | undefined): Statement => {
      const arms = [this.SUBRULE(this.wordyArm, { ARGS: [start] })];
      this.MANY(() => arms.push(this.SUBRULE2(this.wordyArm, { ARGS: [this.CONSUME(t.ElsifWord)] })));
      const otherwise = this.OPTION(() => {
        this.CONSUME(t.ElseStatement);
        return this.SUBRULE(this.sequence);
      });
      this.SUBRULE2(this.endOf, { ARGS: [t.IfStatementWord] });
      return this.ACTION(() => this.ifOf(arms, otherwise, first, label));
    },
  );

  private readonly wordyArm = this.RULE('wordyArm', (first: IToken): Arm => {
    const condition = this.SUBRULE(this.expression);
    if (!this.lacks(t.ThenStatement)) this.CONSUME(t.ThenStatement);
    const then = this.SUBRULE(this.sequence);
    return { first, condition, then };
  });

  /** `elsif` and `else if` are an `if` inside `else`. */
  private ifOf(
    arms: readonly Arm[],
    otherwise: readonly Statement[] | undefined,
    first: IToken,
    label: Label | undefined,
  ): Statement {
    return arms.reduceRight<IfStatement | undefined>((inner, { first: armFirst, condition, then }, index) => {
      const span = this.spanFrom(index === 0 ? first : armFirst);
      const rest = inner === undefined ? otherwise : [inner];
      return { kind: 'if', condition, then, else: rest, label: index === 0 ? label : undefined, span };
    }, undefined) as Statement;
  }

  private readonly whileStatement = this.RULE(
    'whileStatement',
    (first: IToken, label: Label | undefined): Statement => {
      this.CONSUME(t.WhileWord);
      if (!this.RECORDING_PHASE && this.braces) {
        const condition = this.SUBRULE(this.parenthesized);
        const body = this.SUBRULE(this.branch);
        return { kind: 'while', condition, body, label, span: this.spanFrom(first) };
      }
      const condition = this.SUBRULE(this.expression);
      const body = this.SUBRULE(this.doBody, { ARGS: [t.WhileWord] });
      return { kind: 'while', condition, body, label, span: this.spanFrom(first) };
    },
  );

  private readonly eitherStatement = this.RULE(
    'eitherStatement',
    (first: IToken, label: Label | undefined): Statement => {
      this.CONSUME(t.EitherWord);
      const branches: (readonly Statement[])[] = [];
      this.OR([
        {
          GATE: () => this.braces,
          ALT: () => {
            branches.push(this.SUBRULE(this.branch));
            this.MANY({
              GATE: () => this.next(t.OrWord) || this.next(t.OrWord, 1),
              DEF: () => {
                this.OPTION(() => this.CONSUME(t.Semicolon));
                this.CONSUME(t.OrWord);
                branches.push(this.SUBRULE2(this.branch));
              },
            });
          },
        },
        {
          ALT: () => {
            branches.push(this.SUBRULE(this.sequence));
            this.MANY2(() => {
              this.CONSUME2(t.OrWord);
              branches.push(this.SUBRULE2(this.sequence));
            });
            this.SUBRULE(this.endOf, { ARGS: [t.EitherWord] });
          },
        },
      ]);
      return { kind: 'either', branches, label, span: this.spanFrom(first) };
    },
  );

  private readonly withStatement = this.RULE(
    'withStatement',
    (first: IToken, label: Label | undefined): Statement => {
      this.CONSUME(t.WithStatementWord);
      const opened = this.OPTION(() => this.CONSUME(t.LeftParenthesis));
      const bindings = this.SUBRULE(this.bindings);
      this.OPTION2({ GATE: () => opened !== undefined, DEF: () => this.CONSUME(t.RightParenthesis) });
      const body = this.SUBRULE(this.withBody);
      return { kind: 'with', bindings, body, label, span: this.spanFrom(first) };
    },
  );

  private readonly withBody = this.RULE('withBody', (): readonly Statement[] => {
    const word = { ARGS: [t.WithStatementWord] as [TokenType] };
    if (!this.RECORDING_PHASE)
      return this.braces ? this.SUBRULE1(this.branch) : this.SUBRULE2(this.doBody, word);
    return this.OR<readonly Statement[]>([
      { ALT: () => this.SUBRULE3(this.doBody, word) },
      { ALT: () => this.SUBRULE4(this.branch) },
    ]);
  });

  /** `do ... end while` or `do ... end with` */
  private readonly doBody = this.RULE('doBody', (word: TokenType): readonly Statement[] => {
    if (!this.lacks(t.DoWord)) this.CONSUME(t.DoWord);
    const body = this.SUBRULE(this.sequence);
    this.SUBRULE(this.endOf, { ARGS: [word] });
    return body;
  });

  /** `end if`, `end while` ... in P syntax; a wrong word is reported and taken for the right one. */
  private readonly endOf = this.RULE('endOf', (word: TokenType): void => {
    // `end algorithm` and the like end something further out.
    if (!this.RECORDING_PHASE && this.next(t.EndWord) && outerWords.has(this.ahead(1).tokenType)) {
      this.report(`expected \`end ${(word.LABEL ?? word.name).replaceAll('`', '')}\``);
      return;
    }
    if (this.lacks(t.EndWord)) return;
    this.CONSUME(t.EndWord);
    if (this.RECORDING_PHASE || !this.lacks(word))
      this.consume(0, this.RECORDING_PHASE ? t.IfStatementWord : word);
    else if (compoundWords.has(this.ahead().tokenType)) this.SKIP_TOKEN();
  });

  private readonly bindings = this.RULE('bindings', (): WithBinding[] => {
    const bindings = [this.SUBRULE(this.binding)];
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Comma) }, { ALT: () => this.CONSUME(t.Semicolon) }]);
      this.OPTION(() => bindings.push(this.SUBRULE2(this.binding)));
    });
    return bindings;
  });

  private readonly binding = this.RULE('binding', (): WithBinding => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.identifier);
    const relation = this.SUBRULE(this.relation);
    const value = this.SUBRULE(this.expression);
    return { kind: 'withBinding', name, relation, value, span: this.spanFrom(first) };
  });
}
