import { afterEach, describe, expect, it } from 'vitest';
import {
  cardinality,
  interval,
  randomSetOfSubsets,
  randomSubset,
  setRandomSource,
  subsetOf,
  TlaEvaluationError,
  toTlaString,
} from '../../../runtime/tla/index.ts';
import { seededRandom } from '../../seeded-random.ts';

afterEach(() => {
  setRandomSource(undefined);
});

describe('RandomSubset', () => {
  it('has as many elements of the set as asked for', () => {
    setRandomSource(seededRandom(1));
    for (let size = 0; size <= 6; size += 1) {
      const subset = randomSubset(size, interval(1, 6));
      expect([cardinality(subset), subsetOf(subset, interval(1, 6))]).toEqual([size, true]);
    }
  });

  it('gives every subset sooner or later', () => {
    setRandomSource(seededRandom(2));
    const seen = new Set(Array.from({ length: 200 }, () => toTlaString(randomSubset(2, interval(1, 4)))));
    expect(seen.size).toBe(6);
  });

  it('cannot take more than there is', () => {
    expect(() => randomSubset(3, interval(1, 2))).toThrow(TlaEvaluationError);
  });
});

describe('RandomSetOfSubsets', () => {
  it('has subsets, at most as many as asked for', () => {
    setRandomSource(seededRandom(3));
    const subsets = randomSetOfSubsets(5, 2, interval(1, 4));
    expect(cardinality(subsets)).toBeLessThanOrEqual(5);
    expect(subsets.toArray().every((subset) => subsetOf(subset, interval(1, 4)))).toBe(true);
  });

  it('with all elements expected is the set itself', () => {
    expect(toTlaString(randomSetOfSubsets(3, 2, interval(1, 2)))).toBe('{{1, 2}}');
  });
});
