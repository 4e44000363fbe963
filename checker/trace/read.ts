import { traceFromItf } from './itf.ts';
import { traceFromJson } from './json.ts';
import { readJson } from './json-reader.ts';
import type { RecordedTrace } from './recorded.ts';

/**
 * A trace in either of our formats, or the report of `check --json` that holds one in its field `trace`. Throws TraceFormatError, whose message
 * says where the text is not as expected.
 */
export function readTrace(text: string): RecordedTrace {
  const root = readJson(text);
  const meta = root.field('#meta');
  if (!meta.isAbsent) return traceFromItf(root);
  const inner = root.field('trace');
  return traceFromJson(inner.isAbsent ? root : inner);
}
