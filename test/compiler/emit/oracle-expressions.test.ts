import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  asSet,
  parseTlaValue,
  sameValue,
  TlaEvaluationError,
  toTlaString,
} from '../../../runtime/tla/index.ts';
import { evaluate } from './harness.ts';

/** Where we differ from the oracle, and on purpose: what we answer instead. */
const deviations: ReadonlyMap<string, string> = new Map([
  // Integers are exact up to 2^53 - 1, not 2^31 - 1.
  ['2147483647 + 1', '2147483648'],
  ['-2147483647 - 2', '-2147483649'],
  ['65536 * 65536', '4294967296'],
  ['2 ^ 31', '2147483648'],
  ['2147483648', '2147483648'],
  // Strings are ordered by code point, not by first occurrence.
  ['CHOOSE x \\in {"zeta", "alpha"} : TRUE', '"alpha"'],
]);

/** Fail only when their elements are asked for, which the oracle does by printing them. */
const lazySets: ReadonlySet<string> = new Set(['{x \\in Nat : x < 3}']);

function cases(): readonly (readonly [expression: string, expected: string, modules: readonly string[]])[] {
  const text = readFileSync(new URL('../../oracle/expressions.tsv', import.meta.url), 'utf8');
  let modules: readonly string[] = [];
  return text.split('\n').flatMap((line) => {
    const extended = /^# EXTENDS (.*)/.exec(line)?.[1];
    if (extended !== undefined) modules = extended.split(', ');
    if (line.startsWith('#') || line === '') return [];
    const [expression = '', expected = ''] = line.split('\t');
    return [[expression, expected, modules] as const];
  });
}

/** What evaluation gives, in the oracle's notation; the expected text itself if it is the same value. */
function answer(expression: string, expected: string, modules: readonly string[]): string {
  try {
    const value = evaluate(expression.replaceAll('␤', '\n'), modules);
    if (value === '!parse') return '!parse';
    if (lazySets.has(expression)) return `${asSet(value).toArray().length} elements`;
    return !expected.startsWith('!') && sameValue(value, parseTlaValue(expected))
      ? expected
      : toTlaString(value);
  } catch (error) {
    if (error instanceof TlaEvaluationError) return '!error';
    throw error;
  }
}

describe('compiled expressions have the values of the oracle', () => {
  it.each(cases())('%s', (expression, oracle, modules) => {
    const expected = deviations.get(expression) ?? oracle;
    expect(answer(expression, expected, modules)).toBe(expected);
  });

  it('deviates only on expressions that the oracle has', () => {
    const known = new Set(cases().map(([expression]) => expression));
    expect([...deviations.keys(), ...lazySets].filter((expression) => !known.has(expression))).toEqual([]);
  });
});
