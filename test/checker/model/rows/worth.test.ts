import { describe, expect, it } from 'vitest';
import { Worth } from '../../../../checker/model/rows/worth.ts';

/** Runs of which every `period`-th misses; how many were tried. */
function tried(worth: Worth, runs: number, period: number): number {
  let count = 0;
  for (let run = 0; run < runs; run += 1) {
    if (!worth.isTried()) continue;
    count += 1;
    if (count % period === 0) worth.missed();
    else worth.found();
  }
  return count;
}

describe('remembering', () => {
  it('goes on where nearly everything is found again', () => {
    expect(tried(new Worth(), 100_000, 50)).toBe(100_000);
  });

  it('is given up where nothing is, and tried again seldom', () => {
    expect(tried(new Worth(), 100_000, 1)).toBeLessThan(2_000);
  });

  it('begins again where a computation comes to the same later', () => {
    const worth = new Worth();
    tried(worth, 1_000, 1);
    expect(tried(worth, 100_000, 50)).toBeGreaterThan(80_000);
  });

  it('is never tried again when it is given up for good', () => {
    const worth = new Worth();
    worth.giveUp();
    expect(tried(worth, 10_000, 50)).toBe(0);
  });
});
