import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  applyFunction,
  domain,
  elements,
  except,
  hashOf,
  interval,
  makeFunction,
  makeFunctionFromEntries,
  makeRecordFromObject,
  makeTupleFrom,
  secondHashOf,
  tail,
} from '../../../runtime/tla/index.ts';
import { anyValue } from './values.ts';

const parameters = { seed: 20261123, numRuns: 200 } as const;

/** Both halves of a fingerprint. */
function hashes(value: Value): readonly number[] {
  return [hashOf(value), secondHashOf(value)];
}

function rebuilt(f: Value): Value {
  return makeFunctionFromEntries(elements(domain(f)).map((x) => [x, applyFunction(f, x)] as const));
}

describe('both hashes', () => {
  it.each([
    ['a sequence', makeTupleFrom([1, 2, 3])],
    ['a long sequence', makeFunction(interval(1, 80), (x) => x)],
    ['a record', makeRecordFromObject({ a: 1, b: 2, c: 3 })],
    ['a function on consecutive integers', makeFunction(interval(0, 2), (x) => x)],
    ['a function of many arguments', makeFunction(interval(-40, 40), (x) => x)],
  ])('follow each EXCEPT of %s', (_, base) => {
    const keys = elements(domain(base));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), anyValue), { maxLength: 6 }), (updates) => {
        let f = base;
        hashes(f);
        for (const [key, value] of updates) f = except(f, keys[key % keys.length] as Value, value);
        expect(hashes(f)).toEqual(hashes(rebuilt(f)));
      }),
      parameters,
    );
  });

  it('follow a sequence that loses its head', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 8 }), (items) => {
        const whole = makeTupleFrom([...items]);
        hashes(whole);
        expect(hashes(tail(whole))).toEqual(hashes(makeTupleFrom(items.slice(1))));
      }),
      parameters,
    );
  });

  it('are those of a string each time they are asked for, however many strings come between', () => {
    const text = 'serverLoop';
    const first = hashes(text);
    for (let i = 0; i < 10_000; i++) hashOf(`other ${i}`);
    expect(hashes(['server', 'Loop'].join(''))).toEqual(first);
  });

  it('tell integers of 32 bits, of 53 and their negatives apart', () => {
    const magnitudes = [1, 2, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40, Number.MAX_SAFE_INTEGER];
    const integers = [0, ...magnitudes, ...magnitudes.map((n) => -n)];
    expect(new Set(integers.map((n) => hashes(n).join())).size).toBe(integers.length);
  });
});
