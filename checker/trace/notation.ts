import { TlaParseError, parseTlaValue } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { JsonReader } from './json-reader.ts';

/** A value that a text gives in TLA+'s notation. */
export function readNotation(reader: JsonReader): Value {
  try {
    return parseTlaValue(reader.text());
  } catch (error) {
    if (!(error instanceof TlaParseError)) throw error;
    return reader.fail(`a TLA+ value; ${error.message}`);
  }
}
