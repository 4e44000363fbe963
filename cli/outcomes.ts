import type { Outcome } from './expressions.ts';
import type { Terminal } from './terminal.ts';

/** Prints a value in TLC's notation, or what is wrong with a frame of the text it is about. */
export async function renderOutcome(outcome: Outcome, terminal: Terminal): Promise<void> {
  const { color } = terminal;
  if (outcome.kind === 'value') {
    const { toTlaString } = await import('../runtime/tla/index.ts');
    terminal.out(`${toTlaString(outcome.value)}\n`);
    return;
  }
  const { renderDiagnostics, renderExcerpt } = await import('../compiler/index.ts');
  if (outcome.kind === 'problems') {
    terminal.error(renderDiagnostics(outcome.diagnostics, { color }));
    return;
  }
  const { message, code, span } = outcome.failure;
  if (span === undefined) {
    terminal.error(`error: ${message} (${code})\n`);
    return;
  }
  const { place, frame } = renderExcerpt(span, { color });
  terminal.error(`${place}: error: ${message} (${code})\n${frame}\n`);
}

/**
 * The shape of `eval --json`: exactly one of `value` (in TLC's notation), `failure` (the evaluation has no value) and a non-empty
 * `diagnostics` (the text cannot be evaluated).
 */
export interface JsonOutcome {
  readonly value: string | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
  } | null;
  readonly diagnostics: readonly object[];
}

export async function outcomeToJson(outcome: Outcome): Promise<JsonOutcome> {
  const nothing = { value: null, failure: null, diagnostics: [] };
  if (outcome.kind === 'value') {
    const { toTlaString } = await import('../runtime/tla/index.ts');
    return { ...nothing, value: toTlaString(outcome.value) };
  }
  if (outcome.kind === 'problems') {
    const { diagnosticsToJson } = await import('../compiler/index.ts');
    return { ...nothing, diagnostics: diagnosticsToJson(outcome.diagnostics) };
  }
  const { code, message, span } = outcome.failure;
  const place = span === undefined ? null : { file: span.source.name, ...span.source.positionAt(span.start) };
  return { ...nothing, failure: { code, message, place } };
}
