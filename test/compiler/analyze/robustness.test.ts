import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mpcal } from '../resolve/helpers.ts';
import { problemsOf } from './helpers.ts';

const texts = ['mpcal', 'pluscal'].flatMap((name) => {
  const folder = new URL(`../../oracle/${name}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.tla'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
});

/** Words of a text with what separates them, so that joining them gives the text back. */
const wordsOf = (text: string): readonly string[] => text.match(/\w+|\s+|[^\w\s]/g) ?? [];

const mutation = fc.record({
  text: fc.constantFrom(...texts),
  kind: fc.constantFrom('delete', 'duplicate', 'swap', 'replace', 'truncate'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
  other: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

function mutate({
  text,
  kind,
  at,
  length,
  other,
}: typeof mutation extends fc.Arbitrary<infer T> ? T : never): string {
  const words = [...wordsOf(text)];
  const start = Math.floor(at * words.length);
  const second = Math.floor(other * words.length);
  const piece = words.slice(start, start + length);
  switch (kind) {
    case 'delete':
      words.splice(start, length);
      break;
    case 'duplicate':
      words.splice(second, 0, ...piece);
      break;
    case 'swap':
      [words[start], words[second]] = [words[second] ?? '', words[start] ?? ''];
      break;
    case 'replace':
      words[start] = words[second] ?? '';
      break;
    default:
      words.length = start;
  }
  return words.join('');
}

describe('a broken specification', () => {
  it('gives diagnostics, never an exception', () => {
    fc.assert(
      fc.property(mutation, (change) => {
        for (const { span, message } of problemsOf(mutate(change), false)) {
          expect(message).not.toBe('');
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }),
      { seed: 20, numRuns: 100 },
    );
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
