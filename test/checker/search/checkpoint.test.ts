import { describe, expect, it } from 'vitest';
import { CheckpointMismatch, DamagedCheckpoint, Search, search } from '../../../checker/search/index.ts';
import type { SearchOptions } from '../../../checker/search/index.ts';
import { dieHard, lattice, toyModel } from '../toy-models.ts';

const cube = lattice(4, 6);
const saveAfter = (states: number, options: SearchOptions = {}, toy = cube): Uint8Array[] => {
  const running = new Search(toyModel(toy), options);
  running.advance(states);
  running.stop();
  return [...running.save('the text')];
};

describe('a saved search', () => {
  it.each([{}, { order: 'depth-first' }, { order: 'depth-first', maximumDepth: 30 }] as const)(
    'goes on to the same end: %j',
    (options) => {
      const expected = search(toyModel(cube), options);
      for (const states of [1, 100, 2000]) {
        const resumed = new Search(toyModel(cube), options);
        resumed.resume(saveAfter(states, options)[Symbol.iterator](), 'the text');
        while (!resumed.advance(Infinity));
        expect(resumed.outcome()).toEqual(expected);
      }
    },
  );

  it('still knows the way from the initial state', () => {
    const resumed = new Search(toyModel(dieHard));
    resumed.resume(saveAfter(5, {}, dieHard)[Symbol.iterator](), 'the text');
    while (!resumed.advance(Infinity));
    expect(resumed.outcome()).toEqual(search(toyModel(dieHard)));
  });

  it('is refused for another text', () => {
    const other = new Search(toyModel(cube));
    expect(() => other.resume(saveAfter(10)[Symbol.iterator](), 'another text')).toThrow(CheckpointMismatch);
  });

  it('is refused by a search in another order', () => {
    const other = new Search(toyModel(cube), { order: 'depth-first' });
    expect(() => other.resume(saveAfter(10)[Symbol.iterator](), 'the text')).toThrow(CheckpointMismatch);
  });

  it('is refused when a part of it is missing', () => {
    const pieces = saveAfter(100);
    for (let count = 0; count < pieces.length; count++) {
      const resumed = new Search(toyModel(cube));
      expect(() => resumed.resume(pieces.slice(0, count)[Symbol.iterator](), 'the text')).toThrow(
        DamagedCheckpoint,
      );
    }
  });
});
