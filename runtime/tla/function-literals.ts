/** Tuples, records and functions as expressions write them. */
import { fail } from './errors.ts';
import { canonicalFunction, recordOf } from './function.ts';
import { IntervalSet } from './interval.ts';
import { LazyFunction } from './lazy-function.ts';
import { productOf } from './lazy-sets.ts';
import type { RecordShape } from './record.ts';
import { recordShape, shapeOfSorted } from './record.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { sortDistinct } from './sorted-array.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';
import { compare, compareStrings } from './value.ts';

/** Functions on larger sets are computed on demand. */
const EAGER_DOMAIN_LIMIT = 1 << 20;

/** `<<e1, ..., en>>`. */
export function makeTuple(...elements: Value[]): TlaTuple {
  return TlaTuple.of(elements);
}

/** Takes ownership of the array. */
export function makeTupleFrom(elements: readonly Value[]): TlaTuple {
  return TlaTuple.of(elements);
}

/** `fields` in the order of shape.names (code point order); takes ownership of the array. */
export function makeRecord(shape: RecordShape, fields: readonly Value[]): Value {
  return recordOf(shape, fields);
}

/**
 * For `[a |-> .., b |-> ..]`, made once per expression: the returned function takes the values in the order of
 * `names` and owns the array. Nothing is sorted when it is called.
 */
export function recordMaker(names: readonly string[]): (fields: Value[]) => Value {
  const shape = recordShape(names);
  const sources = shape.names.map((name) => names.indexOf(name));
  if (sources.every((source, position) => source === position)) return (fields) => recordOf(shape, fields);
  return (fields) =>
    recordOf(
      shape,
      sources.map((source) => fields[source] as Value),
    );
}

/** A record from a plain object, for host programs. */
export function makeRecordFromObject(fields: Readonly<Record<string, Value>>): Value {
  const names = Object.keys(fields).sort(compareStrings);
  return recordOf(
    shapeOfSorted(names),
    names.map((name) => fields[name] as Value),
  );
}

/** `[x \in S |-> e]`. */
export function makeFunction(domainSet: Value, body: (x: Value) => Value, at?: Site): Value {
  if (!(domainSet instanceof TlaSet)) {
    return fail(
      'not-a-set',
      'A set was expected in [x \\in S |-> e], but instead it is: {0}',
      [domainSet],
      at,
    );
  }
  if (domainSet.size > EAGER_DOMAIN_LIMIT) return new LazyFunction(domainSet, () => body, at);
  if (domainSet instanceof IntervalSet && domainSet.low === 1) {
    const values: Value[] = [];
    for (let i = 1; i <= domainSet.high; i++) values.push(body(i));
    return TlaTuple.of(values);
  }
  const keys = domainSet.toArray(at);
  const values: Value[] = [];
  for (const key of keys) values.push(body(key));
  return canonicalFunction(keys, values);
}

/** `[x \in S, y \in T |-> e]`: the arguments are tuples. */
export function makeFunctionMany(
  domains: readonly Value[],
  body: (...xs: Value[]) => Value,
  at?: Site,
): Value {
  const sets = domains.map((set) =>
    set instanceof TlaSet
      ? set
      : fail('not-a-set', 'A set was expected in [x \\in S, ... |-> e], but instead it is: {0}', [set], at),
  );
  return makeFunction(productOf(sets), (x) => body(...(x as TlaTuple).toArray()), at);
}

/** The function with these argument-value pairs; a repeated argument is an error. */
export function makeFunctionFromEntries(entries: Iterable<readonly [Value, Value]>, at?: Site): Value {
  const sorted = [...entries].sort((a, b) => compare(a[0], b[0]));
  const keys = sorted.map((entry) => entry[0]);
  if (sortDistinct(keys, at).length !== keys.length) {
    return fail('duplicate-argument', 'An argument of a function is given twice', [], at);
  }
  return canonicalFunction(
    keys,
    sorted.map((entry) => entry[1]),
  );
}

/** `f[x \in S] == e`: body(self) gives the body; values are computed on demand, at most once. */
export function makeRecursiveFunction(
  domainSet: Value,
  body: (self: Value) => (x: Value) => Value,
  at?: Site,
): Value {
  if (domainSet instanceof TlaSet) return new LazyFunction(domainSet, body, at);
  return fail('not-a-set', 'A set was expected in f[x \\in S] == e, but instead it is: {0}', [domainSet], at);
}

/** `x :> y`. */
export function singletonFunction(x: Value, y: Value): Value {
  return canonicalFunction([x], [y]);
}
