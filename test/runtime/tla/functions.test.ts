import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  Nat,
  TlaEvaluationError,
  TlaFunction,
  TlaRecord,
  TlaTuple,
  add,
  applyFunction,
  concat,
  difference,
  divide,
  domain,
  elements,
  emptySet,
  emptyTuple,
  equals,
  except,
  exceptPath,
  fieldOf,
  hashOf,
  interval,
  len,
  makeFunction,
  makeFunctionFromEntries,
  makeFunctionMany,
  makeRecord,
  makeRecordFromObject,
  makeRecursiveFunction,
  makeSet,
  makeTuple,
  mergeFunctions,
  multiply,
  recordMaker,
  recordShape,
  sameValue,
  setMap,
  setWarningHook,
  singletonFunction,
  subtract,
  toTlaString,
} from '../../../runtime/tla/index.ts';
import { agrees } from './oracle.ts';
import { anyValue } from './values.ts';

const s = (...xs: Value[]): Value => makeSet(xs);
const t = makeTuple;
const i = interval;
const record = makeRecordFromObject;
const pair = singletonFunction;
const merge = mergeFunctions;
const plus =
  (n: number) =>
  (x: Value): Value =>
    add(x, n);
const parameters = { seed: 41, numRuns: 300 };

afterEach(() => setWarningHook(undefined));

describe('function constructors agree with the oracle', () => {
  agrees('[x \\in 1..3 |-> x * x]', () => makeFunction(i(1, 3), (x) => multiply(x, x)));
  agrees('[x \\in {2, 4} |-> x]', () => makeFunction(s(2, 4), (x) => x));
  agrees('[x \\in {} |-> x]', () => makeFunction(emptySet, (x) => x));
  agrees('<<>> = [x \\in {} |-> x]', () =>
    equals(
      emptyTuple,
      makeFunction(emptySet, (x) => x),
    ),
  );
  agrees('[x, y \\in 1..2 |-> x + y][1, 2]', () =>
    applyFunction(
      makeFunctionMany([i(1, 2), i(1, 2)], (x = 0, y = 0) => add(x, y)),
      t(1, 2),
    ),
  );
  agrees('(1 :> "a")', () => pair(1, 'a'));
  agrees('(1 :> "a" @@ 2 :> "b")', () => merge(pair(1, 'a'), pair(2, 'b')));
  agrees('(1 :> "a" @@ 1 :> "b")', () => merge(pair(1, 'a'), pair(1, 'b')));
  agrees('<<1>> @@ <<7, 8>>', () => merge(t(1), t(7, 8)));
  agrees('<<7, 8>> @@ <<1>>', () => merge(t(7, 8), t(1)));
  agrees('("a" :> 1 @@ "b" :> 2).b', () => fieldOf(merge(pair('a', 1), pair('b', 2)), 'b'));
  agrees('1 :> 2 @@ 3 :> 4', () => merge(pair(1, 2), pair(3, 4)));
  agrees('[a |-> 1] @@ [b |-> 2]', () => merge(record({ a: 1 }), record({ b: 2 })));
  agrees('[a |-> 1] @@ [a |-> 2, b |-> 3]', () => merge(record({ a: 1 }), record({ a: 2, b: 3 })));
  agrees('[x \\in {1, 3} |-> x] @@ (2 :> 2)', () =>
    merge(
      makeFunction(s(1, 3), (x) => x),
      pair(2, 2),
    ),
  );
  agrees('(0 :> "z") @@ <<"a">>', () => merge(pair(0, 'z'), t('a')));
  agrees('[a |-> 1, b |-> 2] = [b |-> 2, a |-> 1]', () =>
    equals(recordMaker(['a', 'b'])([1, 2]), recordMaker(['b', 'a'])([2, 1])),
  );
});

describe('application agrees with the oracle', () => {
  agrees('[i \\in 1..2 |-> i][2]', () =>
    applyFunction(
      makeFunction(i(1, 2), (x) => x),
      2,
    ),
  );
  agrees('[a |-> 1].a', () => fieldOf(record({ a: 1 }), 'a'));
  agrees('[a |-> 1]["a"]', () => applyFunction(record({ a: 1 }), 'a'));
  agrees('DOMAIN [x \\in 2..3 |-> 0]', () => domain(makeFunction(i(2, 3), () => 0)));
  agrees('DOMAIN <<1, 2>>', () => domain(t(1, 2)));
  agrees('DOMAIN <<>>', () => domain(emptyTuple));
  agrees('DOMAIN [a |-> 1, b |-> 2]', () => domain(record({ b: 2, a: 1 })));
  agrees('DOMAIN (3 :> 1 @@ 5 :> 2)', () => domain(merge(pair(3, 1), pair(5, 2))));
  agrees('<<1, 2>>[3]', () => applyFunction(t(1, 2), 3));
  agrees('<<1, 2>>[0]', () => applyFunction(t(1, 2), 0));
  agrees('<<1, 2>>[1, 2]', () => applyFunction(t(1, 2), t(1, 2)));
  agrees('[a |-> 1].b', () => fieldOf(record({ a: 1 }), 'b'));
  agrees('[f |-> 1].f.g', () => fieldOf(fieldOf(record({ f: 1 }), 'f'), 'g'));
  agrees('(1 :> 2)["a"]', () => applyFunction(pair(1, 2), 'a'));
  agrees('DOMAIN 1', () => domain(1));
});

describe('EXCEPT agrees with the oracle', () => {
  agrees('[<<1, 2>> EXCEPT ![1] = 9]', () => except(t(1, 2), 1, 9));
  agrees('[<<1, 2>> EXCEPT ![1] = @ + 10, ![2] = @ * 3]', () =>
    except(except(t(1, 2), 1, plus(10)), 2, (x) => multiply(x, 3)),
  );
  agrees('[<<1, 2>> EXCEPT ![3] = 9]', () => except(t(1, 2), 3, 9));
  agrees('[[a |-> 1] EXCEPT !.b = 2]', () => except(record({ a: 1 }), 'b', 2));
  agrees('[[x \\in {1} |-> 0] EXCEPT ![2] = 1 \\div 0]', () => except(t(0), 2, () => divide(1, 0)));
  agrees('[[a |-> [b |-> 1, c |-> 2]] EXCEPT !.a.b = 7]', () =>
    exceptPath(record({ a: record({ b: 1, c: 2 }) }), ['a', 'b'], () => 7),
  );
  agrees('[[a |-> <<1, [b |-> 2]>>] EXCEPT !.a[2].b = @ + 1]', () =>
    exceptPath(record({ a: t(1, record({ b: 2 })) }), ['a', 2, 'b'], plus(1)),
  );
  agrees('[[x, y \\in 1..2 |-> 0] EXCEPT ![1, 2] = 5][1, 2]', () =>
    applyFunction(
      except(
        makeFunctionMany([i(1, 2), i(1, 2)], () => 0),
        t(1, 2),
        5,
      ),
      t(1, 2),
    ),
  );
  agrees('[1 EXCEPT ![1] = 2]', () => except(1, 1, 2));
  agrees('[<<1, 2>> EXCEPT ![1].a = 3]', () => exceptPath(t(1, 2), [1, 'a'], () => 3));

  it('warns, naming function, argument and place, when the argument is outside the domain', () => {
    const warnings: unknown[] = [];
    setWarningHook((message, at) => warnings.push([message, at?.line]));
    except(t(1, 2), 3, 9, { file: 'A.tla', line: 7, column: 1, text: '[s EXCEPT ![3] = 9]' });
    expect(warnings).toEqual([['EXCEPT was applied to <<1, 2>> at 3, which is not in its domain', 7]]);
  });

  it('leaves the function it was applied to as it is', () => {
    const before = record({ a: 1, b: 2 });
    except(before, 'a', 5);
    expect(toTlaString(before)).toBe('[a |-> 1, b |-> 2]');
  });
});

describe('recursive functions', () => {
  const factorial = makeRecursiveFunction(
    i(0, 5),
    (self) => (n) => (n === 0 ? 1 : multiply(n, applyFunction(self, subtract(n, 1)))),
  );
  agrees('LET f[n \\in 0..5] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[5]', () =>
    applyFunction(factorial, 5),
  );
  agrees('LET f[n \\in Nat] == IF n = 0 THEN 0 ELSE n + f[n - 1] IN f[10]', () =>
    applyFunction(
      makeRecursiveFunction(
        Nat,
        (self) => (n) => (n === 0 ? 0 : add(n, applyFunction(self, subtract(n, 1)))),
      ),
      10,
    ),
  );
  agrees('LET f[n \\in 0..3] == IF n = 0 THEN 1 ELSE f[n - 1] IN f[4]', () => applyFunction(factorial, 6));

  it('compute each value at most once', () => {
    const asked: Value[] = [];
    const f = makeRecursiveFunction(i(1, 30), (self) => (n) => {
      asked.push(n);
      return (n as number) < 3
        ? 1
        : add(applyFunction(self, subtract(n, 1)), applyFunction(self, subtract(n, 2)));
    });
    expect(applyFunction(f, 30)).toBe(832040);
    expect(asked.length).toBe(30);
  });

  it('compute only what is asked for', () => {
    const f = makeRecursiveFunction(i(0, 3), () => (n) => divide(6, n));
    expect(applyFunction(f, 2)).toBe(3);
    expect(() => applyFunction(f, 0)).toThrow(TlaEvaluationError);
  });

  it('equal, hash and print as the functions they stand for', () => {
    const enumerated = makeFunctionFromEntries([
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 6],
      [4, 24],
      [5, 120],
    ]);
    expect(equals(factorial, enumerated)).toBe(true);
    expect(equals(enumerated, factorial)).toBe(true);
    expect(hashOf(factorial)).toBe(hashOf(enumerated));
    expect(toTlaString(factorial)).toBe(toTlaString(enumerated));
    expect(sameValue(makeSet([factorial, enumerated]), makeSet([enumerated]))).toBe(true);
  });

  it('may be sequences', () => {
    const squares = makeRecursiveFunction(i(1, 3), () => (n) => multiply(n, n));
    expect(len(squares)).toBe(3);
    expect(toTlaString(concat(squares, t(0)))).toBe('<<1, 4, 9, 0>>');
  });

  it('report a value that depends on itself', () => {
    const f = makeRecursiveFunction(i(1, 2), (self) => (n) => applyFunction(self, n));
    expect(() => applyFunction(f, 1)).toThrow(expect.objectContaining({ code: 'recursive-function' }));
  });

  it('on infinite domains can be applied and updated, not compared', () => {
    const double = makeFunction(Nat, (n) => multiply(n, 2));
    expect(applyFunction(double, 21)).toBe(42);
    const updated = except(double, 3, 0);
    expect([applyFunction(updated, 3), applyFunction(updated, 4)]).toEqual([0, 8]);
    expect(domain(double)).toBe(Nat);
    expect(() => equals(double, updated)).toThrow(TlaEvaluationError);
    expect(() => applyFunction(double, -1)).toThrow(TlaEvaluationError);
  });
});

describe('functions have one form', () => {
  it('a tuple for the domain 1..n, however it was built', () => {
    const built = [
      makeFunction(i(1, 2), (x) => x),
      makeFunction(s(2, 1), (x) => x),
      merge(pair(2, 2), pair(1, 1)),
      makeFunctionFromEntries([
        [2, 2],
        [1, 1],
      ]),
    ];
    for (const f of built) expect(f).toBeInstanceOf(TlaTuple);
  });

  it('a record for few strings, a general function for many', () => {
    const strings = (n: number): Value => setMap(i(1, n), (x) => `k${String(x)}`);
    expect(makeFunction(strings(32), () => 0)).toBeInstanceOf(TlaRecord);
    expect(makeFunction(strings(33), () => 0)).toBeInstanceOf(TlaFunction);
  });

  it('the same for the same pairs, whatever the order in which they came', () => {
    const keys = fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 60 })), { maxLength: 70 });
    const names = keys.map((numbers) => numbers.map((n) => `key${n}`));
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<Value[]>[]>(keys, names), (arguments_) => {
        let grown: Value = emptyTuple;
        for (const x of arguments_) grown = merge(pair(x, toTlaString(x)), grown);
        const made = makeFunctionFromEntries(
          arguments_.toReversed().map((x) => [x, toTlaString(x)] as const),
        );
        expect(sameValue(grown, made)).toBe(true);
        expect(Object.getPrototypeOf(grown)).toBe(Object.getPrototypeOf(made));
        expect(hashOf(grown)).toBe(hashOf(made));
      }),
      parameters,
    );
  });

  it('as merging a map into another leaves it', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(9)), { maxLength: 60 });
    fc.assert(
      fc.property(pairs, pairs, (left, right) => {
        const of = (entries: readonly [number, number][]): Value => makeFunctionFromEntries(new Map(entries));
        const expected = new Map([...right, ...left]);
        expect(sameValue(merge(of(left), of(right)), of([...expected]))).toBe(true);
      }),
      parameters,
    );
  });

  it('with hashes that updates keep right', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 49 }), anyValue), { maxLength: 20 }),
        fc.constantFrom(0, 1),
        (updates, low) => {
          const names = setMap(i(1, 10), (x) => `k${String(x)}`);
          let f = makeFunction(i(low, low + 49), () => 0);
          let r = makeFunction(names, () => 0);
          hashOf(f);
          hashOf(r);
          for (const [key, value] of updates) {
            f = except(f, key + low, value);
            r = except(r, `k${(key % 10) + 1}`, value);
          }
          const rebuild = (g: Value): Value =>
            makeFunctionFromEntries(elements(domain(g)).map((x) => [x, applyFunction(g, x)] as const));
          expect(hashOf(f)).toBe(hashOf(rebuild(f)));
          expect(hashOf(r)).toBe(hashOf(rebuild(r)));
        },
      ),
      { ...parameters, numRuns: 100 },
    );
  });

  it('and reading back an update gives the update', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), anyValue, (size, n, value) => {
        const f = makeFunction(i(0, size), (x) => x);
        const key = n % (size + 1);
        const updated = except(f, key, value);
        expect(sameValue(applyFunction(updated, key), value)).toBe(true);
        const other = (key + 1) % (size + 1);
        if (other !== key) expect(applyFunction(updated, other)).toBe(other);
      }),
      parameters,
    );
  });
});

describe('records', () => {
  it('take their fields in the order of the shape', () => {
    const shape = recordShape(['b', 'a']);
    expect(shape.names).toEqual(['a', 'b']);
    expect(toTlaString(makeRecord(shape, [1, 2]))).toBe('[a |-> 1, b |-> 2]');
  });

  it('refuse a field given twice', () => {
    expect(() => recordShape(['a', 'b', 'a'])).toThrow(RangeError);
  });

  it('keep names apart that contain the character which joins names', () => {
    const separator = '\u0000';
    const one = record({ [`a${separator}b`]: 1 });
    const two = record({ a: 1, b: 1 });
    const three = record({ [`a${separator}b`]: 1, c: 1 });
    const four = record({ a: 1, [`b${separator}c`]: 1 });
    expect(sameValue(one, two)).toBe(false);
    expect(sameValue(three, four)).toBe(false);
    expect(fieldOf(four, `b${separator}c`)).toBe(1);
  });

  it('have fields found by name, few or many', () => {
    for (const count of [1, 5, 12, 13, 32]) {
      const names = Array.from({ length: count }, (_, n) => `f${n}`);
      const r = recordMaker(names)(names.map((_, n) => n));
      names.forEach((name, n) => expect(fieldOf(r, name)).toBe(n));
      expect(() => fieldOf(r, 'none')).toThrow(TlaEvaluationError);
    }
  });

  it('may grow and shrink through many sets of names', () => {
    let store: Value = emptyTuple;
    for (let n = 0; n < 10_000; n++) {
      store = merge(pair(`k${n}`, n), store);
      if (n >= 5)
        store = makeFunction(difference(domain(store), makeSet([`k${n - 5}`])), (x) =>
          applyFunction(store, x),
        );
    }
    expect(toTlaString(domain(store))).toBe('{"k9995", "k9996", "k9997", "k9998", "k9999"}');
  });
});
