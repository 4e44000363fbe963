import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { search } from '../../../checker/search/index.ts';
import type { BlockStore } from '../../../checker/search/index.ts';
import { decodeStates, encodeStates } from '../../../checker/search/state-blocks.ts';
import { StateDeque } from '../../../checker/search/state-deque.ts';
import type { State } from '../../../checker/model/index.ts';
import { makeSet, makeTuple, modelValue } from '../../../runtime/index.ts';
import { seededRandom } from '../../seeded-random.ts';
import { lattice, toyModel } from '../toy-models.ts';

class MemoryStore implements BlockStore {
  readonly blocks = new Map<number, Uint8Array>();
  written = 0;
  write(bytes: Uint8Array): number {
    this.blocks.set(++this.written, bytes);
    return this.written;
  }
  take(handle: number): Uint8Array {
    const bytes = this.blocks.get(handle);
    if (bytes === undefined) throw new Error(`no block ${handle}`);
    this.blocks.delete(handle);
    return bytes;
  }
}

describe('states as bytes', () => {
  it('come back as they were, and share the values that neighbours have in common', () => {
    const common = makeTuple(1, makeSet(['a', 'b']));
    const states: State[] = [
      [1, common, modelValue('n')],
      [2, common, true],
      [2, common, true],
      [2, makeTuple(), -5],
    ];
    const decoded = decodeStates(encodeStates(states), states.length);
    expect(decoded).toEqual(states);
    expect(decoded[1]?.[1]).toBe(decoded[0]?.[1]);
  });
});

describe('the states that wait', () => {
  it('are given in the order of a queue or of a stack, whether or not memory is short', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), fc.boolean(), (seed, isStack, isShort) => {
        const random = seededRandom(seed);
        const store = new MemoryStore();
        const deque = new StateDeque({ store, memoryIsShort: () => isShort, blockLength: 50 });
        const reference: number[] = [];
        let next = 0;
        for (let round = 0; round < 12; round++) {
          for (let pushes = Math.floor(random() * 400); pushes > 0; pushes--) {
            deque.push([next, 'x'], next);
            reference.push(next++);
          }
          const taken = [...deque.blocks()].flatMap(({ ids }) => [...ids]);
          expect(taken).toEqual(reference);
          let at = 0;
          for (let takes = Math.floor(random() * 450); takes > 0 && reference.length > at; takes--) {
            const expected = isStack ? reference.pop() : reference[at++];
            expect((isStack ? deque.pop() : deque.shift())?.[0]).toBe(expected);
            expect(deque.id).toBe(expected);
          }
          reference.splice(0, at);
          expect(deque.length).toBe(reference.length);
        }
        if (!isShort) expect(store.written).toBe(0);
      }),
      { seed: 9, numRuns: 12 },
    );
  });

  it('go to the store when memory is short and come back from it', () => {
    const store = new MemoryStore();
    const expected = search(toyModel(lattice(4, 8)));
    const outcome = search(toyModel(lattice(4, 8)), {
      spill: { store, memoryIsShort: () => true, blockLength: 50 },
    });
    expect(outcome).toEqual(expected);
    expect(store.written).toBeGreaterThan(0);
    expect(store.blocks.size).toBe(0);
  });

  it('end the search with the error of a store that is full', () => {
    const store: BlockStore = {
      write: () => {
        throw new Error('no space left on device');
      },
      take: () => new Uint8Array(),
    };
    expect(() =>
      search(toyModel(lattice(4, 8)), { spill: { store, memoryIsShort: () => true, blockLength: 50 } }),
    ).toThrow('no space left');
  });
});
