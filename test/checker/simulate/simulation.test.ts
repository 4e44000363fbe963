import { describe, expect, it } from 'vitest';
import { Simulation, simulate } from '../../../checker/simulate/index.ts';
import type { Verdict } from '../../../checker/search/index.ts';
import {
  counter,
  diamond,
  dieHard,
  dining,
  failing,
  graphToy,
  lattice,
  randomGraph,
  toyModel,
} from '../toy-models.ts';

const pathOf = (verdict: Verdict) => {
  if (!('path' in verdict)) throw new Error(verdict.kind);
  return verdict.path;
};

describe('a simulation', () => {
  it('finds a violation, and the path of the walk is a behaviour that ends in it', () => {
    const { verdict } = simulate(toyModel(dieHard), { walks: 1000, depth: 50, seed: 1 });
    expect(verdict).toMatchObject({ kind: 'invariant', name: 'NotSolved' });
    const { states, steps } = pathOf(verdict);
    expect(states[0]).toEqual([0, 0]);
    expect(states.at(-1)?.[1]).toBe(4);
    const model = toyModel(dieHard);
    for (const [place, step] of steps.entries()) {
      const successors: unknown[] = [];
      model.successorsOf(states[place] ?? [], step, (next) => successors.push([...next]));
      expect(successors).toContainEqual(states[place + 1]);
    }
  });

  it('gives the same walks for the same seed, and others for another', () => {
    const walk = (seed: number) => simulate(toyModel(dieHard), { walks: 1000, depth: 50, seed });
    expect(walk(7)).toEqual(walk(7));
    expect(pathOf(walk(7).verdict)).not.toEqual(pathOf(walk(8).verdict));
  });

  it('makes the violating walk again when only that one is asked for', () => {
    const whole = simulate(toyModel(dieHard), { walks: 1000, depth: 12, seed: 3 });
    const walk = whole.violatingWalk ?? -1;
    expect(walk).toBeGreaterThan(0);
    const again = simulate(toyModel(dieHard), {
      walks: 1000,
      depth: 12,
      seed: 3,
      share: { remainder: walk, divisor: 1000 },
    });
    expect(again.verdict).toEqual(whole.verdict);
    expect(again.statistics.walks).toBe(1);
  });

  it('divides its walks among several without losing or repeating any', () => {
    const options = { walks: 30, depth: 10, seed: 5 };
    const cube = toyModel(lattice(3, 9));
    const whole = simulate(cube, options).statistics;
    const parts = [0, 1, 2].map(
      (remainder) => simulate(cube, { ...options, share: { remainder, divisor: 3 } }).statistics,
    );
    expect(parts.map(({ walks }) => walks)).toEqual([10, 10, 10]);
    for (const step of [0, 1, 2])
      expect(parts.reduce((sum, { coverage }) => sum + (coverage[step]?.taken ?? 0), 0)).toBe(
        whole.coverage[step]?.taken,
      );
  });

  it('ends walks at the bound of the depth, and at termination', () => {
    const bounded = simulate(toyModel(counter(50)), { walks: 4, depth: 10, seed: 1 });
    expect(bounded.verdict).toEqual({ kind: 'ok' });
    expect(bounded.statistics).toMatchObject({ walks: 4, states: 40, longest: 10 });
    const terminated = simulate(toyModel(counter(5)), { walks: 4, depth: 10, seed: 1 });
    expect(terminated.verdict).toEqual({ kind: 'ok' });
    expect(terminated.statistics).toMatchObject({ states: 24, longest: 6, coverage: [{ taken: 20 }] });
  });

  it('reports deadlocks unless the configuration accepts them', () => {
    expect(simulate(toyModel(dining(3)), { walks: 1000, depth: 100, seed: 1 }).verdict.kind).toBe('deadlock');
    const accepted = toyModel({ ...diamond, checksDeadlock: false });
    expect(simulate(accepted, { walks: 10, depth: 10, seed: 1 }).verdict.kind).toBe('ok');
  });

  it('reports a step that fails with the walk up to it', () => {
    const { verdict } = simulate(toyModel(failing(4)), { walks: 1, depth: 10, seed: 1 });
    expect(verdict).toMatchObject({ kind: 'assert', step: 0 });
    expect(pathOf(verdict).states).toEqual([[0], [1], [2], [3], [4]]);
  });

  it('looks at a state outside the constraints, and goes another way', () => {
    const model = toyModel({ ...counter(50), constraint: ([x = 0]: readonly number[]) => x < 5 });
    expect(simulate(model, { walks: 1, depth: 100, seed: 1 }).statistics.longest).toBe(5);
  });

  it('violates nothing that an exhaustive look at the graph would not find', () => {
    for (let seed = 0; seed < 60; seed++) {
      const graph = randomGraph(seed, 30, 3, 0.03);
      const { verdict } = simulate(toyModel(graphToy(graph)), { walks: 20, depth: 20, seed });
      if (!('path' in verdict)) continue;
      const nodes = verdict.path.states.map((state) => state[0] as number);
      const last = nodes.at(-1) ?? -1;
      if (verdict.kind === 'invariant') expect(graph.bad).toContain(last);
      else if (verdict.kind === 'property') expect(graph.badEdges).toContain(`${nodes.at(-2) ?? ''}-${last}`);
      else expect(graph.edges[last]?.flat()).toEqual([]);
      for (const node of nodes.slice(0, -1)) expect(graph.outside).not.toContain(node);
    }
  });

  it('says so when there is no initial state or an assumption does not hold', () => {
    const options = { walks: 3, depth: 5, seed: 1 };
    expect(simulate(toyModel({ ...counter(3), initial: [] }), options).verdict).toEqual({
      kind: 'incomplete',
      reason: 'no-initial-state',
    });
    expect(simulate(toyModel({ ...counter(3), assumption: false }), options).verdict.kind).toBe('assumption');
  });

  it('can be stopped between two walks', () => {
    const simulation = new Simulation(toyModel(counter(50)), { walks: Infinity, depth: 10, seed: 1 });
    expect(simulation.advance(5)).toBe(false);
    simulation.stop();
    expect(simulation.outcome().verdict).toEqual({ kind: 'incomplete', reason: 'stopped' });
    expect(simulation.outcome().statistics.walks).toBe(5);
  });
});
