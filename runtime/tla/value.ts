import type { Site } from './site.ts';

/**
 * The type of all TLA+ values and what the classes of values have in common.
 *
 * Booleans, integers and strings are the JavaScript ones; everything else is a TlaObject. Values are
 * immutable, and equal values have one form (see canonicalFunction for tuples, records and functions),
 * except that sets and recursive functions may still be unevaluated: they compare, hash and print as what
 * they stand for.
 */
export type Value = boolean | number | string | TlaObject;

/** `kind >> 4` is the rank of a value's type in the total order, the rest tells the classes apart. */
export const Kind = {
  ModelValue: 0x00,
  Tuple: 0x40,
  Record: 0x41,
  Function: 0x42,
  LazyFunction: 0x43,
  EnumeratedSet: 0x50,
  Interval: 0x51,
  LazySet: 0x52,
} as const;

export const Rank = { ModelValue: 0, Boolean: 1, Integer: 2, String: 3, Function: 4, Set: 5 } as const;

/**
 * Fields are only declared (`declare`), here and in TlaSet: V8 defines the class fields of a base class with many
 * subclasses through a slow path that would make every object cost a microsecond instead of 20 ns.
 */
export abstract class TlaObject {
  declare readonly kind: number;
  /** Caches of the two hash lanes, 0 while unknown; their meaning is the subclass's own. */
  declare protected lane0: number;
  declare protected lane1: number;

  constructor(kind: number) {
    this.kind = kind;
    this.lane0 = 0;
    this.lane1 = 0;
  }

  /** Total order among objects of the same rank; never throws. */
  abstract compareTo(other: TlaObject): number;
  /** TLA+ equality with an object of the same rank; `at` is where, for the error of incomparable nested values. */
  abstract equalTo(other: TlaObject, at: Site | undefined): boolean;
  /** 32-bit hash; the two lanes are independent. */
  abstract hash(lane: Lane): number;
  /** TLC's notation. */
  abstract toString(): string;
}

export type Lane = 0 | 1;

export function rankOf(v: Value): number {
  switch (typeof v) {
    case 'object':
      return v.kind >> 4;
    case 'number':
      return Rank.Integer;
    case 'string':
      return Rank.String;
    default:
      return Rank.Boolean;
  }
}

/** Order by Unicode code points (JavaScript's own order is by UTF-16 units, which differs for surrogates). */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      // Surrogates stand for code points above U+FFFF, hence above the units E000..FFFF.
      const xSurrogate = x >= 0xd800 && x <= 0xdfff;
      const ySurrogate = y >= 0xd800 && y <= 0xdfff;
      if (xSurrogate && y > 0xdfff) return 1;
      if (ySurrogate && x > 0xdfff) return -1;
      return x - y;
    }
  }
  return a.length - b.length;
}

/**
 * The total order over all values, the one behind CHOOSE, enumeration and printing: model values, booleans,
 * integers, strings (by code point), functions (fewer elements first, then domains, then values), sets (smaller
 * first, then by elements). Negative, 0 or positive; 0 exactly for equal values; never throws.
 */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'object' && typeof b === 'object') {
    const difference = (a.kind >> 4) - (b.kind >> 4);
    return difference !== 0 ? difference : a.compareTo(b);
  }
  const difference = rankOf(a) - rankOf(b);
  if (difference !== 0) return difference;
  return a === false ? -1 : 1;
}

/** Equality that never throws: values that TLC calls incomparable are just different. */
export function sameValue(a: Value, b: Value): boolean {
  return a === b || compare(a, b) === 0;
}

const STRING_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** A value in TLC's notation. Sets too large to list are shown by their construction. */
export function toTlaString(v: Value): string {
  switch (typeof v) {
    case 'number':
      return String(v);
    case 'boolean':
      return v ? 'TRUE' : 'FALSE';
    case 'string':
      return `"${v.replace(/["\\\n\t\f\r]/g, (c) => STRING_ESCAPES[c] ?? c)}"`;
    default:
      return v.toString();
  }
}
