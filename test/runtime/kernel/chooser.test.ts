import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairChooser } from '../../../runtime/kernel/index.ts';

/** Runs one evaluation in which a path is blocked unless `allowed`; answers the paths tried, the last one committed if allowed. */
function evaluate(
  chooser: FairChooser,
  ceilingsAt: (path: readonly number[]) => number | undefined,
  allowed: (path: readonly number[]) => boolean,
): { readonly tried: readonly string[]; readonly committed: string | undefined } {
  const tried: string[] = [];
  chooser.beginEvaluation(0);
  for (;;) {
    chooser.beginAttempt();
    const path: number[] = [];
    for (let ceiling = ceilingsAt(path); ceiling !== undefined; ceiling = ceilingsAt(path)) {
      path.push(chooser.choose(path.length, ceiling));
    }
    tried.push(path.join(','));
    if (allowed(path)) {
      chooser.committed();
      return { tried, committed: path.join(',') };
    }
    if (!chooser.advance()) return { tried, committed: undefined };
  }
}

const twoByThree = (path: readonly number[]): number | undefined => [2, 3][path.length];

describe('the fair chooser', () => {
  it('tries every combination exactly once before a section counts as blocked', () => {
    const { tried, committed } = evaluate(new FairChooser(() => 0.4), twoByThree, () => false);
    expect(committed).toBeUndefined();
    expect([...tried].sort()).toEqual(['0,0', '0,1', '0,2', '1,0', '1,1', '1,2']);
  });

  it('tries every combination of a tree whose later choices depend on earlier ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (shape, twist, start) => {
          const ceilingsAt = (path: readonly number[]): number | undefined => {
            const depthLimit = 1 + (((path[0] ?? 0) + twist) % shape.length);
            return path.length > 0 && path.length >= depthLimit
              ? undefined
              : 1 + (((shape[path.length] ?? 1) + (path[path.length - 1] ?? 0)) % 4);
          };
          const expected: string[] = [];
          const walk = (path: readonly number[]): void => {
            const ceiling = ceilingsAt(path);
            if (ceiling === undefined) expected.push(path.join(','));
            else for (let next = 0; next < ceiling; next += 1) walk([...path, next]);
          };
          walk([]);
          const { tried } = evaluate(new FairChooser(() => start), ceilingsAt, () => false);
          expect([...tried].sort()).toEqual(expected.sort());
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('takes every combination in turn when all are possible', () => {
    const chooser = new FairChooser(() => 0.7);
    const committed = Array.from({ length: 12 }, () => evaluate(chooser, twoByThree, () => true).committed);
    expect(new Set(committed.slice(0, 6)).size).toBe(6);
    expect(committed.slice(6)).toEqual(committed.slice(0, 6));
  });

  it('keeps two choices of one section out of lock step', () => {
    const chooser = new FairChooser(() => 0);
    const pairs = new Set(
      Array.from(
        { length: 4 },
        () =>
          evaluate(
            chooser,
            (path) => [2, 2][path.length],
            () => true,
          ).committed,
      ),
    );
    expect(pairs).toEqual(new Set(['0,0', '0,1', '1,0', '1,1']));
  });

  it('comes back to an alternative that is possible only now and then', () => {
    const chooser = new FairChooser(() => 0);
    let rounds = 0;
    const taken = Array.from({ length: 20 }, () => {
      rounds += 1;
      return evaluate(
        chooser,
        (path) => [2][path.length],
        ([first]) => first === 0 || rounds % 3 === 0,
      ).committed;
    });
    expect(taken.filter((path) => path === '1').length).toBeGreaterThan(2);
  });

  it('begins somewhere else for another random start', () => {
    const first = (start: number): string | undefined =>
      evaluate(
        new FairChooser(() => start),
        (path) => [5][path.length],
        () => true,
      ).committed;
    expect([first(0), first(0.5), first(0.9)]).toEqual(['0', '2', '4']);
  });
});
