import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { inputOf, problemOf } from './campaign.ts';
import { corpus } from './corpus.ts';
import { mutated, mutatedBy, mutationNames, wordsOf } from './mutate.ts';
import { subjects } from './subjects.ts';

/** A quick share of `make fuzz`; without a clock, since how long a test takes depends on what else the machine does. */
const count = 400;

const seeds = await corpus();
const inputs = Array.from({ length: count }, (_, place) => inputOf(place + 1, seeds));

describe('a mutated input', () => {
  it(`gives a result or diagnostics, never an exception (${count} inputs)`, () => {
    const problems = inputs.map((input, place) => ({ seed: place + 1, what: problemOf(input) }));
    expect(problems.filter(({ what }) => what !== undefined)).toEqual([]);
  });

  it('is of every kind that there is', () => {
    expect(new Set(inputs.map(({ subject }) => subject))).toEqual(new Set(Object.keys(subjects)));
  });

  it('is the same for the same seed', () => {
    expect(inputOf(7, seeds)).toEqual(inputOf(7, seeds));
  });
});

describe('a mutation', () => {
  const words = wordsOf('Next == /\\ x = 1\n        /\\ y = (2 + z)');
  const other = wordsOf('Init == <<x, y>> \\in S');

  it.each(mutationNames)('changes most texts: %s', (name) => {
    const changed = Array.from({ length: 20 }, (_, seed) =>
      mutatedBy(name, words, other, seededRandom(seed)),
    );
    expect(changed.filter((text) => text !== words.join('')).length).toBeGreaterThan(10);
  });

  it('takes texts that are empty', () => {
    for (const name of mutationNames)
      for (let seed = 0; seed < 5; seed++)
        expect(typeof mutatedBy(name, [], [], seededRandom(seed))).toBe('string');
  });

  it('leaves the words it is given as they are', () => {
    const before = [...words];
    mutated(words, other, seededRandom(3));
    expect(words).toEqual(before);
  });
});
