import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutated, oneOf, wordsOf } from '../../fuzz/mutate.ts';
import { seededRandom } from '../../seeded-random.ts';
import { mpcal } from '../resolve/helpers.ts';
import { problemsOf } from './helpers.ts';

const texts = ['mpcal', 'pluscal'].flatMap((name) => {
  const folder = new URL(`../../oracle/${name}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.tla'))
    .map((file) => wordsOf(readFileSync(new URL(file, folder), 'utf8')));
});

describe('a broken specification', () => {
  it('gives diagnostics, never an exception', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      const text = mutated(oneOf(texts, random), oneOf(texts, random), random);
      for (const { span, message } of problemsOf(text, false)) {
        expect(message).not.toBe('');
        expect(span.start).toBeLessThanOrEqual(span.end);
      }
    }
  });
});

describe('a deep expression', () => {
  const inMacro = (expression: string): string =>
    mpcal(`macro m(v) { v := ${expression} }\narchetype A(ref x) { a: m(x) }`);

  it.each([
    ['of 2,000 brackets', '('.repeat(2000) + '1' + ')'.repeat(2000)],
    ['of 1,000 sets', '{'.repeat(1000) + '1' + '}'.repeat(1000)],
    ['of 5,000 summands', Array.from({ length: 5000 }, () => '1').join(' + ')],
  ])('%s is resolved, copied and checked', (_, expression) => {
    expect(problemsOf(inMacro(expression))).toEqual([]);
  });
});
