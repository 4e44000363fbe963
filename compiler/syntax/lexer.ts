import { closest, errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Source, Span } from '../source/index.ts';
import type { ILexingResult, IToken, TokenType } from './chevrotain.ts';
import { symbolSpellings } from './operators.ts';
import {
  BackslashWord,
  BlockComment,
  blockCommentEnd,
  EOF,
  Identifier,
  InvalidText,
  keywordType,
  NumberSet,
  OperatorToken,
  StringText,
  symbolType,
  SymbolText,
  tokenLexer,
  Underscore,
  UnterminatedString,
} from './tokens.ts';
import type { Vocabulary } from './tokens.ts';

/** A token with its place: `column` decides junction lists and counts tab stops of eight. */
export interface Token extends IToken {
  /** Position among the tokens of its text. */
  index: number;
  endOffset: number;
  /** From 1; 0 for the end of the text, which is left of every bullet. */
  column: number;
  firstOnLine: boolean;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly block: boolean;
  readonly closed: boolean;
}

export interface TokenText {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** Stands after the last token. */
  readonly endToken: Token;
  /** What no token could be made of. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What of the source to read: `[start, end)` of `text`, which is the source's text or a copy with parts blanked out. */
export interface Window {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function tokenSpan(source: Source, token: Token): Span {
  return { source, start: token.startOffset, end: token.endOffset };
}

/** Splits a part of a source into tokens with their offsets in the whole source. */
export function readTokens(source: Source, window: Window, vocabulary: Vocabulary): TokenText {
  const mode = vocabulary === 'module' ? 'module' : 'algorithm';
  const result = tokenLexer.tokenize(window.text.slice(window.start, window.end), mode);
  const diagnostics: Diagnostic[] = [];
  const comments = (result.groups['comments'] ?? []).map((comment) =>
    commentOf(comment, window, source, diagnostics),
  );
  const lines = new LineReader(source);
  const tokens: Token[] = [];
  for (const raw of withInvalidText(result, window, source, diagnostics)) {
    const start = raw.startOffset + window.start;
    const place = lines.at(start);
    const token: Token = Object.assign(raw, {
      startOffset: start,
      endOffset: start + raw.image.length,
      index: tokens.length,
      column: place.column,
      firstOnLine: place.first,
    });
    tokens.push(token);
    const word = classify(token, vocabulary, source, diagnostics);
    if (word !== undefined) tokens.push(word);
  }
  const end = { startOffset: window.end, endOffset: window.end, index: tokens.length };
  const endToken = { ...end, image: '', tokenTypeIdx: 0, tokenType: EOF, column: 0, firstOnLine: true };
  setType(endToken, EOF);
  return { source, tokens, comments, endToken, diagnostics };
}

/** The tokens with what no token could be made of, which is reported, in the order of the text. */
function withInvalidText(
  result: ILexingResult,
  window: Window,
  source: Source,
  diagnostics: Diagnostic[],
): readonly IToken[] {
  if (result.errors.length === 0) return result.tokens;
  const invalid = result.errors.map(({ offset, length }): IToken => {
    const start = offset + window.start;
    const image = window.text.slice(start, start + length);
    const message = `\`${image}\` is not a symbol of TLA+ or PlusCal`;
    diagnostics.push(
      errorAt('MP101', { source, start, end: start + length }, message, {
        hint: 'leave it out, or put it into a string or a comment',
      }),
    );
    const token = { image, startOffset: offset, tokenType: InvalidText, tokenTypeIdx: 0 };
    setType(token, InvalidText);
    return token;
  });
  return [...result.tokens, ...invalid].sort((a, b) => a.startOffset - b.startOffset);
}

function commentOf(raw: IToken, window: Window, source: Source, diagnostics: Diagnostic[]): Comment {
  const start = raw.startOffset + window.start;
  const block = raw.tokenType === BlockComment;
  const closed = !block || blockCommentEnd(raw.image, 0).closed;
  if (!closed) {
    diagnostics.push(
      errorAt('MP102', { source, start, end: start + 2 }, 'this comment is never closed', {
        hint: 'every `(*` needs its own `*)`; comments nest',
      }),
    );
  }
  return { start, end: start + raw.image.length, block, closed };
}

function setType(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}

const numberSets: Readonly<Record<string, string>> = { ℕ: 'Nat', ℤ: 'Int', ℝ: 'Real' };

/** Gives words and symbols their own types. Answers the second token where there are two, as in `S\T`. */
function classify(
  token: Token,
  vocabulary: Vocabulary,
  source: Source,
  diagnostics: Diagnostic[],
): Token | undefined {
  switch (token.tokenType) {
    case Identifier: {
      const type = keywordType(token.image, vocabulary);
      if (type !== undefined) setType(token, type);
      return undefined;
    }
    case NumberSet:
      token.image = numberSets[token.image] ?? token.image;
      setType(token, Identifier);
      return undefined;
    case SymbolText:
      setType(token, symbolType(token.image) ?? OperatorToken);
      return undefined;
    case BackslashWord: {
      const type = symbolType(token.image);
      if (type === undefined) return splitBackslash(token, vocabulary, source, diagnostics);
      setType(token, type);
      return undefined;
    }
    case Underscore:
      if (token.image.length > 1) {
        const message = `\`${token.image}\` is not a name: a name has a letter`;
        diagnostics.push(errorAt('MP101', tokenSpan(source, token), message, { hint: 'give it a letter' }));
      }
      return undefined;
    case UnterminatedString:
      diagnostics.push(
        errorAt('MP102', tokenSpan(source, token), 'this string is never closed', {
          hint: 'a string ends with `"` on the line where it begins',
        }),
      );
      setType(token, StringText);
      return undefined;
    default:
      return undefined;
  }
}

/** `S\T` is a set difference written without spaces, unless `\T` looks like a misspelt operator. */
function splitBackslash(
  token: Token,
  vocabulary: Vocabulary,
  source: Source,
  diagnostics: Diagnostic[],
): Token | undefined {
  const meant = closest(token.image, symbolSpellings);
  if (meant !== undefined) {
    const message = `\`${token.image}\` is not an operator of TLA+`;
    diagnostics.push(
      errorAt('MP101', tokenSpan(source, token), message, { hint: `did you mean \`${meant}\`?` }),
    );
    setType(token, symbolType(meant) ?? OperatorToken);
    token.image = meant;
    return undefined;
  }
  const word: Token = {
    ...token,
    image: token.image.slice(1),
    startOffset: token.startOffset + 1,
    index: token.index + 1,
    column: token.column + 1,
    firstOnLine: false,
  };
  setType(word, keywordType(word.image, vocabulary) ?? Identifier);
  token.image = '\\';
  token.endOffset = token.startOffset + 1;
  setType(token, OperatorToken);
  return word;
}

/** Columns of ever larger offsets, in one pass over the text. */
class LineReader {
  private readonly text: string;
  private readonly starts: readonly number[];
  private line = 0;
  private lastTokenLine = -1;
  private offset = 0;
  private column = 1;

  constructor(source: Source) {
    this.text = source.text;
    this.starts = source.starts();
  }

  at(offset: number): { readonly column: number; readonly first: boolean } {
    while ((this.starts[this.line + 1] ?? Infinity) <= offset) this.line += 1;
    const first = this.lastTokenLine !== this.line;
    this.lastTokenLine = this.line;
    const lineStart = this.starts[this.line] ?? 0;
    if (this.offset < lineStart) {
      this.offset = lineStart;
      this.column = 1;
    }
    for (; this.offset < offset; this.offset++) {
      const tab = this.text[this.offset] === '\t';
      this.column = tab ? this.column + 8 - ((this.column - 1) % 8) : this.column + 1;
    }
    return { column: this.column, first };
  }
}
