import type { Source } from '../source/index.ts';
import { readTokens } from './lexer.ts';
import type { Comment, TokenText } from './lexer.ts';

/** The words and symbols of a part of a text that is an algorithm's, and the comments between them, in order. */
export interface AlgorithmText {
  readonly tokens: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly comments: readonly Comment[];
}

/** `start` and `end` are outside of comments, or within the one that holds the algorithm. */
export function algorithmText(source: Source, start: number, end: number): AlgorithmText {
  const { tokens, comments } = readTokens(source, { text: source.text, start, end }, 'mpcal');
  return {
    tokens: tokens.map((token) => ({ start: token.startOffset, end: token.endOffset, text: token.image })),
    comments,
  };
}

/**
 * The comment that stands directly before an offset, without its markers: on lines of its own, with no empty line between. Comments that
 * follow each other line by line are one.
 */
export function commentBefore(text: TokenText, offset: number): string | undefined {
  const source = text.source.text;
  const parts: Comment[] = [];
  let next = offset;
  for (let index = lastBefore(text.comments, offset); index >= 0; index--) {
    const comment = text.comments[index];
    if (comment === undefined || !isOneLineEnd(source.slice(comment.end, next))) break;
    const lineStart = source.lastIndexOf('\n', comment.start - 1) + 1;
    if (source.slice(lineStart, comment.start).trim() !== '') break;
    if (isStructure(source.slice(comment.start, comment.end))) break;
    parts.push(comment);
    next = comment.start;
  }
  // Found from the last to the first; putting each in front would take time by the square of their number.
  const lines = parts
    .reverse()
    .flatMap((comment) => commentLines(source.slice(comment.start, comment.end), comment.block));
  const joined = lines.join('\n').trim();
  return joined === '' ? undefined : joined;
}

function isOneLineEnd(between: string): boolean {
  return /^[ \t]*(?:\r\n|\n|\r)?[ \t]*$/.test(between);
}

/** Algorithms and translation markers are comments for TLA+ only. */
function isStructure(comment: string): boolean {
  return (
    /^\\\*+[ \t]*(?:BEGIN|END) (?:PLUSCAL )?TRANSLATION/.test(comment) ||
    /--(?:mpcal|algorithm|fair)\b/.test(comment)
  );
}

function commentLines(comment: string, block: boolean): readonly string[] {
  if (!block) return [comment.replace(/^\\\*+[ \t]?/, '').trimEnd()];
  const inner = comment.slice(2).replace(/\*\)$/, '').replace(/^\*+/, '').replace(/\*+$/, '');
  return inner.split(/\r\n|\n|\r/).map((line) => line.trim());
}

function lastBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
