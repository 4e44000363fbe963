import type { Span } from '../../compiler/index.ts';
import { spanText } from '../../compiler/index.ts';
import type { Site } from '../../runtime/tla/index.ts';

/** A place in the spec, as errors of evaluation tell it. */
export function siteOf(span: Span): Site {
  const { line, column } = span.source.positionAt(span.start);
  return { file: span.source.name, line, column, text: spanText(span) };
}
