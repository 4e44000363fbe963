import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  Any,
  Int,
  Nat,
  Str,
  TlaCodecError,
  TlaRecord,
  TlaTuple,
  decodeValue,
  elements,
  encodeValue,
  equals,
  functionSet,
  interval,
  makeFunction,
  makeRecordFromObject,
  makeRecursiveFunction,
  makeSet,
  makeTuple,
  makeTupleFrom,
  modelValue,
  powerSet,
  sameValue,
  seqSet,
  setMap,
} from '../../../runtime/tla/index.ts';
import { anyValue } from './values.ts';

const parameters = { seed: 71, numRuns: 500 };
const version = 1;

function roundTrip(v: Value): Value {
  return decodeValue(encodeValue(v));
}

/** Decodes bytes that may be anything; the outcome must be a value that can be encoded again or a TlaCodecError. */
function decodeAnything(bytes: Uint8Array): 'value' | 'error' {
  let value: Value;
  try {
    value = decodeValue(bytes);
  } catch (error) {
    if (!(error instanceof TlaCodecError)) throw error;
    return 'error';
  }
  expect(sameValue(roundTrip(value), value)).toBe(true);
  return 'value';
}

describe('the codec', () => {
  it('gives back every value in its canonical form', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const decoded = roundTrip(value);
        expect(sameValue(decoded, value)).toBe(true);
        if (typeof value === 'object')
          expect(Object.getPrototypeOf(decoded)).toBe(Object.getPrototypeOf(value));
      }),
      parameters,
    );
  });

  it.each<[string, Value]>([
    ['the largest integer', Number.MAX_SAFE_INTEGER],
    ['the smallest integer', Number.MIN_SAFE_INTEGER],
    ['32-bit borders', makeTuple(127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, -1, -(2 ** 31), -(2 ** 32) - 1)],
    ['a long string', 'x'.repeat(100_000)],
    ['characters of all lengths', 'aé€😀'.repeat(20)],
    ['a lone surrogate', 'a\ud800'],
    ['a record whose field is a lone surrogate', makeRecordFromObject({ '\ud800': 1 })],
    ['a record whose field has the separator', makeRecordFromObject({ 'a\u0000b': 1, c: 2 })],
    ['a record with an empty field name', makeRecordFromObject({ '': 1 })],
    ['a model value', modelValue('someModelValue')],
    ['named sets', makeTuple(Nat, Int, Str, Any)],
    ['a huge interval', interval(0, 2 ** 52)],
    ['a large sequence', makeTupleFrom(Array.from({ length: 3000 }, (_, i) => i))],
    ['a large set', setMap(interval(1, 3000), (x) => `key${String(x)}`)],
    ['a large function', makeFunction(interval(0, 3000), (x) => x)],
  ])('handles %s', (_, value) => {
    expect(sameValue(roundTrip(value), value)).toBe(true);
  });

  it('writes field names once per message', () => {
    const entry = (index: number): Value =>
      makeRecordFromObject({ aLongFieldName: index, anotherLongFieldName: 1 });
    const sizes = [1, 2, 3].map(
      (n) => encodeValue(makeTupleFrom(Array.from({ length: n }, (_, i) => entry(i)))).length,
    );
    expect((sizes[2] as number) - (sizes[1] as number)).toBeLessThan(8);
  });

  it('keeps more shapes apart than it numbers', () => {
    const records = Array.from({ length: 200 }, (_, i) => makeRecordFromObject({ [`f${i % 100}`]: i }));
    expect(sameValue(roundTrip(makeTupleFrom(records)), makeTupleFrom(records))).toBe(true);
  });

  it('encodes lazy sets and functions as what they stand for', () => {
    expect(equals(roundTrip(powerSet(interval(1, 3))), powerSet(interval(1, 3)))).toBe(true);
    expect(elements(roundTrip(functionSet(interval(1, 2), makeSet([0, 1])))).length).toBe(4);
    const squares = makeRecursiveFunction(interval(1, 3), () => (n) => (n as number) ** 2);
    expect(roundTrip(squares)).toBeInstanceOf(TlaTuple);
  });

  it.each<[string, Value, string]>([
    ['an infinite set without a name', seqSet(Nat), 'not-encodable'],
    ['a huge lazy set', powerSet(interval(1, 40)), 'not-encodable'],
    ['a function on an infinite set', makeFunction(Nat, (x) => x), 'not-encodable'],
    ['a model value with an impossible name', modelValue('\ud800'), 'not-encodable'],
    [
      'a value nested too deeply',
      Array.from({ length: 300 }).reduce<Value>((inner) => makeTuple(inner), 0),
      'too-deep',
    ],
  ])('refuses %s', (_, value, code) => {
    expect(() => encodeValue(value)).toThrow(TlaCodecError);
    expect(() => encodeValue(value)).toThrow(expect.objectContaining({ code }));
  });

  it('works again after a refusal', () => {
    expect(() => encodeValue(makeTuple(makeRecordFromObject({ a: 1 }), seqSet(Nat)))).toThrow(TlaCodecError);
    expect(sameValue(roundTrip(makeRecordFromObject({ a: 1 })), makeRecordFromObject({ a: 1 }))).toBe(true);
  });
});

describe('decoding trusts nothing', () => {
  it.each<[string, number[]]>([
    ['no bytes', []],
    ['a version alone', [version]],
    ['another version', [version + 1, 5]],
    ['bytes after the value', [version, 5, 5]],
    ['an unknown tag', [version, 0xff]],
    ['a tuple of 2^40 elements', [version, 0xc6, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
    ['a string longer than the input', [version, 0xc4, 0xff, 0xff, 0x7f, 0x41]],
    ['a short string cut off', [version, 0x85, 0x41]],
    ['an integer of nine bytes', [version, 0xc2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['an integer beyond 2^53', [version, 0xc2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['the negative integer -2^53', [version, 0xc3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['text that is not UTF-8', [version, 0x82, 0xc3, 0x28]],
    ['half a UTF-16 unit', [version, 0xc5, 0x01, 0x41]],
    ['a shape never introduced', [version, 0xc8, 0x00, 0x01]],
    ['field names out of order', [version, 0xc7, 0x03, 0x62, 0x00, 0x61, 0x01, 0x02]],
    ['a field name twice', [version, 0xc7, 0x03, 0x61, 0x00, 0x61, 0x01, 0x02]],
    ['an interval upside down', [version, 0xcb, 0x05, 0x01]],
    ['an interval of a string', [version, 0xcb, 0x81, 0x41, 0x05]],
    ['an argument given twice', [version, 0xc9, 0x02, 0x01, 0x05, 0x01, 0x06]],
    ['a set of incomparable elements', [version, 0xca, 0x02, 0x01, 0x81, 0x41]],
    ['an unknown named set', [version, 0xcd, 0x63]],
    ['nesting without end', [version, ...Array.from({ length: 5000 }, () => 0xa1)]],
  ])('rejects %s', (_, bytes) => {
    expect(() => decodeValue(Uint8Array.from(bytes))).toThrow(TlaCodecError);
  });

  it('puts sets and functions written in another order into canonical form', () => {
    expect(sameValue(decodeValue(Uint8Array.from([version, 0xca, 3, 3, 1, 3])), makeSet([1, 3]))).toBe(true);
    const f = decodeValue(Uint8Array.from([version, 0xc9, 2, 2, 20, 1, 10]));
    expect(f).toBeInstanceOf(TlaTuple);
    expect(sameValue(f, makeTuple(10, 20))).toBe(true);
    const r = decodeValue(Uint8Array.from([version, 0xc9, 1, 0x81, 0x61, 10]));
    expect(r).toBeInstanceOf(TlaRecord);
  });

  it('compares huge intervals in a set at once', () => {
    const huge = [0xcb, 0x00, 0xc2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
    const set = decodeValue(Uint8Array.from([version, 0xca, 2, ...huge, ...huge]));
    expect(elements(set).length).toBe(1);
  });

  it('gives a value or a TlaCodecError for random bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((tail) => Uint8Array.from([version, ...tail]));
    fc.assert(
      fc.property(bytes, (input) => {
        decodeAnything(input);
      }),
      { ...parameters, numRuns: 5000 },
    );
  });

  it('gives a value or a TlaCodecError for bytes in which some were changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(anyValue, changes, (value, places) => {
        const bytes = Uint8Array.from(encodeValue(value));
        for (const [place, byte] of places) bytes[place % bytes.length] = byte;
        outcomes.add(decodeAnything(bytes));
      }),
      { ...parameters, numRuns: 5000 },
    );
    expect([...outcomes].sort()).toEqual(['error', 'value']);
  });

  it('rejects every proper prefix of an encoded value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = encodeValue(value);
        for (let end = 0; end < bytes.length; end++) {
          expect(() => decodeValue(bytes.subarray(0, end))).toThrow(TlaCodecError);
        }
      }),
      { ...parameters, numRuns: 200 },
    );
  });
});
