import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coreOf, naiveAnswer } from './naive.ts';

/** Where the naive evaluator differs from the oracle for the same reasons as the runtime (integers, order of strings). */
const deviations: ReadonlyMap<string, string> = new Map([
  ['2147483647 + 1', '2147483648'],
  ['-2147483647 - 2', '-2147483649'],
  ['65536 * 65536', '4294967296'],
  ['2 ^ 31', '2147483648'],
  ['2147483648', '2147483648'],
  ['CHOOSE x \\in {"zeta", "alpha"} : TRUE', '"alpha"'],
  // An infinite set is a value as long as nobody asks for its elements.
  ['{x \\in Nat : x < 3}', '{y \\in Nat : y < 3}'],
]);

/** The lines of the oracle that parse, each with what it expects and the modules in scope. */
function cases(): readonly (readonly [expression: string, expected: string, modules: readonly string[]])[] {
  const text = readFileSync(new URL('../oracle/expressions.tsv', import.meta.url), 'utf8');
  let modules: readonly string[] = [];
  return text.split('\n').flatMap((line) => {
    const extended = /^# EXTENDS (.*)/.exec(line)?.[1];
    if (extended !== undefined) modules = extended.split(', ');
    if (line.startsWith('#') || line === '') return [];
    const [expression = '', expected = ''] = line.split('\t');
    return expected === '!parse' ? [] : [[expression, expected, modules] as const];
  });
}

function answer(expression: string, modules: readonly string[]): string {
  const core = coreOf(expression.replaceAll('␤', '\n'), modules);
  if (core === undefined) return '!parse';
  const found = naiveAnswer(core, 3_000_000);
  return found.kind === 'value' ? found.text : found.kind === 'error' ? '!error' : 'unfinished';
}

/** A value in the naive notation, from the oracle's. */
function normalised(expected: string, modules: readonly string[]): string {
  return expected.startsWith('!') ? expected : answer(expected, modules);
}

describe('the naive evaluator has the values of the oracle', () => {
  it.each(cases())('%s', (expression, oracle, modules) => {
    const expected = deviations.get(expression) ?? oracle;
    expect(answer(expression, modules)).toBe(normalised(expected, modules));
  });
});
