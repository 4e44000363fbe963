import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  Int,
  Nat,
  Str,
  Bool,
  Any,
  TlaEvaluationError,
  add,
  bigUnion,
  cardinality,
  cartesianProduct,
  choose,
  difference,
  elementAt,
  elementCount,
  elements,
  emptySet,
  emptyTuple,
  equals,
  exists,
  forAll,
  fieldOf,
  functionSet,
  hashOf,
  head,
  intersection,
  interval,
  isFiniteSet,
  makeRecordFromObject,
  makeRecordSet,
  makeSet,
  makeTuple,
  memberOf,
  modelValue,
  modulo,
  multiply,
  notMemberOf,
  powerSet,
  sameValue,
  seqSet,
  setFilter,
  setMap,
  setMapMany,
  singletonFunction,
  subsetOf,
  tupleComponents,
  union,
} from '../../../runtime/tla/index.ts';
import { agrees } from './oracle.ts';
import { smallIntegers } from './values.ts';

const s = (...xs: Value[]): Value => makeSet(xs);
const t = makeTuple;
const i = interval;
const parameters = { seed: 37, numRuns: 300 };

describe('enumerated sets agree with the oracle', () => {
  agrees('{3, 1, 2}', () => s(3, 1, 2));
  agrees('{1, 1, 1}', () => s(1, 1, 1));
  agrees('{}', () => emptySet);
  agrees('{1, 2} \\cup {3}', () => union(s(1, 2), s(3)));
  agrees('{1, 2} \\union {2, 3}', () => union(s(1, 2), s(2, 3)));
  agrees('{1, 2, 3} \\cap {2, 3, 4}', () => intersection(s(1, 2, 3), s(2, 3, 4)));
  agrees('{1, 2} \\intersect {3}', () => intersection(s(1, 2), s(3)));
  agrees('{1, 2, 3} \\ {2}', () => difference(s(1, 2, 3), s(2)));
  agrees('{1} \\subseteq {1, 2}', () => subsetOf(s(1), s(1, 2)));
  agrees('{1, 3} \\subseteq {1, 2}', () => subsetOf(s(1, 3), s(1, 2)));
  agrees('1 \\notin {1, 2}', () => notMemberOf(1, s(1, 2)));
  agrees('{1} \\in {{1}, {2}}', () => memberOf(s(1), s(s(1), s(2))));
  agrees('UNION {{1}, {2}, {2, 3}}', () => bigUnion(s(s(1), s(2), s(2, 3))));
  agrees('UNION {}', () => bigUnion(emptySet));
  agrees('UNION {{}}', () => bigUnion(s(emptySet)));
  agrees('UNION {1..2, {7}}', () => bigUnion(s(i(1, 2), s(7))));
  agrees('UNION SUBSET {1, 2}', () => bigUnion(powerSet(s(1, 2))));
  agrees('{x \\in 1..10 : x % 3 = 0}', () => setFilter(i(1, 10), (x) => modulo(x, 3) === 0));
  agrees('{x * x : x \\in 1..4}', () => setMap(i(1, 4), (x) => multiply(x, x)));
  agrees('{x + y : x \\in 1..2, y \\in {10, 20}}', () =>
    setMapMany([i(1, 2), s(10, 20)], (x = 0, y = 0) => add(x, y)),
  );
  agrees('{x \\in {} : Head(x) = 1}', () => setFilter(emptySet, (x) => equals(head(x), 1)));
  agrees('Cardinality({1, 2, 2})', () => cardinality(s(1, 2, 2)));
  agrees('Cardinality({})', () => cardinality(emptySet));
  agrees('Cardinality(1..100)', () => cardinality(i(1, 100)));
  agrees('IsFiniteSet(SUBSET (1..3))', () => isFiniteSet(powerSet(i(1, 3))));
  agrees('{{1, 2}, {2, 1}}', () => s(s(1, 2), s(2, 1)));
  agrees('{1..2, {1, 2}}', () => s(i(1, 2), s(1, 2)));
  agrees('{<<>>, <<1>>}', () => s(emptyTuple, t(1)));
  agrees('"a" \\in {"a", "b"}', () => memberOf('a', s('a', 'b')));
  agrees('(1..2) \\cap Nat', () => intersection(i(1, 2), Nat));
  agrees('1 .. 3 \\cap 2 .. 4', () => intersection(i(1, 3), i(2, 4)));
  agrees('BOOLEAN', () => Bool);
});

describe('membership agrees with the oracle', () => {
  agrees('3 \\in 1..3', () => memberOf(3, i(1, 3)));
  agrees('4 \\in 1..3', () => memberOf(4, i(1, 3)));
  agrees('-1 \\in Nat', () => memberOf(-1, Nat));
  agrees('0 \\in Nat', () => memberOf(0, Nat));
  agrees('-1 \\in Int', () => memberOf(-1, Int));
  agrees('"x" \\in STRING', () => memberOf('x', Str));
  agrees('{"a"} \\subseteq STRING', () => subsetOf(s('a'), Str));
  agrees('{1, 2} \\subseteq Nat', () => subsetOf(s(1, 2), Nat));
  agrees('{-1} \\subseteq Nat', () => subsetOf(s(-1), Nat));
  agrees('3 \\in Any', () => memberOf(3, Any));
  agrees('"a" \\in {}', () => memberOf('a', emptySet));
  agrees('1 \\in 1', () => memberOf(1, 1));
  agrees('1 \\in {"a"}', () => memberOf(1, s('a')));
  agrees('1 \\in STRING', () => memberOf(1, Str));
  agrees('"a" \\in Nat', () => memberOf('a', Nat));
  agrees('"a" \\in 1..2', () => memberOf('a', i(1, 2)));
  agrees('TRUE \\in Nat', () => memberOf(true, Nat));
  agrees('1 \\in BOOLEAN', () => memberOf(1, Bool));
  agrees('{1} \\subseteq {"a"}', () => subsetOf(s(1), s('a')));
  agrees('{1, 2} \\in SUBSET {1, 2, 3}', () => memberOf(s(1, 2), powerSet(s(1, 2, 3))));
  agrees('<<1, 2, 3>> \\in (1..2) \\X (2..3) \\X {3}', () =>
    memberOf(t(1, 2, 3), cartesianProduct([i(1, 2), i(2, 3), s(3)])),
  );
  agrees('<<1, 2>> \\in [1..2 -> 1..2]', () => memberOf(t(1, 2), functionSet(i(1, 2), i(1, 2))));
  agrees('[x \\in 1..2 |-> -x] \\in [1..2 -> Nat]', () => memberOf(t(-1, -2), functionSet(i(1, 2), Nat)));
  agrees('[a |-> 1] \\in [{"a"} -> {1}]', () =>
    memberOf(makeRecordFromObject({ a: 1 }), functionSet(s('a'), s(1))),
  );
  agrees('<<1>> \\in [{2} -> Nat]', () => memberOf(t(1), functionSet(s(2), Nat)));
  agrees('[a |-> 1, b |-> TRUE] \\in [a : Nat, b : BOOLEAN]', () =>
    memberOf(makeRecordFromObject({ a: 1, b: true }), makeRecordSet(['a', 'b'], [Nat, Bool])),
  );
  agrees('[a |-> 1] \\in [a : Nat, b : BOOLEAN]', () =>
    memberOf(makeRecordFromObject({ a: 1 }), makeRecordSet(['a', 'b'], [Nat, Bool])),
  );
  agrees('<<1, 2>> \\in Seq(Nat)', () => memberOf(t(1, 2), seqSet(Nat)));
  agrees('<<1, -2>> \\in Seq(Nat)', () => memberOf(t(1, -2), seqSet(Nat)));
  agrees('<<>> \\in Seq({})', () => memberOf(emptyTuple, seqSet(emptySet)));
  agrees('<<"a">> \\in Seq(STRING)', () => memberOf(t('a'), seqSet(Str)));
  agrees('[a |-> 1] \\in Seq(Nat)', () => memberOf(makeRecordFromObject({ a: 1 }), seqSet(Nat)));
  agrees('3 \\in Seq(Nat)', () => memberOf(3, seqSet(Nat)));

  it('of a model value in anything that does not hold it is false', () => {
    const m = modelValue('m1');
    for (const set of [
      Nat,
      Str,
      i(1, 2),
      s(1),
      powerSet(s(1)),
      seqSet(Nat),
      functionSet(i(1, 2), Nat),
      emptySet,
    ]) {
      expect(memberOf(m, set)).toBe(false);
    }
    expect(memberOf(m, s(1, m))).toBe(true);
  });
});

describe('lazy sets agree with the oracle', () => {
  agrees('SUBSET {1, 2}', () => powerSet(s(1, 2)));
  agrees('Cardinality(SUBSET {1, 2, 3})', () => cardinality(powerSet(s(1, 2, 3))));
  agrees('SUBSET {}', () => powerSet(emptySet));
  agrees('SUBSET SUBSET {}', () => powerSet(powerSet(emptySet)));
  agrees('(1..2) \\X {"a"}', () => cartesianProduct([i(1, 2), s('a')]));
  agrees('(1..2) \\X (3..4) \\X (5..5)', () => cartesianProduct([i(1, 2), i(3, 4), i(5, 5)]));
  agrees('{1} \\X {}', () => cartesianProduct([s(1), emptySet]));
  agrees('[{1, 2} -> {"a"}]', () => functionSet(s(1, 2), s('a')));
  agrees('Cardinality([1..3 -> 1..2])', () => cardinality(functionSet(i(1, 3), i(1, 2))));
  agrees('[{} -> {1}]', () => functionSet(emptySet, s(1)));
  agrees('[{1} -> {}]', () => functionSet(s(1), emptySet));
  agrees('[a : {1, 2}, b : {TRUE}]', () => makeRecordSet(['a', 'b'], [s(1, 2), s(true)]));
  agrees('[a : {}]', () => makeRecordSet(['a'], [emptySet]));
  agrees('Cardinality([a : 1..3, b : 1..2])', () =>
    cardinality(makeRecordSet(['a', 'b'], [i(1, 3), i(1, 2)])),
  );
  agrees('{r \\in [k : {"p", "q"}, n : 0..1] : r.k = "p"}', () =>
    setFilter(makeRecordSet(['k', 'n'], [s('p', 'q'), i(0, 1)]), (r) => equals(fieldOf(r, 'k'), 'p')),
  );
  agrees('{x + y : <<x, y>> \\in {<<1, 2>>, <<3, 4>>}}', () =>
    setMap(s(t(1, 2), t(3, 4)), (pair) => {
      const [x = 0, y = 0] = tupleComponents(pair, 2);
      return add(x, y);
    }),
  );
});

describe('quantifiers and choice agree with the oracle', () => {
  agrees('\\A x \\in {} : FALSE', () => forAll(emptySet, () => false));
  agrees('\\E x \\in {} : TRUE', () => exists(emptySet, () => true));
  agrees('\\A x \\in 1..3 : x < 4', () => forAll(i(1, 3), (x) => (x as number) < 4));
  agrees('\\E x \\in 1..3 : x > 3', () => exists(i(1, 3), (x) => (x as number) > 3));
  agrees('\\E x \\in 1..3 : x = 1 \\/ Head(<<>>) = 2', () =>
    exists(i(1, 3), (x) => equals(x, 1) || equals(head(emptyTuple), 2)),
  );
  agrees('CHOOSE x \\in 1..10 : x > 3', () => choose(i(1, 10), (x) => (x as number) > 3));
  agrees('CHOOSE x \\in {5, 3, 9} : TRUE', () => choose(s(5, 3, 9), () => true));
  agrees('CHOOSE S \\in SUBSET {1, 2, 3} : Cardinality(S) = 2', () =>
    choose(powerSet(s(1, 2, 3)), (x) => cardinality(x) === 2),
  );
  agrees('CHOOSE S \\in {{3}, {1, 2}, {2}} : TRUE', () => choose(s(s(3), s(1, 2), s(2)), () => true));
  agrees('CHOOSE s \\in {<<2>>, <<1, 1>>, <<1>>} : TRUE', () => choose(s(t(2), t(1, 1), t(1)), () => true));
  agrees('CHOOSE f \\in [{1, 2} -> {0, 1}] : f[1] # f[2]', () =>
    choose(functionSet(s(1, 2), s(0, 1)), (f) => head(f) !== tupleComponents(f, 2)[1]),
  );
  agrees('CHOOSE x \\in {} : TRUE', () => choose(emptySet, () => true));
  agrees('CHOOSE x \\in 1..3 : x > 5', () => choose(i(1, 3), (x) => (x as number) > 5));
  agrees('CHOOSE x \\in Nat : x > 3', () => choose(Nat, (x) => (x as number) > 3));
  agrees('\\A x \\in Nat : x >= 0', () => forAll(Nat, (x) => (x as number) >= 0));
  agrees('\\A x \\in 1 : TRUE', () => forAll(1, () => true));
  agrees('\\A x \\in {1, 2} : x', () => forAll(s(1, 2), (x) => x));
});

describe('set operators fail as in the oracle', () => {
  agrees('{1, "a"}', () => s(1, 'a'));
  agrees('{{1}, 1}', () => s(s(1), 1));
  agrees('{<<1>>, 1}', () => s(t(1), 1));
  agrees('{TRUE, 0}', () => s(true, 0));
  agrees('Cardinality({<<1>>, {1}})', () => cardinality(s(t(1), s(1))));
  agrees('{x \\in Nat : x < 3}', () => makeSet(elements(setFilter(Nat, (x) => (x as number) < 3))));
  agrees('Cardinality(Nat)', () => cardinality(Nat));
  agrees('Cardinality(1)', () => cardinality(1));
  agrees('SUBSET 1', () => powerSet(1));
  agrees('UNION {1, 2}', () => bigUnion(s(1, 2)));
  agrees('Cardinality({1} \\cup "a")', () => cardinality(union(s(1), 'a')));
  agrees('1 \\cup {1}', () => union(1, s(1)));
  agrees('Cardinality([Nat -> {1}])', () => cardinality(functionSet(Nat, s(1))));
  agrees('Cardinality(SUBSET Nat)', () => cardinality(powerSet(Nat)));
  agrees('{Seq({1})}', () => s(seqSet(s(1))));
});

describe('sets', () => {
  it('report an incomparable element however many others are between', () => {
    const many = setMap(i(1, 100), (x) => t(x, 1));
    expect(() => union(many, s(t(50, 'a')))).toThrow(TlaEvaluationError);
    expect(() => memberOf(t(50, 'a'), many)).toThrow(TlaEvaluationError);
    expect(memberOf(t(50, 2), many)).toBe(false);
    expect(() => s(modelValue('m1'), 1, modelValue('m2'), 'a')).toThrow(TlaEvaluationError);
  });

  it('are the same however they were built', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 150 }), (xs) => {
        let grown: Value = emptySet;
        for (const x of xs) grown = union(grown, s(x));
        const made = makeSet(xs);
        expect(elements(grown)).toEqual(elements(made));
        expect(hashOf(grown)).toBe(hashOf(made));
      }),
      parameters,
    );
  });

  it('combine as JavaScript sets do', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 80 });
    fc.assert(
      fc.property(numbers, numbers, (xs, ys) => {
        const ascending = (items: Iterable<number>): number[] => [...new Set(items)].sort((a, b) => a - b);
        const a = makeSet(xs);
        const b = makeSet(ys);
        expect(elements(union(a, b))).toEqual(ascending([...xs, ...ys]));
        expect(elements(intersection(a, b))).toEqual(ascending(xs.filter((x) => ys.includes(x))));
        expect(elements(difference(a, b))).toEqual(ascending(xs.filter((x) => !ys.includes(x))));
        expect(subsetOf(a, b)).toBe(xs.every((x) => ys.includes(x)));
      }),
      parameters,
    );
  });

  it('keep cached hashes right when elements come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }), (xs) => {
        let set: Value = emptySet;
        for (const x of xs) {
          set = memberOf(x, set) ? difference(set, s(x)) : union(set, s(x));
          expect(hashOf(set)).toBe(hashOf(makeSet(elements(set))));
        }
      }),
      { ...parameters, numRuns: 100 },
    );
  });

  it('answer questions about infinite sets that need no enumeration', () => {
    const nonZero = difference(Int, s(0));
    expect(memberOf(0, nonZero)).toBe(false);
    expect(memberOf(-5, nonZero)).toBe(true);
    expect(memberOf('x', union(Str, s('y')))).toBe(true);
    expect(
      memberOf(
        4,
        setFilter(Nat, (x) => modulo(x, 2) === 0),
      ),
    ).toBe(true);
    expect(
      memberOf(
        5,
        intersection(
          Nat,
          setFilter(Int, (x) => (x as number) < 5),
        ),
      ),
    ).toBe(false);
    expect(memberOf(7, bigUnion(s(Nat)))).toBe(true);
    expect(isFiniteSet(nonZero)).toBe(false);
    expect(subsetOf(Nat, Int)).toBe(true);
    expect(subsetOf(i(1, 2 ** 40), Nat)).toBe(true);
    expect(() => elements(nonZero)).toThrow(expect.objectContaining({ code: 'not-enumerable' }));
  });

  it('refuse to enumerate what is too large', () => {
    expect(() => elements(powerSet(i(1, 60)))).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => cardinality(powerSet(i(1, 60)))).toThrow(expect.objectContaining({ code: 'overflow' }));
    expect(memberOf(s(3), powerSet(i(1, 60)))).toBe(true);
  });

  it('give their elements by position without enumerating the others', () => {
    expect(elementCount(i(5, 2 ** 40))).toBe(2 ** 40 - 4);
    expect(elementAt(i(5, 2 ** 40), 10)).toBe(15);
    expect(sameValue(elementAt(powerSet(i(1, 40)), 41), s(1, 2))).toBe(true);
    expect(() => elementAt(s(1, 2), 2)).toThrow(TlaEvaluationError);
    expect(() => elementCount(Nat)).toThrow(TlaEvaluationError);
  });
});

describe('a lazy set and its enumeration', () => {
  const lazySets = fc.oneof(
    fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(5)).map(([low, n]) => i(low, low + n)),
    smallIntegers.map((xs) => powerSet(makeSet(xs))),
    fc
      .tuple(smallIntegers, smallIntegers)
      .filter(([xs, ys]) => new Set(ys).size ** new Set(xs).size <= 1000)
      .map(([xs, ys]) => functionSet(makeSet(xs), makeSet(ys))),
    fc
      .array(smallIntegers, { minLength: 2, maxLength: 3 })
      .map((sets) => cartesianProduct(sets.map((xs) => makeSet(xs)))),
    fc
      .tuple(smallIntegers, smallIntegers)
      .map(([xs, ys]) => makeRecordSet(['b', 'a'], [makeSet(xs), makeSet(ys)])),
  );

  it('are equal, hash alike and list alike', () => {
    fc.assert(
      fc.property(lazySets, (lazy) => {
        const enumerated = makeSet(elements(lazy));
        expect(equals(lazy, enumerated)).toBe(true);
        expect(equals(enumerated, lazy)).toBe(true);
        expect(hashOf(lazy)).toBe(hashOf(enumerated));
        expect(cardinality(lazy)).toBe(cardinality(enumerated));
        expect(elements(lazy)).toEqual(elements(enumerated));
      }),
      { ...parameters, numRuns: 100 },
    );
  });

  it('have the same members at the same positions', () => {
    fc.assert(
      fc.property(lazySets, fc.nat(), (lazy, n) => {
        const listed = elements(lazy);
        if (listed.length === 0) return;
        const position = n % listed.length;
        expect(sameValue(elementAt(lazy, position), listed[position] as Value)).toBe(true);
        expect(memberOf(listed[position] as Value, lazy)).toBe(true);
      }),
      { ...parameters, numRuns: 200 },
    );
  });

  it('agree on what is no member', () => {
    const product = cartesianProduct([i(1, 2), i(1, 2)]);
    expect(memberOf(t(1, 3), product)).toBe(false);
    expect(memberOf(t(1), product)).toBe(false);
    expect(memberOf(s(1, 9), powerSet(i(1, 5)))).toBe(false);
    expect(memberOf(singletonFunction(0, 1), functionSet(i(1, 1), i(1, 1)))).toBe(false);
    expect(() => memberOf(1, powerSet(i(1, 5)))).toThrow(TlaEvaluationError);
    expect(() => memberOf(1, product)).toThrow(TlaEvaluationError);
    expect(() => memberOf(1, makeRecordSet(['a'], [Nat]))).toThrow(TlaEvaluationError);
  });
});
