import { spanText } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type { NumberLiteral, StringLiteral } from '../syntax/index.ts';
import { canonicalSpelling, numberLiteral } from '../syntax/index.ts';

/** An operator as its user wrote it, if the place in the text still says so; its canonical spelling otherwise. */
export function operatorText(operator: string, span: Span): string {
  const written = spanText(span);
  const canonical = canonicalSpelling(written);
  const meant = operator === '-.' && canonical === '-' ? '-.' : canonical;
  if (meant === operator && written !== '-.') return written;
  return operator === '-.' ? '-' : operator;
}

/** A numeral in the base in which it is written, if it is written; decimal otherwise. */
export function numberText({ value, span }: NumberLiteral): string {
  const written = spanText(span);
  if (!/^(?:[0-9]+|\\[bB][01]+|\\[oO][0-7]+|\\[hH][0-9a-fA-F]+)$/.test(written)) return String(value);
  return numberLiteral(written, span).value === value ? written : String(value);
}

const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

export function stringText({ value }: StringLiteral): string {
  return `"${value.replace(/[\t\n\f\r"\\]/g, (character) => escapes[character] ?? character)}"`;
}
