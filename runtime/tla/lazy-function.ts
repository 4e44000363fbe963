import { fail } from './errors.ts';
import { TlaFunction, canonicalFunction } from './function.ts';
import { TlaFunctionLike } from './function-like.ts';
import { TlaRecord } from './record.ts';
import type { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import type { Tree } from './sorted-tree.ts';
import { findNode, insertNode } from './sorted-tree.ts';
import { TlaTuple } from './tuple.ts';
import type { Lane, Value } from './value.ts';
import { Kind, sameValue } from './value.ts';

let created = 0;

/**
 * A function whose values are computed on demand, each at most once: recursive functions, and functions on
 * infinite or very large sets. With a finite domain it equals, prints and hashes as the function it stands for.
 */
export class LazyFunction extends TlaFunctionLike {
  readonly domainSet: TlaSet;
  readonly #serial: number;
  readonly #body: (x: Value) => Value;
  #known: Map<Value, Value | undefined> | null;
  #knownAtObjects: Tree;
  #evaluated: TlaFunctionLike | null;
  readonly #site: Site | undefined;

  constructor(domainSet: TlaSet, body: (self: LazyFunction) => (x: Value) => Value, at?: Site) {
    super(Kind.LazyFunction);
    this.domainSet = domainSet;
    this.#serial = ++created;
    this.#known = null;
    this.#knownAtObjects = null;
    this.#evaluated = null;
    this.#site = at;
    this.#body = body(this);
  }

  override get size(): number {
    return this.domainSet.size;
  }

  override get serial(): number {
    return this.#serial;
  }

  override get(key: Value): Value | undefined {
    return this.domainSet.has(key, undefined) ? this.compute(key) : undefined;
  }

  /** The value at an argument known to be in the domain. */
  compute(key: Value): Value {
    if (typeof key === 'object') {
      const node = findNode(this.#knownAtObjects, key);
      if (node !== undefined) return node.value;
      const value = this.#body(key);
      this.#knownAtObjects = insertNode(this.#knownAtObjects, key, value);
      return value;
    }
    this.#known ??= new Map();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.has(key)) {
      return fail(
        'recursive-function',
        'The value of a recursive function at {0} depends on itself',
        [key],
        this.#site,
      );
    }
    this.#known.set(key, undefined);
    let value: Value | undefined;
    try {
      value = this.#body(key);
      return value;
    } finally {
      if (value === undefined) this.#known.delete(key);
      else this.#known.set(key, value);
    }
  }

  /** The function with another value at a key of its domain. */
  with(key: Value, value: Value, at?: Site): TlaFunctionLike {
    const evaluated = this.evaluated();
    if (evaluated instanceof TlaTuple) return evaluated.with((key as number) - 1, value);
    if (evaluated instanceof TlaRecord) return evaluated.with(evaluated.shape.indexOf(key as string), value);
    if (evaluated instanceof TlaFunction) return evaluated.with(key, value);
    return new LazyFunction(this.domainSet, () => (x) => (sameValue(x, key) ? value : this.compute(x)), at);
  }

  override evaluated(): TlaFunctionLike {
    if (this.#evaluated === null) {
      if (this.size === Infinity) return this;
      const keys = this.domainSet.toArray(this.#site);
      this.#evaluated = canonicalFunction(
        keys,
        keys.map((key) => this.compute(key)),
      );
    }
    return this.#evaluated;
  }

  override keyAt(position: number): Value {
    return this.domainSet.elementAt(position);
  }

  override valueAt(position: number): Value {
    return this.compute(this.keyAt(position));
  }

  /** A function on an infinite domain has none: like TLC, which cannot have it in a state. */
  override hash(lane: Lane): number {
    const evaluated = this.evaluated();
    if (evaluated !== this) return evaluated.hash(lane);
    return fail(
      'not-enumerable',
      'Attempted to tell the function {0} from others, whose domain is infinite',
      [this],
      this.#site,
    );
  }

  override toString(): string {
    const evaluated = this.evaluated();
    return evaluated === this ? `[x \\in ${this.domainSet.toString()} |-> ...]` : evaluated.toString();
  }
}
