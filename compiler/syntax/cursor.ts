import { closest, errorAt } from '../diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode, RelatedSpan } from '../diagnostics/index.ts';
import type { Source, Span } from '../source/index.ts';
import { tokenMatcher } from './chevrotain.ts';
import type { TokenType } from './chevrotain.ts';
import type { Name } from './expressions.ts';
import { tokenSpan } from './lexer.ts';
import type { Token, TokenText } from './lexer.ts';
import { startsDefinition } from './definition-heads.ts';
import {
  Assume,
  Constant,
  Dashes,
  Identifier,
  InstanceWord,
  keywordType,
  Local,
  ModuleEnd,
  moduleSpellings,
  Recursive,
  Theorem,
  UseOrHide,
  VariableWord,
} from './tokens.ts';

/**
 * A parsing rule that may call rules without using the machine's stack: nested brackets are as deep as the user wrote them.
 * `yield* call(rule)` runs another rule to its end and answers its result.
 */
export type Rule<T> = Generator<unknown, T, unknown>;

export function* call<T>(rule: Rule<T>): Rule<T> {
  return (yield rule) as T;
}

/** Runs a rule and all rules it calls; what a rule throws passes through its callers. */
export function run<T>(root: Rule<T>): T {
  const callers: Rule<unknown>[] = [];
  let current: Rule<unknown> = root;
  let result: unknown = undefined;
  let failure: { readonly error: unknown } | undefined;
  for (;;) {
    try {
      const step: IteratorResult<unknown, unknown> =
        failure === undefined ? current.next(result) : current.throw(failure.error);
      failure = undefined;
      result = undefined;
      if (step.done !== true) {
        callers.push(current);
        current = step.value as Rule<unknown>;
        continue;
      }
      result = step.value;
    } catch (error) {
      failure = { error };
    }
    const caller = callers.pop();
    if (caller === undefined) {
      if (failure !== undefined) throw failure.error;
      return result as T;
    }
    current = caller;
  }
}

/** Unwinds the rules to the place where parsing can go on; it never leaves this folder. */
export class SyntaxFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** What the user probably meant, by what stands where something else was expected and by what stands before it. */
function hintFor(before: Token | undefined, actual: Token | undefined): { readonly hint?: string } {
  const slip = actual === undefined ? undefined : slips[actual.image];
  if (slip !== undefined) return { hint: slip };
  const parted = partedHint(before, actual);
  if (parted !== undefined) return { hint: parted };
  for (const token of [before, actual]) {
    if (token === undefined || !tokenMatcher(token, Identifier)) continue;
    const upper = token.image.toUpperCase();
    const meant =
      upper !== token.image && keywordType(upper, 'module') !== undefined
        ? upper
        : closest(token.image, moduleSpellings());
    if (meant !== undefined) return { hint: `did you mean \`${meant}\`?` };
  }
  return {};
}

/** What may have been meant by `=<<1>>`, whose first symbol is `=<`. */
export function partedHint(symbol: Token | undefined, next: Token | undefined): string | undefined {
  const isMeant = symbol?.image === '=<' && next?.image === '<' && symbol.endOffset === next.startOffset;
  return isMeant ? '`=<` is one symbol: write a space after `=`' : undefined;
}

/** What other languages write. */
const slips: Readonly<Record<string, string>> = {
  "'": 'a string stands in double quotes: "text"',
  '==': '`==` defines, `=` compares',
  '=': '`==` defines, `=` compares',
  '!': '`~` negates, `/=` or `#` says that two values differ',
};

const unitStarts: ReadonlySet<TokenType> = new Set([
  ...[Constant, VariableWord, Assume, Theorem, UseOrHide, Local, InstanceWord, Recursive, Dashes, ModuleEnd],
]);

/** Where the bullet of a junction list stands. */
export interface Bullet {
  readonly column: number;
  readonly span: Span;
}

/** A place in a text of tokens, with the junction lists and brackets that are open there. */
export class Cursor {
  readonly source: Source;
  readonly text: TokenText;
  readonly diagnostics: Diagnostic[];
  /** Parts of the text that could not be read; that has been reported. */
  readonly broken: Span[] = [];
  /** Index of the next token. */
  position = 0;
  /** Tokens taken and operators reduced so far: what parsing costs. */
  steps = 0;
  protected bullets: Bullet[] = [];
  protected brackets: Token[] = [];

  constructor(text: TokenText, diagnostics: Diagnostic[]) {
    this.text = text;
    this.source = text.source;
    this.diagnostics = diagnostics;
  }

  /** A token ahead, or the end of the text where the column rule of the innermost junction list bars it. */
  peek(distance = 0): Token {
    const token = this.text.tokens[this.position + distance];
    if (token === undefined) return this.text.endToken;
    const bullet = this.bullets[this.bullets.length - 1];
    return bullet !== undefined && token.column <= bullet.column ? this.text.endToken : token;
  }

  at(type: TokenType, distance = 0): boolean {
    return this.peek(distance).tokenType === type;
  }

  atName(distance = 0): boolean {
    return tokenMatcher(this.peek(distance), Identifier);
  }

  advance(): Token {
    const token = this.peek();
    this.position += 1;
    this.steps += 1;
    return token;
  }

  accept(type: TokenType): Token | undefined {
    return this.at(type) ? this.advance() : undefined;
  }

  /** Takes a token of the type; `purpose` says after "expected" what it is for, if the token alone does not tell. */
  expect(type: TokenType, purpose?: string): Token {
    if (this.at(type)) return this.advance();
    return this.fail(`expected ${type.LABEL ?? type.name}${purpose === undefined ? '' : ` ${purpose}`}`);
  }

  open(type: TokenType): Token {
    const token = this.expect(type);
    this.brackets.push(token);
    return token;
  }

  close(type: TokenType, purpose?: string): Token {
    const opened = this.brackets[this.brackets.length - 1];
    if (!this.at(type) && opened !== undefined) {
      const message = `expected ${type.LABEL ?? type.name}${purpose === undefined ? '' : ` ${purpose}`}`;
      this.fail(message, [
        { span: tokenSpan(this.source, opened), message: `\`${opened.image}\` is opened here` },
      ]);
    }
    this.brackets.pop();
    return this.expect(type);
  }

  name(purpose = 'a name'): Name {
    if (!this.atName()) this.fail(`expected ${purpose}`);
    return this.nameOf(this.advance());
  }

  /** The name of a record field: here the words of PlusCal statements are not reserved. */
  fieldName(): Name {
    if (!this.atFieldName()) this.fail('expected the name of a field');
    return this.nameOf(this.advance());
  }

  atFieldName(distance = 0): boolean {
    const token = this.peek(distance);
    if (tokenMatcher(token, Identifier)) return true;
    return /^[A-Za-z]\w*$/.test(token.image) && keywordType(token.image, 'module') === undefined;
  }

  nameOf(token: Token): Name {
    return { kind: 'name', text: token.image, span: tokenSpan(this.source, token) };
  }

  /** From an offset to the end of the last token taken. */
  spanFrom(start: number): Span {
    const last = this.text.tokens[this.position - 1];
    return { source: this.source, start, end: Math.max(start, last?.endOffset ?? start) };
  }

  get startOffset(): number {
    return this.peek().startOffset;
  }

  /** Gives up the rule: `expected` says what should stand here. */
  fail(expected: string, related: readonly RelatedSpan[] = []): never {
    throw new SyntaxFailure(this.unexpected(expected, related));
  }

  unexpected(expected: string, related: readonly RelatedSpan[] = []): Diagnostic {
    const actual = this.text.tokens[this.position];
    if (actual === undefined) return this.atEnd(`${expected}, but the text ends here`, related);
    const span = tokenSpan(this.source, actual);
    const bullet = this.bullets[this.bullets.length - 1];
    if (bullet !== undefined && actual.column <= bullet.column) {
      const list = { span: bullet.span, message: 'the list that ends has its bullet here' };
      return errorAt(
        'MP105',
        span,
        `${expected}, but \`${actual.image}\` stands left of or below the bullet of its list`,
        {
          related: [list, ...related],
          hint: 'whatever belongs to a bulleted item stands to the right of the bullet, also inside brackets',
        },
      );
    }
    const before = this.text.tokens[this.position - 1];
    // What is missing at the end of a line is missing there, not where the next unit begins.
    if (before !== undefined && actual.firstOnLine && this.beginsAnew(actual)) {
      const place = tokenSpan(this.source, before);
      return errorAt('MP103', place, `${expected} after this`, {
        related,
        hint: 'complete this line',
        ...hintFor(before, undefined),
      });
    }
    return errorAt('MP103', span, `${expected}, found \`${actual.image}\``, {
      related,
      hint: `complete what stands before \`${actual.image}\`, or take that out`,
      ...hintFor(before, actual),
    });
  }

  /** Whether something begins at a token that no expression goes on with. */
  protected beginsAnew(token: Token): boolean {
    return unitStarts.has(token.tokenType) || startsDefinition(this.text, token.index);
  }

  protected atEnd(message: string, related: readonly RelatedSpan[]): Diagnostic {
    const last = this.text.tokens[this.text.tokens.length - 1];
    const end = this.text.endToken.startOffset;
    const span = last === undefined ? { source: this.source, start: end, end } : tokenSpan(this.source, last);
    return errorAt('MP103', span, message, { related, hint: 'complete what stands before the end' });
  }

  report(code: DiagnosticCode, span: Span, message: string, hint?: string): void {
    this.diagnostics.push(errorAt(code, span, message, hint === undefined ? {} : { hint }));
  }
}
