import { layout } from './document.ts';
import type { Doc } from './document.ts';
import type { PendingComment, Trivia } from './trivia.ts';
import type { Source } from '../source/index.ts';

/** How wide a line may become where the text allows. */
export const pageWidth = 100;

/** Lines of text, with the comments that belong between them. Without `trivia` there are none. */
export class Writer {
  private readonly lines: string[] = [];
  private readonly base: number;
  readonly trivia: Trivia | undefined;
  private readonly source: Source;
  /** Nothing stands in the block that has just been opened. */
  private atBlockStart = true;
  /** The last line ends in a comment that would swallow whatever is added to it. */
  private isClosed = false;

  /** `base`: the column of indentation 0. */
  constructor(source: Source, base: number, trivia: Trivia | undefined) {
    this.source = source;
    this.base = base;
    this.trivia = trivia;
  }

  /** A line, or several that are indented already but for the base. */
  put(indent: number, text: string): void {
    const [first = '', ...others] = text.split('\n');
    this.lines.push((' '.repeat(this.base + indent) + first).trimEnd(), ...others);
    this.atBlockStart = first.endsWith('{');
    this.isClosed = false;
  }

  /** An empty line, but never two, nor one at the start of a block. */
  separate(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '' && !this.atBlockStart) this.lines.push('');
  }

  /** Adds to the last line. */
  extend(text: string): void {
    this.lines.push(`${this.lines.pop() ?? ''}${text}`);
  }

  layout(indent: number, doc: Doc, after = ''): string {
    return layout(doc, { width: pageWidth, column: this.base + indent, after }) + after;
  }

  fitsOnLine(indent: number, text: string): boolean {
    return !text.includes('\n') && this.base + indent + text.length <= pageWidth;
  }

  /** Comments and an empty line that stand before an item of the tree. */
  leading(indent: number, start: number): void {
    if (this.trivia === undefined) return;
    this.comments(indent, this.trivia.takeBefore(start));
    if (this.trivia.isApart(start)) this.separate();
  }

  /** Comments that stand before the end of a block. */
  dangling(indent: number, end: number): void {
    if (this.trivia !== undefined) this.comments(indent, this.trivia.takeBefore(end));
  }

  private comments(indent: number, comments: readonly PendingComment[]): void {
    for (const { comment, trailing, apart } of comments) {
      const span = { source: this.source, start: comment.start, end: comment.end };
      if (trailing && this.lines.length > 0 && !this.isClosed) {
        const last = this.lines.at(-1) ?? '';
        const text = this.trivia?.moved(span, last.length + 2) ?? '';
        // What follows a line comment would be part of it.
        this.extend(`  ${text}`);
        this.isClosed = !comment.block;
      } else {
        if (apart) this.separate();
        this.lines.push(
          ' '.repeat(this.base + indent) + (this.trivia?.moved(span, this.base + indent) ?? ''),
        );
        this.atBlockStart = false;
        this.isClosed = !comment.block;
      }
    }
  }

  text(): string {
    return this.lines.join('\n');
  }
}
