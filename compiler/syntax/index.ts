/** Text to syntax tree: TLA+ modules, PlusCal and Modular PlusCal. */
export type * from './algorithms.ts';
export type * from './expressions.ts';
export type * from './modules.ts';
export { parseExpression, parseFurtherModule, parseModule, parseTranslated, parseUnits } from './parse.ts';
export type { ParsedModule } from './parse.ts';
export { algorithmText } from './comments.ts';
export type { AlgorithmText } from './comments.ts';
export type { Comment } from './lexer.ts';
export { anyStatement, innerStatements, isJumpOrLabelled, leavesStep } from './inner-statements.ts';
export { numberLiteral } from './literals.ts';
export { byName } from './named.ts';
export { canonicalSpelling, infixOperators, postfixOperators, prefixOperators } from './operators.ts';
export { statementSpellings } from './tokens.ts';
