import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Int,
  Nat,
  compare,
  equals,
  hashOf,
  interval,
  makeSet,
  makeTuple,
  modelValue,
  notEquals,
  sameValue,
  secondHashOf,
  seqSet,
} from '../../../runtime/tla/index.ts';
import { agrees } from './oracle.ts';
import { anyValue } from './values.ts';
import {
  emptySet,
  makeFunctionFromEntries,
  makeRecordFromObject,
  powerSet,
  functionSet,
  makeFunction,
} from '../../../runtime/tla/index.ts';

const parameters = { seed: 23, numRuns: 500 };
const record = makeRecordFromObject;

describe('the total order', () => {
  it('is antisymmetric', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
      }),
      parameters,
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(fc.tuple(anyValue, anyValue, anyValue), (values) => {
        const [a, b, c] = values.sort(compare);
        expect(compare(a, c)).toBeLessThanOrEqual(0);
        expect(compare(a, b)).toBeLessThanOrEqual(0);
        expect(compare(b, c)).toBeLessThanOrEqual(0);
      }),
      parameters,
    );
  });

  it('puts strings in the order of their code points', () => {
    const strings = ['a', 'ab', 'b', '\u{ffff}', '\u{10000}', '\u{10ffff}'];
    for (const [i, s] of strings.entries()) {
      for (const [j, t] of strings.entries()) expect(Math.sign(compare(s, t))).toBe(Math.sign(i - j));
    }
  });

  it('puts smaller sets and shorter tuples first', () => {
    expect(compare(makeSet([9]), makeSet([1, 2]))).toBeLessThan(0);
    expect(compare(makeTuple(9), makeTuple(1, 2))).toBeLessThan(0);
  });

  it('compares infinite sets by what they were made of', () => {
    expect(compare(seqSet(interval(1, 2)), seqSet(makeSet([2, 1])))).toBe(0);
    expect(compare(seqSet(interval(1, 2)), seqSet(interval(1, 3)))).toBeLessThan(0);
    expect(compare(Nat, Int)).not.toBe(0);
  });

  it('decides between huge sets without enumerating them', () => {
    const huge = interval(1, 2 ** 50);
    expect(compare(huge, interval(2, 2 ** 50 + 1))).toBeLessThan(0);
    expect(compare(huge, interval(1, 2 ** 50))).toBe(0);
    expect(compare(powerSet(interval(1, 45)), powerSet(interval(1, 45)))).toBe(0);
    expect(compare(functionSet(interval(1, 40), interval(0, 1)), powerSet(interval(1, 40)))).not.toBe(0);
  });
});

describe('equality', () => {
  it('holds where the order finds no difference, if the values are comparable', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        let equal: boolean | undefined;
        try {
          equal = equals(a, b);
        } catch {
          equal = undefined;
        }
        if (equal === undefined) expect(compare(a, b)).not.toBe(0);
        else expect(equal).toBe(compare(a, b) === 0);
      }),
      parameters,
    );
  });

  it('fails for the same pairs in both directions', () => {
    const outcome = (f: () => boolean): boolean | 'error' => {
      try {
        return f();
      } catch {
        return 'error';
      }
    };
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        expect(outcome(() => equals(a, b))).toBe(outcome(() => equals(b, a)));
      }),
      parameters,
    );
  });

  it('holds between a model value and itself only', () => {
    expect(equals(modelValue('m1'), modelValue('m1'))).toBe(true);
    expect(equals(modelValue('m1'), modelValue('m2'))).toBe(false);
    expect(equals(modelValue('m1'), 1)).toBe(false);
    expect(equals(makeSet([]), modelValue('m1'))).toBe(false);
  });

  agrees('1 # 2', () => notEquals(1, 2));
  agrees('"a" = "b"', () => equals('a', 'b'));
  agrees('<<1, 2>> = <<2, 1>>', () => equals(makeTuple(1, 2), makeTuple(2, 1)));
  agrees('<<1, 2>> # <<1, 2, 3>>', () => notEquals(makeTuple(1, 2), makeTuple(1, 2, 3)));
  agrees('(1..3) = {1, 2, 3}', () => equals(interval(1, 3), makeSet([3, 2, 1])));
  agrees('1..0 = {}', () => equals(interval(1, 0), emptySet));
  agrees('{{1, 2}, {3}} = {{3}, {2, 1}}', () =>
    equals(makeSet([makeSet([1, 2]), makeSet([3])]), makeSet([makeSet([3]), makeSet([2, 1])])),
  );
  agrees('[x \\in 1..2 |-> x] = <<1, 2>>', () =>
    equals(
      makeFunction(interval(1, 2), (x) => x),
      makeTuple(1, 2),
    ),
  );
  agrees('("a" :> 1 @@ "b" :> 2) = [a |-> 1, b |-> 2]', () =>
    equals(
      makeFunctionFromEntries([
        ['b', 2],
        ['a', 1],
      ]),
      record({ a: 1, b: 2 }),
    ),
  );
  agrees('1 = "a"', () => equals(1, 'a'));
  agrees('1 = TRUE', () => equals(1, true));
  agrees('"a" = TRUE', () => equals('a', true));
  agrees('{1} = 1', () => equals(makeSet([1]), 1));
  agrees('<<1>> = 1', () => equals(makeTuple(1), 1));
  agrees('{1} = <<1>>', () => equals(makeSet([1]), makeTuple(1)));
  agrees('<<1, 2>> = <<"a", 2>>', () => equals(makeTuple(1, 2), makeTuple('a', 2)));
  agrees('<<1, 2>> = <<1>>', () => equals(makeTuple(1, 2), makeTuple(1)));
  agrees('[a |-> 1] = <<1>>', () => equals(record({ a: 1 }), makeTuple(1)));
  agrees('[a |-> 1] = [b |-> 1]', () => equals(record({ a: 1 }), record({ b: 1 })));
  agrees('{1} = {"a"}', () => equals(makeSet([1]), makeSet(['a'])));
  agrees('{} = {"a"}', () => equals(emptySet, makeSet(['a'])));
  agrees('{1, 2} = {"a"}', () => equals(makeSet([1, 2]), makeSet(['a'])));
  agrees('[Nat -> {1}] = {}', () => equals(functionSet(Nat, makeSet([1])), emptySet));
  agrees('Seq({1}) = {}', () => equals(seqSet(makeSet([1])), emptySet));
});

describe('hashes', () => {
  it('of equal values are equal', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        if (!sameValue(a, b)) return;
        expect(hashOf(a)).toBe(hashOf(b));
        expect(secondHashOf(a)).toBe(secondHashOf(b));
      }),
      parameters,
    );
  });

  it('of many different small values hardly collide, and never in both lanes', () => {
    const values = Array.from({ length: 100 }, (_, i) => i).flatMap((i) =>
      Array.from({ length: 100 }, (_, j) => [
        makeTuple(i, j),
        makeSet([i, j + 1000]),
        record({ a: i, b: j }),
        makeFunctionFromEntries([
          [0, i],
          [7, j],
        ]),
      ]).flat(),
    );
    const first = new Set(values.map(hashOf));
    const both = new Set(values.map((v) => `${hashOf(v)},${secondHashOf(v)}`));
    expect(values.length - first.size).toBeLessThan(10);
    expect(both.size).toBe(values.length);
  });

  it('of a large interval agree with those of the same set, enumerated', () => {
    const size = 70_000;
    const items = Array.from({ length: size }, (_, i) => i);
    expect(hashOf(interval(0, size - 1))).toBe(hashOf(makeSet(items)));
  });
});
