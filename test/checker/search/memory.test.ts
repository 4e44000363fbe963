import { describe, expect, it } from 'vitest';
import { explore } from '../../../checker/explore.ts';
import { IntList } from '../../../checker/liveness/int-list.ts';
import { OutOfMemory } from '../../../checker/search/index.ts';
import { GraphBuilder } from '../../../checker/search/graph-builder.ts';
import { tellingMemory } from '../../../checker/search/memory.ts';
import { namedToyModel, toyRecipe } from '../toy-models.ts';

describe('memory that is not enough', () => {
  it('ends a search with an error that says so', async () => {
    const exploring = explore(namedToyModel(['greedy', 5, 1]), {
      order: 'breadth-first',
      maximumDepth: undefined,
      spill: undefined,
      workers: 1,
      recipe: toyRecipe('greedy', 5, 1),
      workerSpill: undefined,
      crew: undefined,
      keepGraph: true,
      signal: undefined,
      onProgress: undefined,
      checkpoint: undefined,
    });
    await expect(exploring).rejects.toThrow(OutOfMemory);
    await expect(exploring).rejects.toThrow('out of memory: what is known of the states that were found');
  });

  it('is not what every error is about', async () => {
    const failing = tellingMemory(
      () => 'states',
      () => {
        throw new RangeError('place 3 of 2');
      },
    );
    await expect(failing).rejects.toThrow(new RangeError('place 3 of 2'));
  });

  it('ends the recording of a graph whose edges have no numbers any more', () => {
    const graph = new GraphBuilder(3);
    for (let state = 0; state < 5; state++) graph.addState([state], state === 0);
    graph.beginState();
    for (let target = 0; target < 3; target++) graph.addEdge(target, 0);
    expect(() => {
      graph.addEdge(3, 0);
    }).toThrow('out of memory: there are more than 3 steps between states');
  });

  it('ends the checking of properties on more steps than have numbers', () => {
    const list = new IntList(1500);
    for (let item = 0; item < 1500; item++) list.push(item);
    expect(list.at(1499)).toBe(1499);
    expect(() => {
      list.push(0);
    }).toThrow(OutOfMemory);
  });
});
