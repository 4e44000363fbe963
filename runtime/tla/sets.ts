import { EnumeratedSet, emptySet, makeSet, makeSetFrom } from './enumerated-set.ts';
import { fail } from './errors.ts';
import { CombinedSet, FilteredSet } from './infinite-sets.ts';
import { IntervalSet } from './interval.ts';
import { functionSetOf, productOf, recordSetOf, sequenceSetOf } from './lazy-sets.ts';
import { powerSetOf } from './power-set.ts';
import { recordShape } from './record.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { mergeDistinct } from './sorted-array.ts';
import { isSubset } from './subset.ts';
import type { Value } from './value.ts';

export const FILTER = '{x \\in S : P} as P';
/** Sets at most this many times smaller than the other operand are added or removed element by element. */
const MERGE_FACTOR = 16;

/** A set given to an operator; `form` is how the operator is written. */
export function operand(v: Value, form: string, at?: Site): TlaSet {
  if (v instanceof TlaSet) return v;
  return fail('not-a-set', `A set was expected in ${form}, but instead it is: {0}`, [v], at);
}

/** The same set with its elements listed. */
function enumerated(set: TlaSet, at?: Site): EnumeratedSet {
  return set instanceof EnumeratedSet ? set : EnumeratedSet.ofSorted(set.toArray(at));
}

/** What a predicate answers; `form` is where it stands. */
export function isTrue(answer: Value, form: string, at?: Site): boolean {
  if (typeof answer === 'boolean') return answer;
  return fail('not-a-boolean', `A boolean was expected in ${form}, but instead it is: {0}`, [answer], at);
}

// ---- membership

/** `x \in S`. */
export function memberOf(x: Value, set: Value, at?: Site): boolean {
  if (set instanceof TlaSet) return set.has(x, at);
  return fail('not-a-set', 'Attempted to check if the value: {0} is an element of {1}', [x, set], at);
}

/** `x \notin S`. */
export function notMemberOf(x: Value, set: Value, at?: Site): boolean {
  return !memberOf(x, set, at);
}

/** `S \subseteq T`. */
export function subsetOf(a: Value, b: Value, at?: Site): boolean {
  return isSubset(operand(a, 'S \\subseteq T', at), operand(b, 'S \\subseteq T', at), at);
}

// ---- combination

/** `S \cup T`; O(log n) per element of a small operand. As in TLC, what is joined with the empty set is not looked at. */
export function union(a: Value, b: Value, at?: Site): Value {
  if (a instanceof TlaSet ? !(b instanceof TlaSet) && a.size === 0 : b instanceof TlaSet && b.size === 0)
    return a instanceof TlaSet ? b : a;
  return unionOfSets(a, b, at);
}

export function unionOfSets(a: Value, b: Value, at?: Site): TlaSet {
  const s = operand(a, 'S \\cup T', at);
  const t = operand(b, 'S \\cup T', at);
  if (t.size === 0 || s === t) return s;
  if (s.size === 0) return t;
  if (s.size === Infinity || t.size === Infinity) return new CombinedSet('\\cup', s, t);
  const [large, small] = s.size >= t.size ? [s, t] : [t, s];
  if (small.size * MERGE_FACTOR > large.size && small.size > 1) {
    return EnumeratedSet.ofSorted(mergeDistinct(large.toArray(at), small.toArray(at), at));
  }
  let result = enumerated(large, at);
  for (const x of small.toArray(at)) result = result.with(x, at);
  return result;
}

/** `S \cap T`. */
export function intersection(a: Value, b: Value, at?: Site): TlaSet {
  const s = operand(a, 'S \\cap T', at);
  const t = operand(b, 'S \\cap T', at);
  if (s === t) return s;
  if (s instanceof IntervalSet && t instanceof IntervalSet) {
    const low = Math.max(s.low, t.low);
    const high = Math.min(s.high, t.high);
    return low > high ? emptySet : new IntervalSet(low, high);
  }
  const [large, small] = s.size >= t.size ? [s, t] : [t, s];
  if (small.size === Infinity) return new CombinedSet('\\cap', s, t);
  return EnumeratedSet.ofSorted(small.toArray(at).filter((x) => large.has(x, at)));
}

/** `S \ T`; O(log n) per element of a small T. */
export function difference(a: Value, b: Value, at?: Site): TlaSet {
  const s = operand(a, 'S \\ T', at);
  const t = operand(b, 'S \\ T', at);
  if (t.size === 0 || s.size === 0) return s;
  if (s.size === Infinity) return new CombinedSet('\\', s, t);
  if (t.size === 1 || t.size * MERGE_FACTOR <= s.size) {
    let result = enumerated(s, at);
    for (const x of t.toArray(at)) result = result.without(x, at);
    return result;
  }
  return EnumeratedSet.ofSorted(s.toArray(at).filter((x) => !t.has(x, at)));
}

/** `UNION S`. */
export function bigUnion(sets: Value, at?: Site): TlaSet {
  const members = operand(sets, 'UNION S', at).toArray(at);
  for (const member of members) operand(member, 'UNION S as an element of S', at);
  const finite = members.filter((member) => (member as TlaSet).size !== Infinity) as TlaSet[];
  const infinite = members.filter((member) => (member as TlaSet).size === Infinity) as TlaSet[];
  const all: TlaSet =
    finite.length === 1
      ? (finite[0] as TlaSet)
      : makeSet(
          finite.flatMap((member) => member.toArray(at)),
          at,
        );
  return infinite.reduce((result, member) => unionOfSets(result, member, at), all);
}

// ---- size

/** `Cardinality(S)`. */
export function cardinality(set: Value, at?: Site): number {
  if (!(set instanceof TlaSet) || set.size === Infinity) {
    return fail('not-a-finite-set', 'Attempted to compute cardinality of the value {0}', [set], at);
  }
  if (Number.isSafeInteger(set.size)) return set.size;
  return fail('overflow', 'Overflow when computing the cardinality of {0}', [set], at);
}

/** `IsFiniteSet(S)`. */
export function isFiniteSet(set: Value, at?: Site): boolean {
  return operand(set, 'IsFiniteSet(S)', at).size !== Infinity;
}

// ---- construction over elements

/** `{x \in S : p}`; lazy if S is infinite. */
export function setFilter(set: Value, predicate: (x: Value) => Value, at?: Site): TlaSet {
  const base = operand(set, '{x \\in S : P}', at);
  if (base.size === Infinity) return new FilteredSet(base, (x) => isTrue(predicate(x), FILTER, at));
  const kept: Value[] = [];
  const { listed } = base;
  if (listed !== null) {
    for (let i = 0; i < listed.length; i++) {
      const x = listed[i] as Value;
      if (isTrue(predicate(x), FILTER, at)) kept.push(x);
    }
  } else {
    base.some((x) => {
      if (isTrue(predicate(x), FILTER, at)) kept.push(x);
      return false;
    }, at);
  }
  return kept.length === base.size ? base : EnumeratedSet.ofSorted(kept);
}

/** `{e : x \in S}`. */
export function setMap(set: Value, body: (x: Value) => Value, at?: Site): TlaSet {
  const base = operand(set, '{e : x \\in S}', at);
  const values: Value[] = [];
  const { listed } = base;
  if (listed !== null) {
    for (let i = 0; i < listed.length; i++) values.push(body(listed[i] as Value));
  } else {
    base.some((x) => {
      values.push(body(x));
      return false;
    }, at);
  }
  return makeSetFrom(values, at);
}

/** `{e : x \in S, y \in T}`. */
export function setMapMany(sets: readonly Value[], body: (...xs: Value[]) => Value, at?: Site): TlaSet {
  const values: Value[] = [];
  forEachCombination(sets, (xs) => values.push(body(...xs)), at);
  return makeSetFrom(values, at);
}

/** Calls visit with every combination of elements, the last set varying fastest. */
function forEachCombination(sets: readonly Value[], visit: (xs: Value[]) => void, at?: Site): void {
  const arrays = sets.map((set) => elements(set, at));
  const walk = (depth: number, chosen: Value[]): void => {
    const array = arrays[depth];
    if (array === undefined) visit(chosen);
    else for (const x of array) walk(depth + 1, [...chosen, x]);
  };
  walk(0, []);
}

// ---- quantifiers and choice

/** The first element in canonical order of which the predicate says what is wanted. */
function firstWhere(
  base: TlaSet,
  predicate: (x: Value) => Value,
  wanted: boolean,
  form: string,
  at: Site | undefined,
): Value | undefined {
  const { listed } = base;
  if (listed !== null) {
    for (let i = 0; i < listed.length; i++) {
      const x = listed[i] as Value;
      if (isTrue(predicate(x), form, at) === wanted) return x;
    }
    return undefined;
  }
  if (base instanceof IntervalSet) {
    for (let x = base.low; x <= base.high; x++) if (isTrue(predicate(x), form, at) === wanted) return x;
    return undefined;
  }
  let found: Value | undefined;
  base.some((x) => {
    if (isTrue(predicate(x), form, at) !== wanted) return false;
    found = x;
    return true;
  }, at);
  return found;
}

/** `\A x \in S : p`. */
export function forAll(set: Value, predicate: (x: Value) => Value, at?: Site): boolean {
  const base = operand(set, '\\A x \\in S : P', at);
  return firstWhere(base, predicate, false, '\\A x \\in S : P as P', at) === undefined;
}

/** `\E x \in S : p`. */
export function exists(set: Value, predicate: (x: Value) => Value, at?: Site): boolean {
  const base = operand(set, '\\E x \\in S : P', at);
  return firstWhere(base, predicate, true, '\\E x \\in S : P as P', at) !== undefined;
}

/** `CHOOSE x \in S : p`: the first element in canonical order that satisfies p. */
export function choose(set: Value, predicate: (x: Value) => Value, at?: Site): Value {
  const base = operand(set, 'CHOOSE x \\in S : P', at);
  const chosen = firstWhere(base, predicate, true, 'CHOOSE x \\in S : P as P', at);
  if (chosen !== undefined) return chosen;
  const message =
    'Attempted to compute the value of an expression of form CHOOSE x \\in S: P, but no element of S satisfied P: S is {0}';
  return fail('no-choice', message, [base], at);
}

/** All elements in canonical order. */
export function elements(set: Value, at?: Site): readonly Value[] {
  return operand(set, 'an enumeration', at).toArray(at);
}

/** Number of elements to choose from. */
export function elementCount(set: Value, at?: Site): number {
  const base = operand(set, 'a choice x \\in S', at);
  base.checkEnumerable(at);
  return cardinality(base, at);
}

/** Element by 0-based position in canonical order, below elementCount(set). */
export function elementAt(set: Value, position: number, at?: Site): Value {
  const base = operand(set, 'a choice x \\in S', at);
  if (position >= 0 && position < base.size) return base.elementAt(position);
  return fail('no-such-element', `The set {0} has no element number ${position + 1}`, [base], at);
}

// ---- lazy sets

/** `SUBSET S`. */
export function powerSet(set: Value, at?: Site): TlaSet {
  return powerSetOf(operand(set, 'SUBSET S', at));
}

/** `S1 \X ... \X Sn`. */
export function cartesianProduct(sets: readonly Value[], at?: Site): TlaSet {
  return productOf(sets.map((set) => operand(set, 'S \\X T', at)));
}

/** `[S -> T]`. */
export function functionSet(domain: Value, range: Value, at?: Site): TlaSet {
  return functionSetOf(operand(domain, '[S -> T]', at), operand(range, '[S -> T]', at));
}

/** `[a : S, b : T]`; names are distinct. */
export function makeRecordSet(names: readonly string[], sets: readonly Value[], at?: Site): TlaSet {
  const shape = recordShape(names);
  const sorted = shape.names.map((name) => operand(sets[names.indexOf(name)] as Value, '[a : S]', at));
  return recordSetOf(shape, sorted);
}

/** `Seq(S)`. */
export function seqSet(elementSet: Value, at?: Site): TlaSet {
  return sequenceSetOf(operand(elementSet, 'Seq(S)', at));
}
