/**
 * TLA+ values for the naive evaluator: plain data, and the obvious algorithms over it. Nothing here is shared with the runtime, whose
 * answers it is to check; the only thing they have in common is the documented order of values, which decides what CHOOSE picks.
 */
export type Naive =
  | { readonly tag: 'boolean'; readonly value: boolean }
  | { readonly tag: 'integer'; readonly value: bigint }
  | { readonly tag: 'string'; readonly value: string }
  | { readonly tag: 'model'; readonly name: string }
  | NaiveFunction
  | NaiveSet;

/** Records, tuples and sequences too. */
export interface NaiveFunction {
  readonly tag: 'function';
  /** By the order of their arguments. */
  readonly pairs: readonly (readonly [Naive, Naive])[];
  /** Recursive functions have their values computed one by one, when asked for. */
  readonly at: ((argument: Naive) => Naive) | undefined;
  readonly domain: NaiveSet;
}

export interface NaiveSet {
  readonly tag: 'set';
  /** In order, without repetition; undefined for an infinite set. */
  readonly elements: readonly Naive[] | undefined;
  readonly has: (x: Naive) => boolean;
  /** How an infinite set is written. */
  readonly text: string;
}

/** An expression has no value. The code is that of the runtime's error for the same mistake. */
export class NaiveError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'NaiveError';
    this.code = code;
  }
}

export function fail(code: string): never {
  throw new NaiveError(code);
}

export const boolean = (value: boolean): Naive => ({ tag: 'boolean', value });
export const string = (value: string): Naive => ({ tag: 'string', value });

/** Integers are exact up to 2^53 - 1. */
export function integer(value: bigint | number): Naive {
  const exact = BigInt(value);
  if (exact > 9007199254740991n || exact < -9007199254740991n) return fail('overflow');
  return { tag: 'integer', value: exact };
}

// ---- order and equality

const ranks = ['model', 'boolean', 'integer', 'string', 'function', 'set'];

/** The total order of values: negative, 0 or positive. */
export function order(a: Naive, b: Naive): number {
  if (a.tag !== b.tag) return ranks.indexOf(a.tag) - ranks.indexOf(b.tag);
  switch (a.tag) {
    case 'model':
      return codePointOrder(a.name, (b as typeof a).name);
    case 'boolean':
      return Number(a.value) - Number((b as typeof a).value);
    case 'integer': {
      const other = (b as typeof a).value;
      return a.value < other ? -1 : a.value > other ? 1 : 0;
    }
    case 'string':
      return codePointOrder(a.value, (b as typeof a).value);
    case 'set':
      return listOrder(elementsOf(a), elementsOf(b as typeof a));
    case 'function': {
      const other = b as typeof a;
      const keys = listOrder(
        a.pairs.map(([key]) => key),
        other.pairs.map(([key]) => key),
      );
      if (keys !== 0) return keys;
      return listOrder(
        a.pairs.map(([, value]) => value),
        other.pairs.map(([, value]) => value),
      );
    }
  }
}

function listOrder(a: readonly Naive[], b: readonly Naive[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [position, x] of a.entries()) {
    const difference = order(x, b[position] as Naive);
    if (difference !== 0) return difference;
  }
  return 0;
}

function codePointOrder(a: string, b: string): number {
  const x = [...a].map((character) => character.codePointAt(0) ?? 0);
  const y = [...b].map((character) => character.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(x.length, y.length); i += 1)
    if (x[i] !== y[i]) return (x[i] ?? 0) - (y[i] ?? 0);
  return x.length - y.length;
}

/** TLA+ equality, as TLC has it: an error for values of different types. */
export function equal(a: Naive, b: Naive): boolean {
  if (a.tag === 'model' || b.tag === 'model')
    return a.tag === 'model' && b.tag === 'model' && a.name === b.name;
  if (a.tag === 'set' && b.tag === 'set') {
    if (a === b) return true;
    if (a.elements === undefined || b.elements === undefined)
      return a.text !== '' && a.text === b.text ? true : fail('not-enumerable');
    return a.elements.length === b.elements.length && a.elements.every((x) => b.has(x));
  }
  if (a.tag === 'function' && b.tag === 'function') {
    if (a === b) return true;
    if (!equal(a.domain, b.domain)) return false;
    return a.pairs.every(([, value], position) =>
      equal(value, (b.pairs[position] as readonly [Naive, Naive])[1]),
    );
  }
  if (a.tag !== b.tag) return fail('incomparable');
  return order(a, b) === 0;
}

// ---- sets

/** The set of the values; repetitions are dropped, and incomparable values are an error. */
export function setOf(values: readonly Naive[]): NaiveSet {
  const distinct: Naive[] = [];
  for (const value of values) if (!distinct.some((other) => equal(other, value))) distinct.push(value);
  return ordered(distinct.sort(order));
}

function ordered(elements: readonly Naive[]): NaiveSet {
  return { tag: 'set', elements, has: (x) => elements.some((element) => equal(element, x)), text: '' };
}

/** `{x \in S : p}`, whose elements are known to differ. */
export function filtered(set: NaiveSet, test: (x: Naive) => boolean): NaiveSet {
  if (set.elements === undefined) return infiniteSet('', (x) => set.has(x) && test(x));
  return ordered(set.elements.filter(test));
}

export function infiniteSet(text: string, has: (x: Naive) => boolean): NaiveSet {
  return { tag: 'set', elements: undefined, has, text };
}

export function elementsOf(set: NaiveSet): readonly Naive[] {
  return set.elements ?? fail('not-enumerable');
}

export function asSet(value: Naive): NaiveSet {
  return value.tag === 'set' ? value : fail('not-a-set');
}

/** `a..b` */
export function interval(a: bigint, b: bigint): NaiveSet {
  const elements: Naive[] = [];
  for (let i = a; i <= b; i += 1n) elements.push(integer(i));
  const has = (x: Naive): boolean =>
    x.tag === 'integer' ? a <= x.value && x.value <= b : x.tag === 'model' ? false : fail('incomparable');
  return { ...ordered(elements), has };
}

// ---- functions

export function functionOf(pairs: readonly (readonly [Naive, Naive])[]): NaiveFunction {
  const sorted = pairs.toSorted(([a], [b]) => order(a, b));
  return { tag: 'function', pairs: sorted, at: undefined, domain: ordered(sorted.map(([key]) => key)) };
}

export function tupleOf(values: readonly Naive[]): NaiveFunction {
  return functionOf(values.map((value, position) => [integer(position + 1), value] as const));
}

export function asFunction(value: Naive): NaiveFunction {
  return value.tag === 'function' ? value : fail('not-a-function');
}

/** The items of a sequence: of a function whose domain is `1..n`. */
export function itemsOf(value: Naive): readonly Naive[] {
  if (value.tag !== 'function' || value.domain.elements === undefined) return fail('not-a-sequence');
  const isSequence = value.pairs.every(
    ([key], position) => key.tag === 'integer' && key.value === BigInt(position + 1),
  );
  return isSequence ? value.pairs.map(([, item]) => item) : fail('not-a-sequence');
}

export function applyTo(f: NaiveFunction, argument: Naive): Naive {
  if (f.at !== undefined) return f.at(argument);
  for (const [key, value] of f.pairs) if (equal(key, argument)) return value;
  return fail('not-in-domain');
}

// ---- text

/** TLC's notation, with every set enumerated. */
export function show(value: Naive): string {
  switch (value.tag) {
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE';
    case 'integer':
      return String(value.value);
    case 'string':
      return JSON.stringify(value.value);
    case 'model':
      return value.name;
    case 'set':
      return value.elements === undefined ? value.text : `{${value.elements.map(show).join(', ')}}`;
    case 'function': {
      const keys = value.pairs.map(([key]) => key);
      if (keys.every((key, position) => key.tag === 'integer' && key.value === BigInt(position + 1)))
        return `<<${value.pairs.map(([, item]) => show(item)).join(', ')}>>`;
      if (keys.every((key) => key.tag === 'string'))
        return `[${value.pairs.map(([key, item]) => `${(key as { value: string }).value} |-> ${show(item)}`).join(', ')}]`;
      return `(${value.pairs.map(([key, item]) => `${show(key)} :> ${show(item)}`).join(' @@ ')})`;
    }
  }
}
