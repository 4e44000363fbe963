/**
 * Which operators of the standard and community modules exist here, and how they are called: data only, so that others
 * can keep a copy and compare.
 */
export type ParameterKind = 'value' | 'operator1' | 'operator2';

export interface CatalogueEntry {
  /** The name under which the operator is exported from `mpcal-ts/runtime`. */
  readonly tsName: string;
  readonly params: readonly ParameterKind[];
  /** `boolean` if the function gives a JavaScript boolean whatever its arguments are. */
  readonly result: 'value' | 'boolean';
  /** Whether it takes a Site as last argument, after the parameters. */
  readonly fallible: boolean;
  /** A value and no function: `Nat`. */
  readonly isConstant: boolean;
  /** The symbol of an infix operator, `-.` for the prefix minus. */
  readonly infix: string | undefined;
}

export type ModuleCatalogue = Readonly<Record<string, CatalogueEntry>>;

const KINDS: Readonly<Record<string, ParameterKind>> = { v: 'value', 1: 'operator1', 2: 'operator2' };

/** Rows of: TLA+ name, name here, parameters (v, 1, 2), traits (b: gives a boolean, f: fallible, c: constant). */
function moduleOf(rows: readonly (readonly [string, string, string, string])[]): ModuleCatalogue {
  return Object.fromEntries(
    rows.map(([operator, tsName, params, traits]) => [
      operator,
      {
        tsName,
        params: [...params].map((letter) => KINDS[letter] ?? 'value'),
        result: traits.includes('b') ? 'boolean' : 'value',
        fallible: traits.includes('f'),
        isConstant: traits.includes('c'),
        infix: /^[A-Za-z]/.test(operator) ? undefined : operator,
      },
    ]),
  );
}

export const catalogue: Readonly<Record<string, ModuleCatalogue>> = {
  Naturals: moduleOf([
    ['+', 'add', 'vv', 'f'],
    ['-', 'subtract', 'vv', 'f'],
    ['*', 'multiply', 'vv', 'f'],
    ['^', 'power', 'vv', 'f'],
    ['\\div', 'divide', 'vv', 'f'],
    ['%', 'modulo', 'vv', 'f'],
    ['..', 'interval', 'vv', 'f'],
    ['<', 'lessThan', 'vv', 'bf'],
    ['>', 'greaterThan', 'vv', 'bf'],
    ['<=', 'lessOrEqual', 'vv', 'bf'],
    ['>=', 'greaterOrEqual', 'vv', 'bf'],
    ['Nat', 'Nat', '', 'c'],
  ]),
  Integers: moduleOf([
    ['-.', 'negate', 'v', 'f'],
    ['Int', 'Int', '', 'c'],
  ]),
  Reals: moduleOf([
    ['/', 'realDivide', 'vv', 'f'],
    ['Real', 'Real', '', 'c'],
  ]),
  Sequences: moduleOf([
    ['\\o', 'concat', 'vv', 'f'],
    ['Seq', 'seqSet', 'v', 'f'],
    ['Len', 'len', 'v', 'f'],
    ['Append', 'append', 'vv', 'f'],
    ['Head', 'head', 'v', 'f'],
    ['Tail', 'tail', 'v', 'f'],
    ['SubSeq', 'subSeq', 'vvv', 'f'],
    ['SelectSeq', 'selectSeq', 'v1', 'f'],
  ]),
  FiniteSets: moduleOf([
    ['IsFiniteSet', 'isFiniteSet', 'v', 'bf'],
    ['Cardinality', 'cardinality', 'v', 'f'],
  ]),
  Bags: moduleOf([
    ['(+)', 'bagSum', 'vv', 'f'],
    ['(-)', 'bagDifference', 'vv', 'f'],
    ['\\sqsubseteq', 'isSubBag', 'vv', 'bf'],
    ['IsABag', 'isABag', 'v', 'b'],
    ['BagToSet', 'bagToSet', 'v', 'f'],
    ['SetToBag', 'setToBag', 'v', 'f'],
    ['BagIn', 'bagIn', 'vv', 'bf'],
    ['EmptyBag', 'emptyBag', '', 'c'],
    ['BagUnion', 'bagUnion', 'v', 'f'],
    ['SubBag', 'subBag', 'v', 'f'],
    ['BagOfAll', 'bagOfAll', '1v', 'f'],
    ['BagCardinality', 'bagCardinality', 'v', 'f'],
    ['CopiesIn', 'copiesIn', 'vv', 'f'],
  ]),
  TLC: moduleOf([
    [':>', 'singletonFunction', 'vv', ''],
    ['@@', 'mergeFunctions', 'vv', 'f'],
    ['Print', 'print', 'vv', ''],
    ['PrintT', 'printT', 'v', 'b'],
    ['Assert', 'assertThat', 'vv', 'bf'],
    ['TLCGet', 'tlcGet', 'v', 'f'],
    ['TLCSet', 'tlcSet', 'vv', 'bf'],
    ['Permutations', 'permutations', 'v', 'f'],
    ['SortSeq', 'sortSeq', 'v2', 'f'],
    ['RandomElement', 'randomElement', 'v', 'f'],
    ['Any', 'Any', '', 'c'],
    ['ToString', 'toStringOf', 'v', ''],
    ['TLCEval', 'tlcEval', 'v', ''],
  ]),
  TLCExt: moduleOf([
    ['AssertEq', 'assertEq', 'vv', 'bf'],
    ['TLCModelValue', 'tlcModelValue', 'v', 'f'],
    ['TLCNoOp', 'tlcNoOp', 'v', ''],
    ['TLCFP', 'tlcFP', 'v', ''],
    ['TLCCache', 'tlcCache', 'vv', ''],
    ['TLCGetOrDefault', 'tlcGetOrDefault', 'vv', 'f'],
    ['TLCGetAndSet', 'tlcGetAndSet', 'v2vv', 'f'],
  ]),
  Randomization: moduleOf([
    ['RandomSubset', 'randomSubset', 'vv', 'f'],
    ['RandomSetOfSubsets', 'randomSetOfSubsets', 'vvv', 'f'],
  ]),
  SequencesExt: moduleOf([
    ['ToSet', 'toSet', 'v', 'f'],
    ['Range', 'range', 'v', 'f'],
    ['Indices', 'indices', 'v', 'f'],
    ['SetToSeq', 'setToSeq', 'v', 'f'],
    ['SetToSeqs', 'setToSeqs', 'v', 'f'],
    ['SetToSortSeq', 'setToSortSeq', 'v2', 'f'],
    ['SetToAllKPermutations', 'setToAllKPermutations', 'v', 'f'],
    ['TupleOf', 'tupleOfSet', 'vv', 'f'],
    ['SeqOf', 'boundedSeq', 'vv', 'f'],
    ['BoundedSeq', 'boundedSeq', 'vv', 'f'],
    ['Contains', 'contains', 'vv', 'bf'],
    ['Reverse', 'reverse', 'v', 'f'],
    ['Remove', 'remove', 'vv', 'f'],
    ['ReplaceAll', 'replaceAll', 'vvv', 'f'],
    ['SelectInSeq', 'selectInSeq', 'v1', 'f'],
    ['SelectInSubSeq', 'selectInSubSeq', 'vvv1', 'f'],
    ['SelectLastInSeq', 'selectLastInSeq', 'v1', 'f'],
    ['SelectLastInSubSeq', 'selectLastInSubSeq', 'vvv1', 'f'],
    ['RemoveFirst', 'removeFirst', 'vv', 'f'],
    ['RemoveFirstMatch', 'removeFirstMatch', 'v1', 'f'],
    ['InsertAt', 'insertAt', 'vvv', 'f'],
    ['ReplaceAt', 'replaceAt', 'vvv', 'f'],
    ['RemoveAt', 'removeAt', 'vv', 'f'],
    ['Cons', 'cons', 'vv', 'f'],
    ['Snoc', 'snoc', 'vv', 'f'],
    ['Front', 'front', 'v', 'f'],
    ['Last', 'last', 'v', 'f'],
    ['IsPrefix', 'isPrefix', 'vv', 'bf'],
    ['IsStrictPrefix', 'isStrictPrefix', 'vv', 'bf'],
    ['IsSuffix', 'isSuffix', 'vv', 'bf'],
    ['IsStrictSuffix', 'isStrictSuffix', 'vv', 'bf'],
    ['Prefixes', 'prefixes', 'v', 'f'],
    ['Suffixes', 'suffixes', 'v', 'f'],
    ['CommonPrefixes', 'commonPrefixes', 'v', 'f'],
    ['LongestCommonPrefix', 'longestCommonPrefix', 'v', 'f'],
    ['SeqMod', 'seqMod', 'vv', 'f'],
    ['FoldSeq', 'foldSeq', '2vv', 'f'],
    ['FoldLeft', 'foldLeft', '2vv', 'f'],
    ['FoldRight', 'foldRight', '2vv', 'f'],
    ['FoldLeftDomain', 'foldLeftDomain', '2vv', 'f'],
    ['FoldRightDomain', 'foldRightDomain', '2vv', 'f'],
    ['FlattenSeq', 'flattenSeq', 'v', 'f'],
    ['Zip', 'zip', 'vv', 'f'],
    ['Interleave', 'interleave', 'vv', 'f'],
    ['SubSeqs', 'subSeqs', 'v', 'f'],
    ['AllSubSeqs', 'allSubSeqs', 'v', 'f'],
    ['IndexFirstSubSeq', 'indexFirstSubSeq', 'vv', 'f'],
    ['ReplaceSubSeqAt', 'replaceSubSeqAt', 'vvvv', 'f'],
    ['ReplaceFirstSubSeq', 'replaceFirstSubSeq', 'vvv', 'f'],
    ['ReplaceAllSubSeqs', 'replaceAllSubSeqs', 'vvv', 'f'],
    ['IsInjective', 'isInjective', 'v', 'bf'],
    ['SumSeq', 'sumSeq', 'v', 'f'],
  ]),
  FiniteSetsExt: moduleOf([
    ['FoldSet', 'foldSet', '2vv', 'f'],
    ['SumSet', 'sumSet', 'v', 'f'],
    ['ProductSet', 'productSet', 'v', 'f'],
    ['ReduceSet', 'reduceSet', '2vv', 'f'],
    ['MapThenSumSet', 'mapThenSumSet', '1v', 'f'],
    ['MapThenFoldSet', 'mapThenFoldSet', '2v11v', 'f'],
    ['FlattenSet', 'flattenSet', 'v', 'f'],
    ['SymDiff', 'symDiff', 'vv', 'f'],
    ['Quantify', 'quantify', 'v1', 'f'],
    ['kSubset', 'kSubset', 'vv', 'f'],
    ['Max', 'max', 'v', 'f'],
    ['Min', 'min', 'v', 'f'],
    ['Choices', 'choices', 'v', 'f'],
    ['ChooseUnique', 'chooseUnique', 'v1', 'f'],
  ]),
  Functions: moduleOf([
    ['Restrict', 'restrict', 'vv', 'f'],
    ['RestrictDomain', 'restrictDomain', 'v1', 'f'],
    ['RestrictValues', 'restrictValues', 'v1', 'f'],
    ['IsRestriction', 'isRestriction', 'vv', 'bf'],
    ['Range', 'range', 'v', 'f'],
    ['Pointwise', 'pointwise', '2vv', 'f'],
    ['Inverse', 'inverse', 'vvv', 'f'],
    ['AntiFunction', 'antiFunction', 'v', 'f'],
    ['IsInjective', 'isInjective', 'v', 'bf'],
    ['Injection', 'injection', 'vv', 'f'],
    ['IsInjection', 'isInjection', 'vvv', 'bf'],
    ['Surjection', 'surjection', 'vv', 'f'],
    ['IsSurjection', 'isSurjection', 'vvv', 'bf'],
    ['Bijection', 'bijection', 'vv', 'f'],
    ['IsBijection', 'isBijection', 'vvv', 'bf'],
    ['ExistsInjection', 'existsInjection', 'vv', 'bf'],
    ['ExistsSurjection', 'existsSurjection', 'vv', 'bf'],
    ['ExistsBijection', 'existsBijection', 'vv', 'bf'],
    ['FoldFunction', 'foldFunction', '2vv', 'f'],
    ['FoldFunctionOnSet', 'foldFunctionOnSet', '2vvv', 'f'],
  ]),
  Folds: moduleOf([['MapThenFoldSet', 'mapThenFoldSet', '2v11v', 'f']]),
  BagsExt: moduleOf([
    ['BagAdd', 'bagAdd', 'vv', 'f'],
    ['BagRemove', 'bagRemove', 'vv', 'f'],
    ['BagRemoveAll', 'bagRemoveAll', 'vv', 'f'],
    ['FoldBag', 'foldBag', '2vv', 'f'],
    ['SumBag', 'sumBag', 'v', 'f'],
    ['ProductBag', 'productBag', 'v', 'f'],
  ]),
  Json: moduleOf([
    ['ToJson', 'toJson', 'v', 'f'],
    ['ToJsonArray', 'toJsonArray', 'v', 'f'],
    ['ToJsonObject', 'toJsonObject', 'v', 'f'],
  ]),
};
