import type { AssignmentTarget, CallArgument, Label, SingleAssignment, Statement } from './algorithms.ts';
import type { IToken } from './chevrotain.ts';
import type { Expression, Name, PathStep } from './expressions.ts';
import { recorded } from './grammar-base.ts';
import { StatementRecovery } from './statement-recovery.ts';
import * as t from './tokens.ts';

/** Labels and the statements that hold no statements (PlusCal manual, sections 3.2 and 3.8; `ref` and `yield` are Modular PlusCal). */
export abstract class SimpleStatementGrammar extends StatementRecovery {
  /** `l:`, `l:+` or `l:-` */
  protected readonly label = this.RULE('label', (): Label => {
    const first = this.LA(1);
    const name = this.SUBRULE(this.identifier);
    this.CONSUME(t.Colon);
    const fairness = this.OPTION(() =>
      this.OR<Label['fairness']>([
        { ALT: () => (this.CONSUME(t.Plus), 'strong') },
        { ALT: () => (this.CONSUME(t.Minus), 'unfair') },
      ]),
    );
    return { kind: 'label', name, fairness: fairness ?? 'none', span: this.spanFrom(first) };
  });

  protected readonly macroCall = this.RULE(
    'macroCall',
    (first: IToken, label: Label | undefined): Statement => {
      const macro = this.SUBRULE(this.identifier);
      const args: Expression[] = [];
      this.CONSUME(t.LeftParenthesis);
      this.MANY_SEP({ SEP: t.Comma, DEF: () => args.push(this.SUBRULE(this.expression)) });
      this.CONSUME(t.RightParenthesis);
      return { kind: 'macroCall', macro, args, label, span: this.spanFrom(first) };
    },
  );

  /** `a := e || b := f` */
  protected readonly assignment = this.RULE(
    'assignment',
    (first: IToken, label: Label | undefined): Statement => {
      const assignments: SingleAssignment[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Parallel,
        DEF: () => assignments.push(this.SUBRULE(this.singleAssignment)),
      });
      return { kind: 'assign', assignments, label, span: this.spanFrom(first) };
    },
  );

  private readonly singleAssignment = this.RULE('singleAssignment', (): SingleAssignment => {
    const first = this.LA(1);
    const name = this.OR<Name>([
      { ALT: () => this.SUBRULE(this.identifier) },
      { ALT: () => this.name(this.CONSUME(t.SpecialVariable)) },
    ]);
    const path = this.SUBRULE(this.path);
    const target: AssignmentTarget = { kind: 'assignmentTarget', name, path, span: this.spanFrom(first) };
    this.CONSUME(t.Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: 'singleAssignment', target, value, span: this.spanFrom(first) };
  });

  private readonly path = this.RULE('path', (): PathStep[] => {
    if (!this.RECORDING_PHASE) return this.read((parser) => parser.path());
    this.OPTION(() =>
      this.OR([{ ALT: () => this.CONSUME(t.Dot) }, { ALT: () => this.CONSUME(t.LeftBracket) }]),
    );
    return [];
  });

  protected readonly relation = this.RULE('relation', (): '=' | '\\in' =>
    this.OR<'=' | '\\in'>([
      { ALT: () => (this.CONSUME(t.EqualSign), '=') },
      { ALT: () => (this.CONSUME(t.ElementOf), '\\in') },
    ]),
  );

  /** `await e`, `print e`, `assert e`, `yield e` */
  protected readonly expressionStatement = this.RULE(
    'expressionStatement',
    (first: IToken, label: Label | undefined): Statement => {
      const word = this.OR([
        { ALT: () => this.CONSUME(t.AwaitWord) },
        { ALT: () => this.CONSUME(t.PrintWord) },
        { ALT: () => this.CONSUME(t.AssertWord) },
        { ALT: () => this.CONSUME(t.YieldWord) },
      ]);
      const value = this.SUBRULE(this.expression);
      const span = this.spanFrom(first);
      switch (word.tokenType) {
        case t.PrintWord:
          return { kind: 'print', value, label, span };
        case t.AssertWord:
          return { kind: 'assert', condition: value, label, span };
        case t.YieldWord:
          return { kind: 'yield', value, label, span };
        default:
          return { kind: 'await', condition: value, label, span };
      }
    },
  );

  /** `skip`, `return`, `goto l` */
  protected readonly jumpStatement = this.RULE(
    'jumpStatement',
    (first: IToken, label: Label | undefined): Statement =>
      this.OR<Statement>([
        {
          ALT: () => {
            this.CONSUME(t.SkipWord);
            return { kind: 'skip', label, span: this.spanFrom(first) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.ReturnWord);
            return { kind: 'return', label, span: this.spanFrom(first) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.GotoWord);
            const target = this.SUBRULE(this.identifier);
            return { kind: 'goto', target, label, span: this.spanFrom(first) };
          },
        },
      ]),
  );

  protected readonly callStatement = this.RULE(
    'callStatement',
    (first: IToken, label: Label | undefined): Statement => {
      this.CONSUME(t.CallWord);
      const procedure = this.SUBRULE(this.identifier);
      const args = this.SUBRULE(this.callArguments);
      return { kind: 'call', procedure, args, label, span: this.spanFrom(first) };
    },
  );

  /** `(ref x[_], e)`, given to a procedure or archetype. */
  protected readonly callArguments = this.RULE('callArguments', (): CallArgument[] => {
    const args: CallArgument[] = [];
    this.CONSUME(t.LeftParenthesis);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => args.push(this.SUBRULE(this.callArgument)) });
    this.CONSUME(t.RightParenthesis);
    return args;
  });

  private readonly callArgument = this.RULE('callArgument', (): CallArgument => {
    const first = this.LA(1);
    return this.OR<CallArgument>([
      {
        ALT: () => {
          this.CONSUME(t.RefWord);
          const name = this.SUBRULE(this.identifier);
          const arity = this.SUBRULE(this.mappingArity);
          return { kind: 'refArgument', name, arity, span: this.spanFrom(first) };
        },
      },
      {
        ALT: () => {
          const value = this.SUBRULE(this.expression);
          return { kind: 'valueArgument', value, span: this.spanFrom(first) };
        },
      },
    ]);
  });

  /** How many `[_]` follow. */
  protected readonly mappingArity = this.RULE('mappingArity', (): number => {
    let arity = 0;
    this.MANY(() => {
      this.CONSUME(t.LeftBracket);
      this.CONSUME(t.Underscore);
      this.CONSUME(t.RightBracket);
      arity += 1;
    });
    return this.RECORDING_PHASE ? recorded(this.LA(1)) : arity;
  });
}
