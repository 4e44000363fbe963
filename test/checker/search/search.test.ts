import { describe, expect, it } from 'vitest';
import { search } from '../../../checker/search/index.ts';
import type { Verdict } from '../../../checker/search/index.ts';
import { counter, diamond, dieHard, dining, failing, lattice, toyModel } from '../toy-models.ts';

const pathOf = (verdict: Verdict) =>
  'path' in verdict ? verdict.path.states.map((state) => [...state]) : [];

describe('a breadth-first search', () => {
  it('counts states, visits and the states on the longest shortest path', () => {
    const { verdict, statistics } = search(toyModel(counter(9)));
    expect(verdict).toEqual({ kind: 'ok' });
    expect(statistics).toMatchObject({ distinct: 10, generated: 11, depth: 10, initial: 1 });
    expect(statistics.coverage).toEqual([{ taken: 9, newStates: 9 }]);
    expect(statistics.outDegree).toEqual({ minimum: 0, maximum: 1, average: 0.9, percentile95: 1 });
  });

  it('finds a shortest path to a violation of an invariant', () => {
    const { verdict } = search(toyModel(dieHard));
    expect(verdict).toMatchObject({ kind: 'invariant', name: 'NotSolved' });
    expect(pathOf(verdict)).toHaveLength(7);
    expect(pathOf(verdict).at(-1)).toEqual([3, 4]);
  });

  it('gives the step that leads from each state of a path to the next', () => {
    const { verdict } = search(toyModel(dieHard));
    if (verdict.kind !== 'invariant') throw new Error(verdict.kind);
    const { states, steps } = verdict.path;
    expect(steps).toHaveLength(states.length - 1);
    const model = toyModel(dieHard);
    for (const [place, step] of steps.entries()) {
      const successors: unknown[] = [];
      model.successorsOf(states[place] ?? [], step, (next) => successors.push([...next]));
      expect(successors).toContainEqual(states[place + 1]);
    }
  });

  it('reports a state without successors that is not terminated as a deadlock', () => {
    const { verdict } = search(toyModel(dining(3)));
    expect(verdict.kind).toBe('deadlock');
    expect(pathOf(verdict)).toHaveLength(4);
    expect(search(toyModel(diamond)).verdict.kind).toBe('deadlock');
  });

  it('accepts a deadlock where the configuration does', () => {
    const { verdict, statistics } = search(toyModel({ ...diamond, checksDeadlock: false }));
    expect(verdict.kind).toBe('ok');
    expect(statistics).toMatchObject({ distinct: 4, generated: 5, depth: 3 });
  });

  it('reports a step that fails with the states up to the one it failed in', () => {
    const { verdict } = search(toyModel(failing(4)));
    expect(verdict).toMatchObject({ kind: 'assert', step: 0 });
    expect(pathOf(verdict)).toEqual([[0], [1], [2], [3], [4]]);
  });

  it('ends at the bound of the depth and says so', () => {
    const { verdict, statistics } = search(toyModel(counter(9)), { maximumDepth: 4 });
    expect(verdict).toEqual({ kind: 'incomplete', reason: 'depth-bound' });
    expect(statistics).toMatchObject({ distinct: 4, depth: 4 });
  });

  it('says nothing is established when there is no initial state', () => {
    const { verdict } = search(toyModel({ ...counter(3), initial: [] }));
    expect(verdict).toEqual({ kind: 'incomplete', reason: 'no-initial-state' });
  });

  it('says nothing is established when a constraint excludes every initial state', () => {
    const { verdict } = search(toyModel({ ...counter(3), constraint: () => false }));
    expect(verdict).toEqual({ kind: 'incomplete', reason: 'constrained-away' });
  });

  it('reports an assumption that does not hold before anything else', () => {
    const { verdict, statistics } = search(toyModel({ ...counter(3), assumption: false }));
    expect(verdict.kind).toBe('assumption');
    expect(statistics.generated).toBe(0);
  });

  it('counts the states that a view tells apart', () => {
    const parity = { ...counter(9), view: ([x = 0]: readonly number[]) => [x % 2] };
    expect(search(toyModel(parity)).statistics.distinct).toBe(2);
  });

  it('counts one state for those that symmetry makes equal', () => {
    const cube = lattice(3, 2);
    const permutations = (state: readonly number[]) => {
      const [a = 0, b = 0, c = 0] = state;
      return [
        [a, b, c],
        [a, c, b],
        [b, a, c],
        [b, c, a],
        [c, a, b],
        [c, b, a],
      ];
    };
    expect(search(toyModel(cube)).statistics.distinct).toBe(27);
    expect(search(toyModel({ ...cube, symmetry: permutations })).statistics.distinct).toBe(10);
  });
});

describe('a depth-first search', () => {
  it('finds the same states', () => {
    const { verdict, statistics } = search(toyModel(lattice(3, 5)), { order: 'depth-first' });
    expect(verdict.kind).toBe('ok');
    expect(statistics).toMatchObject({ distinct: 216, depth: 16 });
  });

  it('visits all states within the bound, also those first met on a longer path', () => {
    for (let bound = 1; bound <= 8; bound++) {
      const shallow = search(toyModel({ ...dieHard, invariants: {} }), { maximumDepth: bound });
      const deep = search(toyModel({ ...dieHard, invariants: {} }), {
        maximumDepth: bound,
        order: 'depth-first',
      });
      expect(deep.statistics.distinct).toBe(shallow.statistics.distinct);
    }
  });

  it('gives a path to what it finds', () => {
    const { verdict } = search(toyModel(dieHard), { order: 'depth-first' });
    expect(verdict.kind).toBe('invariant');
    expect(pathOf(verdict)[0]).toEqual([0, 0]);
    expect(pathOf(verdict).at(-1)?.[1]).toBe(4);
  });
});
