import { EnumeratedSet, emptySet } from './enumerated-set.ts';
import { equals } from './equality.ts';
import { fail } from './errors.ts';
import { canonicalFunction, recordOf } from './function.ts';
import { TlaFunctionLike } from './function-like.ts';
import { failInfinite, failNotElement } from './lazy-set-errors.ts';
import { ModelValue } from './model-value.ts';
import type { RecordShape } from './record.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { TlaTuple, emptyTuple } from './tuple.ts';
import type { Value } from './value.ts';
import { Kind, toTlaString } from './value.ts';

/** Components of the element at a position of a product in lexicographic order. */
function digitsAt(sets: readonly TlaSet[], position: number): Value[] {
  const digits: Value[] = [];
  let rest = position;
  for (let i = sets.length - 1; i >= 0; i--) {
    const set = sets[i] as TlaSet;
    const size = set.size;
    digits.push(set.elementAt(rest % size));
    rest = Math.floor(rest / size);
  }
  return digits.reverse();
}

function productSize(sets: readonly TlaSet[]): number {
  return sets.reduce((size, set) => size * set.size, 1);
}

/** Whether the domain of f is the set; elements TLC cannot compare are an error. */
function hasDomain(f: TlaFunctionLike, domain: TlaSet, at?: Site): boolean {
  const size = f.size;
  if (size !== domain.size) return false;
  if (size === Infinity) return fail('not-enumerable', 'Attempted to check the values of {0}', [f], at);
  for (let i = 0; i < size; i++) if (!equals(f.keyAt(i), domain.elementAt(i), at)) return false;
  return true;
}

/** `[S -> T]` where S and T are not empty. */
class FunctionSet extends TlaSet {
  readonly #domain: TlaSet;
  readonly #range: TlaSet;

  constructor(domain: TlaSet, range: TlaSet) {
    super(Kind.LazySet);
    this.#domain = domain;
    this.#range = range;
  }

  override get size(): number {
    return this.#domain.size === Infinity ? Infinity : this.#range.size ** this.#domain.size;
  }

  override has(x: Value, at?: Site): boolean {
    if (x instanceof ModelValue) return false;
    if (!(x instanceof TlaFunctionLike)) return failNotElement(x, this, 'function', at);
    if (!hasDomain(x, this.#domain, at)) return false;
    const f = x.evaluated();
    for (let i = 0; i < f.size; i++) if (!this.#range.has(f.valueAt(i), at)) return false;
    return true;
  }

  override elementAt(position: number): Value {
    if (this.size === Infinity) return failInfinite(this);
    const keys = this.#domain.toArray();
    const range = this.#range;
    const base = range.size;
    const values: Value[] = [];
    let rest = position;
    for (let i = 0; i < keys.length; i++) {
      values.push(range.elementAt(rest % base));
      rest = Math.floor(rest / base);
    }
    return canonicalFunction(keys, values.reverse());
  }

  protected override get constructedBy(): string {
    return '->';
  }

  protected override get parts(): readonly Value[] {
    return [this.#domain, this.#range];
  }

  protected override describe(): string {
    return `[${this.#domain.toString()} -> ${this.#range.toString()}]`;
  }
}

export function functionSetOf(domain: TlaSet, range: TlaSet): TlaSet {
  if (domain.size === 0) return EnumeratedSet.ofSorted([emptyTuple]);
  if (range.size === 0) return emptySet;
  return new FunctionSet(domain, range);
}

/** `S1 \X ... \X Sn`, no component empty. */
class ProductSet extends TlaSet {
  readonly #sets: readonly TlaSet[];

  constructor(sets: readonly TlaSet[]) {
    super(Kind.LazySet);
    this.#sets = sets;
  }

  override get size(): number {
    return productSize(this.#sets);
  }

  override has(x: Value, at?: Site): boolean {
    if (x instanceof ModelValue) return false;
    if (!(x instanceof TlaFunctionLike)) return failNotElement(x, this, 'tuple', at);
    const f = x.evaluated();
    if (!(f instanceof TlaTuple) || f.length !== this.#sets.length) return false;
    return this.#sets.every((set, i) => set.has(f.valueAt(i), at));
  }

  override elementAt(position: number): Value {
    if (this.size === Infinity) return failInfinite(this);
    return TlaTuple.of(digitsAt(this.#sets, position));
  }

  protected override get constructedBy(): string {
    return '\\X';
  }

  protected override get parts(): readonly Value[] {
    return this.#sets;
  }

  protected override describe(): string {
    return `(${this.#sets.map((set) => set.toString()).join(' \\X ')})`;
  }
}

export function productOf(sets: readonly TlaSet[]): TlaSet {
  return sets.some((set) => set.size === 0) ? emptySet : new ProductSet(sets);
}

/** `[a : S, b : T]`, no component empty; sets in the order of the shape's names. */
class RecordSet extends TlaSet {
  readonly #shape: RecordShape;
  readonly #sets: readonly TlaSet[];

  constructor(shape: RecordShape, sets: readonly TlaSet[]) {
    super(Kind.LazySet);
    this.#shape = shape;
    this.#sets = sets;
  }

  override get size(): number {
    return productSize(this.#sets);
  }

  override has(x: Value, at?: Site): boolean {
    if (x instanceof ModelValue) return false;
    if (!(x instanceof TlaFunctionLike)) return failNotElement(x, this, 'record', at);
    const f = x.evaluated();
    if (f.size !== this.#sets.length) return false;
    for (let i = 0; i < f.size; i++) {
      if (!equals(f.keyAt(i), this.#shape.names[i] as string, at)) return false;
    }
    return this.#sets.every((set, i) => set.has(f.valueAt(i), at));
  }

  override elementAt(position: number): Value {
    if (this.size === Infinity) return failInfinite(this);
    const values = digitsAt(this.#sets, position);
    return recordOf(this.#shape, values);
  }

  protected override get constructedBy(): string {
    return ':';
  }

  protected override get parts(): readonly Value[] {
    return [...this.#shape.names, ...this.#sets];
  }

  protected override describe(): string {
    return `[${this.#shape.names.map((name, i) => `${name} : ${toTlaString(this.#sets[i] as TlaSet)}`).join(', ')}]`;
  }
}

export function recordSetOf(shape: RecordShape, sets: readonly TlaSet[]): TlaSet {
  return sets.some((set) => set.size === 0) ? emptySet : new RecordSet(shape, sets);
}

/** `Seq(S)`, S not empty. */
class SequenceSet extends TlaSet {
  readonly #elements: TlaSet;

  constructor(elements: TlaSet) {
    super(Kind.LazySet);
    this.#elements = elements;
  }

  override get size(): number {
    return Infinity;
  }

  override has(x: Value, at?: Site): boolean {
    if (x instanceof ModelValue) return false;
    const s = x instanceof TlaFunctionLike ? x.evaluated() : x;
    if (!(s instanceof TlaTuple)) return failNotElement(x, this, 'sequence', at);
    for (const element of s) if (!this.#elements.has(element, at)) return false;
    return true;
  }

  override elementAt(): Value {
    return failInfinite(this);
  }

  protected override get constructedBy(): string {
    return 'Seq';
  }

  protected override get parts(): readonly Value[] {
    return [this.#elements];
  }

  protected override describe(): string {
    return `Seq(${this.#elements.toString()})`;
  }
}

export function sequenceSetOf(elements: TlaSet): TlaSet {
  return elements.size === 0 ? EnumeratedSet.ofSorted([emptyTuple]) : new SequenceSet(elements);
}
