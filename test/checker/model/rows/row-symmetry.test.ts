import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Permutation } from '../../../../checker/model/permutation.ts';
import { RowLayout } from '../../../../checker/model/rows/row-layout.ts';
import { RowSymmetry } from '../../../../checker/model/rows/row-symmetry.ts';
import type { SymmetricImage } from '../../../../checker/model/symmetry.ts';
import type { Value } from '../../../../runtime/index.ts';
import { makeSet, makeTuple, modelValue } from '../../../../runtime/index.ts';
import { functionOn } from './generators.ts';

const [a, b, c]: readonly [Value, Value, Value] = [modelValue('a'), modelValue('b'), modelValue('c')];
const names: readonly Value[] = [a, b, c];

/** The six ways to arrange three things, as what each becomes. */
const arrangements: readonly (readonly Value[])[] = [
  [a, b, c],
  [a, c, b],
  [b, a, c],
  [b, c, a],
  [c, a, b],
  [c, b, a],
];

/** Slots: a shared value, a function of the three, and one slot of each of three processes. */
const images: readonly SymmetricImage[] = arrangements.map((arrangement) => ({
  permutation: new Permutation(
    new Map<Value, Value>(names.map((name, place) => [name, arrangement[place] as Value])),
  ),
  sources: [0, 1, ...names.map((name) => 2 + arrangement.indexOf(name))],
}));
const others = images.slice(1);

const leaf = fc.constantFrom<Value>(a, b, c, 0, 1, 'x');
const value = fc.oneof(
  leaf,
  fc.uniqueArray(fc.constantFrom<Value>(a, b, c)).map((members) => makeSet(members)),
  fc.tuple(leaf, leaf).map(([first, second]) => makeTuple(first, second)),
);
const indexed = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(value, value, value).map((values) => functionOn(names, values)) },
  { weight: 1, arbitrary: value },
);
const states = fc.tuple(value, indexed, value, value, value);

const imageOf = ({ permutation, sources }: SymmetricImage, state: readonly Value[]): Value[] =>
  sources.map((source) => permutation.of(state[source] as Value));

describe('the fingerprint of a row under a symmetry', () => {
  it.each([
    { what: 'whole functions', keys: undefined, room: 1 << 20 },
    { what: 'functions by their elements', keys: names, room: 1 << 20 },
    { what: 'elements for some of the arguments only', keys: [a, b], room: 1 << 20 },
    { what: 'values without numbers', keys: names, room: 8 },
  ])('is the least among those of its images: $what', ({ keys, room }) => {
    const rows = new RowLayout(5, new Map(keys === undefined ? [] : [[1, keys]]), room);
    const symmetry = new RowSymmetry(rows, others);
    fc.assert(
      fc.property(states, fc.constantFrom(...images), (state, image) => {
        const all = images.map((each) => {
          const found = { low: 0, high: 0 };
          rows.fingerprint(rows.rowOf(imageOf(each, state)), found);
          return found;
        });
        const [least] = all.sort((one, two) => one.high - two.high || one.low - two.low);
        const found = { low: 0, high: 0 };
        symmetry.fingerprint(rows.rowOf(imageOf(image, state)), found);
        // With the halves exchanged, so that the least are not all close together.
        expect(found).toEqual({ low: least?.high, high: least?.low });
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});
