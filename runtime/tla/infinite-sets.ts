import { fail } from './errors.ts';
import { ModelValue } from './model-value.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { Kind } from './value.ts';

/** What all infinite sets share: membership works, enumeration is an error. */
export abstract class InfiniteSet extends TlaSet {
  constructor() {
    super(Kind.LazySet);
  }

  override get size(): number {
    return Infinity;
  }

  override elementAt(): Value {
    return fail('not-enumerable', 'Attempted to enumerate the infinite set {0}', [this]);
  }

  override toString(): string {
    return this.describe();
  }
}

/** Nat, Int, STRING or Any, given by a test; `undefined` from the test means that TLC refuses the question. */
class NamedSet extends InfiniteSet {
  readonly #name: string;
  readonly #test: (x: Value) => boolean | undefined;

  constructor(name: string, test: (x: Value) => boolean | undefined) {
    super();
    this.#name = name;
    this.#test = test;
  }

  override has(x: Value, at?: Site): boolean {
    const answer = this.#test(x);
    if (answer !== undefined) return answer;
    if (x instanceof ModelValue) return false;
    return fail('incomparable', 'Attempted to check if the value: {0} is an element of {1}.', [x, this], at);
  }

  protected override get constructedBy(): string {
    return this.#name;
  }

  protected override describe(): string {
    return this.#name;
  }
}

export const Nat: TlaSet = new NamedSet('Nat', (x) => (typeof x === 'number' ? x >= 0 : undefined));
export const Int: TlaSet = new NamedSet('Int', (x) => (typeof x === 'number' ? true : undefined));
/** Of the reals only the integers are values. */
export const Real: TlaSet = new NamedSet('Real', (x) => (typeof x === 'number' ? true : undefined));
/** STRING. */
export const Str: TlaSet = new NamedSet('STRING', (x) => (typeof x === 'string' ? true : undefined));
/** TLC's Any: everything is an element. */
export const Any: TlaSet = new NamedSet('Any', () => true);

/** The infinite sets that have names; their order is part of the binary format. */
export const namedSets: readonly TlaSet[] = [Nat, Int, Str, Any, Real];

/** `S \cup T`, `S \cap T` or `S \ T` where the result may be infinite. */
export class CombinedSet extends InfiniteSet {
  readonly #operator: '\\cup' | '\\cap' | '\\';
  readonly #left: TlaSet;
  readonly #right: TlaSet;

  constructor(operator: '\\cup' | '\\cap' | '\\', left: TlaSet, right: TlaSet) {
    super();
    this.#operator = operator;
    this.#left = left;
    this.#right = right;
  }

  override has(x: Value, at?: Site): boolean {
    const inLeft = this.#left.has(x, at);
    if (this.#operator === '\\cup') return inLeft || this.#right.has(x, at);
    if (this.#operator === '\\cap') return inLeft && this.#right.has(x, at);
    return inLeft && !this.#right.has(x, at);
  }

  protected override get constructedBy(): string {
    return this.#operator;
  }

  protected override get parts(): readonly Value[] {
    return [this.#left, this.#right];
  }

  protected override describe(): string {
    return `(${this.#left.toString()} ${this.#operator} ${this.#right.toString()})`;
  }
}

let filtersCreated = 0;

/** `{x \in S : p}` where S is infinite; equal to itself only. */
export class FilteredSet extends InfiniteSet {
  readonly #base: TlaSet;
  readonly #test: (x: Value) => boolean;
  readonly #serial: number;

  constructor(base: TlaSet, test: (x: Value) => boolean) {
    super();
    this.#base = base;
    this.#test = test;
    this.#serial = ++filtersCreated;
  }

  override has(x: Value, at?: Site): boolean {
    return this.#base.has(x, at) && this.#test(x);
  }

  /** It has none: like TLC, which cannot have such a set in a state. */
  override hash(): number {
    return fail('not-enumerable', 'Attempted to enumerate {0}, whose elements are infinitely many', [this]);
  }

  protected override get constructedBy(): string {
    return 'filter';
  }

  protected override get parts(): readonly Value[] {
    return [this.#base, this.#serial];
  }

  protected override describe(): string {
    return `{x \\in ${this.#base.toString()} : predicate ${this.#serial}}`;
  }
}
