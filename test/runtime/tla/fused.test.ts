import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Site, Value } from '../../../runtime/tla/index.ts';
import {
  Nat,
  TlaEvaluationError,
  cardinality,
  countWhere,
  difference,
  differenceWith,
  domain,
  emptySet,
  equals,
  inDomain,
  inInterval,
  interval,
  makeFunction,
  makeSet,
  memberOf,
  powerSet,
  setFilter,
  site,
  toTlaString,
  union,
  unionWith,
} from '../../../runtime/tla/index.ts';
import { anyValue } from './values.ts';

const parameters = { seed: 20261124, numRuns: 500 } as const;
const inner = site('M.tla', 1, 5, 'inner');
const outer = site('M.tla', 1, 1, 'outer');

/** A value as text, or which error stands in its place, and where. */
function outcome(evaluate: () => Value): readonly unknown[] {
  try {
    return [toTlaString(evaluate())];
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    return [error.code, error.site];
  }
}

/** Sets, also lazy, infinite and large ones, and what is no set. */
const anySet: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value[]>(emptySet, Nat, interval(1, 3), powerSet(interval(1, 2)), interval(-40, 40)),
  fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 70 }).map((xs) => makeSet(xs)),
  anyValue,
);
const anyFunction: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(makeFunction(interval(-20, 30), (x) => x)),
  fc.constant(makeFunction(Nat, (x) => x)),
  anyValue,
);
const anyElement: fc.Arbitrary<Value> = fc.oneof(fc.integer({ min: -3, max: 40 }), anyValue);

/** Checks that both give the same value or the same error at the same place, for all pairs of arguments. */
function agree<A, B>(
  first: fc.Arbitrary<A>,
  second: fc.Arbitrary<B>,
  fused: (a: A, b: B) => Value,
  pair: (a: A, b: B) => Value,
): void {
  fc.assert(
    fc.property(first, second, (a, b) => {
      expect(outcome(() => fused(a, b))).toEqual(outcome(() => pair(a, b)));
    }),
    parameters,
  );
}

describe('a fused pair of operators gives what the pair gives, errors included', () => {
  it('S \\cup {x}', () => {
    agree(
      anySet,
      anyElement,
      (s, x) => unionWith(s, x, outer),
      (s, x) => union(s, makeSet([x], inner), outer),
    );
  });

  it('S \\ {x}', () => {
    agree(
      anySet,
      anyElement,
      (s, x) => differenceWith(s, x, outer),
      (s, x) => difference(s, makeSet([x], inner), outer),
    );
  });

  it('x \\in DOMAIN f', () => {
    agree(
      anyElement,
      anyFunction,
      (x, f) => inDomain(x, f, inner, outer),
      (x, f) => memberOf(x, domain(f, inner), outer),
    );
  });

  it('x \\in low..high', () => {
    agree(
      anyElement,
      fc.tuple(anyElement, anyElement),
      (x, [low, high]) => inInterval(x, low, high, inner, outer),
      (x, [low, high]) => memberOf(x, interval(low, high, inner), outer),
    );
  });

  it('Cardinality({x \\in S : p})', () => {
    const predicates: readonly ((x: Value, at: Site) => Value)[] = [
      () => true,
      () => false,
      (x) => x,
      (x, at) => equals(x, 1, at),
      (x) => typeof x === 'number' && x % 2 === 0,
    ];
    agree(
      anySet,
      fc.constantFrom(...predicates),
      (s, p) => countWhere(s, (x) => p(x, inner), inner, outer),
      (s, p) =>
        cardinality(
          setFilter(s, (x) => p(x, inner), inner),
          outer,
        ),
    );
  });
});
