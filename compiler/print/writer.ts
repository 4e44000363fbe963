import { layout } from './document.ts';
import type { Doc } from './document.ts';
import type { PendingComment, Trivia } from './trivia.ts';
import type { Source } from '../source/index.ts';

/** How wide a line may become where the text allows. */
export const pageWidth = 100;

/** A line that ends in a comment, or is one that goes on below such. */
interface CommentedLine {
  /** How much of the line comes before the comment. */
  readonly width: number;
  /** Where the comment stands in the text that is printed anew, from 1. */
  readonly column: number;
}

/** Lines of text, with the comments that belong between them. Without `trivia` there are none. */
export class Writer {
  private readonly lines: string[] = [];
  private readonly base: number;
  readonly trivia: Trivia | undefined;
  private readonly source: Source;
  /** By the place among the lines. */
  private readonly commented = new Map<number, CommentedLine>();
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
      const { column } = this.source.positionAt(comment.start);
      if (trailing && this.lines.length > 0 && !this.isClosed) {
        const last = this.lines.at(-1) ?? '';
        const text = this.trivia?.moved(span, last.length + 2) ?? '';
        const place = this.lines.length - 1;
        if (!this.commented.has(place) && !text.includes('\n'))
          this.commented.set(place, { width: last.length, column });
        // What follows a line comment would be part of it.
        this.extend(`  ${text}`);
        this.isClosed = !comment.block;
      } else {
        if (apart) this.separate();
        const above = this.commented.get(this.lines.length - 1);
        const text = this.trivia?.moved(span, this.base + indent) ?? '';
        if (above?.column === column && !text.includes('\n'))
          this.commented.set(this.lines.length, { width: 0, column });
        this.lines.push(' '.repeat(this.base + indent) + text);
        this.atBlockStart = false;
        this.isClosed = !comment.block;
      }
    }
  }

  /** Comments at the ends of successive lines begin in one column if they did. */
  private alignComments(): void {
    for (let first = 0; first < this.lines.length; first += 1) {
      const { column } = this.commented.get(first) ?? {};
      if (column === undefined) continue;
      let last = first;
      while (this.commented.get(last + 1)?.column === column) last += 1;
      const places = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
      const widths = places.map((place) => this.commented.get(place)?.width ?? 0);
      const target = Math.max(...widths) + 2;
      places.forEach((place, index) => {
        const line = this.lines[place] ?? '';
        const width = widths[index] ?? 0;
        this.lines[place] = line.slice(0, width).padEnd(target) + line.slice(width).trimStart();
      });
      first = last;
    }
  }

  text(): string {
    this.alignComments();
    return this.lines.join('\n');
  }
}
