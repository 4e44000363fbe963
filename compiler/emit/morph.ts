import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';
import type { Span } from '../source/index.ts';
import type { LayoutSink } from './layout.ts';

/** Only emitting needs ts-morph, which takes long to load. */
function tsMorph(): typeof TsMorph {
  return createRequire(import.meta.url)('ts-morph') as typeof TsMorph;
}

export interface WrittenMark {
  readonly line: number;
  readonly column: number;
  readonly span: Span;
}

/** Writes laid-out text by ts-morph's writer and notes where marked text ends up (lines from 1, columns from 0). */
export class MarkingWriter implements LayoutSink {
  readonly marks: WrittenMark[] = [];
  private readonly writer: TsMorph.CodeBlockWriter;
  private pending: Span[] = [];
  private line = 1;
  private column = 0;
  private level = 0;

  constructor() {
    const { CodeBlockWriter: Writer } = tsMorph();
    this.writer = new Writer({
      newLine: '\n',
      indentNumberOfSpaces: 2,
      useTabs: false,
      useSingleQuote: true,
    });
  }

  write(text: string): void {
    if (text === '') return;
    if (this.column === 0) this.column = this.level * 2;
    // The innermost of the marks that begin here says most.
    const span = this.pending.at(-1);
    if (span !== undefined) this.marks.push({ line: this.line, column: this.column, span });
    this.pending = [];
    this.writer.write(text);
    this.column += text.length;
  }

  newLine(): void {
    this.writer.newLine();
    this.line += 1;
    this.column = 0;
  }

  indent(): void {
    this.level += 1;
    this.writer.setIndentationLevel(this.level);
  }

  outdent(): void {
    this.level -= 1;
    this.writer.setIndentationLevel(this.level);
  }

  mark(span: Span): void {
    this.pending.push(span);
  }

  toString(): string {
    return this.writer.toString();
  }
}

/** The first syntax error of a TypeScript text, if any: that would be a bug of the emitter. */
export function syntaxErrorIn(fileName: string, text: string): string | undefined {
  const { ts } = tsMorph();
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023) as TsMorph.ts.SourceFile & {
    readonly parseDiagnostics: readonly TsMorph.ts.Diagnostic[];
  };
  const [first] = file.parseDiagnostics;
  if (first === undefined) return undefined;
  const { line } = file.getLineAndCharacterOfPosition(first.start ?? 0);
  return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`;
}
