import { describe, expect, it } from 'vitest';
import { Search } from '../../../checker/search/index.ts';
import type { SearchOptions } from '../../../checker/search/index.ts';
import { counter, lattice, toyModel } from '../toy-models.ts';
import type { Toy } from '../toy-models.ts';

/** Of every state that was about to be expanded: its depth, how many there were still, and how many were thought to be. */
function foreseen(
  toy: Toy,
  options: SearchOptions = {},
): readonly { readonly depth: number; readonly left: number; readonly thought: number | undefined }[] {
  const search = new Search(toyModel(toy), options);
  const seen: { depth: number; expanded: number; thought: number | undefined }[] = [];
  while (!search.advance(1)) {
    const { depth, distinct, queued, left } = search.progress;
    seen.push({ depth, expanded: distinct - queued, thought: left });
  }
  const { distinct, queued } = search.progress;
  return seen.map(({ depth, expanded, thought }) => ({ depth, left: distinct - queued - expanded, thought }));
}

describe('the states that are left', () => {
  it('are foreseen once the levels shrink steadily, to within a tenth on a lattice', () => {
    const seen = foreseen(lattice(5, 5));
    const told = seen.filter(({ thought }) => thought !== undefined);
    // The 13th and the 14th level are the largest. Three sizes are needed to foresee anything, and two more to prove it.
    expect(told[0]?.depth).toBe(18);
    for (const { left, thought = 0 } of told) expect(Math.abs(thought - left)).toBeLessThan(5 + left / 10);
  });

  it('are not foreseen while levels grow or stay as they are', () => {
    expect(foreseen(counter(50)).every(({ thought }) => thought === undefined)).toBe(true);
    const growing = foreseen(lattice(5, 5)).filter(({ depth }) => depth < 14);
    expect(growing.every(({ thought }) => thought === undefined)).toBe(true);
  });

  it('are known on the last level that is expanded under a bound of the depth', () => {
    const toy = lattice(4, 6);
    const seen = foreseen(toy, { maximumDepth: 8 });
    const last = seen.filter(({ depth }) => depth === 7);
    expect(last.length).toBeGreaterThan(80);
    // The states at the bound are taken from the queue without being expanded.
    const bound = seen.filter(({ depth }) => depth === 8).length;
    for (const { left, thought } of last) expect(thought).toBe(left - bound);
    expect(seen.at(-1)).toMatchObject({ depth: 8, thought: 0 });
    expect(seen.every(({ depth, thought }) => depth >= 7 || thought === undefined)).toBe(true);
  });

  it('are not told of a search that goes depth-first, or after which the graph is looked at', () => {
    for (const options of [{ order: 'depth-first' }, { recordGraph: true }] as const)
      expect(foreseen(lattice(5, 5), options).every(({ thought }) => thought === undefined)).toBe(true);
  });
});
