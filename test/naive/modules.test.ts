import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { standardModules } from '../../compiler/resolve/index.ts';
import { coreOf, generatedAnswer, naiveAnswer } from './naive.ts';

/** What the oracle's lines leave open: edges, and operators it does not have. */
const expressions = [
  '0..(-1)',
  '((-7) % 3) + ((-7) \\div 3)',
  'Print("p", 3)',
  'ToString((1 :> 2) @@ (3 :> 4))',
  'SortSeq(<<3, 1, 2, 1>>, LAMBDA x, y : x > y)',
  'Permutations({1, 2, 3})',
  '{<<1, 2>>, <<3>>} \\cap Seq({1, 2})',
  'CopiesIn(3, SetToBag({3, 4}))',
  'BagToSet(SetToBag({3, 4}) (-) SetToBag({3}))',
  'BagOfAll(LAMBDA x : x \\div 2, SetToBag(1..5))',
  'BagUnion({SetToBag({1}), SetToBag({2, 3}), SetToBag({3})})',
  'SubBag(SetToBag({1, 2}) (+) SetToBag({1}))',
  'BagAdd(EmptyBag, 4)',
  'BagRemove(SetToBag({1}), 2)',
  'BagRemoveAll(SetToBag({1, 2}), 1)',
  'FoldBag(LAMBDA x, y : x - y, 0, SetToBag({1, 2}) (+) SetToBag({2}))',
  'Indices(<<7, 8>>)',
  'ToSet(<<>>)',
  'SetToSeq({3, 1, 2})',
  'SetToSeqs({})',
  'SetToSortSeq({3, 1, 2}, >)',
  'SetToAllKPermutations({1, 2})',
  'TupleOf({1, 2}, 0)',
  'SeqOf({1, 2}, 2)',
  'BoundedSeq({1}, 0)',
  'SelectInSubSeq(<<1, 4, 5, 6>>, 2, 3, LAMBDA x : x > 4)',
  'SelectInSubSeq(<<1, 4>>, 2, 1, LAMBDA x : TRUE)',
  'SelectLastInSubSeq(<<5, 4, 5, 6>>, 1, 3, LAMBDA x : x > 4)',
  'SelectLastInSeq(<<1>>, LAMBDA x : x > 3)',
  'RemoveFirst(<<1, 2, 1>>, 3)',
  'RemoveFirstMatch(<<1, 2, 3>>, LAMBDA x : x > 9)',
  'InsertAt(<<1, 2>>, 3, 9)',
  'InsertAt(<<>>, 1, 9)',
  'ReplaceAt(<<1, 2>>, 1, 9)',
  'RemoveAt(<<1>>, 1)',
  'Cons(1, <<>>)',
  'Snoc(<<1>>, 2)',
  'Front(<<1>>)',
  'IsPrefix(<<>>, <<>>)',
  'IsStrictPrefix(<<1>>, <<1, 2>>)',
  'IsSuffix(<<1, 2>>, <<2>>)',
  'IsStrictSuffix(<<2>>, <<1, 2>>)',
  'IsStrictSuffix(<<1, 2>>, <<1, 2>>)',
  'Prefixes(<<>>)',
  'Suffixes(<<1, 2, 3>>)',
  'CommonPrefixes({<<1, 2, 3>>, <<1, 2>>, <<1, 2, 4>>})',
  'LongestCommonPrefix({<<1>>, <<2>>})',
  '<<SeqMod(3, 3), SeqMod(4, 3), SeqMod(2, 3)>>',
  'FoldSeq(LAMBDA x, acc : x - acc, 0, <<1, 2, 3>>)',
  'FoldLeft(LAMBDA acc, x : acc - x, 0, <<1, 2, 3>>)',
  'FoldRight(LAMBDA x, acc : x - acc, <<1, 2, 3>>, 0)',
  'FoldLeftDomain(LAMBDA acc, i : acc * 2 + i, 0, <<7, 8, 9>>)',
  'FoldRightDomain(LAMBDA i, acc : acc * 2 + i, <<7, 8, 9>>, 0)',
  'FlattenSeq(<<>>)',
  'FlattenSeq(<<<<1>>, <<>>, <<2, 3>>>>)',
  'Zip(<<>>, <<>>)',
  'SubSeqs(<<1, 2, 3>>)',
  'AllSubSeqs(<<1, 2, 3>>)',
  'IndexFirstSubSeq(<<2, 3>>, <<1, 2, 3, 2, 3>>)',
  'ReplaceSubSeqAt(2, <<9, 9>>, <<2>>, <<1, 2, 3>>)',
  'ReplaceFirstSubSeq(<<9>>, <<4>>, <<1, 2>>)',
  'ReplaceAllSubSeqs(<<9, 9>>, <<1>>, <<1, 2, 1>>)',
  'ReplaceAllSubSeqs(<<1, 1>>, <<1>>, <<1, 1>>)',
  'IsInjective(<<1, 2, 1>>)',
  'SumSeq(<<1, 2, 3>>)',
  'FoldSet(LAMBDA x, acc : x - acc, 0, {1, 2, 3})',
  'ReduceSet(LAMBDA x, acc : x - acc, {1, 2, 3}, 0)',
  'SumSet({})',
  'ProductSet({})',
  'MapThenFoldSet(LAMBDA x, y : x - y, 0, LAMBDA x : x * x, LAMBDA S : CHOOSE x \\in S : TRUE, 1..3)',
  'SymDiff({}, {1})',
  'Quantify({}, LAMBDA x : TRUE)',
  'kSubset(4, {1, 2})',
  'Max({})',
  'Choices({{1, 2}, {2, 3}})',
  'Choices({})',
  'ChooseUnique({1, 2, 3}, LAMBDA x : x > 1)',
  'Restrict(<<1, 2, 3>>, {3})',
  'RestrictDomain(<<4, 5, 6>>, LAMBDA i : i # 2)',
  'RestrictValues(<<4, 5, 6>>, LAMBDA v : v > 9)',
  'IsRestriction(<<1>>, <<2>>)',
  'Pointwise(LAMBDA x, y : <<x, y>>, <<1, 2>>, <<3, 4>>)',
  'Inverse(<<5, 6>>, {1, 2}, {6})',
  'AntiFunction(<<5, 6>>)',
  'Injection({1, 2}, {1, 2, 3})',
  'Surjection({1, 2, 3}, {1, 2})',
  'Bijection({1, 2}, {3, 4})',
  '<<IsInjection(<<1>>, {1}, {1, 2}), IsSurjection(<<1>>, {1}, {1, 2}), IsBijection(<<2, 1>>, {1, 2}, {1, 2})>>',
  '<<ExistsInjection({}, {1}), ExistsSurjection({}, {1}), ExistsBijection({1}, {2})>>',
  'FoldFunction(LAMBDA x, acc : x - acc, 0, <<5, 3>>)',
  'FoldFunctionOnSet(LAMBDA x, acc : x - acc, 0, <<5, 3, 1>>, {1, 3})',
] as const;

/** What has no meaning within set theory, or needs a world around it; tests of its own in test/runtime/tla. */
const elsewhere: ReadonlySet<string> = new Set(
  (
    'TLCGet TLCSet TLCModelValue TLCNoOp TLCFP TLCCache TLCGetOrDefault TLCGetAndSet AssertEq RandomSubset RandomSetOfSubsets ' +
    'ToJson ToJsonArray ToJsonObject / Real'
  ).split(' '),
);

describe('operators of modules are what their definitions say', () => {
  it.each(expressions)('%s', (text) => {
    const core = coreOf(text);
    if (core === undefined) throw new Error(`not an expression: ${text}`);
    const naive = naiveAnswer(core, 3_000_000);
    const generated = generatedAnswer(core);
    expect(generated.kind).toBe(naive.kind);
    if (naive.kind === 'value') expect(generated).toEqual(naive);
    if (naive.kind === 'error') expect(generated).toMatchObject({ class: naive.class });
  });

  it('and none is left out', () => {
    const oracle = readFileSync(new URL('../oracle/expressions.tsv', import.meta.url), 'utf8');
    const text = `${oracle}\n${expressions.join('\n')}`;
    const names = Object.values(standardModules).flatMap((module) => Object.keys(module.operators));
    const missing = names.filter((name) => {
      const isWord = /^\w+$/.test(name);
      const isThere = isWord
        ? new RegExp(`\\b${name}\\b`).test(text)
        : text.includes(name.replace('-.', '-'));
      return !isThere && !elsewhere.has(name);
    });
    expect(missing).toEqual([]);
  });
});
