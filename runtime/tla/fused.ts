/**
 * Pairs of operators that are often written together, without what the inner one would make. Values and errors are those of the pair; the sites
 * are those of both expressions, the outer one last.
 */
import { EnumeratedSet, makeSet } from './enumerated-set.ts';
import { TlaFunction } from './function.ts';
import { domain } from './functions.ts';
import { interval } from './integers.ts';
import { TlaRecord } from './record.ts';
import { FILTER, cardinality, difference, isTrue, memberOf, operand, setFilter, union } from './sets.ts';
import type { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';

/** `S \cup {x}`. */
export function unionWith(set: Value, x: Value, at?: Site): Value {
  if (set instanceof EnumeratedSet && set.size > 0) return set.with(x, at);
  return union(set, makeSet([x]), at);
}

/** `S \ {x}`. */
export function differenceWith(set: Value, x: Value, at?: Site): TlaSet {
  if (set instanceof EnumeratedSet && set.size > 0) return set.without(x, at);
  return difference(set, makeSet([x]), at);
}

/** `Cardinality({x \in S : p})`. */
export function countWhere(
  set: Value,
  predicate: (x: Value) => Value,
  filterAt?: Site,
  cardinalityAt?: Site,
): number {
  const base = operand(set, '{x \\in S : P}', filterAt);
  if (base.size === Infinity) return cardinality(setFilter(base, predicate, filterAt), cardinalityAt);
  let count = 0;
  const { listed } = base;
  if (listed !== null) {
    for (let i = 0; i < listed.length; i++) {
      if (isTrue(predicate(listed[i] as Value), FILTER, filterAt)) count++;
    }
  } else {
    base.some((x) => {
      if (isTrue(predicate(x), FILTER, filterAt)) count++;
      return false;
    }, filterAt);
  }
  return count;
}

/** `x \in DOMAIN f`. */
export function inDomain(x: Value, f: Value, domainAt?: Site, memberAt?: Site): boolean {
  if (f instanceof TlaTuple) {
    if (typeof x === 'number') return x >= 1 && x <= f.length;
  } else if (f instanceof TlaRecord) {
    if (typeof x === 'string') return f.shape.indexOf(x) >= 0;
  } else if (f instanceof TlaFunction) {
    if (f.get(x) !== undefined) return true;
    f.checkKey(x, memberAt);
    return false;
  }
  return memberOf(x, domain(f, domainAt), memberAt);
}

/** `x \in low..high`. */
export function inInterval(x: Value, low: Value, high: Value, intervalAt?: Site, memberAt?: Site): boolean {
  if (typeof x === 'number' && typeof low === 'number' && typeof high === 'number') {
    return x >= low && x <= high;
  }
  return memberOf(x, interval(low, high, intervalAt), memberAt);
}
