import { spanText } from '../source/index.ts';
import type { Source, Span } from '../source/index.ts';
import type { AlgorithmText, Comment } from '../syntax/index.ts';

/** A comment to be printed where its turn comes. */
export interface PendingComment {
  readonly comment: Comment;
  /** Whether something else stands before it on its line. */
  readonly trailing: boolean;
  /** Whether an empty line stands before it. */
  readonly apart: boolean;
}

/** What stands between the parts of the tree in the text that is printed anew: comments, empty lines, brackets. */
export class Trivia {
  private readonly source: Source;
  private readonly text: AlgorithmText;
  private next = 0;

  constructor(source: Source, text: AlgorithmText) {
    this.source = source;
    this.text = text;
  }

  /** The comments before an offset that have not been taken yet; takes them. */
  takeBefore(offset: number): readonly PendingComment[] {
    const taken: PendingComment[] = [];
    for (;;) {
      const comment = this.text.comments[this.next];
      if (comment === undefined || comment.start >= offset) return taken;
      this.next += 1;
      taken.push({
        comment,
        trailing: !this.isFirstOnLine(comment.start),
        apart: this.isApart(comment.start),
      });
    }
  }

  /** Whether a comment that has not been taken yet stands in a range. */
  isCommented(start: number, end: number): boolean {
    const { comments } = this.text;
    for (let index = this.next; index < comments.length; index++) {
      const comment = comments[index];
      if (comment === undefined || comment.start >= end) return false;
      if (comment.start >= start) return true;
    }
    return false;
  }

  /** Whether an empty line stands directly before an offset. */
  isApart(offset: number): boolean {
    const { text } = this.source;
    let lineEnds = 0;
    for (let position = offset - 1; position >= 0; position--) {
      const character = text[position];
      if (character === '\n' || (character === '\r' && text[position + 1] !== '\n')) lineEnds += 1;
      else if (character !== ' ' && character !== '\t' && character !== '\r') break;
    }
    return lineEnds > 1;
  }

  private isFirstOnLine(offset: number): boolean {
    const lineStart = Math.max(
      this.source.text.lastIndexOf('\n', offset - 1),
      this.source.text.lastIndexOf('\r', offset - 1),
    );
    return this.source.text.slice(lineStart + 1, offset).trim() === '';
  }

  /** The last token that ends at or before an offset, or one some places before that. */
  tokenBefore(offset: number, distance = 0): { readonly start: number; readonly text: string } | undefined {
    const { tokens } = this.text;
    let low = 0;
    let high = tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tokens[middle]?.end ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return tokens[low - 1 - distance];
  }

  /** The first token at or behind an offset that is no `;`. */
  tokenFrom(offset: number): { readonly start: number; readonly text: string } | undefined {
    const { tokens } = this.text;
    let low = 0;
    let high = tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tokens[middle]?.start ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    while (tokens[low]?.text === ';') low += 1;
    return tokens[low];
  }

  /** Text as it is written, its lines moved so that it begins in the given column (from 0). */
  moved(span: Span, column: number): string {
    return movedTo(this.source, span, column);
  }
}

function movedTo(source: Source, span: Span, column: number): string {
  const [first = '', ...others] = spanText(span).split(/\r\n|\r|\n/);
  const shift = column - (source.positionAt(span.start).column - 1);
  const indents = others.flatMap((text) =>
    text.trim() === '' ? [] : [text.length - text.trimStart().length],
  );
  const possible = Math.max(shift, -Math.min(Infinity, ...indents));
  const lines = others.map((text) => {
    const trimmed = text.trimStart();
    return trimmed === '' ? '' : ' '.repeat(text.length - trimmed.length + possible) + trimmed.trimEnd();
  });
  return [first.trimEnd(), ...lines].join('\n');
}
