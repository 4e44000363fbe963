import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import { TlaEvaluationError, parseTlaValue, sameValue, toTlaString } from '../../../runtime/tla/index.ts';

const path = new URL('../../oracle/expressions.tsv', import.meta.url);
const expected = new Map<string, string>();
for (const line of readFileSync(path, 'utf8').split('\n')) {
  const [expression, value] = line.split('\t');
  if (expression !== undefined && value !== undefined && !expression.startsWith('#')) {
    expected.set(expression, value);
  }
}

/** The oracle's value of an expression, as text; `!error` if its evaluation fails. */
export function oracleValue(expression: string): string {
  const value = expected.get(expression);
  if (value === undefined) throw new Error(`not in the oracle: ${expression}`);
  return value;
}

/** A test that evaluating the expression, spelled out as calls, gives what the oracle says. */
export function agrees(expression: string, evaluate: () => Value): void {
  it(expression, () => {
    const text = oracleValue(expression);
    if (text === '!error') {
      expect(evaluate).toThrow(TlaEvaluationError);
      return;
    }
    const value = evaluate();
    expect(sameValue(value, parseTlaValue(text)), `${toTlaString(value)} should be ${text}`).toBe(true);
  });
}
