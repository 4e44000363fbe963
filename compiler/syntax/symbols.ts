import type { Token } from './lexer.ts';
import { canonicalSpelling, infixOperators, postfixOperators, prefixOperators } from './operators.ts';
import { EOF, StringText } from './tokens.ts';

/** The canonical spelling of an operator symbol at a token; undefined if the token is none. */
export function operatorAt(token: Token): string | undefined {
  const canonical = canonicalSpelling(token.image);
  if (token.tokenType === StringText || token.tokenType === EOF) return undefined;
  const known =
    infixOperators.has(canonical) || prefixOperators.has(canonical) || postfixOperators.has(canonical);
  return known ? canonical : undefined;
}
