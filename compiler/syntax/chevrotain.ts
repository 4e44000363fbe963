/** The one door to the parsing library. */
export {
  createToken,
  EmbeddedActionsParser,
  EOF,
  isRecognitionException,
  Lexer,
  tokenMatcher,
} from 'chevrotain';
export type {
  CustomPatternMatcherReturn,
  IParserErrorMessageProvider,
  IRecognitionException,
  IToken,
  TokenType,
} from 'chevrotain';
