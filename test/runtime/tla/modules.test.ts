import { afterEach, describe, expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import * as tla from '../../../runtime/tla/index.ts';
import {
  add,
  cardinality,
  catalogue,
  choose,
  emptyBag,
  emptySet,
  emptyTuple,
  interval,
  lessThan,
  greaterThan,
  makeFunction,
  makeRecordFromObject,
  makeSet,
  makeTuple,
  mergeFunctions,
  modulo,
  multiply,
  singletonFunction,
  subtract,
} from '../../../runtime/tla/index.ts';
import { agrees } from './oracle.ts';

const s = (...xs: Value[]): Value => makeSet(xs);
const t = makeTuple;
const i = interval;
const pair = singletonFunction;
const merge = mergeFunctions;
const identity = (n: number): Value => makeFunction(i(1, n), (x) => x);
const squares = makeFunction(i(1, 4), (x) => multiply(x, x));
const any = (set: Value): Value => choose(set, () => true);
const above =
  (n: number) =>
  (x: Value): Value =>
    greaterThan(x, n);

afterEach(() => {
  tla.setOutputHook(undefined);
  tla.setRandomSource(undefined);
});

describe('the catalogue of modules', () => {
  const rows = Object.entries(catalogue).flatMap(([module, operators]) =>
    Object.entries(operators).map(([operator, entry]) => ({ name: `${module}!${operator}`, entry })),
  );
  const exported = tla as Readonly<Record<string, unknown>>;

  it.each(rows)('$name is exported with the parameters it says', ({ entry }) => {
    const implementation = exported[entry.tsName];
    if (entry.isConstant) {
      expect(implementation).toBeInstanceOf(tla.TlaObject);
      expect(entry.params).toEqual([]);
      return;
    }
    expect(implementation).toBeTypeOf('function');
    expect((implementation as (...xs: unknown[]) => unknown).length).toBe(
      entry.params.length + (entry.fallible ? 1 : 0),
    );
  });

  it('gives one implementation per operator, whatever module it is taken from', () => {
    const names = new Map<string, string>();
    for (const operators of Object.values(catalogue)) {
      for (const [operator, { tsName }] of Object.entries(operators)) {
        expect(names.get(operator) ?? tsName).toBe(tsName);
        names.set(operator, tsName);
      }
    }
  });

  it('marks infix operators', () => {
    expect(catalogue['Bags']?.['(+)']?.infix).toBe('(+)');
    expect(catalogue['Bags']?.['BagIn']?.infix).toBeUndefined();
  });
});

describe('Bags', () => {
  const bagOf = tla.setToBag;
  agrees('EmptyBag', () => emptyBag);
  agrees('SetToBag({1, 2})', () => bagOf(s(1, 2)));
  agrees('BagToSet(1 :> 3)', () => tla.bagToSet(pair(1, 3)));
  agrees('BagIn(1, SetToBag({1}))', () => tla.bagIn(1, bagOf(s(1))));
  agrees('BagIn(2, SetToBag({1}))', () => tla.bagIn(2, bagOf(s(1))));
  agrees('CopiesIn(1, 1 :> 3)', () => tla.copiesIn(1, pair(1, 3)));
  agrees('CopiesIn(9, 1 :> 3)', () => tla.copiesIn(9, pair(1, 3)));
  agrees('(1 :> 2) (+) (1 :> 1 @@ 2 :> 1)', () => tla.bagSum(pair(1, 2), merge(pair(1, 1), pair(2, 1))));
  agrees('(1 :> 2) (-) (1 :> 1)', () => tla.bagDifference(pair(1, 2), pair(1, 1)));
  agrees('(1 :> 1) (-) (1 :> 5)', () => tla.bagDifference(pair(1, 1), pair(1, 5)));
  agrees('BagCardinality(1 :> 2 @@ 5 :> 3)', () => tla.bagCardinality(merge(pair(1, 2), pair(5, 3))));
  agrees('BagCardinality(EmptyBag)', () => tla.bagCardinality(emptyBag));
  agrees('BagUnion({SetToBag({1}), SetToBag({1, 2})})', () => tla.bagUnion(s(bagOf(s(1)), bagOf(s(1, 2)))));
  agrees('BagUnion({})', () => tla.bagUnion(emptySet));
  agrees('(1 :> 1) \\sqsubseteq (1 :> 2)', () => tla.isSubBag(pair(1, 1), pair(1, 2)));
  agrees('(1 :> 3) \\sqsubseteq (1 :> 2)', () => tla.isSubBag(pair(1, 3), pair(1, 2)));
  agrees('(2 :> 1) \\sqsubseteq (1 :> 2)', () => tla.isSubBag(pair(2, 1), pair(1, 2)));
  agrees('IsABag(1 :> 1)', () => tla.isABag(pair(1, 1)));
  agrees('IsABag(1 :> 0)', () => tla.isABag(pair(1, 0)));
  agrees('SubBag(1 :> 2)', () => tla.subBag(pair(1, 2)));
  agrees('Cardinality(SubBag(1 :> 2 @@ 2 :> 1))', () =>
    cardinality(tla.subBag(merge(pair(1, 2), pair(2, 1)))),
  );
  agrees('BagOfAll(LAMBDA x : x % 2, SetToBag({1, 2, 3}))', () =>
    tla.bagOfAll((x) => modulo(x, 2), bagOf(s(1, 2, 3))),
  );
  agrees('BagToSet(3)', () => tla.bagToSet(3));
  agrees('CopiesIn(1, 2)', () => tla.copiesIn(1, 2));
  agrees('BagAdd(SetToBag({1}), 1)', () => tla.bagAdd(bagOf(s(1)), 1));
  agrees('BagRemove(1 :> 2, 1)', () => tla.bagRemove(pair(1, 2), 1));
  agrees('BagRemove(1 :> 1, 1)', () => tla.bagRemove(pair(1, 1), 1));
  agrees('BagRemoveAll(1 :> 3 @@ 2 :> 1, 1)', () => tla.bagRemoveAll(merge(pair(1, 3), pair(2, 1)), 1));
  agrees('FoldBag(+, 0, (2 :> 3))', () => tla.foldBag(add, 0, pair(2, 3)));
  agrees('SumBag(2 :> 3 @@ 5 :> 1)', () => tla.sumBag(merge(pair(2, 3), pair(5, 1))));
  agrees('ProductBag(2 :> 3)', () => tla.productBag(pair(2, 3)));

  it('of many messages gain and lose each of them', () => {
    const message = (n: number): Value => makeRecordFromObject({ from: n % 7, body: n });
    let bag: Value = emptyBag;
    for (let n = 0; n < 500; n++) bag = tla.bagAdd(bag, message(n % 250));
    expect(tla.copiesIn(message(3), bag)).toBe(2);
    for (let n = 0; n < 500; n++) bag = tla.bagDifference(bag, tla.setToBag(s(message(n % 250))));
    expect(bag).toBe(emptyBag);
  });
});

describe('TLC', () => {
  agrees('Permutations({1, 2})', () => tla.permutations(s(1, 2)));
  agrees('Cardinality(Permutations({1, 2, 3}))', () => cardinality(tla.permutations(s(1, 2, 3))));
  agrees('Permutations(1)', () => tla.permutations(1));
  agrees('SortSeq(<<3, 1, 2>>, LAMBDA x, y : x < y)', () => tla.sortSeq(t(3, 1, 2), lessThan));
  agrees('SortSeq(<<3, 1, 2>>, >)', () => tla.sortSeq(t(3, 1, 2), greaterThan));
  agrees('SortSeq(<<>>, <)', () => tla.sortSeq(emptyTuple, lessThan));
  agrees('SortSeq(1, <)', () => tla.sortSeq(1, lessThan));
  agrees('Print("seen", 4)', () => tla.print('seen', 4));
  agrees('PrintT("seen")', () => tla.printT('seen'));
  agrees('Assert(TRUE, "no")', () => tla.assertThat(true, 'no'));
  agrees('Assert(FALSE, "message")', () => tla.assertThat(false, 'message'));
  agrees('TLCEval(1 + 1)', () => tla.tlcEval(add(1, 1)));
  agrees('RandomElement({7})', () => tla.randomElement(s(7)));
  agrees('ToString(<<1, "a">>)', () => tla.toStringOf(t(1, 'a')));
  agrees('ToString("q")', () => tla.toStringOf('q'));
  agrees('ToString({1, 2})', () => tla.toStringOf(s(1, 2)));

  it('sorts stably, also by an order that holds for equals', () => {
    const sorted = tla.sortSeq(t(t(2, 'b'), t(1, 'x'), t(2, 'a')), (x, y) =>
      tla.lessOrEqual(tla.head(x), tla.head(y)),
    );
    expect(tla.toTlaString(sorted)).toBe('<<<<1, "x">>, <<2, "b">>, <<2, "a">>>>');
  });

  it('prints to the hook', () => {
    const lines: string[] = [];
    tla.setOutputHook((line) => lines.push(line));
    tla.print('seen', 4);
    tla.printT(t(1));
    expect(lines).toEqual(['"seen"  4', '<<1>>']);
  });

  it('raises an assertion error with the message given', () => {
    expect(() => tla.assertThat(false, t('because', 7))).toThrow(tla.TlaAssertionError);
    expect(() => tla.assertThat(false, t('because', 7))).toThrow('<<"because", 7>>');
  });

  it('draws random elements from the source set by the host', () => {
    const numbers = [0, 0.5, 0.99];
    tla.setRandomSource(() => numbers.shift() ?? 0);
    expect([1, 2, 3].map(() => tla.randomElement(i(1, 10)))).toEqual([1, 6, 10]);
  });

  it('keeps registers', () => {
    expect(() => tla.tlcGet('unset')).toThrow(tla.TlaEvaluationError);
    expect(tla.tlcGetOrDefault('unset', 3)).toBe(3);
    expect(tla.tlcSet(5, 'x')).toBe(true);
    expect(tla.tlcGet(5)).toBe('x');
    expect(tla.tlcGetAndSet('counter', add, 2, 10)).toBe(10);
    expect(tla.tlcGet('counter')).toBe(12);
  });

  it('compares with AssertEq, makes model values by name', () => {
    expect(tla.assertEq(1, 1)).toBe(true);
    expect(tla.assertEq(1, 2)).toBe(false);
    expect(tla.tlcModelValue('m9')).toBe(tla.modelValue('m9'));
  });
});

describe('SequencesExt', () => {
  agrees('ToSet(<<1, 2, 2>>)', () => tla.toSet(t(1, 2, 2)));
  agrees('SetToSeq({1})', () => tla.setToSeq(s(1)));
  agrees('SetToSortSeq({3, 1, 2}, <)', () => tla.setToSortSeq(s(3, 1, 2), lessThan));
  agrees('Reverse(<<1, 2, 3>>)', () => tla.reverse(t(1, 2, 3)));
  agrees('Remove(<<1, 2, 1>>, 1)', () => tla.remove(t(1, 2, 1), 1));
  agrees('Contains(<<1, 2>>, 2)', () => tla.contains(t(1, 2), 2));
  agrees('Contains(<<>>, 2)', () => tla.contains(emptyTuple, 2));
  agrees('ReplaceAll(<<1, 2, 1>>, 1, 9)', () => tla.replaceAll(t(1, 2, 1), 1, 9));
  agrees('InsertAt(<<1, 3>>, 2, 2)', () => tla.insertAt(t(1, 3), 2, 2));
  agrees('ReplaceAt(<<1, 2>>, 2, 7)', () => tla.replaceAt(t(1, 2), 2, 7));
  agrees('RemoveAt(<<1, 2, 3>>, 2)', () => tla.removeAt(t(1, 2, 3), 2));
  agrees('Cons(0, <<1>>)', () => tla.cons(0, t(1)));
  agrees('Front(<<1, 2, 3>>)', () => tla.front(t(1, 2, 3)));
  agrees('Front(<<>>)', () => tla.front(emptyTuple));
  agrees('Last(<<1, 2, 3>>)', () => tla.last(t(1, 2, 3)));
  agrees('Last(<<>>)', () => tla.last(emptyTuple));
  agrees('IsPrefix(<<1>>, <<1, 2>>)', () => tla.isPrefix(t(1), t(1, 2)));
  agrees('IsPrefix(<<2>>, <<1, 2>>)', () => tla.isPrefix(t(2), t(1, 2)));
  agrees('IsStrictPrefix(<<1>>, <<1>>)', () => tla.isStrictPrefix(t(1), t(1)));
  agrees('IsSuffix(<<2>>, <<1, 2>>)', () => tla.isSuffix(t(2), t(1, 2)));
  agrees('Prefixes(<<1, 2>>)', () => tla.prefixes(t(1, 2)));
  agrees('Suffixes(<<1, 2>>)', () => tla.suffixes(t(1, 2)));
  agrees('FlattenSeq(<<<<1>>, <<2, 3>>>>)', () => tla.flattenSeq(t(t(1), t(2, 3))));
  agrees('Zip(<<1, 2>>, <<"a", "b">>)', () => tla.zip(t(1, 2), t('a', 'b')));
  agrees('Interleave(<<1, 2>>, <<3, 4>>)', () => tla.interleave(t(1, 2), t(3, 4)));
  agrees('FoldSeq(+, 0, <<1, 2, 3>>)', () => tla.foldSeq(add, 0, t(1, 2, 3)));
  agrees('FoldLeft(LAMBDA acc, x : acc * 10 + x, 0, <<1, 2, 3>>)', () =>
    tla.foldLeft((acc, x) => add(multiply(acc, 10), x), 0, t(1, 2, 3)),
  );
  agrees('FoldRight(LAMBDA x, acc : acc * 10 + x, <<1, 2, 3>>, 0)', () =>
    tla.foldRight((x, acc) => add(multiply(acc, 10), x), t(1, 2, 3), 0),
  );
  agrees('FoldLeftDomain(LAMBDA acc, i : acc + i, 0, <<7, 8>>)', () => tla.foldLeftDomain(add, 0, t(7, 8)));
  agrees('FoldRightDomain(LAMBDA i, acc : acc * 2 + i, <<7, 8>>, 0)', () =>
    tla.foldRightDomain((x, acc) => add(multiply(acc, 2), x), t(7, 8), 0),
  );
  agrees('SelectInSeq(<<1, 4, 5>>, LAMBDA x : x > 3)', () => tla.selectInSeq(t(1, 4, 5), above(3)));
  agrees('SelectInSeq(<<1>>, LAMBDA x : x > 3)', () => tla.selectInSeq(t(1), above(3)));
  agrees('SelectLastInSeq(<<5, 1, 6, 2>>, LAMBDA x : x > 3)', () =>
    tla.selectLastInSeq(t(5, 1, 6, 2), above(3)),
  );
  agrees('SeqOf({1, 2}, 2)', () => tla.boundedSeq(s(1, 2), 2));
  agrees('BoundedSeq({1}, 2)', () => tla.boundedSeq(s(1), 2));
  agrees('TupleOf({1, 2}, 2)', () => tla.tupleOfSet(s(1, 2), 2));
  agrees('IsInjective(<<1, 1>>)', () => tla.isInjective(t(1, 1)));
  agrees('SetToSeqs({1, 2})', () => tla.setToSeqs(s(1, 2)));
  agrees('SubSeqs(<<1, 2>>)', () => tla.subSeqs(t(1, 2)));
  agrees('AllSubSeqs(<<1, 2>>)', () => tla.allSubSeqs(t(1, 2)));
  agrees('CommonPrefixes({<<1, 2>>, <<1, 3>>})', () => tla.commonPrefixes(s(t(1, 2), t(1, 3))));
  agrees('LongestCommonPrefix({<<1, 2, 3>>, <<1, 2, 4>>})', () =>
    tla.longestCommonPrefix(s(t(1, 2, 3), t(1, 2, 4))),
  );
  agrees('RemoveFirst(<<1, 2, 1>>, 1)', () => tla.removeFirst(t(1, 2, 1), 1));
  agrees('RemoveFirstMatch(<<1, 2, 3>>, LAMBDA x : x > 1)', () => tla.removeFirstMatch(t(1, 2, 3), above(1)));
  agrees('ReplaceFirstSubSeq(<<9>>, <<1, 2>>, <<0, 1, 2, 1, 2>>)', () =>
    tla.replaceFirstSubSeq(t(9), t(1, 2), t(0, 1, 2, 1, 2)),
  );
  agrees('ReplaceAllSubSeqs(<<>>, <<1>>, <<1, 2, 1>>)', () =>
    tla.replaceAllSubSeqs(emptyTuple, t(1), t(1, 2, 1)),
  );

  it.each<[string, () => Value, string]>([
    [
      'SubSeqs with a repeated element',
      () => tla.subSeqs(t(1, 2, 1)),
      '{<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>, <<1, 2, 1>>}',
    ],
    ['AllSubSeqs with a gap', () => cardinality(tla.allSubSeqs(t(1, 2, 3))), '8'],
    [
      'SetToAllKPermutations',
      () => tla.setToAllKPermutations(s(1, 2)),
      '{<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>}',
    ],
    ['ReplaceAllSubSeqs without overlap', () => tla.replaceAllSubSeqs(t(9), t(1, 1), t(1, 1, 1)), '<<9, 1>>'],
    ['ReplaceAllSubSeqs of the whole', () => tla.replaceAllSubSeqs(t(9), t(1), t(1)), '<<9>>'],
    ['ReplaceAllSubSeqs of nothing', () => tla.replaceAllSubSeqs(t(0), t(), t(1, 2)), '<<0, 1, 0, 2>>'],
    ['ReplaceAllSubSeqs in a string', () => tla.replaceAllSubSeqs('ll', 'l', 'hello'), '"hellllo"'],
    ['IndexFirstSubSeq', () => tla.indexFirstSubSeq(t(2, 3), t(1, 2, 3)), '2'],
    ['IndexFirstSubSeq of the empty sequence', () => tla.indexFirstSubSeq(t(), t(1)), '1'],
    ['SeqMod', () => t(tla.seqMod(3, 3), tla.seqMod(4, 3)), '<<3, 1>>'],
    ['SelectInSubSeq', () => tla.selectInSubSeq(t(9, 1, 9), 2, 3, above(3)), '3'],
    ['Snoc', () => tla.snoc(t(1), 2), '<<1, 2>>'],
    ['SumSeq', () => tla.sumSeq(t(1, 2, 3)), '6'],
    ['IsStrictSuffix', () => tla.isStrictSuffix(t(2), t(1, 2)), 'TRUE'],
    ['FlattenSeq of strings', () => tla.flattenSeq(t('ab', 'c')), '"abc"'],
    ['Indices', () => tla.indices(t(7, 7)), '1..2'],
  ])('%s', (_, evaluate, expected) => {
    expect(tla.toTlaString(evaluate())).toBe(expected);
  });

  it.each<[string, () => Value]>([
    ['Zip of different lengths', () => tla.zip(t(1), t())],
    ['InsertAt beyond the end', () => tla.insertAt(t(1), 3, 0)],
    ['RemoveAt beyond the end', () => tla.removeAt(t(1), 2)],
    ['IndexFirstSubSeq of what is not there', () => tla.indexFirstSubSeq(t(5), t(1))],
    ['LongestCommonPrefix of no sequence', () => tla.longestCommonPrefix(emptySet)],
  ])('%s is an error', (_, evaluate) => {
    expect(evaluate).toThrow(tla.TlaEvaluationError);
  });
});

describe('FiniteSetsExt and Folds', () => {
  agrees('FoldSet(+, 0, {1, 2, 3})', () => tla.foldSet(add, 0, s(1, 2, 3)));
  agrees('FoldSet(LAMBDA x, acc : acc + x * x, 0, 1..3)', () =>
    tla.foldSet((x, acc) => add(acc, multiply(x, x)), 0, i(1, 3)),
  );
  agrees('SumSet({4, 5})', () => tla.sumSet(s(4, 5)));
  agrees('ProductSet({2, 3})', () => tla.productSet(s(2, 3)));
  agrees('Max({1, 5, 3})', () => tla.max(s(1, 5, 3)));
  agrees('Min({4, 2, 8})', () => tla.min(s(4, 2, 8)));
  agrees('Max({})', () => tla.max(emptySet));
  agrees('Quantify(1..5, LAMBDA x : x > 2)', () => tla.quantify(i(1, 5), above(2)));
  agrees('kSubset(2, {1, 2, 3})', () => tla.kSubset(2, s(1, 2, 3)));
  agrees('kSubset(0, {1})', () => tla.kSubset(0, s(1)));
  agrees('Cardinality(kSubset(3, 1..5))', () => cardinality(tla.kSubset(3, i(1, 5))));
  agrees('ReduceSet(+, {1, 2}, 0)', () => tla.reduceSet(add, s(1, 2), 0));
  agrees('FlattenSet({{1}, {2, 3}})', () => tla.flattenSet(s(s(1), s(2, 3))));
  agrees('SymDiff({1, 2}, {2, 3})', () => tla.symDiff(s(1, 2), s(2, 3)));
  agrees('Choices({{1, 2}, {3}})', () => tla.choices(s(s(1, 2), s(3))));
  agrees('ChooseUnique({1, 2, 3}, LAMBDA x : x = 2)', () => tla.chooseUnique(s(1, 2, 3), (x) => x === 2));
  agrees('MapThenSumSet(LAMBDA x : x * x, 1..3)', () => tla.mapThenSumSet((x) => multiply(x, x), i(1, 3)));
  agrees(
    'MapThenFoldSet(LAMBDA x, y : x + y, 10, LAMBDA s : s * 2, LAMBDA s : CHOOSE x \\in s : TRUE, {1, 2})',
    () => tla.mapThenFoldSet(add, 10, (x) => multiply(x, 2), any, s(1, 2)),
  );

  it('fold from the element chosen first outwards', () => {
    expect(tla.foldSet(subtract, 0, s(1, 2, 3))).toBe(1 - (2 - (3 - 0)));
  });

  it('refuse a choice that is no element', () => {
    expect(() =>
      tla.mapThenFoldSet(
        add,
        0,
        (x) => x,
        () => 9,
        s(1),
      ),
    ).toThrow(tla.TlaEvaluationError);
  });

  it('refuse ChooseUnique where several satisfy the predicate', () => {
    expect(() => tla.chooseUnique(s(1, 2), () => true)).toThrow(tla.TlaEvaluationError);
  });
});

describe('Functions', () => {
  agrees('Restrict([x \\in 1..3 |-> x], {1, 2})', () => tla.restrict(identity(3), s(1, 2)));
  agrees('Range(<<1, 1, 2>>)', () => tla.range(t(1, 1, 2)));
  agrees('Range([a |-> 1, b |-> 2])', () => tla.range(makeRecordFromObject({ a: 1, b: 2 })));
  agrees('Inverse(<<"a", "b">>, {1, 2}, {"a", "b"})["b"]', () =>
    tla.applyFunction(tla.inverse(t('a', 'b'), s(1, 2), s('a', 'b')), 'b'),
  );
  agrees('Injection({1}, {2, 3})', () => tla.injection(s(1), s(2, 3)));
  agrees('Cardinality(Surjection(1..3, 1..2))', () => cardinality(tla.surjection(i(1, 3), i(1, 2))));
  agrees('Cardinality(Bijection(1..3, 1..3))', () => cardinality(tla.bijection(i(1, 3), i(1, 3))));
  agrees('ExistsInjection(1..2, 1..3)', () => tla.existsInjection(i(1, 2), i(1, 3)));
  agrees('ExistsBijection(1..2, 1..3)', () => tla.existsBijection(i(1, 2), i(1, 3)));
  agrees('ExistsSurjection(1..3, 1..2)', () => tla.existsSurjection(i(1, 3), i(1, 2)));
  agrees('FoldFunction(+, 0, [x \\in 1..3 |-> x * 10])', () => tla.foldFunction(add, 0, t(10, 20, 30)));
  agrees('FoldFunctionOnSet(+, 0, [x \\in 1..3 |-> x], {1, 3})', () =>
    tla.foldFunctionOnSet(add, 0, identity(3), s(1, 3)),
  );
  agrees('RestrictValues([x \\in 1..4 |-> x * x], LAMBDA v : v > 4)', () =>
    tla.restrictValues(squares, above(4)),
  );
  agrees('RestrictDomain([x \\in 1..4 |-> x], LAMBDA d : d % 2 = 0)', () =>
    tla.restrictDomain(identity(4), (x) => modulo(x, 2) === 0),
  );
  agrees('AntiFunction(<<"p", "q">>)["q"]', () => tla.applyFunction(tla.antiFunction(t('p', 'q')), 'q'));
  agrees('IsRestriction([x \\in {1} |-> x], <<1, 2>>)', () => tla.isRestriction(identity(1), t(1, 2)));

  it('tell what their arguments are', () => {
    expect(tla.isInjection(t(2, 1), i(1, 2), i(1, 3))).toBe(true);
    expect(tla.isSurjection(t(2, 1), i(1, 2), i(1, 3))).toBe(false);
    expect(tla.isBijection(t(2, 1), i(1, 2), i(1, 2))).toBe(true);
    expect(tla.toTlaString(tla.pointwise(add, t(1, 2), t(10, 20)))).toBe('<<11, 22>>');
    expect(tla.existsSurjection(i(1, 3), emptySet)).toBe(false);
  });
});

describe('Json', () => {
  it('writes values as JSON', () => {
    const value = makeRecordFromObject({ a: t(1, 'x"'), b: s(true), c: merge(pair(0, 1), pair(5, t())) });
    expect(JSON.parse(tla.toJson(value))).toEqual({ a: [1, 'x"'], b: [true], c: { 0: 1, 5: [] } });
  });
});
