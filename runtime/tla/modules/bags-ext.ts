/** The community module BagsExt. */
import { add, multiply } from '../integers.ts';
import type { Site } from '../site.ts';
import type { Value } from '../value.ts';
import { asBag, copies, withCopies } from './bags.ts';
import type { Operator2 } from './folds.ts';
import { foldRightOver } from './folds.ts';

/** `BagAdd(B, x)`: one more copy of x. */
export function bagAdd(bag: Value, x: Value, at?: Site): Value {
  const before = asBag(bag, 'BagAdd', at);
  return withCopies(before, x, copies(before, x, at) + 1, at);
}

/** `BagRemove(B, x)`: one copy of x less, if there is one. */
export function bagRemove(bag: Value, x: Value, at?: Site): Value {
  const before = asBag(bag, 'BagRemove', at);
  const count = copies(before, x, at);
  return count === 0 ? before : withCopies(before, x, count - 1, at);
}

/** `BagRemoveAll(B, x)`: no copy of x. */
export function bagRemoveAll(bag: Value, x: Value, at?: Site): Value {
  const before = asBag(bag, 'BagRemoveAll', at);
  return copies(before, x, at) === 0 ? before : withCopies(before, x, 0, at);
}

/** `FoldBag(op, base, B)`: every copy is folded. */
export function foldBag(op: Operator2, base: Value, bag: Value, at?: Site): Value {
  const source = asBag(bag, 'FoldBag', at);
  const items: Value[] = [];
  for (let i = 0; i < source.size; i++) {
    for (let n = source.valueAt(i) as number; n > 0; n--) items.push(source.keyAt(i));
  }
  return foldRightOver(op, items, base);
}

/** `SumBag(B)`. */
export function sumBag(bag: Value, at?: Site): Value {
  return foldBag((x, y) => add(x, y, at), 0, bag, at);
}

/** `ProductBag(B)`. */
export function productBag(bag: Value, at?: Site): Value {
  return foldBag((x, y) => multiply(x, y, at), 1, bag, at);
}
