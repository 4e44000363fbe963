import fc from 'fast-check';
import type { Value } from '../../../../runtime/index.ts';
import {
  makeFunctionFromEntries,
  makeRecordFromObject,
  makeSet,
  makeTupleFrom,
} from '../../../../runtime/index.ts';

export const functionOn = (keys: readonly Value[], values: readonly Value[]): Value =>
  makeFunctionFromEntries(keys.map((key, place) => [key, values[place] as Value] as const));

const leaf: fc.Arbitrary<Value> = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -3, max: 2000 }),
  fc.constantFrom('a', 'b', 'key'),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }).map((items) => makeTupleFrom(items)),
  fc.uniqueArray(fc.integer({ min: 0, max: 5 })).map((items) => makeSet(items)),
  leaf.map((field) => makeRecordFromObject({ f: field })),
);
/** The arguments of the functions that the second of three slots has mostly. */
export const keys: readonly Value[] = [3, 4, 7];
/** Mostly functions on the keys. */
const indexed: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(value, value, value).map((values) => functionOn(keys, values)) },
  { weight: 1, arbitrary: value },
);
/** Values of three slots. */
export const states = fc.tuple(value, indexed, value);
