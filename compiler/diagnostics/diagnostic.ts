import type { Span } from '../source/index.ts';
import type { DiagnosticCode } from './codes.ts';

export type Severity = 'error' | 'warning';

export interface RelatedSpan {
  readonly span: Span;
  readonly message: string;
}

/** What is wrong with the user's input, as data. Rendered in `render.ts` only. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence, in the user's words: what is wrong. */
  readonly message: string;
  readonly span: Span;
  readonly related: readonly RelatedSpan[];
  /** What to do about it. */
  readonly hint: string | undefined;
}

/** What every phase returns: a value as complete as the input allows, and the problems found. */
export interface PhaseResult<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiagnosticDetails {
  readonly related?: readonly RelatedSpan[];
  readonly hint?: string;
}

export function errorAt(
  code: DiagnosticCode,
  span: Span,
  message: string,
  details: DiagnosticDetails = {},
): Diagnostic {
  return { code, severity: 'error', message, span, related: details.related ?? [], hint: details.hint };
}

export function warningAt(
  code: DiagnosticCode,
  span: Span,
  message: string,
  details: DiagnosticDetails = {},
): Diagnostic {
  return { code, severity: 'warning', message, span, related: details.related ?? [], hint: details.hint };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** What a phase answers that has no value to give. */
export function failed(diagnostics: readonly Diagnostic[]): PhaseResult<undefined> {
  return { value: undefined, diagnostics: inSourceOrder(diagnostics) };
}

/** Source order (by source name, then start), without exact repetitions. */
export function inSourceOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  const unique = diagnostics.filter((diagnostic) => {
    const key = `${diagnostic.code} ${diagnostic.span.source.name} ${diagnostic.span.start} ${diagnostic.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return unique.sort((a, b) =>
    a.span.source === b.span.source
      ? a.span.start - b.span.start
      : a.span.source.name < b.span.source.name
        ? -1
        : 1,
  );
}
