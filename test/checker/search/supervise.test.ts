import { describe, expect, it } from 'vitest';
import { Search, search, supervise } from '../../../checker/search/index.ts';
import type { TimedProgress } from '../../../checker/search/index.ts';
import { lattice, toyModel } from '../toy-models.ts';

/** A clock that goes on by so many milliseconds whenever it is read. */
const clock = (step: number) => {
  let time = 0;
  return () => (time += step);
};
const pause = (): Promise<void> => Promise.resolve();

describe('a supervised search', () => {
  it('reports how far it is at every interval of the clock', async () => {
    const reports: TimedProgress[] = [];
    const outcome = await supervise(new Search(toyModel(lattice(4, 5))), {
      now: clock(30),
      pause,
      progressIntervalMilliseconds: 100,
      onProgress: (progress) => reports.push(progress),
    });
    expect(outcome).toEqual(search(toyModel(lattice(4, 5))));
    expect(reports.length).toBeGreaterThan(2);
    for (const [place, report] of reports.slice(1).entries()) {
      expect(report.generated).toBeGreaterThan(reports[place]?.generated ?? Infinity);
      expect(report.elapsedMilliseconds - (reports[place]?.elapsedMilliseconds ?? 0)).toBeGreaterThanOrEqual(
        100,
      );
      expect(report.generatedPerSecond).toBeGreaterThan(0);
    }
  });

  it('says how long it will go on, by the rate of late, once that can be foreseen', async () => {
    const reports: TimedProgress[] = [];
    await supervise(new Search(toyModel(lattice(5, 6))), {
      now: clock(25),
      pause,
      progressIntervalMilliseconds: 50,
      onProgress: (progress) => reports.push(progress),
    });
    const told = reports.filter(({ secondsLeft }) => secondsLeft !== undefined);
    expect(reports[0]?.secondsLeft).toBeUndefined();
    expect(told.length).toBeGreaterThan(10);
    const end = (reports.at(-1)?.elapsedMilliseconds ?? 0) / 1000;
    for (const { secondsLeft = 0, elapsedMilliseconds } of told) {
      const left = end - elapsedMilliseconds / 1000;
      expect(Math.abs(secondsLeft - left)).toBeLessThan(1 + 0.3 * left);
    }
  });

  it('ends incomplete when it is asked to stop', async () => {
    let pauses = 0;
    const { verdict, statistics } = await supervise(new Search(toyModel(lattice(4, 9))), {
      now: clock(30),
      pause,
      stopIsRequested: () => ++pauses === 3,
    });
    expect(verdict).toEqual({ kind: 'incomplete', reason: 'stopped' });
    expect(statistics.distinct).toBeLessThan(10_000);
  });

  it('is asked to stop between two states that have many successors', async () => {
    const wide = {
      variables: ['x'],
      initial: [[0]],
      steps: [
        {
          label: 'jump',
          next: ([x = 0]: readonly number[]) =>
            Array.from({ length: 1000 }, (_, i) => [(x * 1000 + i) % 50_000]),
        },
      ],
    };
    const { statistics } = await supervise(new Search(toyModel(wide)), {
      now: clock(30),
      pause,
      stopIsRequested: () => true,
    });
    expect(statistics.generated).toBe(1001);
  });
});
