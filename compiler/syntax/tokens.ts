import { createToken, EOF, Lexer } from './chevrotain.ts';
import type { CustomPatternMatcherReturn, TokenType } from './chevrotain.ts';
import { canonicalSpelling, symbolSpellings } from './operators.ts';

/** Every token type, in the order of definition; keywords and symbols are told apart after lexing, by their text. */
export const allTokenTypes: TokenType[] = [];

function tokenType(
  name: string,
  label: string,
  pattern: RegExp | undefined,
  categories: TokenType[],
): TokenType {
  const type = createToken({ name, label, pattern: pattern ?? Lexer.NA, categories });
  allTokenTypes.push(type);
  return type;
}

/** The category of all tokens an expression may begin with. */
export const ExpressionStart = tokenType('ExpressionStart', 'an expression', undefined, []);

export const Identifier = tokenType('Identifier', 'a name', /[0-9_]*[A-Za-z][0-9A-Za-z_]*/, [
  ExpressionStart,
]);
/** `ℕ`, `ℤ`, `ℝ`: names that are written as a symbol. */
export const NumberSet = tokenType('NumberSet', 'a set of numbers', /[ℕℤℝ]/, [Identifier]);
export const DecimalNumber = tokenType('DecimalNumber', 'a number', /[0-9]+\.[0-9]+/, [ExpressionStart]);
export const WholeNumber = tokenType(
  'WholeNumber',
  'a number',
  /\\[bB][01]+|\\[oO][0-7]+|\\[hH][0-9a-fA-F]+|[0-9]+/,
  [ExpressionStart],
);
export const StringText = tokenType('StringText', 'a string', /"(?:[^"\\\n\r]|\\.)*"/, [ExpressionStart]);
export const UnterminatedString = tokenType('UnterminatedString', 'a string', /"(?:[^"\\\n\r]|\\.)*\\?/, [
  ExpressionStart,
]);
/** `WF_` and `SF_`: what follows is the subscript. */
export const FairnessPrefix = tokenType('FairnessPrefix', '`WF_` or `SF_`', /[WS]F_/, [ExpressionStart]);
/** With digits it is no name, but taken in one piece: a long run of both is read once. */
export const Underscore = tokenType('Underscore', '`_`', /[0-9]*_[0-9_]*/, []);
export const SpecialVariable = tokenType(
  'SpecialVariable',
  '`$variable` or `$value`',
  /\$(?:variable|value)\b/,
  [ExpressionStart],
);
/** Four or more dashes: a separator, or the start of a module. */
export const Dashes = tokenType('Dashes', '`----`', /-{4,}/, []);
/** Four or more equals signs: the end of a module. */
export const ModuleEnd = tokenType('ModuleEnd', '`====`', /={4,}/, []);

/** Text that is no symbol; it has been reported and no rule takes it. */
export const InvalidText = tokenType('InvalidText', 'a symbol', undefined, []);

/** Any operator symbol that has no type of its own. */
export const OperatorToken = tokenType('OperatorToken', 'an operator', undefined, [ExpressionStart]);

const symbolTypes = new Map<string, TokenType>();
function symbol(name: string, text: string, startsExpression = false): TokenType {
  const type = tokenType(name, `\`${text}\``, undefined, startsExpression ? [ExpressionStart] : []);
  symbolTypes.set(text, type);
  return type;
}
export const DefinedAs = symbol('DefinedAs', '==');
export const EqualSign = symbol('EqualSign', '=');
export const ElementOf = symbol('ElementOf', '\\in');
export const Assign = symbol('Assign', ':=');
export const Parallel = symbol('Parallel', '||');
export const LeftParenthesis = symbol('LeftParenthesis', '(', true);
export const RightParenthesis = symbol('RightParenthesis', ')');
export const LeftBrace = symbol('LeftBrace', '{', true);
export const RightBrace = symbol('RightBrace', '}');
export const LeftBracket = symbol('LeftBracket', '[', true);
export const RightBracket = symbol('RightBracket', ']');
export const RightBracketSubscript = symbol('RightBracketSubscript', ']_');
export const LeftTuple = symbol('LeftTuple', '<<', true);
export const RightTuple = symbol('RightTuple', '>>');
export const RightTupleSubscript = symbol('RightTupleSubscript', '>>_');
export const Comma = symbol('Comma', ',');
export const Semicolon = symbol('Semicolon', ';');
export const Colon = symbol('Colon', ':');
export const DoubleColon = symbol('DoubleColon', '::');
export const Arrow = symbol('Arrow', '->');
export const LeftArrow = symbol('LeftArrow', '<-');
export const MapsTo = symbol('MapsTo', '|->');
export const Bang = symbol('Bang', '!');
export const AtSign = symbol('AtSign', '@', true);
export const Dot = symbol('Dot', '.');
export const Plus = symbol('Plus', '+');
export const Minus = symbol('Minus', '-', true);
export const And = symbol('And', '/\\', true);
export const Or = symbol('Or', '\\/', true);
export const Box = symbol('Box', '[]', true);
export const ForAll = symbol('ForAll', '\\A', true);
export const Exists = symbol('Exists', '\\E', true);
export const TemporalForAll = symbol('TemporalForAll', '\\AA', true);
export const TemporalExists = symbol('TemporalExists', '\\EE', true);

const knownSymbols: ReadonlySet<string> = new Set(symbolSpellings);

/** The type of a symbol, whatever its spelling; undefined if there is no such symbol. */
export function symbolType(image: string): TokenType | undefined {
  return symbolTypes.get(canonicalSpelling(image)) ?? (knownSymbols.has(image) ? OperatorToken : undefined);
}

const moduleKeywords = new Map<string, TokenType>();
function keyword(name: string, spellings: readonly string[], startsExpression = false): TokenType {
  const label = spellings.map((spelling) => `\`${spelling}\``).join(' or ');
  const type = tokenType(name, label, undefined, startsExpression ? [ExpressionStart] : []);
  for (const spelling of spellings) moduleKeywords.set(spelling, type);
  return type;
}
export const ModuleWord = keyword('ModuleWord', ['MODULE']);
export const Extends = keyword('Extends', ['EXTENDS']);
export const Constant = keyword('Constant', ['CONSTANT', 'CONSTANTS']);
export const VariableWord = keyword('VariableWord', ['VARIABLE', 'VARIABLES']);
export const Assume = keyword('Assume', ['ASSUME', 'ASSUMPTION', 'AXIOM']);
export const Theorem = keyword('Theorem', ['THEOREM', 'LEMMA', 'PROPOSITION', 'COROLLARY']);
export const UseOrHide = keyword('UseOrHide', ['USE', 'HIDE']);
export const Local = keyword('Local', ['LOCAL']);
export const InstanceWord = keyword('InstanceWord', ['INSTANCE']);
export const WithWord = keyword('WithWord', ['WITH']);
export const Recursive = keyword('Recursive', ['RECURSIVE']);
export const Truth = keyword('Truth', ['TRUE', 'FALSE'], true);
export const BuiltinSetWord = keyword('BuiltinSetWord', ['BOOLEAN', 'STRING'], true);
export const IfWord = keyword('IfWord', ['IF'], true);
export const ThenWord = keyword('ThenWord', ['THEN']);
export const ElseWord = keyword('ElseWord', ['ELSE']);
export const Case = keyword('Case', ['CASE'], true);
export const Other = keyword('Other', ['OTHER']);
export const Let = keyword('Let', ['LET'], true);
export const In = keyword('In', ['IN']);
export const Choose = keyword('Choose', ['CHOOSE'], true);
export const LambdaWord = keyword('LambdaWord', ['LAMBDA']);
export const ExceptWord = keyword('ExceptWord', ['EXCEPT']);
/** Prefix operators that are words. */
export const PrefixWord = keyword('PrefixWord', ['ENABLED', 'UNCHANGED', 'SUBSET', 'UNION', 'DOMAIN'], true);
/** Reserved words that stand in proofs only. */
export const ProofWord = keyword('ProofWord', [
  ...['ACTION', 'BY', 'DEF', 'DEFINE', 'DEFS', 'HAVE', 'NEW', 'OBVIOUS', 'OMITTED', 'ONLY', 'PICK', 'PROOF'],
  ...['PROVE', 'QED', 'STATE', 'SUFFICES', 'TAKE', 'TEMPORAL', 'WITNESS'],
]);

const pluscalKeywords = new Map<string, TokenType>();
const mpcalKeywords = new Map<string, TokenType>();
function statementKeyword(name: string, ...spellings: readonly string[]): TokenType {
  const label = spellings.map((spelling) => `\`${spelling}\``).join(' or ');
  const type = tokenType(name, label, undefined, []);
  for (const spelling of spellings) pluscalKeywords.set(spelling, type);
  return type;
}
export const AlgorithmWord = statementKeyword('AlgorithmWord', 'algorithm');
export const AssertWord = statementKeyword('AssertWord', 'assert');
export const AwaitWord = statementKeyword('AwaitWord', 'await', 'when');
export const BeginWord = statementKeyword('BeginWord', 'begin');
export const CallWord = statementKeyword('CallWord', 'call');
export const DefineWord = statementKeyword('DefineWord', 'define');
export const DoWord = statementKeyword('DoWord', 'do');
export const EitherWord = statementKeyword('EitherWord', 'either');
export const ElseStatement = statementKeyword('ElseStatement', 'else');
export const ElsifWord = statementKeyword('ElsifWord', 'elsif');
export const EndWord = statementKeyword('EndWord', 'end');
export const FairWord = statementKeyword('FairWord', 'fair');
export const GotoWord = statementKeyword('GotoWord', 'goto');
export const IfStatementWord = statementKeyword('IfStatementWord', 'if');
export const MacroWord = statementKeyword('MacroWord', 'macro');
export const OrWord = statementKeyword('OrWord', 'or');
export const PrintWord = statementKeyword('PrintWord', 'print');
export const ProcedureWord = statementKeyword('ProcedureWord', 'procedure');
export const ProcessWord = statementKeyword('ProcessWord', 'process');
export const ReturnWord = statementKeyword('ReturnWord', 'return');
export const SkipWord = statementKeyword('SkipWord', 'skip');
export const ThenStatement = statementKeyword('ThenStatement', 'then');
export const VariablesWord = statementKeyword('VariablesWord', 'variable', 'variables');
export const WhileWord = statementKeyword('WhileWord', 'while');
export const WithStatementWord = statementKeyword('WithStatementWord', 'with');

/** Words of Modular PlusCal; those that could also be names count as names too. */
function mpcalKeyword(name: string, spelling: string, alsoName: boolean): TokenType {
  const type = tokenType(name, `\`${spelling}\``, undefined, alsoName ? [Identifier] : []);
  mpcalKeywords.set(spelling, type);
  return type;
}
export const ArchetypeWord = mpcalKeyword('ArchetypeWord', 'archetype', true);
export const InstanceOfWord = mpcalKeyword('InstanceOfWord', 'instance', true);
export const MappingWord = mpcalKeyword('MappingWord', 'mapping', true);
export const ReadWord = mpcalKeyword('ReadWord', 'read', true);
export const RefWord = mpcalKeyword('RefWord', 'ref', false);
export const ViaWord = mpcalKeyword('ViaWord', 'via', true);
export const WriteWord = mpcalKeyword('WriteWord', 'write', true);
export const YieldWord = mpcalKeyword('YieldWord', 'yield', false);

/** The words of statements and sections, for suggestions. */
export function statementSpellings(): readonly string[] {
  return [...pluscalKeywords.keys(), ...mpcalKeywords.keys()];
}

/** The words of modules and expressions, for suggestions. */
export function moduleSpellings(): readonly string[] {
  return [...moduleKeywords.keys()];
}

/** Which words are keywords: PlusCal's only inside algorithms, Modular PlusCal's only inside `--mpcal`. */
export type Vocabulary = 'module' | 'pluscal' | 'mpcal';

export function keywordType(image: string, vocabulary: Vocabulary): TokenType | undefined {
  const word = moduleKeywords.get(image);
  if (word !== undefined || vocabulary === 'module') return word;
  return (vocabulary === 'mpcal' ? mpcalKeywords.get(image) : undefined) ?? pluscalKeywords.get(image);
}

/** The end of a block comment that begins at `start`, counting nested ones; `closed` is false where the text ends first. */
export function blockCommentEnd(
  text: string,
  start: number,
): { readonly end: number; readonly closed: boolean } {
  const delimiter = /\(\*|\*\)/g;
  delimiter.lastIndex = start + 2;
  let depth = 1;
  for (let match = delimiter.exec(text); match !== null; match = delimiter.exec(text)) {
    depth += match[0] === '(*' ? 1 : -1;
    if (depth === 0) return { end: delimiter.lastIndex, closed: true };
  }
  return { end: text.length, closed: false };
}

function matchBlockComment(text: string, offset: number): CustomPatternMatcherReturn | null {
  if (!text.startsWith('(*', offset)) return null;
  return [text.slice(offset, blockCommentEnd(text, offset).end)];
}

const WhiteSpace = createToken({ name: 'WhiteSpace', pattern: /[\s\uFEFF]+/, group: Lexer.SKIPPED });
const LineComment = createToken({ name: 'LineComment', pattern: /\\\*[^\n\r]*/, group: 'comments' });
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: matchBlockComment,
  start_chars_hint: ['('],
  line_breaks: true,
  group: 'comments',
});
/** A backslash and a word: the lexer's caller decides whether there is such an operator. */
const BackslashWord = createToken({ name: 'BackslashWord', pattern: /\\[A-Za-z]+/ });
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const SymbolText = createToken({
  name: 'SymbolText',
  pattern: new RegExp(
    symbolSpellings
      .filter((spelling) => !/^(?:\\[A-Za-z]+|[A-Z]+)$/.test(spelling))
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
  ),
});

const commonTypes = [WhiteSpace, LineComment, BlockComment, StringText, UnterminatedString, FairnessPrefix];
const textTypes = [
  NumberSet,
  DecimalNumber,
  Identifier,
  Underscore,
  WholeNumber,
  Dashes,
  ModuleEnd,
  BackslashWord,
];

/** Splits text into tokens; keywords come as identifiers, symbols as `SymbolText` or `BackslashWord`. */
export const tokenLexer = new Lexer(
  {
    modes: {
      module: [...commonTypes, ...textTypes, SymbolText],
      algorithm: [...commonTypes, ...textTypes, SpecialVariable, SymbolText],
    },
    defaultMode: 'module',
  },
  { positionTracking: 'onlyOffset', skipValidations: true },
);

export { BackslashWord, BlockComment, EOF, SymbolText };
