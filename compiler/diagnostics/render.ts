import { createColors } from 'picocolors';
import type { Span } from '../source/index.ts';
import type { Diagnostic } from './diagnostic.ts';

export interface RenderOptions {
  /** ANSI colours, for terminals. */
  readonly color: boolean;
}

type Colors = ReturnType<typeof createColors>;

/** Diagnostics as a person reads them: position and message, the line with what is meant underlined, related places, and a hint. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  const colors = createColors(options.color);
  return diagnostics.map((diagnostic) => renderOne(diagnostic, colors)).join('\n');
}

function renderOne(diagnostic: Diagnostic, colors: Colors): string {
  const { code, severity, message, span, related, hint } = diagnostic;
  const paint = severity === 'error' ? colors.red : colors.yellow;
  const lines = [
    `${colors.bold(placeOf(span))}: ${paint(`${severity} ${code}`)}: ${message}`,
    ...frame(span, paint, colors),
  ];
  for (const other of related) {
    lines.push(
      `${colors.bold(placeOf(other.span))}: ${other.message}`,
      ...frame(other.span, colors.cyan, colors),
    );
  }
  if (hint !== undefined) lines.push(`  ${colors.green('hint')}: ${hint}`);
  return `${lines.join('\n')}\n`;
}

/** The place of a span and its line with the span underlined, for problems that are no diagnostics: a failed evaluation. */
export function renderExcerpt(
  span: Span,
  options: RenderOptions,
): { readonly place: string; readonly frame: string } {
  const colors = createColors(options.color);
  return { place: placeOf(span), frame: frame(span, colors.red, colors).join('\n') };
}

/** `raftkvs.tla:12:3` */
function placeOf(span: Span): string {
  const { line, column } = span.source.positionAt(span.start);
  return `${span.source.name}:${line}:${column}`;
}

/** Longer lines are shown around the span only. */
const widestLine = 200;
const columnsBefore = 60;

/** The first line of the span, with what belongs to the span underlined. */
function frame(span: Span, paint: (text: string) => string, colors: Colors): readonly string[] {
  const start = span.source.positionAt(span.start);
  const end = span.source.positionAt(Math.max(span.start, span.end - 1));
  const text = span.source.lineText(start.line);
  const lastColumn = end.line === start.line ? end.column : text.trimEnd().length;
  const { shown, first } = excerptOf(text, start.column);
  const width = Math.min(lastColumn - start.column + 1, shown.length - (start.column - first));
  const underline = '^'.repeat(Math.max(1, width));
  // Tabs stay tabs, so that the underline stands below what it means whatever their width.
  const indent = shown.slice(0, start.column - first).replace(/[^\t]/g, ' ');
  const number = String(start.line);
  const gutter = ' '.repeat(number.length);
  return [
    `${colors.dim(`${number} |`)} ${shown}`,
    `${colors.dim(`${gutter} |`)} ${indent}${paint(underline)}`,
  ];
}

/** What to show of a line, and the column its first character has. */
function excerptOf(text: string, column: number): { readonly shown: string; readonly first: number } {
  if (text.length <= widestLine) return { shown: text, first: 1 };
  const from = Math.max(0, column - 1 - columnsBefore);
  const before = from > 0 ? '…' : '';
  const after = from + widestLine < text.length ? '…' : '';
  const shown = `${before}${text.slice(from, from + widestLine)}${after}`;
  return { shown, first: from + 1 - before.length };
}
