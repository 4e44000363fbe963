import { equals } from './equality.ts';
import { TlaFunctionLike, compareFunctions, equalFunctions } from './function-like.ts';
import { hashInLane, hashPair, hashString, mix } from './hash.ts';
import type { Site } from './site.ts';
import type { Lane, TlaObject, Value } from './value.ts';
import { Kind, compare, compareStrings, toTlaString } from './value.ts';

/** Functions on more strings than this are TlaFunctions, since an update copies all fields of a record. */
export const MAX_RECORD_FIELDS = 32;

/** What separates the names in a shape's key. */
export const NAME_SEPARATOR = '\u0000';
const UNFIT_FOR_KEY = /\0|\p{Surrogate}/u;

const LINEAR_SEARCH_LIMIT = 12;
const MAX_INTERNED_SHAPES = 4096;

/** The field names of records, distinct and in code point order. Usually, not always, one object per set of names. */
export class RecordShape {
  readonly names: readonly string[];
  /** The names joined by the separator; undefined if that would be ambiguous or is not well-formed Unicode. */
  readonly key: string | undefined;
  readonly #positions: Map<string, number> | null;
  readonly #nameHashes: [Int32Array | null, Int32Array | null];

  /** Use `recordShape`, which sorts, checks and interns. */
  constructor(names: readonly string[]) {
    this.names = names;
    this.key = names.some((name) => UNFIT_FOR_KEY.test(name)) ? undefined : names.join(NAME_SEPARATOR);
    this.#positions =
      names.length <= LINEAR_SEARCH_LIMIT ? null : new Map(names.map((name, index) => [name, index]));
    this.#nameHashes = [null, null];
  }

  /** Position of a field, or -1. */
  indexOf(name: string): number {
    if (this.#positions !== null) return this.#positions.get(name) ?? -1;
    const names = this.names;
    for (let i = 0; i < names.length; i++) if (names[i] === name) return i;
    return -1;
  }

  nameHash(position: number, lane: Lane): number {
    let hashes = this.#nameHashes[lane];
    if (hashes === null) {
      hashes = Int32Array.from(this.names, (name) => hashString(name, lane));
      this.#nameHashes[lane] = hashes;
    }
    return hashes[position] as number;
  }

  equals(other: RecordShape): boolean {
    if (this === other) return true;
    const length = this.names.length;
    if (length !== other.names.length) return false;
    for (let i = 0; i < length; i++) if (this.names[i] !== other.names[i]) return false;
    return true;
  }
}

const shapes = new Map<string, RecordShape>();

/** The shape of names that are already distinct and in code point order; not checked. */
export function shapeOfSorted(names: readonly string[]): RecordShape {
  const key = names.join(NAME_SEPARATOR);
  const found = shapes.get(key);
  if (found === undefined) {
    // Shapes also come from peers and from growing maps: forgetting them bounds the memory and costs only sharing.
    if (shapes.size >= MAX_INTERNED_SHAPES) shapes.clear();
    const shape = new RecordShape(names.slice());
    shapes.set(key, shape);
    return shape;
  }
  // Names may contain the separator.
  const same = found.names.length === names.length && found.names.every((name, i) => name === names[i]);
  return same ? found : new RecordShape(names.slice());
}

/**
 * The shape whose names, joined by the separator, are the key; undefined if they are not distinct and in code point
 * order or too many for a record. For decoding.
 */
export function shapeOfKey(key: string): RecordShape | undefined {
  const found = shapes.get(key);
  if (found?.key !== undefined) return found.names.length <= MAX_RECORD_FIELDS ? found : undefined;
  const names = key.split(NAME_SEPARATOR);
  if (names.length > MAX_RECORD_FIELDS) return undefined;
  for (let i = 1; i < names.length; i++) {
    if (compareStrings(names[i - 1] as string, names[i] as string) >= 0) return undefined;
  }
  return shapeOfSorted(names);
}

/** The shape with these field names, in any order. Throws RangeError for duplicate names (a caller's mistake). */
export function recordShape(names: readonly string[]): RecordShape {
  const sorted = [...names].sort(compareStrings);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) throw new RangeError(`duplicate field ${JSON.stringify(sorted[i])}`);
  }
  return shapeOfSorted(sorted);
}

/** A function on a small set of strings. */
export class TlaRecord extends TlaFunctionLike {
  readonly shape: RecordShape;
  /** In the order of shape.names. */
  readonly fields: readonly Value[];

  /** Takes ownership of the fields, as many as the shape has names: 1 to MAX_RECORD_FIELDS. */
  constructor(shape: RecordShape, fields: readonly Value[]) {
    super(Kind.Record);
    this.shape = shape;
    this.fields = fields;
  }

  override get size(): number {
    return this.fields.length;
  }

  override get(name: Value): Value | undefined {
    return typeof name === 'string' ? this.fields[this.shape.indexOf(name)] : undefined;
  }

  override keyAt(position: number): Value {
    return this.shape.names[position] as string;
  }

  override valueAt(position: number): Value {
    return this.fields[position] as Value;
  }

  /** The record with another value in the field at a position of the shape. */
  with(position: number, value: Value): TlaRecord {
    const fields = this.fields.slice();
    fields[position] = value;
    const result = new TlaRecord(this.shape, fields);
    if (this.lane0 !== 0) result.lane0 = this.#hashWith(position, value, 0);
    if (this.lane1 !== 0) result.lane1 = this.#hashWith(position, value, 1);
    return result;
  }

  #hashWith(position: number, value: Value, lane: Lane): number {
    const name = this.shape.nameHash(position, lane);
    const before = hashPair(name, hashInLane(this.valueAt(position), lane));
    return ((lane === 0 ? this.lane0 : this.lane1) - before + hashPair(name, hashInLane(value, lane))) | 0;
  }

  override compareTo(other: TlaObject): number {
    if (!(other instanceof TlaRecord) || !this.shape.equals(other.shape)) {
      return compareFunctions(this, (other as TlaFunctionLike).evaluated());
    }
    for (let i = 0; i < this.fields.length; i++) {
      const order = compare(this.valueAt(i), other.valueAt(i));
      if (order !== 0) return order;
    }
    return 0;
  }

  override equalTo(other: TlaObject, at: Site | undefined): boolean {
    if (!(other instanceof TlaRecord))
      return equalFunctions(this, (other as TlaFunctionLike).evaluated(), at);
    if (!this.shape.equals(other.shape)) return false;
    for (let i = 0; i < this.fields.length; i++) {
      if (!equals(this.valueAt(i), other.valueAt(i), at)) return false;
    }
    return true;
  }

  override hash(lane: Lane): number {
    let h = lane === 0 ? this.lane0 : this.lane1;
    if (h === 0) {
      for (let i = 0; i < this.fields.length; i++) {
        h = (h + hashPair(this.shape.nameHash(i, lane), hashInLane(this.valueAt(i), lane))) | 0;
      }
      if (lane === 0) this.lane0 = h;
      else this.lane1 = h;
    }
    return mix(h ^ Math.imul(this.fields.length, 0x165667b1));
  }

  override toString(): string {
    return showFunction(this);
  }
}

const FIELD_NAME = /^(?=.*[A-Za-z])[A-Za-z0-9_]+$/;

/** TLC's notation of a function that is no tuple; as a record if all arguments are strings that can be field names. */
export function showFunction(f: TlaFunctionLike): string {
  const parts: string[] = [];
  let isRecord = true;
  for (let i = 0; isRecord && i < f.size; i++) {
    const key = f.keyAt(i);
    isRecord = typeof key === 'string' && FIELD_NAME.test(key);
  }
  for (let i = 0; i < f.size; i++) {
    const value = toTlaString(f.valueAt(i));
    parts.push(isRecord ? `${String(f.keyAt(i))} |-> ${value}` : `${toTlaString(f.keyAt(i))} :> ${value}`);
  }
  return isRecord ? `[${parts.join(', ')}]` : `(${parts.join(' @@ ')})`;
}
