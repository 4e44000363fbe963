import type { Source } from '../source/index.ts';
import type { Algorithm, Module } from '../syntax/index.ts';

const begin = '\\* BEGIN PLUSCAL TRANSLATION';
const end = '\\* END PLUSCAL TRANSLATION';

/** Where a block comment around an offset ends (at its `*)`); undefined if the offset is in none. */
function commentEnd(text: string, offset: number): number | undefined {
  let depth = 0;
  const token = /\(\*|\*\)|\\\*[^\r\n]*|"(?:[^"\\\r\n]|\\.)*"/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const { index } = match;
    // Outside of comments, strings and line comments hide what is in them.
    if (depth > 0 && match[0] !== '(*' && match[0] !== '*)') {
      token.lastIndex = index + 1;
      continue;
    }
    if (index >= offset && (depth === 0 || match[0] !== '(*')) {
      if (depth === 0) return undefined;
      depth -= 1;
      if (depth === 0) return index;
      continue;
    }
    if (match[0] === '(*') depth += 1;
    if (match[0] === '*)') depth -= 1;
  }
  return undefined;
}

function lineEndOf({ text }: Source): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The text of a file with the PlusCal form between the markers; they are put behind the Modular PlusCal, in the same comment, if they are not there. */
export function withTranslation(
  source: Source,
  module: Module,
  algorithm: Algorithm,
  pluscal: string,
): string {
  const { text } = source;
  const newLine = lineEndOf(source);
  const form = pluscal.replaceAll('\n', newLine);
  const region = module.pluscalTranslation;
  if (region !== undefined) {
    const isInComment = commentEnd(text, region.start) !== undefined;
    const inner = isInComment ? form : `(*${newLine}${form}${newLine}*)`;
    return `${text.slice(0, region.start)}${inner}${newLine}${text.slice(region.end)}`;
  }
  const place = algorithm.span.end;
  const lines = [text.slice(0, place), '', begin, form, end];
  const rest = text.slice(place).replace(/^[ \t]*(?:\r\n|\n|\r)?/, '');
  return `${lines.join(newLine)}${newLine}${rest}`;
}

/** The text of a file in which plain PlusCal stands where the Modular PlusCal was, and nothing between the markers. */
export function withoutModular(
  source: Source,
  module: Module,
  algorithm: Algorithm,
  pluscal: string,
): string {
  const { text } = source;
  const form = pluscal.replaceAll('\n', lineEndOf(source));
  const { start, end: algorithmEnd } = algorithm.span;
  const region = module.pluscalTranslation;
  const without = (from: number, to: number): string =>
    region === undefined || region.start < from || region.end > to
      ? text.slice(from, to)
      : text.slice(from, region.start) + text.slice(region.end, to);
  return without(0, start) + form + without(algorithmEnd, text.length);
}
