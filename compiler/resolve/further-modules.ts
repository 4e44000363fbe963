/**
 * Modules and operators that specs mention and nothing here evaluates: those of the proof system, of other tools, and of the less common
 * community modules. One row per operator, as in `standard-modules.ts`. A spec that mentions them resolves; whoever evaluates one of these
 * operators is told that there is no implementation. A file of the same name beside the spec takes the place of such a module.
 */
import type { StandardModule } from './standard-modules.ts';

type Operators = StandardModule['operators'];

/** `Name` or `Name/2`: an operator with that many value parameters. */
function operators(...texts: readonly string[]): Operators {
  return Object.fromEntries(
    texts
      .flatMap((text) => text.split(' '))
      .map((text): readonly [string, readonly number[]] => {
        const [name = '', count = '0'] = text.split(/\/(?=\d+$)/);
        return [name, Array.from({ length: Number(count) }, () => 0)];
      }),
  );
}

/** Operators of modules that are implemented otherwise. */
export const furtherOperators: Readonly<Record<string, Operators>> = {
  Reals: operators('Infinity'),
  TLC: operators('JavaTime'),
  TLCExt: operators(
    'AssertError/2 Trace TLCCache/2 PickSuccessor/1 TLCDefer/1 TLCEvalDefinition/1 CounterExample ToTrace/1',
  ),
  Functions: operators('RestrictionOf/2'),
  SequencesExt: operators('IsSubSeq/2 IsStrictSubSeq/2'),
  Json: operators(
    'JsonSerialize/2 JsonDeserialize/1 ndJsonSerialize/2 ndJsonDeserialize/1 ToJsonArray/1 ToJsonObject/1',
  ),
};

const proofMethods = [
  'SMT CVC3 CVC4 Yices veriT Z3 Spass Isa Zenon SlowZenon SlowerZenon VerySlowZenon SlowestZenon Auto Force Blast',
  'AutoBlast Trivial SimpleArithmetic Simplification SimplifyAndSolve Cooper PTL LS4 PropositionalTemporalLogic',
  'AllProvers AllSMT AllIsa ExpandENABLED ExpandCdot AutoUSE Lambdify ENABLEDaxioms ENABLEDrewrites ENABLEDrules',
  'LevelComparison SetExtensionality NoSetContainsEverything IsaWithSetExtensionality SMTT/1 CVC3T/1 CVC4T/1',
  'YicesT/1 veriTT/1 Z3T/1 SpassT/1 IsaT/1 IsaM/1 IsaMT/2 ZenonT/1 AllProversT/1 AllSMTT/1 AllIsaT/1',
  'EnabledWrapper/1 CdotWrapper/1',
];

export const furtherModules: Readonly<Record<string, StandardModule>> = {
  TLAPS: { extends: [], operators: operators(...proofMethods) },
  NaturalsInduction: {
    extends: ['Integers', 'TLAPS'],
    operators: {
      NatInductiveDefHypothesis: [0, 0, 2],
      NatInductiveDefConclusion: [0, 0, 2],
      FiniteNatInductiveDefHypothesis: [0, 0, 2, 0, 0],
      FiniteNatInductiveDefConclusion: [0, 0, 2, 0, 0],
    },
  },
  WellFoundedInduction: {
    extends: ['NaturalsInduction'],
    operators: {
      OpToRel: [2, 0],
      SetLessThan: [0, 0, 0],
      IsWellFoundedOn: [0, 0],
      WFDefOn: [0, 0, 2],
      OpDefinesFcn: [0, 0, 2],
      WFInductiveDefines: [0, 0, 2],
      WFInductiveUnique: [0, 2],
      IsTransitivelyClosedOn: [0, 0],
      TransitiveClosureOn: [0, 0],
      LexPairOrdering: [0, 0, 0, 0],
      LexProductOrdering: [0, 0, 0],
      FiniteSubsetsOf: [0],
      StrictSubsetOrdering: [0],
      PreImage: [1, 0, 0],
    },
  },
  FunctionTheorems: { extends: ['Functions', 'Integers'], operators: {} },
  JectionTheorems: { extends: ['Functions', 'FiniteSets'], operators: {} },
  FiniteSetTheorems: { extends: ['FiniteSets', 'Functions', 'WellFoundedInduction'], operators: {} },
  FiniteSetsExtTheorems: { extends: ['FiniteSetsExt'], operators: {} },
  SequenceTheorems: { extends: ['Sequences', 'Functions', 'WellFoundedInduction'], operators: {} },
  SequencesExtTheorems: { extends: ['SequencesExt'], operators: {} },
  BagsTheorems: { extends: ['Bags'], operators: {} },
  Randomization: {
    extends: [],
    operators: operators(
      'RandomSubset/2 RandomSetOfSubsets/3 RandomSubsetSet/2 TestRandomSetOfSubsets/3 TestRandomSubset/3',
    ),
  },
  Toolbox: { extends: [], operators: operators('_TETrace _TEPosition') },
  Apalache: {
    extends: [],
    operators: {
      ...operators(':=/2 Gen/1 Guess/1 Skolem/1 Expand/1 ConstCardinality/1 SetAsFun/1 FunAsSeq/3'),
      MkSeq: [0, 1],
      Repeat: [2, 0, 0],
      ApaFoldSet: [2, 0, 0],
      ApaFoldSeqLeft: [2, 0, 0],
    },
  },
  Variants: {
    extends: [],
    operators: operators(
      'UNIT Variant/2 VariantTag/1 VariantFilter/2 VariantGetUnsafe/2 VariantGetOrElse/3 VariantGetOnly/2',
    ),
  },
  Option: {
    extends: ['Variants'],
    operators: {
      ...operators(
        'Some/1 None IsSome/1 IsNone/1 OptionGetOrElse/2 OptionToSeq/1 OptionToSet/1 OptionGuess/1',
      ),
      OptionCase: [0, 1, 1],
      OptionFlatMap: [1, 0],
    },
  },
  IOUtils: {
    extends: [],
    operators: operators(
      'IODeserialize/2 IOSerialize/3 Serialize/3 Deserialize/2 IOExec/1 IOExecTemplate/2 IOEnvExec/2',
      'IOEnvExecTemplate/3 IOEnv IOEnvGet/1 atoi/1 zeroPadN/2',
    ),
  },
  CSV: { extends: [], operators: operators('CSVWrite/3 CSVRecords/1') },
  SVG: {
    extends: [],
    operators: operators(
      'Line/5 Circle/4 Rect/5 Text/4 Image/6 Group/2 Svg/2 SVGElem/4 SVGElemToString/1 SVGDoc/6 SVGSerialize/3',
      'NodeOfRingNetwork/5 NodesOfDirectedMultiGraph/3 PointOnLine/3',
    ),
  },
  ShiViz: { extends: [], operators: operators('Host Clock') },
  VectorClocks: {
    extends: [],
    operators: { IsCausalOrder: [0, 1], CausalOrder: [0, 1, 1, 1] },
  },
  DyadicRationals: {
    extends: [],
    operators: operators('Zero One Add/2 Half/1 IsDyadicRational/1 PrettyPrint/1 Reduce/1'),
  },
  Statistics: { extends: [], operators: operators('ChiSquare/3') },
  HTML: { extends: [], operators: operators('HTMLFrame/3 HTMLSVG/2') },
  GraphViz: { extends: ['Graphs'], operators: { DotDiGraph: [0, 1, 1] } },
};
