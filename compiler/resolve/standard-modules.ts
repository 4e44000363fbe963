import { furtherModules, furtherOperators } from './further-modules.ts';
import { libraryModules } from './library.ts';

/**
 * What the standard modules and the commonly used community modules define. One row per operator: the arity of each parameter (0 for a
 * value, n for an operator that takes n arguments), so `SelectSeq: [0, 1]` is `SelectSeq(s, Test(_))`. Infix operators have their canonical
 * spelling as name. A module that stands here is never looked for in files.
 */
export interface StandardModule {
  readonly extends: readonly string[];
  readonly operators: Readonly<Record<string, readonly number[]>>;
}

const binary = [0, 0] as const;

export const standardModules: Readonly<Record<string, StandardModule>> = {
  Naturals: {
    extends: [],
    operators: {
      '+': binary,
      '-': binary,
      '*': binary,
      '^': binary,
      '\\div': binary,
      '%': binary,
      '..': binary,
      '<': binary,
      '>': binary,
      '<=': binary,
      '>=': binary,
      Nat: [],
    },
  },
  Integers: { extends: ['Naturals'], operators: { '-.': [0], Int: [] } },
  Reals: { extends: ['Integers'], operators: { '/': binary, Real: [] } },
  Sequences: {
    extends: [],
    operators: {
      '\\o': binary,
      Seq: [0],
      Len: [0],
      Append: [0, 0],
      Head: [0],
      Tail: [0],
      SubSeq: [0, 0, 0],
      SelectSeq: [0, 1],
    },
  },
  FiniteSets: { extends: [], operators: { IsFiniteSet: [0], Cardinality: [0] } },
  Bags: {
    extends: ['TLC'],
    operators: {
      '(+)': binary,
      '(-)': binary,
      '\\sqsubseteq': binary,
      IsABag: [0],
      BagToSet: [0],
      SetToBag: [0],
      BagIn: [0, 0],
      EmptyBag: [],
      BagUnion: [0],
      SubBag: [0],
      BagOfAll: [1, 0],
      BagCardinality: [0],
      CopiesIn: [0, 0],
    },
  },
  TLC: {
    extends: [],
    operators: {
      ':>': binary,
      '@@': binary,
      Print: [0, 0],
      PrintT: [0],
      Assert: [0, 0],
      TLCGet: [0],
      TLCSet: [0, 0],
      Permutations: [0],
      SortSeq: [0, 2],
      RandomElement: [0],
      Any: [],
      ToString: [0],
      TLCEval: [0],
    },
  },
  TLCExt: {
    extends: [],
    operators: {
      AssertEq: [0, 0],
      TLCModelValue: [0],
      TLCNoOp: [0],
      TLCFP: [0],
      TLCCache: [0, 0],
      TLCGetOrDefault: [0, 0],
      TLCGetAndSet: [0, 2, 0, 0],
    },
  },
  Randomization: { extends: [], operators: { RandomSubset: [0, 0], RandomSetOfSubsets: [0, 0, 0] } },
  SequencesExt: {
    extends: ['Sequences', 'Functions'],
    operators: {
      ToSet: [0],
      Range: [0],
      Indices: [0],
      SetToSeq: [0],
      SetToSeqs: [0],
      SetToSortSeq: [0, 2],
      SetToAllKPermutations: [0],
      TupleOf: [0, 0],
      SeqOf: [0, 0],
      BoundedSeq: [0, 0],
      Contains: [0, 0],
      Reverse: [0],
      Remove: [0, 0],
      ReplaceAll: [0, 0, 0],
      SelectInSeq: [0, 1],
      SelectInSubSeq: [0, 0, 0, 1],
      SelectLastInSeq: [0, 1],
      SelectLastInSubSeq: [0, 0, 0, 1],
      RemoveFirst: [0, 0],
      RemoveFirstMatch: [0, 1],
      InsertAt: [0, 0, 0],
      ReplaceAt: [0, 0, 0],
      RemoveAt: [0, 0],
      Cons: [0, 0],
      Snoc: [0, 0],
      Front: [0],
      Last: [0],
      IsPrefix: [0, 0],
      IsStrictPrefix: [0, 0],
      IsSuffix: [0, 0],
      IsStrictSuffix: [0, 0],
      Prefixes: [0],
      Suffixes: [0],
      CommonPrefixes: [0],
      LongestCommonPrefix: [0],
      SeqMod: [0, 0],
      FoldSeq: [2, 0, 0],
      FoldLeft: [2, 0, 0],
      FoldRight: [2, 0, 0],
      FoldLeftDomain: [2, 0, 0],
      FoldRightDomain: [2, 0, 0],
      FlattenSeq: [0],
      Zip: [0, 0],
      Interleave: [0, 0],
      SubSeqs: [0],
      AllSubSeqs: [0],
      IndexFirstSubSeq: [0, 0],
      ReplaceSubSeqAt: [0, 0, 0, 0],
      ReplaceFirstSubSeq: [0, 0, 0],
      ReplaceAllSubSeqs: [0, 0, 0],
      IsInjective: [0],
      SumSeq: [0],
    },
  },
  FiniteSetsExt: {
    extends: ['FiniteSets', 'Functions', 'Folds'],
    operators: {
      FoldSet: [2, 0, 0],
      SumSet: [0],
      ProductSet: [0],
      ReduceSet: [2, 0, 0],
      MapThenSumSet: [1, 0],
      MapThenFoldSet: [2, 0, 1, 1, 0],
      FlattenSet: [0],
      SymDiff: [0, 0],
      Quantify: [0, 1],
      kSubset: [0, 0],
      Max: [0],
      Min: [0],
      Choices: [0],
      ChooseUnique: [0, 1],
    },
  },
  Functions: {
    extends: [],
    operators: {
      Restrict: [0, 0],
      RestrictDomain: [0, 1],
      RestrictValues: [0, 1],
      IsRestriction: [0, 0],
      Range: [0],
      Pointwise: [2, 0, 0],
      Inverse: [0, 0, 0],
      AntiFunction: [0],
      IsInjective: [0],
      Injection: [0, 0],
      IsInjection: [0, 0, 0],
      Surjection: [0, 0],
      IsSurjection: [0, 0, 0],
      Bijection: [0, 0],
      IsBijection: [0, 0, 0],
      ExistsInjection: [0, 0],
      ExistsSurjection: [0, 0],
      ExistsBijection: [0, 0],
      FoldFunction: [2, 0, 0],
      FoldFunctionOnSet: [2, 0, 0, 0],
    },
  },
  Folds: { extends: [], operators: { MapThenFoldSet: [2, 0, 1, 1, 0] } },
  BagsExt: {
    extends: ['Bags'],
    operators: {
      BagAdd: [0, 0],
      BagRemove: [0, 0],
      BagRemoveAll: [0, 0],
      FoldBag: [2, 0, 0],
      SumBag: [0],
      ProductBag: [0],
    },
  },
  Json: {
    extends: [],
    operators: {
      ToJson: [0],
      ToJsonArray: [0],
      ToJsonObject: [0],
    },
  },
};

/** All modules that can be extended without a file: those of the table above, and those of which only the names are known. */
const knownModules: ReadonlyMap<string, StandardModule> = new Map([
  ...Object.entries(furtherModules),
  ...Object.entries(standardModules).map(([name, module]) => {
    const operators = { ...furtherOperators[name], ...module.operators };
    return [name, { ...module, operators }] as const;
  }),
]);

/** The module of that name that needs no file, if there is one. */
export function standardModule(name: string): StandardModule | undefined {
  return knownModules.get(name);
}

/** Whether a file of that name beside the spec takes the place of a standard module. */
export function yieldsToFile(name: string): boolean {
  return !Object.hasOwn(standardModules, name);
}

/** Names of all modules that can be extended without a file. */
export function standardModuleNames(): readonly string[] {
  return [...Object.keys(standardModules), ...Object.keys(furtherModules), ...Object.keys(libraryModules)];
}

/**
 * The modules that come with TLA+. What they define keeps its meaning everywhere; the names of other modules, of which there are many
 * versions, may be defined anew by whoever extends them.
 */
const coreModules: ReadonlySet<string> = new Set([
  ...['Naturals', 'Integers', 'Reals', 'Sequences', 'FiniteSets', 'Bags', 'TLC'],
]);

export function isCoreModule(name: string): boolean {
  return coreModules.has(name);
}

/** Names of the standard modules that define an operator themselves, in the order of the table. */
export function modulesThatDefine(operator: string): readonly string[] {
  return Object.entries(standardModules)
    .filter(([, module]) => Object.hasOwn(module.operators, operator))
    .map(([name]) => name);
}

/** Those operators of the language itself that stand before or after one operand. */
export const unaryLanguageOperators: ReadonlySet<string> = new Set([
  ...['~', 'SUBSET', 'UNION', 'DOMAIN', "'", 'UNCHANGED', 'ENABLED', '[]', '<>'],
]);

/** Operators of the language itself: they need no module and have no symbol. */
export const languageOperators: ReadonlySet<string> = new Set([
  ...unaryLanguageOperators,
  '/\\',
  '\\/',
  '=>',
  '<=>',
  '=',
  '/=',
  '\\in',
  '\\notin',
  '\\subseteq',
  '\\cup',
  '\\cap',
  '\\',
  '\\X',
  '~>',
  '-+->',
  '\\cdot',
]);
