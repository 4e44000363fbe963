import { Buffer } from 'node:buffer';
import {
  FORMAT_VERSION,
  MAX_DEPTH,
  MAX_ENCODED_BYTES,
  MAX_ENUMERATED_ELEMENTS,
  MAX_NUMBERED_SHAPES,
  SHORT_LENGTH,
  Tag,
  TlaCodecError,
} from './codec-format.ts';
import { EnumeratedSet } from './enumerated-set.ts';
import { abbreviate } from './errors.ts';
import { TlaFunctionLike } from './function-like.ts';
import { namedSets } from './infinite-sets.ts';
import { IntervalSet } from './interval.ts';
import { ModelValue } from './model-value.ts';
import type { RecordShape } from './record.ts';
import { TlaRecord } from './record.ts';
import { TlaSet } from './set.ts';
import { TlaTuple } from './tuple.ts';
import type { TlaObject, Value } from './value.ts';

const INITIAL_BYTES = 1 << 14;
/** A buffer that had to grow beyond this is not kept. */
const KEPT_BYTES = 1 << 20;
const LONE_SURROGATE = /\p{Surrogate}/u;

const encodedNames = new WeakMap<RecordShape, Uint8Array>();

/** A shape's key in UTF-8; undefined if the shape has none. */
function namesOf(shape: RecordShape): Uint8Array | undefined {
  const known = encodedNames.get(shape);
  if (known !== undefined || shape.key === undefined) return known;
  const names = Buffer.from(shape.key, 'utf8');
  encodedNames.set(shape, names);
  return names;
}

class Encoder {
  #buffer: Buffer;
  #position: number;
  #shapes: RecordShape[];
  #depth: number;

  constructor() {
    this.#buffer = Buffer.allocUnsafe(INITIAL_BYTES);
    this.#position = 0;
    this.#shapes = [];
    this.#depth = 0;
  }

  encode(v: Value): Uint8Array {
    this.#position = 0;
    this.#depth = 0;
    if (this.#shapes.length > 0) this.#shapes = [];
    this.#buffer[this.#position++] = FORMAT_VERSION;
    this.#value(v);
    const result = Buffer.allocUnsafe(this.#position);
    this.#buffer.copy(result, 0, 0, this.#position);
    if (this.#buffer.length > KEPT_BYTES) this.#buffer = Buffer.allocUnsafe(INITIAL_BYTES);
    return result;
  }

  /** Makes room for so many more bytes. */
  #reserve(bytes: number): void {
    const needed = this.#position + bytes;
    if (needed <= this.#buffer.length) return;
    if (needed > MAX_ENCODED_BYTES) {
      throw new TlaCodecError('too-large', `a value needs more than ${MAX_ENCODED_BYTES} bytes`);
    }
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(grown, 0, 0, this.#position);
    this.#buffer = grown;
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#buffer[this.#position++] = byte;
  }

  #varint(n: number): void {
    this.#reserve(8);
    let rest = n;
    while (rest > 0x7fffffff) {
      this.#buffer[this.#position++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      this.#buffer[this.#position++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#buffer[this.#position++] = rest;
  }

  #value(v: Value): void {
    switch (typeof v) {
      case 'number':
        this.#integer(v);
        return;
      case 'string':
        this.#string(v);
        return;
      case 'boolean':
        this.#byte(v ? Tag.True : Tag.False);
        return;
      default:
        if (++this.#depth > MAX_DEPTH) {
          throw new TlaCodecError('too-deep', `a value is nested more than ${MAX_DEPTH} levels deep`);
        }
        this.#object(v);
        this.#depth--;
    }
  }

  #integer(n: number): void {
    if (n >= 0 && n <= 0x7f) {
      this.#byte(n);
    } else if (n >= 0) {
      this.#byte(Tag.Natural);
      this.#varint(n);
    } else {
      this.#byte(Tag.Negative);
      this.#varint(-1 - n);
    }
  }

  #string(s: string): void {
    if (s.length < SHORT_LENGTH && this.#shortAscii(s)) return;
    if (LONE_SURROGATE.test(s)) {
      this.#byte(Tag.Utf16String);
      this.#varint(s.length * 2);
      this.#reserve(s.length * 2);
      this.#position += this.#buffer.write(s, this.#position, 'utf16le');
    } else {
      this.#byte(Tag.String);
      this.#text(s);
    }
  }

  /** Writes an ASCII string with its length in the tag; leaves no trace if it is not ASCII. */
  #shortAscii(s: string): boolean {
    const length = s.length;
    this.#reserve(length + 1);
    const buffer = this.#buffer;
    let position = this.#position;
    buffer[position++] = Tag.ShortString | length;
    for (let i = 0; i < length; i++) {
      const unit = s.charCodeAt(i);
      if (unit > 0x7f) return false;
      buffer[position++] = unit;
    }
    this.#position = position;
    return true;
  }

  /** Byte length and UTF-8 bytes of a well-formed string. */
  #text(s: string): void {
    const length = Buffer.byteLength(s);
    this.#varint(length);
    this.#reserve(length);
    this.#position += this.#buffer.write(s, this.#position, 'utf8');
  }

  #object(v: TlaObject): void {
    if (v instanceof TlaRecord) this.#record(v);
    else if (v instanceof TlaTuple) this.#tuple(v);
    else if (v instanceof TlaSet) this.#set(v);
    else if (v instanceof TlaFunctionLike) this.#function(v);
    else if (v instanceof ModelValue) this.#modelValue(v);
    else throw new TlaCodecError('not-encodable', `${abbreviate(v)} cannot be encoded`);
  }

  #record(record: TlaRecord): void {
    const shape = record.shape;
    const fields = record.fields;
    const number = this.#shapes.indexOf(shape);
    if (number >= 0) {
      this.#byte(Tag.Record);
      this.#varint(number);
    } else {
      const names = namesOf(shape);
      if (names === undefined) {
        this.#pairs(record);
        return;
      }
      if (this.#shapes.length < MAX_NUMBERED_SHAPES) this.#shapes.push(shape);
      this.#byte(Tag.NewShapeRecord);
      this.#varint(names.length);
      this.#reserve(names.length);
      this.#buffer.set(names, this.#position);
      this.#position += names.length;
    }
    for (let i = 0; i < fields.length; i++) this.#value(fields[i] as Value);
  }

  #tuple(tuple: TlaTuple): void {
    const items = tuple.toArray();
    if (items.length < SHORT_LENGTH) {
      this.#byte(Tag.ShortTuple | items.length);
    } else {
      this.#byte(Tag.Tuple);
      this.#varint(items.length);
    }
    for (let i = 0; i < items.length; i++) this.#value(items[i] as Value);
  }

  #function(f: TlaFunctionLike): void {
    const evaluated = f.evaluated();
    if (evaluated.size === Infinity) {
      throw new TlaCodecError('not-encodable', 'a function with an infinite domain cannot be encoded');
    }
    if (evaluated !== f) this.#object(evaluated);
    else this.#pairs(f);
  }

  #pairs(f: TlaFunctionLike): void {
    this.#byte(Tag.Function);
    this.#varint(f.size);
    for (let i = 0; i < f.size; i++) {
      this.#value(f.keyAt(i));
      this.#value(f.valueAt(i));
    }
  }

  #set(set: TlaSet): void {
    const name = namedSets.indexOf(set);
    if (name >= 0) {
      this.#byte(Tag.NamedSet);
      this.#byte(name);
    } else if (set instanceof IntervalSet) {
      this.#byte(Tag.Interval);
      this.#integer(set.low);
      this.#integer(set.high);
    } else if (set.size > MAX_ENUMERATED_ELEMENTS && !(set instanceof EnumeratedSet)) {
      throw new TlaCodecError('not-encodable', `the set ${abbreviate(set)} is too large to be encoded`);
    } else {
      const items = set.toArray();
      this.#byte(Tag.Set);
      this.#varint(items.length);
      for (let i = 0; i < items.length; i++) this.#value(items[i] as Value);
    }
  }

  #modelValue(v: ModelValue): void {
    if (LONE_SURROGATE.test(v.name)) {
      throw new TlaCodecError('not-encodable', 'the name of a model value is not well-formed Unicode');
    }
    this.#byte(Tag.ModelValue);
    this.#text(v.name);
  }
}

const encoder = new Encoder();

/**
 * A value's bytes, see codec-format.ts. Throws TlaCodecError for what has no finite form (infinite sets other than
 * Nat, Int, STRING and Any; functions on infinite sets), for lazy sets of more than 65,536 elements, and for values
 * nested too deeply or too large.
 */
export function encodeValue(v: Value): Uint8Array {
  return encoder.encode(v);
}
