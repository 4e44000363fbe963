import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import {
  FORMAT_VERSION,
  MAX_DEPTH,
  MAX_NUMBERED_SHAPES,
  SHORT_LENGTH,
  Tag,
  TlaCodecError,
} from './codec-format.ts';
import { EnumeratedSet, makeSet } from './enumerated-set.ts';
import { equals } from './equality.ts';
import { TlaEvaluationError } from './errors.ts';
import { canonicalFunction } from './function.ts';
import { makeFunctionFromEntries } from './function-literals.ts';
import { namedSets } from './infinite-sets.ts';
import { IntervalSet } from './interval.ts';
import type { ModelValue } from './model-value.ts';
import { boundedModelValue } from './model-value.ts';
import type { RecordShape } from './record.ts';
import { TlaRecord, shapeOfKey } from './record.ts';
import { TlaTuple } from './tuple.ts';
import type { Value } from './value.ts';
import { compare } from './value.ts';

/** Up to here a loop is faster than a call of isAscii. */
const SCANNED_LENGTH = 256;

const fromUnits = String.fromCharCode;

/** A short ASCII string without a call out of JavaScript, which would cost more than all the rest of decoding it. */
function asciiString(b: Buffer, start: number, length: number): string {
  let s = '';
  let i = start;
  const end = start + length;
  for (; i + 8 <= end; i += 8) {
    s += fromUnits(
      b[i] as number,
      b[i + 1] as number,
      b[i + 2] as number,
      b[i + 3] as number,
      b[i + 4] as number,
      b[i + 5] as number,
      b[i + 6] as number,
      b[i + 7] as number,
    );
  }
  if (i + 4 <= end) {
    s += fromUnits(b[i] as number, b[i + 1] as number, b[i + 2] as number, b[i + 3] as number);
    i += 4;
  }
  if (i + 2 <= end) {
    s += fromUnits(b[i] as number, b[i + 1] as number);
    i += 2;
  }
  return i < end ? s + fromUnits(b[i] as number) : s;
}

class Decoder {
  readonly #bytes: Buffer;
  readonly #end: number;
  #position: number;
  readonly #shapes: RecordShape[];
  #depth: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#end = bytes.length;
    this.#position = 0;
    this.#shapes = [];
    this.#depth = 0;
  }

  decode(): Value {
    const version = this.#byte();
    if (version !== FORMAT_VERSION) throw new TlaCodecError('version', `unknown format version ${version}`);
    const value = this.#value();
    if (this.#position !== this.#end) this.#fail(`${this.#end - this.#position} bytes after the value`);
    return value;
  }

  #fail(problem: string): never {
    throw new TlaCodecError('malformed', `${problem} at byte ${this.#position}`);
  }

  #truncated(): never {
    throw new TlaCodecError('truncated', `the value goes beyond its ${this.#end} bytes`);
  }

  #byte(): number {
    if (this.#position >= this.#end) return this.#truncated();
    return this.#bytes[this.#position++] as number;
  }

  #varint(): number {
    let result = 0;
    let factor = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.#byte();
      result += (byte & 0x7f) * factor;
      if (byte < 0x80) return Number.isSafeInteger(result) ? result : this.#fail('an integer out of range');
      factor *= 128;
    }
    return this.#fail('an integer of too many bytes');
  }

  /** A number of items that take at least so many bytes each: nothing larger than the input is ever allocated. */
  #count(bytesPerItem: number): number {
    const count = this.#varint();
    return count * bytesPerItem <= this.#end - this.#position ? count : this.#truncated();
  }

  #value(): Value {
    const tag = this.#byte();
    if (tag < Tag.ShortString) return tag;
    if (tag < Tag.ShortTuple) return this.#shortString(tag - Tag.ShortString);
    if (tag < Tag.ShortTuple + SHORT_LENGTH) return this.#nested(tag, tag - Tag.ShortTuple);
    switch (tag) {
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Natural:
        return this.#varint();
      case Tag.Negative:
        return this.#negative();
      case Tag.String:
        return this.#text(this.#count(1));
      case Tag.Utf16String:
        return this.#utf16(this.#count(1));
      default:
        return this.#nested(tag, 0);
    }
  }

  #negative(): number {
    const n = -1 - this.#varint();
    return Number.isSafeInteger(n) ? n : this.#fail('an integer out of range');
  }

  #shortString(length: number): string {
    const start = this.#position;
    if (length > this.#end - start) return this.#truncated();
    if (!this.#isAscii(start, start + length)) return this.#text(length);
    this.#position = start + length;
    return asciiString(this.#bytes, start, length);
  }

  /** UTF-8 text of so many bytes, which are there. */
  #text(length: number): string {
    const start = this.#position;
    const end = start + length;
    const ascii = this.#isAscii(start, end);
    if (!ascii && !isUtf8(this.#bytes.subarray(start, end))) return this.#fail('text that is not UTF-8');
    this.#position = end;
    return this.#bytes.toString(ascii ? 'latin1' : 'utf8', start, end);
  }

  #isAscii(start: number, end: number): boolean {
    if (end - start > SCANNED_LENGTH) return isAscii(this.#bytes.subarray(start, end));
    let units = 0;
    for (let i = start; i < end; i++) units |= this.#bytes[i] as number;
    return units < 0x80;
  }

  #utf16(length: number): string {
    if (length % 2 !== 0) return this.#fail('half a UTF-16 unit');
    const start = this.#position;
    this.#position += length;
    return this.#bytes.toString('utf16le', start, this.#position);
  }

  #nested(tag: number, length: number): Value {
    if (++this.#depth > MAX_DEPTH) this.#fail(`nesting deeper than ${MAX_DEPTH}`);
    const value = this.#object(tag, length);
    this.#depth--;
    return value;
  }

  #object(tag: number, shortLength: number): Value {
    switch (tag) {
      case Tag.Tuple:
        return TlaTuple.of(this.#values(this.#count(1)));
      case Tag.NewShapeRecord:
        return this.#record(this.#newShape());
      case Tag.Record:
        return this.#record(this.#shapes[this.#varint()] ?? this.#fail('an unknown record shape'));
      case Tag.Function:
        return this.#function(this.#count(2));
      case Tag.Set:
        return this.#set(this.#values(this.#count(1)));
      case Tag.Interval:
        return this.#interval();
      case Tag.ModelValue:
        return this.#modelValue();
      case Tag.NamedSet:
        return namedSets[this.#byte()] ?? this.#fail('an unknown set');
      default:
        if (tag >= Tag.ShortTuple + SHORT_LENGTH) return this.#fail(`an unknown tag ${tag}`);
        if (shortLength > this.#end - this.#position) return this.#truncated();
        return TlaTuple.of(this.#values(shortLength));
    }
  }

  #values(count: number): Value[] {
    const values: Value[] = [];
    for (let i = 0; i < count; i++) values.push(this.#value());
    return values;
  }

  #newShape(): RecordShape {
    const shape =
      shapeOfKey(this.#text(this.#count(1))) ?? this.#fail('field names out of order or too many');
    if (this.#shapes.length < MAX_NUMBERED_SHAPES) this.#shapes.push(shape);
    return shape;
  }

  #record(shape: RecordShape): TlaRecord {
    return new TlaRecord(shape, this.#values(shape.names.length));
  }

  #function(count: number): Value {
    const keys: Value[] = [];
    const values: Value[] = [];
    for (let i = 0; i < count; i++) {
      keys.push(this.#value());
      values.push(this.#value());
    }
    if (isStrictlySorted(keys)) return canonicalFunction(keys, values);
    return makeFunctionFromEntries(keys.map((key, i) => [key, values[i] as Value] as const));
  }

  #set(items: Value[]): Value {
    return isStrictlySorted(items) ? EnumeratedSet.ofSorted(items) : makeSet(items);
  }

  #interval(): Value {
    const low = this.#value();
    const high = this.#value();
    if (typeof low !== 'number' || typeof high !== 'number' || low > high) {
      return this.#fail('an interval without proper ends');
    }
    if (!Number.isSafeInteger(high - low + 1)) return this.#fail('an interval that is too large');
    return new IntervalSet(low, high);
  }

  #modelValue(): ModelValue {
    const name = this.#text(this.#count(1));
    return boundedModelValue(name) ?? this.#fail('one model value too many');
  }
}

/** Whether values are in canonical order without repetition; throws for incomparable neighbours. */
function isStrictlySorted(values: readonly Value[]): boolean {
  for (let i = 1; i < values.length; i++) {
    const previous = values[i - 1] as Value;
    const current = values[i] as Value;
    if (compare(previous, current) >= 0) return false;
    equals(previous, current);
  }
  return true;
}

/**
 * The value of bytes made by encodeValue, in canonical form. Trusts nothing: any other bytes give a TlaCodecError,
 * and no more memory is taken than the bytes can fill.
 */
export function decodeValue(bytes: Uint8Array): Value {
  try {
    return new Decoder(bytes).decode();
  } catch (error) {
    if (!(error instanceof TlaEvaluationError)) throw error;
    throw new TlaCodecError('malformed', `the bytes stand for no value: ${error.message}`, { cause: error });
  }
}
