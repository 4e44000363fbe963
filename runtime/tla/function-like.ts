import { equals } from './equality.ts';
import { fail } from './errors.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';
import { TlaObject, compare } from './value.ts';

/**
 * Tuples, records and other functions. Equal ones have the same class: TlaTuple if the domain is 1..n, else
 * TlaRecord if it is a small set of strings, else TlaFunction; LazyFunction stands for one of these.
 */
export abstract class TlaFunctionLike extends TlaObject {
  /** Number of elements of the domain. */
  abstract get size(): number;
  /** The value at an argument, undefined outside the domain. */
  abstract get(key: Value): Value | undefined;
  /** Arguments and values by 0-based position in the canonical order of the domain. */
  abstract keyAt(position: number): Value;
  abstract valueAt(position: number): Value;
  /** The function in its canonical class: itself, but for a LazyFunction with a finite domain. */
  evaluated(): TlaFunctionLike {
    return this;
  }

  /** Tells functions with infinite domains apart, which have no other order. */
  get serial(): number {
    return 0;
  }

  override compareTo(other: TlaObject): number {
    return compareFunctions(this.evaluated(), (other as TlaFunctionLike).evaluated());
  }

  override equalTo(other: TlaObject, at: Site | undefined): boolean {
    return equalFunctions(this.evaluated(), (other as TlaFunctionLike).evaluated(), at);
  }
}

/** Smaller domains first, then by domains, then by values. */
export function compareFunctions(f: TlaFunctionLike, g: TlaFunctionLike): number {
  const size = f.size;
  if (size !== g.size) return size < g.size ? -1 : 1;
  if (size === Infinity) return f.serial - g.serial;
  for (let i = 0; i < size; i++) {
    const order = compare(f.keyAt(i), g.keyAt(i));
    if (order !== 0) return order;
  }
  for (let i = 0; i < size; i++) {
    const order = compare(f.valueAt(i), g.valueAt(i));
    if (order !== 0) return order;
  }
  return 0;
}

/** As TLC: functions with different domains are unequal, whatever their values are. */
export function equalFunctions(f: TlaFunctionLike, g: TlaFunctionLike, at: Site | undefined): boolean {
  const size = f.size;
  if (size !== g.size) return false;
  if (size === Infinity) {
    return fail('not-enumerable', 'Attempted to compare functions whose domain is infinite', [], at);
  }
  for (let i = 0; i < size; i++) if (!equals(f.keyAt(i), g.keyAt(i), at)) return false;
  for (let i = 0; i < size; i++) if (!equals(f.valueAt(i), g.valueAt(i), at)) return false;
  return true;
}
