import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntList, PairIndex } from '../../../checker/liveness/int-list.ts';

describe('a list of integers', () => {
  it('has what was pushed, beyond its first size', () => {
    const list = new IntList();
    for (let item = 0; item < 5000; item += 1) list.push(-item);
    expect(list.length).toBe(5000);
    expect([list.at(0), list.at(4999)]).toEqual([-0, -4999].map((item) => item | 0));
    expect(list.view()).toHaveLength(5000);
  });
});

describe('an index of pairs', () => {
  it('numbers pairs in the order they come, each once', () => {
    const pair = fc.tuple(fc.nat({ max: 299 }), fc.nat({ max: 40 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 3000, size: 'max' }), (pairs) => {
        const index = new PairIndex(300);
        const expected = new Map<string, number>();
        for (const [first, second] of pairs) {
          const key = `${first},${second}`;
          const number = expected.get(key) ?? expected.size;
          expected.set(key, number);
          expect(index.numberOf(first, second)).toBe(number);
        }
        expect(index.size).toBe(expected.size);
      }),
      { seed: 1, numRuns: 20 },
    );
  });
});
