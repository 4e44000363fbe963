/**
 * TLA+ values and operators: what generated code, the kernel and host programs work with.
 * Every operator that can fail takes the Site of its expression as last, optional parameter.
 */

/** Where an expression stands in the specification. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}
export declare function site(file: string, line: number, column: number, text: string): Site;

/** A TLA+ expression has no value here; `code` is stable. */
export declare class TlaEvaluationError extends Error {
  constructor(code: string, message: string, values: readonly Value[], at?: Site, options?: ErrorOptions);
  readonly code: string;
  readonly site: Site | undefined;
  readonly values: readonly Value[];
}
/** `assert` or `Assert` found its condition FALSE. */
export declare class TlaAssertionError extends TlaEvaluationError {}
/** Bytes are no encoded value, or a value cannot be encoded. */
export declare class TlaCodecError extends Error {
  readonly code: string;
}
/** Text is no TLA+ value. */
export declare class TlaParseError extends Error {
  readonly offset: number;
}
export declare function fail(code: string, message: string, values?: readonly Value[], at?: Site): never;
/** The failure of `assert`: message in TLC's manner, names the expression, its position and the values. */
export declare function failAssertion(message: string, values?: readonly Value[], at?: Site): never;

export type Value = boolean | number | string | TlaObject;

export declare abstract class TlaObject {
  /** A small integer, one of ValueKind; cheap to switch on. */
  readonly kind: number;
  /** TLC's notation. */
  toString(): string;
}
export declare class ModelValue extends TlaObject {
  readonly name: string;
}
/** Tuples, records and other functions. */
export declare abstract class TlaFunctionLike extends TlaObject {
  readonly size: number;
}
export declare class TlaTuple extends TlaFunctionLike implements Iterable<Value> {
  readonly length: number;
  /** Element by 0-based index; undefined outside. */
  get(index: number): Value | undefined;
  toArray(): readonly Value[];
  [Symbol.iterator](): Iterator<Value>;
}
export declare class TlaRecord extends TlaFunctionLike {
  readonly shape: RecordShape;
  /** In the order of shape.names. */
  readonly fields: readonly Value[];
  get(name: string): Value | undefined;
}
/** Field names in code point order; shared by records. */
export declare class RecordShape {
  readonly names: readonly string[];
}
/** Any other function. */
export declare class TlaFunction extends TlaFunctionLike {
  keys(): readonly Value[];
  values(): readonly Value[];
  get(key: Value): Value | undefined;
}
export declare abstract class TlaSet extends TlaObject implements Iterable<Value> {
  /** Number of elements, Infinity for infinite sets; beyond 2^53 only an approximation. */
  readonly size: number;
  /** Elements in canonical order; an error for infinite sets. */
  toArray(at?: Site): readonly Value[];
  [Symbol.iterator](): Iterator<Value>;
}

// ---- literals and constructors
export declare function modelValue(name: string): ModelValue;
export declare const defaultInitValue: ModelValue;
export declare const emptyTuple: TlaTuple;
export declare const emptySet: TlaSet;
export declare function makeTuple(...elements: Value[]): TlaTuple;
/** Takes ownership of the array. */
export declare function makeTupleFrom(elements: Value[]): TlaTuple;
/** `{e1, ..., en}`: any order, duplicates allowed; incomparable elements are an error. */
export declare function makeSet(elements: readonly Value[], at?: Site): TlaSet;
export declare function recordShape(names: readonly string[]): RecordShape;
/** `fields` in the order of shape.names (code point order); takes ownership of the array. */
export declare function makeRecord(shape: RecordShape, fields: Value[]): Value;
/** For `[a |-> .., b |-> ..]`: made once per expression; the returned function takes the values in the order of `names` and owns the array. */
export declare function recordMaker(names: readonly string[]): (fields: Value[]) => Value;
export declare function makeRecordFromObject(fields: Readonly<Record<string, Value>>): Value;
/** `[x \in S |-> e]`. */
export declare function makeFunction(domain: Value, body: (x: Value) => Value, at?: Site): Value;
/** `[x \in S, y \in T |-> e]`: keys are tuples. */
export declare function makeFunctionMany(
  domains: readonly Value[],
  body: (...xs: Value[]) => Value,
  at?: Site,
): Value;
export declare function makeFunctionFromEntries(entries: Iterable<readonly [Value, Value]>, at?: Site): Value;
/** `f[x \in S] == e`: body(self) gives the function's body; values are computed on demand, at most once. */
export declare function makeRecursiveFunction(
  domain: Value,
  body: (self: Value) => (x: Value) => Value,
  at?: Site,
): Value;
/** `[a : S, b : T]`. */
export declare function makeRecordSet(names: readonly string[], sets: readonly Value[], at?: Site): TlaSet;
/** `[S -> T]`. */
export declare function functionSet(domain: Value, range: Value, at?: Site): TlaSet;
export declare function seqSet(elements: Value, at?: Site): TlaSet;
export declare function powerSet(set: Value, at?: Site): TlaSet;
/** `S \X T \X ...`. */
export declare function cartesianProduct(sets: readonly Value[], at?: Site): TlaSet;
export declare function interval(low: Value, high: Value, at?: Site): TlaSet;
export declare const Nat: TlaSet;
export declare const Int: TlaSet;
export declare const Str: TlaSet;
export declare const Bool: TlaSet;
export declare const Any: TlaSet;

// ---- coercion
export declare function asBoolean(v: Value, at?: Site): boolean;
export declare function asInteger(v: Value, at?: Site): number;
export declare function asString(v: Value, at?: Site): string;
export declare function asSet(v: Value, at?: Site): TlaSet;
export declare function asTuple(v: Value, at?: Site): TlaTuple;
/** The n components of a tuple matched by a pattern <<x1, ..., xn>>. */
export declare function tupleComponents(v: Value, n: number, at?: Site): readonly Value[];
export declare function isBoolean(v: Value): v is boolean;
export declare function isInteger(v: Value): v is number;
export declare function isString(v: Value): v is string;
export declare function isModelValue(v: Value): v is ModelValue;
export declare function isTuple(v: Value): v is TlaTuple;
export declare function isRecord(v: Value): v is TlaRecord;
export declare function isFunctionLike(v: Value): v is TlaFunctionLike;
export declare function isSet(v: Value): v is TlaSet;

// ---- equality, order, hashing
/** `=`; incomparable values are an error, as in TLC. */
export declare function equals(a: Value, b: Value, at?: Site): boolean;
export declare function notEquals(a: Value, b: Value, at?: Site): boolean;
/** Total order over all values: negative, 0 or positive; 0 exactly for equal values; never throws. */
export declare function compare(a: Value, b: Value): number;
/** Equality that never throws: values TLC calls incomparable are just different. */
export declare function sameValue(a: Value, b: Value): boolean;
/** 32-bit structural hash (signed); equal values have equal hashes. */
export declare function hashOf(v: Value): number;
/** A second, independent 32-bit hash: both together are a 64-bit fingerprint. */
export declare function secondHashOf(v: Value): number;
export declare function memberOf(x: Value, set: Value, at?: Site): boolean;
export declare function notMemberOf(x: Value, set: Value, at?: Site): boolean;
export declare function subsetOf(a: Value, b: Value, at?: Site): boolean;

// ---- integers
export declare function add(a: Value, b: Value, at?: Site): number;
export declare function subtract(a: Value, b: Value, at?: Site): number;
export declare function multiply(a: Value, b: Value, at?: Site): number;
export declare function divide(a: Value, b: Value, at?: Site): number;
export declare function realDivide(a: Value, b: Value, at?: Site): number;
export declare function modulo(a: Value, b: Value, at?: Site): number;
export declare function power(a: Value, b: Value, at?: Site): number;
export declare function negate(a: Value, at?: Site): number;
export declare function lessThan(a: Value, b: Value, at?: Site): boolean;
export declare function lessOrEqual(a: Value, b: Value, at?: Site): boolean;
export declare function greaterThan(a: Value, b: Value, at?: Site): boolean;
export declare function greaterOrEqual(a: Value, b: Value, at?: Site): boolean;

// ---- sets
export declare function union(a: Value, b: Value, at?: Site): TlaSet;
export declare function intersection(a: Value, b: Value, at?: Site): TlaSet;
export declare function difference(a: Value, b: Value, at?: Site): TlaSet;
export declare function bigUnion(sets: Value, at?: Site): TlaSet;
export declare function cardinality(set: Value, at?: Site): number;
export declare function isFiniteSet(set: Value, at?: Site): boolean;
/** `{x \in S : p}`. */
export declare function setFilter(set: Value, predicate: (x: Value) => Value, at?: Site): TlaSet;
/** `{e : x \in S}`. */
export declare function setMap(set: Value, body: (x: Value) => Value, at?: Site): TlaSet;
/** `{e : x \in S, y \in T}`. */
export declare function setMapMany(
  sets: readonly Value[],
  body: (...xs: Value[]) => Value,
  at?: Site,
): TlaSet;
export declare function forAll(set: Value, predicate: (x: Value) => Value, at?: Site): boolean;
export declare function exists(set: Value, predicate: (x: Value) => Value, at?: Site): boolean;
/** The first element in canonical order that satisfies the predicate. */
export declare function choose(set: Value, predicate: (x: Value) => Value, at?: Site): Value;
/** All elements in canonical order. */
export declare function elements(set: Value, at?: Site): readonly Value[];
export declare function elementCount(set: Value, at?: Site): number;
/** Element by 0-based position in canonical order. */
export declare function elementAt(set: Value, index: number, at?: Site): Value;

// ---- functions
export declare function applyFunction(f: Value, x: Value, at?: Site): Value;
/** `r.name`. */
export declare function fieldOf(r: Value, name: string, at?: Site): Value;
export declare function domain(f: Value, at?: Site): TlaSet;
/** `[f EXCEPT ![key] = ..]`: outside the domain f is unchanged, the update is not called, a warning is given. */
export declare function except(
  f: Value,
  key: Value,
  update: Value | ((old: Value) => Value),
  at?: Site,
): Value;
/** `[f EXCEPT ![k1][k2].. = ..]`. */
export declare function exceptPath(
  f: Value,
  keys: readonly Value[],
  update: (old: Value) => Value,
  at?: Site,
): Value;
/** `f @@ g`: the left operand wins. */
export declare function mergeFunctions(f: Value, g: Value, at?: Site): Value;
/** `x :> y`. */
export declare function singletonFunction(x: Value, y: Value): Value;

// ---- sequences
export declare function append(s: Value, x: Value, at?: Site): TlaTuple;
export declare function concat(s: Value, t: Value, at?: Site): Value;
export declare function head(s: Value, at?: Site): Value;
export declare function tail(s: Value, at?: Site): Value;
export declare function len(s: Value, at?: Site): number;
export declare function subSeq(s: Value, from: Value, to: Value, at?: Site): Value;
export declare function selectSeq(s: Value, test: (x: Value) => Value, at?: Site): TlaTuple;

// ---- laziness
/** Evaluated at the first call, at most once. */
export declare function lazy<T>(compute: () => T): () => T;

// ---- hooks (set by the host; process wide)
export declare function setWarningHook(hook: ((message: string, at?: Site) => void) | undefined): void;
/** Receives each line of Print, PrintT and the print statement. */
export declare function setOutputHook(hook: ((line: string) => void) | undefined): void;
/** Uniform in [0, 1), for RandomElement. */
export declare function setRandomSource(source: (() => number) | undefined): void;
/** What a PlusCal `print` does. */
export declare function printValue(v: Value): void;

// ---- text and bytes
export declare function toTlaString(v: Value): string;
/** Reads TLC's notation; bare identifiers are model values. Throws TlaParseError. */
export declare function parseTlaValue(text: string): Value;
export declare function encodeValue(v: Value): Uint8Array;
/** Throws TlaCodecError for anything that is no encoded value. */
export declare function decodeValue(bytes: Uint8Array): Value;
