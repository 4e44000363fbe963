/**
 * TLA+ values and operators: what generated code, the kernel and host programs work with.
 * Every operator that can fail takes the Site of its expression as last, optional parameter.
 */

// ---- values
export type { Value } from './value.ts';
export { TlaObject, compare, sameValue, toTlaString } from './value.ts';
export { ModelValue, defaultInitValue, modelValue } from './model-value.ts';
export { TlaFunctionLike } from './function-like.ts';
export { LazyFunction } from './lazy-function.ts';
export { TlaTuple, emptyTuple } from './tuple.ts';
export { RecordShape, TlaRecord, recordShape } from './record.ts';
export { TlaFunction } from './function.ts';
export { TlaSet } from './set.ts';
export { hashOf, secondHashOf } from './hash.ts';
export { ValueMap } from './value-map.ts';

// ---- errors
export type { Site } from './site.ts';
export { site } from './site.ts';
export { TlaAssertionError, TlaEvaluationError, asEvaluationError, fail, failAssertion } from './errors.ts';

// ---- literals and constructors
export { Bool, emptySet, makeSet } from './enumerated-set.ts';
export { Any, Int, Nat, Real, Str } from './infinite-sets.ts';
export {
  makeFunction,
  makeFunctionFromEntries,
  makeFunctionMany,
  makeRecord,
  makeRecordFromObject,
  makeRecursiveFunction,
  makeTuple,
  makeTupleFrom,
  recordMaker,
} from './function-literals.ts';
export { cartesianProduct, functionSet, makeRecordSet, powerSet, seqSet } from './sets.ts';
export { interval } from './integers.ts';

// ---- coercion
export {
  asBoolean,
  asFunction,
  asInteger,
  asSet,
  asString,
  asTuple,
  isBoolean,
  isFunctionLike,
  isInteger,
  isModelValue,
  isRecord,
  isSet,
  isString,
  isTuple,
  tupleComponents,
} from './coerce.ts';

// ---- operators
export { equals, notEquals } from './equality.ts';
export {
  add,
  divide,
  greaterOrEqual,
  greaterThan,
  lessOrEqual,
  lessThan,
  modulo,
  multiply,
  negate,
  power,
  realDivide,
  subtract,
} from './integers.ts';
export {
  bigUnion,
  cardinality,
  choose,
  difference,
  elementAt,
  elementCount,
  elements,
  exists,
  forAll,
  intersection,
  isFiniteSet,
  memberOf,
  notMemberOf,
  setFilter,
  setMap,
  setMapMany,
  subsetOf,
  union,
} from './sets.ts';
export { countWhere, differenceWith, inDomain, inInterval, unionWith } from './fused.ts';
export { singletonFunction } from './function-literals.ts';
export { mergeFunctions } from './function-merge.ts';
export { applyFunction, domain, except, exceptPath, fieldOf } from './functions.ts';
export { append, concat, head, len, selectSeq, subSeq, tail } from './sequences.ts';
export { lazy } from './lazy.ts';

// ---- surroundings
export {
  printLine,
  printValue,
  setOutputHook,
  setRandomSource,
  setStatisticsSource,
  setWarningHook,
} from './hooks.ts';

// ---- text and bytes
export { TlaParseError, parseTlaValue } from './parse.ts';
export { TlaCodecError, decodeValue, encodeValue } from './codec.ts';

// ---- modules
export type { CatalogueEntry, ModuleCatalogue, ParameterKind } from './modules/catalogue.ts';
export { catalogue } from './modules/catalogue.ts';
export {
  bagCardinality,
  bagDifference,
  bagIn,
  bagOfAll,
  bagSum,
  bagToSet,
  bagUnion,
  copiesIn,
  emptyBag,
  isABag,
  isSubBag,
  setToBag,
  subBag,
} from './modules/bags.ts';
export { bagAdd, bagRemove, bagRemoveAll, foldBag, productBag, sumBag } from './modules/bags-ext.ts';
export {
  assertEq,
  assertThat,
  permutations,
  print,
  printT,
  randomElement,
  sortSeq,
  tlcCache,
  tlcEval,
  tlcFP,
  tlcGet,
  tlcGetAndSet,
  tlcGetOrDefault,
  tlcModelValue,
  tlcNoOp,
  tlcSet,
  toStringOf,
} from './modules/tlc.ts';
export { randomSetOfSubsets, randomSubset } from './modules/randomization.ts';
export {
  choices,
  chooseUnique,
  flattenSet,
  foldSet,
  kSubset,
  mapThenSumSet,
  max,
  min,
  productSet,
  quantify,
  reduceSet,
  sumSet,
  symDiff,
} from './modules/finite-sets-ext.ts';
export {
  antiFunction,
  bijection,
  existsBijection,
  existsInjection,
  existsSurjection,
  foldFunction,
  foldFunctionOnSet,
  injection,
  inverse,
  isBijection,
  isInjection,
  isInjective,
  isRestriction,
  isSurjection,
  pointwise,
  range,
  restrict,
  restrictDomain,
  restrictValues,
  surjection,
} from './modules/functions.ts';
export { mapThenFoldSet } from './modules/folds.ts';
export {
  boundedSeq,
  commonPrefixes,
  cons,
  contains,
  flattenSeq,
  foldLeft,
  foldLeftDomain,
  foldRight,
  foldRightDomain,
  foldSeq,
  front,
  indices,
  insertAt,
  interleave,
  isPrefix,
  isStrictPrefix,
  isStrictSuffix,
  isSuffix,
  last,
  longestCommonPrefix,
  prefixes,
  remove,
  removeAt,
  replaceAll,
  replaceAt,
  reverse,
  seqMod,
  setToAllKPermutations,
  setToSeq,
  setToSeqs,
  setToSortSeq,
  snoc,
  suffixes,
  sumSeq,
  toSet,
  tupleOfSet,
  zip,
} from './modules/sequences-ext.ts';
export {
  allSubSeqs,
  indexFirstSubSeq,
  removeFirst,
  removeFirstMatch,
  replaceAllSubSeqs,
  replaceFirstSubSeq,
  replaceSubSeqAt,
  selectInSeq,
  selectInSubSeq,
  selectLastInSeq,
  selectLastInSubSeq,
  subSeqs,
} from './modules/sequences-ext-search.ts';
export { toJson, toJsonArray, toJsonObject } from './modules/json.ts';
