/** The community module Functions. */
import { asFunction, asSet } from '../coerce.ts';
import { makeSet } from '../enumerated-set.ts';
import { equals } from '../equality.ts';
import { makeFunction } from '../function-literals.ts';
import { applyFunction, domain } from '../functions.ts';
import type { TlaSet } from '../set.ts';
import { cardinality, choose, forAll, functionSet, memberOf, setFilter, subsetOf } from '../sets.ts';
import type { Site } from '../site.ts';
import type { Value } from '../value.ts';
import type { Operator1, Operator2 } from './folds.ts';
import { foldRightOver } from './folds.ts';

function valuesOf(f: Value, at?: Site): Value[] {
  const g = asFunction(f, at);
  return domain(g, at)
    .toArray(at)
    .map((x) => g.get(x) as Value);
}

/** `Restrict(f, S)`. */
export function restrict(f: Value, set: Value, at?: Site): Value {
  return makeFunction(set, (x) => applyFunction(f, x, at), at);
}

/** `RestrictDomain(f, P)`: where the argument satisfies P. */
export function restrictDomain(f: Value, predicate: Operator1, at?: Site): Value {
  return restrict(f, setFilter(domain(f, at), predicate, at), at);
}

/** `RestrictValues(f, P)`: where the value satisfies P. */
export function restrictValues(f: Value, predicate: Operator1, at?: Site): Value {
  return restrictDomain(f, (x) => predicate(applyFunction(f, x, at)), at);
}

/** `IsRestriction(f, g)`: g agrees with f on the domain of f. */
export function isRestriction(f: Value, g: Value, at?: Site): boolean {
  if (!subsetOf(domain(f, at), domain(g, at), at)) return false;
  return forAll(domain(f, at), (x) => equals(applyFunction(f, x, at), applyFunction(g, x, at), at), at);
}

/** `Range(f)`. */
export function range(f: Value, at?: Site): TlaSet {
  return makeSet(valuesOf(f, at), at);
}

/** `Pointwise(Op, f, g)`. */
export function pointwise(op: Operator2, f: Value, g: Value, at?: Site): Value {
  return makeFunction(domain(f, at), (x) => op(applyFunction(f, x, at), applyFunction(g, x, at)), at);
}

/** `Inverse(f, S, T)`: for each element of T one of S that f takes to it, an arbitrary one if there is none. */
export function inverse(f: Value, from: Value, to: Value, at?: Site): Value {
  const values = range(f, at);
  return makeFunction(
    to,
    (y) => choose(from, (x) => !memberOf(y, values, at) || equals(applyFunction(f, x, at), y, at), at),
    at,
  );
}

/** `AntiFunction(f)`: the inverse from the range to the domain. */
export function antiFunction(f: Value, at?: Site): Value {
  return inverse(f, domain(f, at), range(f, at), at);
}

/** `IsInjective(f)`. */
export function isInjective(f: Value, at?: Site): boolean {
  const values = valuesOf(f, at);
  return makeSet(values, at).size === values.length;
}

function isOnto(f: Value, to: Value, at?: Site): boolean {
  return subsetOf(to, range(f, at), at);
}

/** `Injection(S, T)`. */
export function injection(from: Value, to: Value, at?: Site): TlaSet {
  return setFilter(functionSet(from, to, at), (f) => isInjective(f, at), at);
}

/** `Surjection(S, T)`. */
export function surjection(from: Value, to: Value, at?: Site): TlaSet {
  return setFilter(functionSet(from, to, at), (f) => isOnto(f, to, at), at);
}

/** `Bijection(S, T)`. */
export function bijection(from: Value, to: Value, at?: Site): TlaSet {
  return setFilter(functionSet(from, to, at), (f) => isInjective(f, at) && isOnto(f, to, at), at);
}

/** `IsInjection(f, S, T)`. */
export function isInjection(f: Value, from: Value, to: Value, at?: Site): boolean {
  return memberOf(f, functionSet(from, to, at), at) && isInjective(f, at);
}

/** `IsSurjection(f, S, T)`. */
export function isSurjection(f: Value, from: Value, to: Value, at?: Site): boolean {
  return memberOf(f, functionSet(from, to, at), at) && isOnto(f, to, at);
}

/** `IsBijection(f, S, T)`. */
export function isBijection(f: Value, from: Value, to: Value, at?: Site): boolean {
  return isInjection(f, from, to, at) && isOnto(f, to, at);
}

/** `ExistsInjection(S, T)`. */
export function existsInjection(from: Value, to: Value, at?: Site): boolean {
  return cardinality(from, at) <= cardinality(to, at);
}

/** `ExistsSurjection(S, T)`. */
export function existsSurjection(from: Value, to: Value, at?: Site): boolean {
  const size = cardinality(to, at);
  return size === 0 ? cardinality(from, at) === 0 : cardinality(from, at) >= size;
}

/** `ExistsBijection(S, T)`. */
export function existsBijection(from: Value, to: Value, at?: Site): boolean {
  return cardinality(from, at) === cardinality(to, at);
}

/** `FoldFunction(op, base, f)`: op(f[x], accumulated). */
export function foldFunction(op: Operator2, base: Value, f: Value, at?: Site): Value {
  return foldRightOver(op, valuesOf(f, at), base);
}

/** `FoldFunctionOnSet(op, base, f, S)`. */
export function foldFunctionOnSet(op: Operator2, base: Value, f: Value, set: Value, at?: Site): Value {
  const values = asSet(set, at)
    .toArray(at)
    .map((x) => applyFunction(f, x, at));
  return foldRightOver(op, values, base);
}
