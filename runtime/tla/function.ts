import { TlaFunctionLike } from './function-like.ts';
import { hashInLane, hashPair, mix } from './hash.ts';
import type { RecordShape } from './record.ts';
import { MAX_RECORD_FIELDS, TlaRecord, shapeOfSorted, showFunction } from './record.ts';
import type { Site } from './site.ts';
import { checkNeighbours, searchSorted } from './sorted-array.ts';
import type { Tree } from './sorted-tree.ts';
import {
  checkComparable,
  findNode,
  insertNode,
  nodeAt,
  removeNode,
  treeFromSorted,
  treeKeys,
  treeValues,
} from './sorted-tree.ts';
import { TlaTuple, emptyTuple } from './tuple.ts';
import type { Lane, Value } from './value.ts';
import { Kind } from './value.ts';

/** Larger functions are updated through a tree. */
const ARRAY_LIMIT = 32;

/** What another value at a key changes in the sum of the pairs' hashes. */
function hashChange(key: Value, old: Value, value: Value, lane: Lane): number {
  const keyHash = hashInLane(key, lane);
  return (hashPair(keyHash, hashInLane(value, lane)) - hashPair(keyHash, hashInLane(old, lane))) | 0;
}

/** A function that is neither a tuple nor a record. */
export class TlaFunction extends TlaFunctionLike {
  readonly #size: number;
  /** Arguments and values in canonical order; computed from the tree when asked for. */
  #keys: readonly Value[] | null;
  #values: readonly Value[] | null;
  /** For large functions; computed from the arrays at the first update. */
  #tree: Tree;

  private constructor(
    size: number,
    keys: readonly Value[] | null,
    values: readonly Value[] | null,
    tree: Tree,
  ) {
    super(Kind.Function);
    this.#size = size;
    this.#keys = keys;
    this.#values = values;
    this.#tree = tree;
  }

  /** Takes ownership; the keys are distinct, in canonical order, and the domain of no tuple or record. */
  static of(keys: readonly Value[], values: readonly Value[]): TlaFunction {
    return new TlaFunction(keys.length, keys, values, null);
  }

  override get size(): number {
    return this.#size;
  }

  keys(): readonly Value[] {
    this.#keys ??= treeKeys(this.#tree);
    return this.#keys;
  }

  values(): readonly Value[] {
    this.#values ??= treeValues(this.#tree);
    return this.#values;
  }

  override keyAt(position: number): Value {
    return this.keys()[position] as Value;
  }

  override valueAt(position: number): Value {
    return this.values()[position] as Value;
  }

  override get(key: Value): Value | undefined {
    if (this.#tree !== null) return findNode(this.#tree, key)?.value;
    const position = searchSorted(this.keys(), key);
    return position < 0 ? undefined : this.valueAt(position);
  }

  /** Throws if the key, not in the domain, is incomparable with its elements. */
  checkKey(key: Value, at?: Site): void {
    if (this.#tree !== null) checkComparable(this.#tree, key, at);
    else checkNeighbours(this.keys(), ~searchSorted(this.keys(), key), key, at);
  }

  /** The function with another value at a key of its domain. */
  with(key: Value, value: Value): TlaFunction {
    let result: TlaFunction;
    let old: Value;
    if (this.#size <= ARRAY_LIMIT) {
      const values = this.values().slice();
      const position = searchSorted(this.keys(), key);
      old = values[position] as Value;
      values[position] = value;
      result = new TlaFunction(this.#size, this.keys(), values, null);
    } else {
      old = this.get(key) as Value;
      result = new TlaFunction(this.#size, this.#keys, null, insertNode(this.#asTree(), key, value));
    }
    if (this.lane0 !== 0) result.lane0 = (this.lane0 + hashChange(key, old, value, 0)) | 0;
    if (this.lane1 !== 0) result.lane1 = (this.lane1 + hashChange(key, old, value, 1)) | 0;
    return result;
  }

  /** The function with a key added or replaced; a tuple if that makes its domain 1..n. */
  extended(key: Value, value: Value, at?: Site): TlaFunctionLike {
    const tree = this.#asTree();
    if (findNode(tree, key) === undefined) checkComparable(tree, key, at);
    const extended = insertNode(tree, key, value);
    const size = extended.size;
    if (nodeAt(extended, 0)?.key === 1 && nodeAt(extended, size - 1)?.key === size) {
      return TlaTuple.of(treeValues(extended));
    }
    return new TlaFunction(size, null, null, extended);
  }

  /** The function without a key of its domain, in its canonical class. */
  without(key: Value): TlaFunctionLike {
    if (this.#size <= ARRAY_LIMIT) {
      const position = searchSorted(this.keys(), key);
      return canonicalFunction(this.keys().toSpliced(position, 1), this.values().toSpliced(position, 1));
    }
    const tree = removeNode(this.#asTree(), key);
    const size = this.#size - 1;
    const isSmall = size <= ARRAY_LIMIT;
    if (isSmall || (nodeAt(tree, 0)?.key === 1 && nodeAt(tree, size - 1)?.key === size)) {
      return canonicalFunction(treeKeys(tree), treeValues(tree));
    }
    return new TlaFunction(size, null, null, tree);
  }

  #asTree(): Tree {
    this.#tree ??= treeFromSorted(this.keys(), this.values());
    return this.#tree;
  }

  override hash(lane: Lane): number {
    let h = lane === 0 ? this.lane0 : this.lane1;
    if (h === 0) {
      const keys = this.keys();
      const values = this.values();
      for (let i = 0; i < keys.length; i++) {
        h = (h + hashPair(hashInLane(keys[i] as Value, lane), hashInLane(values[i] as Value, lane))) | 0;
      }
      if (lane === 0) this.lane0 = h;
      else this.lane1 = h;
    }
    return mix(h ^ Math.imul(this.#size, 0x165667b1));
  }

  override toString(): string {
    return showFunction(this);
  }
}

/** The function with these arguments (distinct, in canonical order) and values, in its canonical class. Takes ownership. */
export function canonicalFunction(keys: readonly Value[], values: readonly Value[]): TlaFunctionLike {
  const size = keys.length;
  if (size === 0) return emptyTuple;
  const first = keys[0];
  const last = keys[size - 1];
  // Values of one type are adjacent in the canonical order, so the ends tell what is between them.
  if (first === 1 && last === size) return TlaTuple.of(values);
  if (typeof first === 'string' && typeof last === 'string' && size <= MAX_RECORD_FIELDS) {
    return new TlaRecord(shapeOfSorted(keys as readonly string[]), values);
  }
  return TlaFunction.of(keys, values);
}

/** The record with these fields, in the order of the shape's names, in its canonical class. Takes ownership. */
export function recordOf(shape: RecordShape, fields: readonly Value[]): TlaFunctionLike {
  if (fields.length === 0) return emptyTuple;
  return fields.length <= MAX_RECORD_FIELDS
    ? new TlaRecord(shape, fields)
    : TlaFunction.of(shape.names, fields);
}
