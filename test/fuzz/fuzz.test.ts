import { describe, expect, it } from 'vitest';
import { campaign } from './campaign.ts';
import { mutated, randomSource, wordsOf } from './mutate.ts';

/** A quick share of `make fuzz`; without a clock, since how long a test takes depends on what else the machine does. */
const count = 80;

describe('a mutated spec', () => {
  it(`gives a result or diagnostics, never an exception (${count} texts)`, () => {
    const failures = [...campaign(1, count, () => 0)].filter((failure) => failure !== undefined);
    expect(failures.map(({ seed, what }) => `seed ${seed}: ${what}`)).toEqual([]);
  });

  it('is the same for the same seed', () => {
    const words = wordsOf('a == 1 + f(x)');
    expect(mutated(words, words, randomSource(7))).toBe(mutated(words, words, randomSource(7)));
  });

  it('differs from the spec', () => {
    const text = 'Next == /\\ x = 1 /\\ y = 2';
    const different = Array.from({ length: 20 }, (_, seed) =>
      mutated(wordsOf(text), wordsOf(text), randomSource(seed)),
    );
    expect(different.filter((one) => one !== text).length).toBeGreaterThan(15);
  });
});
