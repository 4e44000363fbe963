import { tokenMatcher } from './chevrotain.ts';
import type { TokenType } from './chevrotain.ts';
import type { TokenText } from './lexer.ts';
import { operatorAt } from './symbols.ts';
import * as t from './tokens.ts';

/** No head has more tokens; the limit keeps the search from reading a text over and over. */
const headLimit = 200;
const closing: ReadonlyMap<TokenType, TokenType> = new Map([
  [t.LeftParenthesis, t.RightParenthesis],
  [t.LeftBracket, t.RightBracket],
]);

/** Whether `Op(a, b) ==`, `f[x \\in S] ==`, `a + b ==`, `a^+ ==`, `-. a ==` or RECURSIVE stands at a token: no expression looks like that. */
export function startsDefinition(text: TokenText, index: number): boolean {
  const { tokens } = text;
  const is = (position: number, type: TokenType): boolean => {
    const token = tokens[position];
    return token !== undefined && tokenMatcher(token, type);
  };
  const first = tokens[index];
  if (first === undefined) return false;
  if (first.tokenType === t.Recursive) return true;
  if (first.image === '-.') return is(index + 1, t.Identifier) && is(index + 2, t.DefinedAs);
  if (!is(index, t.Identifier)) return false;
  if (is(index + 1, t.DefinedAs)) return true;
  const next = tokens[index + 1];
  if (next === undefined) return false;
  const close = closing.get(next.tokenType);
  if (close !== undefined) {
    let depth = 0;
    for (let position = index + 1; position < Math.min(tokens.length, index + headLimit); position++) {
      if (is(position, next.tokenType)) depth += 1;
      if (is(position, close) || (close === t.RightBracket && is(position, t.RightBracketSubscript)))
        depth -= 1;
      if (depth === 0) return is(position + 1, t.DefinedAs);
    }
    return false;
  }
  // `-.` is a prefix operator: a name before it belongs to something else.
  if (operatorAt(next) === undefined || next.image === '-.') return false;
  return is(index + 2, t.DefinedAs) || (is(index + 2, t.Identifier) && is(index + 3, t.DefinedAs));
}
