/** The operators of the community module Folds, and what other modules fold with. */
import { asSet } from '../coerce.ts';
import { fail } from '../errors.ts';
import type { TlaSet } from '../set.ts';
import { difference } from '../sets.ts';
import { makeSet } from '../enumerated-set.ts';
import type { Site } from '../site.ts';
import type { Value } from '../value.ts';

export type Operator1 = (x: Value) => Value;
export type Operator2 = (x: Value, y: Value) => Value;

/** `op(x1, op(x2, ... op(xn, base)))`. */
export function foldRightOver(op: Operator2, items: readonly Value[], base: Value): Value {
  return items.reduceRight((accumulated, x) => op(x, accumulated), base);
}

/** `op(...op(op(base, x1), x2)..., xn)`. */
export function foldLeftOver(op: Operator2, base: Value, items: readonly Value[]): Value {
  return items.reduce((accumulated, x) => op(accumulated, x), base);
}

/** `MapThenFoldSet(op, base, f, choose, S)`: op(f(x), fold of S \ {x}) where x is choose(S). */
export function mapThenFoldSet(
  op: Operator2,
  base: Value,
  f: Operator1,
  chooseElement: Operator1,
  set: Value,
  at?: Site,
): Value {
  const chosen: Value[] = [];
  let rest: TlaSet = asSet(set, at);
  rest.checkEnumerable(at);
  while (rest.size > 0) {
    const x = chooseElement(rest);
    if (!rest.has(x, at)) {
      return fail(
        'no-choice',
        'The choice {0} given to MapThenFoldSet is not an element of {1}',
        [x, rest],
        at,
      );
    }
    chosen.push(f(x));
    rest = difference(rest, makeSet([x]), at);
  }
  return foldRightOver(op, chosen, base);
}
