import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchOutcome } from '../../../checker/search/index.ts';
import { OUTSIDE, pathOfIds, search } from '../../../checker/search/index.ts';
import type { RandomGraph } from '../toy-models.ts';
import { graphToy, randomGraph, toyModel } from '../toy-models.ts';
import { referenceSearch } from './reference-search.ts';

const RUNS = { seed: 20_261_123, numRuns: 300 };
const graphs = (share: number): fc.Arbitrary<RandomGraph> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 4 }),
    )
    .map(([seed, nodes, steps]) => randomGraph(seed, nodes, steps, share));

/** The path is a behaviour of the graph; returns its nodes. */
function checkedPath(graph: RandomGraph, outcome: SearchOutcome): number[] {
  if (!('path' in outcome.verdict)) throw new Error(`no path: ${outcome.verdict.kind}`);
  const { states, steps } = outcome.verdict.path;
  const nodes = states.map((state) => state[0] as number);
  expect(graph.initial).toContain(nodes[0]);
  for (const [place, step] of steps.entries())
    expect(graph.edges[nodes[place] ?? -1]?.[step]).toContain(nodes[place + 1]);
  expect(nodes).toHaveLength(steps.length + 1);
  return nodes;
}

/** The last node or edge shows what the verdict says. */
function checkViolation(graph: RandomGraph, outcome: SearchOutcome): void {
  const nodes = checkedPath(graph, outcome);
  const last = nodes.at(-1) ?? -1;
  if (outcome.verdict.kind === 'invariant') expect(graph.bad).toContain(last);
  else if (outcome.verdict.kind === 'property')
    expect(graph.badEdges).toContain(`${nodes.at(-2) ?? ''}-${last}`);
  else expect(graph.edges[last]?.flat()).toEqual([]);
}

describe('a search of a random graph', () => {
  it('says what the obvious search says', () => {
    fc.assert(
      fc.property(graphs(0.01), (graph) => {
        const expected = referenceSearch(graph);
        const outcome = search(toyModel(graphToy(graph)));
        if (expected.violations.length > 0) {
          const shortest = Math.min(...expected.violations.map(({ length }) => length));
          const { verdict } = outcome;
          checkViolation(graph, outcome);
          const length = checkedPath(graph, outcome).length;
          expect(expected.violations).toContainEqual({ kind: verdict.kind, length });
          // Deadlocks end a path one state earlier than what is found by the expansions beside them.
          expect(length).toBeLessThanOrEqual(shortest + 1);
          if (verdict.kind === 'deadlock') expect(length).toBe(shortest);
          return;
        }
        expect(outcome.verdict.kind).toBe(expected.distinct === 0 ? 'incomplete' : 'ok');
        const { distinct, generated, depth, initial } = expected;
        expect(outcome.statistics).toMatchObject({ distinct, generated, depth, initial });
      }),
      RUNS,
    );
  });

  it('finds the same states depth-first, and a violation if there is one', () => {
    fc.assert(
      fc.property(graphs(0.01), (graph) => {
        const expected = referenceSearch(graph);
        const outcome = search(toyModel(graphToy(graph)), { order: 'depth-first' });
        if (expected.violations.length > 0) {
          checkViolation(graph, outcome);
          return;
        }
        expect(outcome.verdict.kind).toBe(expected.distinct === 0 ? 'incomplete' : 'ok');
        const { distinct, generated, initial } = expected;
        expect(outcome.statistics).toMatchObject({ distinct, generated, initial });
      }),
      RUNS,
    );
  });

  it('visits exactly the states within a bound, in both orders', () => {
    fc.assert(
      fc.property(graphs(0), fc.integer({ min: 1, max: 8 }), (random, maximumDepth) => {
        const graph = { ...random, terminated: new Set(random.edges.keys()) };
        const { distinct } = referenceSearch(graph, maximumDepth);
        for (const order of ['breadth-first', 'depth-first'] as const)
          expect(search(toyModel(graphToy(graph)), { order, maximumDepth }).statistics.distinct).toBe(
            distinct,
          );
      }),
      RUNS,
    );
  });

  it('records the graph: every state inside the constraints, every edge once', () => {
    fc.assert(
      fc.property(graphs(0), fc.boolean(), (random, isDepthFirst) => {
        const graph = { ...random, terminated: new Set(random.edges.keys()) };
        const order = isDepthFirst ? 'depth-first' : 'breadth-first';
        const { graph: recorded } = search(toyModel(graphToy(graph)), { recordGraph: true, order });
        if (recorded === undefined) throw new Error('no graph');
        const nodeOf = (id: number): number => recorded.stateAt(id)[0] as number;
        const nodes = Array.from({ length: recorded.stateCount }, (_, id) => nodeOf(id));
        expect([...nodes].sort()).toEqual([...referenceSearch(graph).reached].sort());
        expect(new Set(recorded.initialStates.map(nodeOf))).toEqual(
          new Set(graph.initial.filter((node) => !graph.outside.has(node))),
        );
        for (const [id, node] of nodes.entries()) {
          const first = recorded.firstEdge[id] ?? 0;
          const edges = Array.from({ length: recorded.edgeCount[id] ?? 0 }, (_, place) => {
            const target = recorded.edgeTargets[first + place] ?? 0;
            return `${recorded.edgeSteps[first + place] ?? ''}:${target === OUTSIDE ? 'outside' : nodeOf(target)}`;
          });
          const expected = (graph.edges[node] ?? []).flatMap((targets, step) =>
            targets.map((to) =>
              graph.outside.has(to) || graph.cutEdges.has(`${node}-${to}`)
                ? `${step}:outside`
                : `${step}:${to}`,
            ),
          );
          expect([...edges].sort()).toEqual([...new Set(expected)].sort());
          const path = pathOfIds(recorded, id).map(nodeOf);
          expect(path.at(-1)).toBe(node);
          for (const [place, from] of path.slice(0, -1).entries())
            expect(graph.edges[from]?.flat()).toContain(path[place + 1]);
        }
      }),
      RUNS,
    );
  });
});
