import type { RandomGraph } from '../toy-models.ts';

/** What a breadth-first search must say about a random graph, in the most obvious way: sets, lists, one level after the other. */
export interface ReferenceOutcome {
  /** All that may be reported first: a search stops at the first violation of a level, in whatever order it looks. */
  readonly violations: readonly { readonly kind: string; readonly length: number }[];
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  readonly initial: number;
  /** Nodes inside the constraints that can be reached. */
  readonly reached: ReadonlySet<number>;
}

/** `maximumDepth`: nodes at this level are not expanded. Violations do not end the search. */
export function referenceSearch(graph: RandomGraph, maximumDepth = Infinity): ReferenceOutcome {
  const violations: { kind: string; length: number }[] = [];
  const reached = new Set<number>();
  let generated = 0;
  let level: number[] = [];
  for (const node of graph.initial) {
    generated++;
    if (graph.bad.has(node)) violations.push({ kind: 'invariant', length: 1 });
    if (graph.outside.has(node) || reached.has(node)) continue;
    reached.add(node);
    level.push(node);
  }
  const initial = level.length;
  let depth = 0;
  while (level.length > 0) {
    depth++;
    const nextLevel: number[] = [];
    if (depth < maximumDepth)
      for (const node of level) {
        const targets = (graph.edges[node] ?? []).flat();
        generated += targets.length;
        if (targets.length === 0) {
          if (graph.terminated.has(node)) generated++;
          else violations.push({ kind: 'deadlock', length: depth });
        }
        for (const target of targets) {
          if (graph.badEdges.has(`${node}-${target}`))
            violations.push({ kind: 'property', length: depth + 1 });
          const inside = !graph.outside.has(target) && !graph.cutEdges.has(`${node}-${target}`);
          // A bad node that is known has been reported when it was found.
          if (graph.bad.has(target) && !(inside && reached.has(target)))
            violations.push({ kind: 'invariant', length: depth + 1 });
          if (!inside || reached.has(target)) continue;
          reached.add(target);
          nextLevel.push(target);
        }
      }
    level = nextLevel;
  }
  return { violations, distinct: reached.size, generated, depth, initial, reached };
}
