import type { Token } from './lexer.ts';
import { canonicalSpelling, infixOperators, postfixOperators, prefixOperators } from './operators.ts';
import type { TokenType } from './chevrotain.ts';
import * as t from './tokens.ts';
import { EOF, StringText } from './tokens.ts';

/** The canonical spelling of an operator symbol at a token; undefined if the token is none. */
export function operatorAt(token: Token): string | undefined {
  const canonical = canonicalSpelling(token.image);
  if (token.tokenType === StringText || token.tokenType === EOF) return undefined;
  const known =
    infixOperators.has(canonical) || prefixOperators.has(canonical) || postfixOperators.has(canonical);
  return known ? canonical : undefined;
}

/** Brackets. */
export const openers: ReadonlySet<TokenType> = new Set([
  t.LeftParenthesis,
  t.LeftBrace,
  t.LeftBracket,
  t.LeftTuple,
]);
export const closers: ReadonlySet<TokenType> = new Set([
  ...[t.RightParenthesis, t.RightBrace, t.RightBracket, t.RightBracketSubscript, t.RightTuple],
  t.RightTupleSubscript,
]);
