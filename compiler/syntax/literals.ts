import type { Span } from '../source/index.ts';
import type { NumberLiteral } from './expressions.ts';

const basePrefixes: Readonly<Record<string, string>> = { b: '0b', o: '0o', h: '0x' };

/** `17`, `\b1011`, `\o17` or `\hFF`. */
export function numberLiteral(image: string, span: Span): NumberLiteral {
  const prefix = image.startsWith('\\') ? basePrefixes[image.charAt(1).toLowerCase()] : undefined;
  const value = BigInt(prefix === undefined ? image : prefix + image.slice(2));
  return { kind: 'number', value, span };
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', f: '\f', r: '\r' };

/** The contents of a string, given with its quotes (the closing one may be missing). */
export function stringValue(image: string): string {
  const closed = image.length > 1 && image.endsWith('"');
  const inner = closed ? image.slice(1, -1) : image.slice(1);
  return inner.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}
