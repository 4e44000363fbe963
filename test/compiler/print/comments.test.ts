import { describe, expect, test } from 'vitest';
import { formatSpec } from '../../../compiler/print/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { algorithmText, parseModule } from '../../../compiler/syntax/index.ts';
import { seededRandom } from '../../seeded-random.ts';
import { algorithmOf } from '../syntax/print.ts';
import { specPaths, specText } from './specs.ts';

/** A spec with some comments more at places of a seed, between any two tokens of its algorithm; undefined if that moves bullets out of their lists. */
function withComments(text: string, seed: number): string | undefined {
  const source = new Source('Test.tla', text);
  const algorithm = algorithmOf(parseModule(source).value);
  if (algorithm === undefined) return undefined;
  const random = seededRandom(seed);
  const { tokens } = algorithmText(source, algorithm.span.start, algorithm.span.end);
  const places = tokens.slice(3).filter(() => random() < 4 / tokens.length);
  const result = places.reduceRight((changed, { start }, index) => {
    const comment =
      random() < 0.5
        ? `(* c${index} *) `
        : `\\* c${index}\n${' '.repeat(source.positionAt(start).column - 1)}`;
    return changed.slice(0, start) + comment + changed.slice(start);
  }, text);
  return parseModule(new Source('Test.tla', result)).diagnostics.length === 0 ? result : undefined;
}

const paths = specPaths.filter((path) => path.startsWith('test/oracle') || path.startsWith('specs/locksvc'));

describe('comments anywhere in an algorithm are kept, and have their places the second time', () => {
  test.each(paths)('%s', (path) => {
    let tried = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const text = withComments(specText(path), seed);
      if (text === undefined) continue;
      tried += 1;
      const { value, diagnostics } = formatSpec(new Source('Test.tla', text));
      expect(
        diagnostics.map(({ message }) => message),
        text,
      ).toEqual([]);
      expect(formatSpec(new Source('Test.tla', value ?? '')).value, text).toEqual(value);
    }
    expect(tried).toBeGreaterThan(0);
  });
});
