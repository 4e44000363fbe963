export { diagnosticTitles } from './codes.ts';
export type { DiagnosticCode } from './codes.ts';
export { errorAt, hasErrors, inSourceOrder, warningAt } from './diagnostic.ts';
export type { Diagnostic, DiagnosticDetails, PhaseResult, RelatedSpan, Severity } from './diagnostic.ts';
export { closest } from './suggest.ts';
export { diagnosticsToJson, renderDiagnostics, renderExcerpt } from './render.ts';
export type { JsonDiagnostic, JsonPlace, RenderOptions } from './render.ts';
