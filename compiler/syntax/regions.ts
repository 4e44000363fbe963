import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Source, Span } from '../source/index.ts';
import type { Comment } from './lexer.ts';

/** The parts of a file that are no TLA+ units of the user: what pcal.trans and the MPCal compiler wrote. */
export interface TranslationRegions {
  readonly translation: Span | undefined;
  readonly pluscalTranslation: Span | undefined;
  /** The source's text with the regions blanked out; offsets are the same. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

interface Marker {
  readonly span: Span;
  readonly begin: boolean;
  /** Where the next line starts. */
  readonly lineEnd: number;
  readonly lineStart: number;
}

/**
 * Finds the lines `\* BEGIN TRANSLATION`, `\* END TRANSLATION` and their PLUSCAL forms. They are found as lines, whatever comment they
 * stand in: the text between them is not ours to understand. With `keep`, the translation to TLA+ is not blanked out. Lines before `start`
 * do not count.
 */
export function translationRegions(source: Source, start: number, keep = false): TranslationRegions {
  const diagnostics: Diagnostic[] = [];
  const translation = region(source, start, '', diagnostics);
  const pluscalTranslation = region(source, start, 'PLUSCAL ', diagnostics);
  let text = source.text;
  for (const span of [keep ? undefined : translation, pluscalTranslation])
    if (span !== undefined) text = blanked(text, span);
  return { translation, pluscalTranslation, text, diagnostics };
}

function region(source: Source, from: number, kind: string, diagnostics: Diagnostic[]): Span | undefined {
  const pattern = new RegExp(
    `^[ \\t]*(\\\\\\*+[ \\t]*(BEGIN|END) ${kind}TRANSLATION\\b)[^\\r\\n]*(?:\\r\\n|\\n|\\r|$)`,
    'gm',
  );
  const markers: Marker[] = [];
  for (const match of source.text.matchAll(pattern)) {
    if (match.index < from) continue;
    const start = match.index + match[0].indexOf('\\');
    const span = { source, start, end: start + (match[1] ?? '').length };
    markers.push({
      span,
      begin: match[2] === 'BEGIN',
      lineStart: match.index,
      lineEnd: match.index + match[0].length,
    });
  }
  const [begin, end, extra] = markers;
  if (begin === undefined) return undefined;
  if (!begin.begin) {
    const message = `END ${kind}TRANSLATION stands before any BEGIN ${kind}TRANSLATION`;
    diagnostics.push(
      errorAt('MP107', begin.span, message, { hint: 'write the pair in order, or leave both out' }),
    );
    return undefined;
  }
  if (end === undefined || end.begin) {
    const message = `BEGIN ${kind}TRANSLATION without END ${kind}TRANSLATION`;
    const related = end === undefined ? [] : [{ span: end.span, message: 'here the next one begins' }];
    const hint = `add a line \`\\* END ${kind}TRANSLATION\``;
    diagnostics.push(errorAt('MP107', begin.span, message, { related, hint }));
    return undefined;
  }
  if (extra !== undefined) {
    const message = `there is a second pair of markers for the ${kind === '' ? 'TLA+' : 'PlusCal'} translation`;
    const related = [{ span: begin.span, message: 'the first one is here' }];
    diagnostics.push(errorAt('MP107', extra.span, message, { related, hint: 'keep one pair only' }));
  }
  return { source, start: begin.lineEnd, end: Math.max(begin.lineEnd, end.lineStart) };
}

function blanked(text: string, span: Span): string {
  return text.slice(0, span.start) + ' '.repeat(span.end - span.start) + text.slice(span.end);
}

/** Where the first module of a file begins; what stands before is ignored. */
export function moduleStart(text: string): number | undefined {
  return /(?<!-)-{4,}[ \t]*MODULE\b/.exec(text)?.index;
}

/** Where a module of that name begins behind an offset. */
export function furtherModuleStart(text: string, name: string, offset: number): number | undefined {
  const heads = /^[ \t]*(-{4,}[ \t]*MODULE[ \t]+(\w+)[ \t]*-{4,})/gm;
  heads.lastIndex = offset;
  for (let match = heads.exec(text); match !== null; match = heads.exec(text)) {
    if (match[2] === name) return match.index + match[0].length - (match[1] ?? '').length;
  }
  return undefined;
}

export interface AlgorithmStart {
  readonly dialect: 'mpcal' | 'pluscal';
  readonly fair: boolean;
  /** The words of `PlusCal options (...)`, without dashes. */
  readonly options: readonly string[];
  /** From `--` on. */
  readonly start: number;
  /** Behind the word `algorithm` or `mpcal`. */
  readonly bodyStart: number;
  /** The end of the comment's text. */
  readonly end: number;
  readonly head: Span;
}

/**
 * The algorithm of the module: the `--mpcal` block if there is one, the first `--algorithm` otherwise. Another algorithm is an error,
 * since nothing would say which of them the module's properties are about.
 */
export function findAlgorithm(
  source: Source,
  text: string,
  comments: readonly Comment[],
  diagnostics: Diagnostic[],
): AlgorithmStart | undefined {
  const blocks = comments.filter((comment) => comment.block);
  const found = blocks.flatMap((comment) => startsIn(source, text, comment, certainStart));
  // A comment may speak about `--algorithm`; if nothing else is there but what could be a body, it is an algorithm with an error.
  if (found.length === 0)
    return blocks.flatMap((comment) => startsIn(source, text, comment, possibleStart))[0];
  const chosen = found.find((start) => start.dialect === 'mpcal') ?? found[0];
  for (const other of found) {
    if (chosen === undefined || other === chosen) continue;
    diagnostics.push(
      errorAt('MP103', other.head, 'a module holds one algorithm', {
        related: [{ span: chosen.head, message: 'this is the one that counts' }],
        hint: 'remove one of them, or move it to a module of its own',
      }),
    );
  }
  return chosen;
}

const words = '(?:variables?|define|macro|procedure|process|fair|begin)\\b';
const head = '--(?:(mpcal)|(fair[ \\t\\r\\n]+)?algorithm)(?=[ \\t\\r\\n]+[0-9]*[A-Za-z_]\\w*';
const certainStart = new RegExp(`${head}\\s*(?:\\{|\\(\\*|\\\\\\*|${words}))`);
const possibleStart = new RegExp(`${head})(?=[\\s\\S]*(?:\\{|\\bbegin\\b|\\bend\\s+algorithm\\b))`);

/** At most one: what follows the first algorithm of a comment belongs to it. */
function startsIn(
  source: Source,
  text: string,
  comment: Comment,
  pattern: RegExp,
): readonly AlgorithmStart[] {
  const match = pattern.exec(text.slice(comment.start, comment.end));
  if (match === null) return [];
  const start = comment.start + match.index;
  const bodyStart = start + match[0].length;
  return [
    {
      dialect: match[1] === undefined ? 'pluscal' : 'mpcal',
      fair: match[2] !== undefined,
      options: optionsIn(text.slice(0, start)),
      start,
      bodyStart,
      end: comment.closed ? comment.end - 2 : comment.end,
      head: { source, start, end: bodyStart },
    },
  ];
}

/** The last `PlusCal options (...)` of a text (PlusCal manual, appendix B). */
function optionsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/PlusCal[ \t]+options?[ \t]*\(([^()]*)\)/gi)].at(-1)?.[1] ?? '';
  return found.split(/[\s,]+/).flatMap((word) => (word === '' ? [] : [word.replace(/^-+/, '')]));
}
