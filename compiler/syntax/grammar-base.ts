import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic, RelatedSpan } from '../diagnostics/index.ts';
import { Source } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import { EmbeddedActionsParser, isRecognitionException, tokenMatcher } from './chevrotain.ts';
import type { IParserErrorMessageProvider, IToken, TokenType } from './chevrotain.ts';
import { SyntaxFailure } from './cursor.ts';
import type { Rule } from './cursor.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { Expression, Name } from './expressions.ts';
import type { Token, TokenText } from './lexer.ts';
import type { Definition } from './modules.ts';
import { allTokenTypes, EOF, ExpressionStart, Identifier, OperatorToken, Recursive } from './tokens.ts';

/** Our wording of the library's messages; the position is told by the span. */
const messages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => `expected ${expected.LABEL ?? expected.name}`,
  buildNotAllInputParsedMessage: () => 'expected the end of the text',
  buildNoViableAltMessage: ({ ruleName }) => `expected ${choices[ruleName] ?? ruleName}`,
  buildEarlyExitMessage: ({ ruleName }) => `expected ${choices[ruleName] ?? ruleName}`,
};

/** What users call that which the rules with several alternatives choose from. */
const choices: Readonly<Record<string, string>> = {
  label: '`+` or `-`',
  statement: 'a statement',
  singleAssignment: 'a variable to assign to',
  body: '`{` or `begin`',
  relation: '`=` or `\\in`',
  callArgument: 'an argument',
  definition: 'a definition',
  section: 'a section of the algorithm, such as variables, a macro, a process or the body',
  algorithmEnd: 'the end of the algorithm',
  define: 'a definition, or the end of the define section',
  process: '`== instance`, variables or the body of the process',
  mappingClause: 'the variable to map, by name or by position as in `@1`',
};

/**
 * What the grammars of modules and algorithms share: the hand-over to the expression parser, and recovery from errors. Rules fail by
 * throwing; whoever can go on behind the failure catches it with `attempt`.
 */
export abstract class GrammarBase extends EmbeddedActionsParser {
  protected text: TokenText;
  protected expressions: ExpressionParser;
  protected diagnostics: Diagnostic[] = [];
  /** A failure at this token follows from an earlier one and is not reported. */
  private quietAt = -1;

  /** With `validate`, the library checks the grammar for ambiguities and the like, which takes longer than to use it. */
  constructor(validate: boolean) {
    super(allTokenTypes, {
      recoveryEnabled: false,
      maxLookahead: 1,
      skipValidations: !validate,
      errorMessageProvider: messages,
    });
    this.text = emptyText;
    this.expressions = new ExpressionParser(emptyText, this.diagnostics);
  }

  /** Makes the parser ready for a text. */
  protected begin(text: TokenText, inStatement: boolean): void {
    this.text = text;
    this.diagnostics = [];
    this.quietAt = -1;
    this.expressions = new ExpressionParser(text, this.diagnostics);
    this.expressions.inStatement = inStatement;
    this.input = [...text.tokens];
  }

  /** Index of the next token. */
  protected get position(): number {
    const token = this.LA(1);
    return token.tokenType === EOF ? this.text.tokens.length : (token as Token).index;
  }

  /** The next token but `distance`, never undefined. */
  protected ahead(distance = 0): Token {
    return this.text.tokens[this.position + distance] ?? this.text.endToken;
  }

  protected next(type: TokenType, distance = 0): boolean {
    return tokenMatcher(this.LA(1 + distance), type);
  }

  protected moveTo(position: number): void {
    while (this.position < position && !this.next(EOF)) this.SKIP_TOKEN();
  }

  /** Lets the expression parser read from here. */
  protected read<T>(rule: (parser: ExpressionParser) => Rule<T>): T {
    this.expressions.position = this.position;
    try {
      return this.expressions.read(rule(this.expressions));
    } finally {
      this.moveTo(this.expressions.position);
    }
  }

  protected name(token: IToken): Name {
    const { startOffset: start, image } = token;
    return {
      kind: 'name',
      text: image,
      span: { source: this.text.source, start, end: start + image.length },
    };
  }

  /** From a token to the last one taken. */
  protected spanFrom(first: IToken): Span {
    const last = this.text.tokens[this.position - 1];
    const start = Math.min(this.RECORDING_PHASE ? 0 : first.startOffset, this.text.endToken.startOffset);
    return { source: this.text.source, start, end: Math.max(start, last?.endOffset ?? start) };
  }

  protected readonly identifier = this.RULE('identifier', (): Name => this.name(this.CONSUME(Identifier)));

  protected readonly expression = this.RULE('expression', (): Expression => {
    if (this.RECORDING_PHASE) return recorded(this.CONSUME(ExpressionStart));
    return this.readExpression();
  });

  protected readExpression(): Expression {
    return this.read((parser) => parser.expression());
  }

  protected readonly definition = this.RULE('definition', (local: boolean, first: Token): Definition => {
    if (this.RECORDING_PHASE)
      return recorded(this.OR(definitionStarts.map((type) => ({ ALT: () => this.CONSUME(type) }))));
    return this.read((parser) =>
      parser.definition(local, first.startOffset, (failure) => {
        this.moveTo(this.expressions.position);
        this.note(failure);
        const start = this.expressions.spanFrom(this.ahead().startOffset).start;
        this.skipDefinition(first.column);
        this.expressions.position = this.position;
        const span = { source: this.text.source, start, end: this.ahead(-1).endOffset };
        this.expressions.broken.push(span);
        return { kind: 'error', span };
      }),
    );
  });

  /** Skips what is left of a definition that begins in the given column. */
  protected abstract skipDefinition(column: number): void;

  /** Runs a rule; if it fails, reports why, lets `resync` move on and answers `otherwise`. */
  protected attempt<T>(rule: () => T, resync: (first: Token) => void, otherwise: (first: Token) => T): T {
    const first = this.ahead();
    try {
      return rule();
    } catch (error) {
      this.note(error);
      resync(first);
      if (this.position <= first.index) this.SKIP_TOKEN();
      this.quietAt = this.position;
      this.expressions.broken.push(this.spanFrom(first));
      return otherwise(first);
    }
  }

  /** Reports a failure of a rule, unless nothing was read since the last one; passes on what is no failure of a rule. */
  protected note(error: unknown): void {
    if (error instanceof SyntaxFailure) this.reportHere(() => error.diagnostic);
    else if (error instanceof Error && isRecognitionException(error)) this.report(error.message);
    else throw error;
  }

  /** Reports what was expected instead of what stands here. */
  protected report(expected: string, related: readonly RelatedSpan[] = []): void {
    this.reportHere(() => this.unexpected(expected, related));
  }

  private reportHere(diagnostic: () => Diagnostic): void {
    if (this.position !== this.quietAt) this.diagnostics.push(diagnostic());
    this.quietAt = this.position;
  }

  /**
   * Whether a token that has to stand here is missing. Then that has been reported, and the rule can go on as if it stood here. `opened` is
   * the bracket it closes.
   */
  protected lacks(type: TokenType, opened?: IToken): boolean {
    if (this.RECORDING_PHASE || this.next(type)) return false;
    const related =
      opened === undefined
        ? []
        : [{ span: this.name(opened).span, message: `\`${opened.image}\` is opened here` }];
    this.report(`expected ${type.LABEL ?? type.name}`, related);
    return true;
  }

  /** "expected X" with what stands here instead. */
  private unexpected(expected: string, related: readonly RelatedSpan[]): Diagnostic {
    const token = this.text.tokens[this.position];
    if (token !== undefined) {
      const span = { source: this.text.source, start: token.startOffset, end: token.endOffset };
      return errorAt('MP103', span, `${expected}, found \`${token.image}\``, {
        related,
        hint: `complete what stands before \`${token.image}\`, or take that out`,
        ...this.hintFor(expected, token),
      });
    }
    const end = this.text.tokens.at(-1) ?? this.text.endToken;
    const span = { source: this.text.source, start: end.startOffset, end: end.endOffset };
    return errorAt('MP103', span, `${expected}, but the text ends here`, {
      related,
      hint: 'complete what stands before the end',
    });
  }

  /** What the user may have meant where a token stands that cannot stand there. */
  protected abstract hintFor(expected: string, token: Token): { readonly hint?: string };
}

/** A definition begins with a name, with RECURSIVE or with `-.`. */
const definitionStarts = [Identifier, Recursive, OperatorToken];

const noSource = new Source('', '');
const emptyText: TokenText = {
  source: noSource,
  tokens: [],
  comments: [],
  diagnostics: [],
  endToken: {
    image: '',
    startOffset: 0,
    endOffset: 0,
    index: 0,
    column: 0,
    firstOnLine: true,
    tokenType: EOF,
    tokenTypeIdx: EOF.tokenTypeIdx ?? 0,
  },
};

/** What rules answer while the library records the grammar: nobody looks at it. */
export function recorded<T>(token: IToken): T {
  return token as unknown as T;
}
