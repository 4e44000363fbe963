import { errorAt, inSourceOrder } from '../diagnostics/index.ts';
import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import type { Source, Span } from '../source/index.ts';
import { AlgorithmGrammar } from './algorithm-grammar.ts';
import { SyntaxFailure } from './cursor.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { Expression } from './expressions.ts';
import { readTokens } from './lexer.ts';
import type { TokenText } from './lexer.ts';
import { ModuleReader } from './module-units.ts';
import type { PlacedAlgorithm } from './module-units.ts';
import type { Module, Unit } from './modules.ts';
import { findAlgorithm, furtherModuleStart, moduleStart, translationRegions } from './regions.ts';
import { Dashes, ModuleEnd, ModuleWord } from './tokens.ts';

/** One parser serves all texts; made when the first algorithm comes. */
let algorithmParser: AlgorithmGrammar | undefined;

export interface ParsedModule extends PhaseResult<Module> {
  /** Parts of the text that could not be read, so that what they declare is not known; that has been reported. */
  readonly broken: readonly Span[];
}

/** Reads a `.tla` file: its first module with the algorithm in it. What stands before the module is ignored. */
export function parseModule(source: Source): ParsedModule {
  const start = moduleStart(source.text);
  if (start === undefined) {
    const span = { source, start: 0, end: Math.min(1, source.text.length) };
    const hint = 'a module begins with a line `---- MODULE Name ----`';
    const diagnostic = errorAt('MP106', span, `there is no module in ${source.name}`, { hint });
    const name = { kind: 'name' as const, text: '', span };
    const none = { translation: undefined, pluscalTranslation: undefined };
    const value: Module = { kind: 'module', name, extends: [], units: [], span, ...none };
    return { value, diagnostics: [diagnostic], broken: [wholeOf(source)] };
  }
  return moduleAt(source, start);
}

/** Reads the module of a name that stands behind another module in its file; undefined if there is none. */
export function parseFurtherModule(behind: Module, name: string): ParsedModule | undefined {
  const { source, end } = behind.span;
  const start = furtherModuleStart(source.text, name, end);
  return start === undefined ? undefined : moduleAt(source, start);
}

/** Reads a module again, with the translation that stands in it as units, and without the algorithm. */
export function parseTranslated({ span }: Module): ParsedModule {
  return moduleAt(span.source, span.start, true);
}

function moduleAt(source: Source, start: number, translated = false): ParsedModule {
  const regions = translationRegions(source, start, translated);
  const text = readTokens(source, { text: regions.text, start, end: regions.text.length }, 'module');
  const diagnostics: Diagnostic[] = [...regions.diagnostics];
  const moduleEnd = endOfModule(text);
  const comments = text.comments.filter((comment) => comment.start < moduleEnd);
  const algorithm = translated ? undefined : parseAlgorithm(source, regions.text, comments, diagnostics);
  const place = translationPlace(regions.translation, algorithm, moduleEnd);
  const reader = new ModuleReader(text, diagnostics, algorithm && { ...algorithm, start: place });
  const { closed, ...module } = reader.module();
  // What stands behind the module is not ours to judge.
  const end = closed ? module.span.end : source.text.length;
  const own = [...diagnostics, ...text.diagnostics].filter(({ span }) => span.start < end);
  const { translation, pluscalTranslation } = regions;
  // Texts that swallow or hide others: it is not known what else the module says.
  const isObscure = own.some(({ code }) => code === 'MP102' || code === 'MP107');
  return {
    value: { ...module, translation, pluscalTranslation },
    diagnostics: withoutEchoes(own),
    broken: isObscure ? [wholeOf(source)] : [...reader.broken, ...(algorithm?.broken ?? [])],
  };
}

/**
 * Where the algorithm counts among the units: its translation stands between the markers, so that it sees what is defined between the
 * algorithm and them.
 */
function translationPlace(
  translation: Span | undefined,
  algorithm: PlacedAlgorithm | undefined,
  moduleEnd: number,
): number {
  const start = algorithm?.start ?? 0;
  return translation !== undefined && translation.start < moduleEnd
    ? Math.max(start, translation.start)
    : start;
}

/** Where the `====` of the module that a text begins with stands; infinite if it is missing. */
function endOfModule({ tokens }: TokenText): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.tokenType === Dashes && tokens[index + 1]?.tokenType === ModuleWord) depth += 1;
    if (token.tokenType !== ModuleEnd) continue;
    depth -= 1;
    if (depth === 0) return token.startOffset;
  }
  return Infinity;
}

function wholeOf(source: Source): Span {
  return { source, start: 0, end: source.text.length };
}

function parseAlgorithm(
  source: Source,
  text: string,
  comments: Parameters<typeof findAlgorithm>[2],
  diagnostics: Diagnostic[],
): (PlacedAlgorithm & { readonly broken: readonly Span[] }) | undefined {
  const start = findAlgorithm(source, text, comments, diagnostics);
  if (start === undefined) return undefined;
  const vocabulary = start.dialect === 'mpcal' ? 'mpcal' : 'pluscal';
  const tokens = readTokens(source, { text, start: start.bodyStart, end: start.end }, vocabulary);
  algorithmParser ??= new AlgorithmGrammar();
  const algorithm = algorithmParser.parseAlgorithm(tokens, start);
  const { diagnostics: found, broken, end } = algorithmParser.result;
  // Text behind the algorithm, in the same comment, is a comment.
  diagnostics.push(...found, ...tokens.diagnostics.filter((diagnostic) => diagnostic.span.start < end));
  return { algorithm, start: start.start, broken };
}

/** Reads a text that is one expression. */
export function parseExpression(source: Source): PhaseResult<Expression> {
  const text = readTokens(source, { text: source.text, start: 0, end: source.text.length }, 'module');
  const diagnostics: Diagnostic[] = [...text.diagnostics];
  const parser = new ExpressionParser(text, diagnostics);
  try {
    const value = parser.read(parser.expression());
    if (parser.position < text.tokens.length) parser.fail('expected the end of the expression');
    return { value, diagnostics: withoutEchoes(diagnostics) };
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    diagnostics.push(failure.diagnostic);
    const span = { source, start: 0, end: source.text.length };
    return { value: { kind: 'error', span }, diagnostics: withoutEchoes(diagnostics) };
  }
}

/** Reads a text that consists of units of a module: definitions, declarations. */
export function parseUnits(source: Source): PhaseResult<readonly Unit[]> {
  const text = readTokens(source, { text: source.text, start: 0, end: source.text.length }, 'module');
  const diagnostics: Diagnostic[] = [...text.diagnostics];
  const value = new ModuleReader(text, diagnostics, undefined).units();
  return { value, diagnostics: withoutEchoes(diagnostics) };
}

/** In source order; what a rule expected instead of an invalid symbol is left out, since the symbol has been reported. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const invalid = new Set(diagnostics.filter(({ code }) => code === 'MP101').map(({ span }) => span.start));
  return inSourceOrder(diagnostics.filter(({ code, span }) => code === 'MP101' || !invalid.has(span.start)));
}
