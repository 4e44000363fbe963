import type { Span } from '../source/index.ts';
import type { DiagnosticCode } from './codes.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

/*
 * What `--json` prints of problems, for editors and other programs. Fields may be added; none changes its meaning or goes away.
 *
 *   diagnostics  an array in the order of the text, one element per problem:
 *     code       stable, such as "MP301"; `mpcal-ts explain MP301` says what it means
 *     severity   "error" (there is no result) or "warning"
 *     message    one sentence; its wording may change
 *     place      where the problem is
 *     related    other places that matter, each { message, place }; may be empty
 *     hint       what to do about it, or null
 *   a place is
 *     file       as it was named: relative to the working directory, or absolute
 *     line, column         where it begins; both count from 1, columns in UTF-16 units, a tab is one
 *     endLine, endColumn   where it ends; the character there does not belong to it
 */

export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The shape of `--json`: lines and columns count from 1, the end is exclusive. */
export interface JsonDiagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly place: JsonPlace;
  readonly related: readonly { readonly message: string; readonly place: JsonPlace }[];
  readonly hint: string | null;
}

/** Diagnostics as plain data for other programs. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[]): readonly JsonDiagnostic[] {
  return diagnostics.map(({ code, severity, message, span, related, hint }) => ({
    code,
    severity,
    message,
    place: jsonPlace(span),
    related: related.map((other) => ({ message: other.message, place: jsonPlace(other.span) })),
    hint: hint ?? null,
  }));
}

function jsonPlace(span: Span): JsonPlace {
  const start = span.source.positionAt(span.start);
  const end = span.source.positionAt(span.end);
  return {
    file: span.source.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
