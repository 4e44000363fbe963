import type * as chevrotain from 'chevrotain';

/**
 * The one door to the parsing library. It loads the library's own bundle, which stands beside the entry point: the entry point pulls in
 * some seven hundred small files, which costs half a second of every start; the bundle costs twenty milliseconds.
 */
const bundle = new URL('../chevrotain.min.mjs', import.meta.resolve('chevrotain'));
const library = (await import(bundle.href)) as typeof chevrotain;

export const { createToken, EmbeddedActionsParser, EOF, isRecognitionException, Lexer, tokenMatcher } =
  library;
export type {
  CustomPatternMatcherReturn,
  ILexingResult,
  IParserErrorMessageProvider,
  IToken,
  TokenType,
} from 'chevrotain';
