import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FingerprintSet, newFingerprintMemory } from '../../../checker/search/fingerprint-set.ts';
import { seededRandom } from '../../seeded-random.ts';

const word = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(1, 2, 2 ** 31, 2 ** 32 - 1, 2 ** 32 - 2),
  fc.integer({ min: 2 ** 32 - 50, max: 2 ** 32 - 1 }),
);

describe('a fingerprint set', () => {
  it('holds what was inserted, whatever its size, and finds the number of each', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word), { maxLength: 600 }),
        fc.integer({ min: 1, max: 40 }),
        (words, homes) => {
          const set = new FingerprintSet({ numbered: true, memory: newFingerprintMemory(true, homes, 3) });
          const reference = new Map<string, number>();
          for (const [number, [low, high]] of words.entries()) {
            const key = `${low || 1} ${high || 1}`;
            expect(set.locate(low, high)).toBe(reference.has(key));
            if (reference.has(key)) expect(set.numberFound()).toBe(reference.get(key));
            else {
              reference.set(key, number);
              expect(set.insert(number)).toBe(true);
            }
          }
          expect(set.size).toBe(reference.size);
          for (const [low, high] of words) {
            expect(set.locate(low, high)).toBe(true);
            expect(set.numberFound()).toBe(reference.get(`${low || 1} ${high || 1}`));
          }
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it('gives its fingerprints in order', () => {
    const random = seededRandom(5);
    const set = new FingerprintSet();
    const keys = Array.from({ length: 30_000 }, () => ({
      low: Math.floor(random() * 2 ** 32),
      high: Math.floor(random() * 2 ** 32),
    }));
    for (const { low, high } of keys) if (!set.locate(low, high)) set.insert();
    const given: { low: number; high: number }[] = [];
    set.forEachInOrder((low, high) => given.push({ low, high }));
    expect(given).toEqual(keys.sort((a, b) => a.high - b.high || a.low - b.low));
  });

  it('takes at most 16 bytes per fingerprint once it has grown', () => {
    const random = seededRandom(6);
    const set = new FingerprintSet();
    let most = 0;
    for (let i = 0; i < 200_000; i++) {
      if (!set.locate(Math.floor(random() * 2 ** 32), Math.floor(random() * 2 ** 32))) set.insert();
      if (set.size > 50_000) most = Math.max(most, set.bytes / set.size);
    }
    expect(most).toBeLessThan(16);
  });
});
