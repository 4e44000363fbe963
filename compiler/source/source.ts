/** A text the compiler reads, with the name diagnostics show for it. Lines and columns count from 1. */
export class Source {
  readonly name: string;
  readonly text: string;
  private lineStarts: readonly number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** The offsets at which lines begin; `\n`, `\r\n` and `\r` each end a line. */
  starts(): readonly number[] {
    if (this.lineStarts === undefined) {
      const starts = [0];
      const lineEnd = /\r\n|\n|\r/g;
      while (lineEnd.exec(this.text) !== null) starts.push(lineEnd.lastIndex);
      this.lineStarts = starts;
    }
    return this.lineStarts;
  }

  /** Line and column, from 1, of an offset. Columns count UTF-16 units. */
  positionAt(offset: number): Position {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The text of a line (from 1), without its line end. */
  lineText(line: number): string {
    const starts = this.starts();
    const start = starts[line - 1];
    if (start === undefined) return '';
    const end = starts[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/[\r\n]+$/, '');
  }
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A half-open range `[start, end)` of offsets in one source. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The smallest span that covers both; they must be of the same source. */
export function spanning(first: Span, last: Span): Span {
  return {
    source: first.source,
    start: Math.min(first.start, last.start),
    end: Math.max(first.end, last.end),
  };
}

export function spanText(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}
