import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Nat,
  TlaParseError,
  cartesianProduct,
  functionSet,
  interval,
  makeFunction,
  makeRecordFromObject,
  makeRecordSet,
  makeSet,
  makeTuple,
  mergeFunctions,
  modelValue,
  parseTlaValue,
  powerSet,
  sameValue,
  seqSet,
  singletonFunction,
  Str,
  toTlaString,
} from '../../../runtime/tla/index.ts';
import { anyValue } from './values.ts';

const parameters = { seed: 61, numRuns: 500 };

describe('printing', () => {
  it.each([
    [true, 'TRUE'],
    [-5, '-5'],
    ['a"b\\c\n\t', '"a\\"b\\\\c\\n\\t"'],
    [modelValue('n1'), 'n1'],
    [makeTuple(1, 'a', makeTuple()), '<<1, "a", <<>>>>'],
    [makeSet([3, 1, 2]), '{1, 2, 3}'],
    [interval(1, 3), '1..3'],
    [makeRecordFromObject({ b: 1, a: makeSet([]) }), '[a |-> {}, b |-> 1]'],
    [makeRecordFromObject({ 'not a name': 1 }), '("not a name" :> 1)'],
    [mergeFunctions(singletonFunction(0, 1), singletonFunction(5, 2)), '(0 :> 1 @@ 5 :> 2)'],
    [Nat, 'Nat'],
    [seqSet(Str), 'Seq(STRING)'],
    [powerSet(makeSet([1, 2])), '{{}, {1}, {2}, {1, 2}}'],
    [powerSet(interval(1, 40)), 'SUBSET 1..40'],
    [functionSet(interval(1, 40), makeSet(['x', 'y'])), '[1..40 -> {"x", "y"}]'],
    [makeRecordSet(['a', 'b'], [Nat, interval(1, 2)]), '[a : Nat, b : 1..2]'],
    [cartesianProduct([Nat, Nat]), '(Nat \\X Nat)'],
  ])('follows the notation of TLC: %#', (value, text) => {
    expect(toTlaString(value)).toBe(text);
  });

  it('shows a function on strings as a record however large it is', () => {
    const names = makeSet(Array.from({ length: 40 }, (_, i) => `f${i}`));
    expect(toTlaString(makeFunction(names, () => 0))).toMatch(/^\[f0 \|-> 0, f1 \|-> 0, f10 \|-> 0, /);
  });
});

describe('parsing', () => {
  it('reads back what was printed', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(sameValue(parseTlaValue(toTlaString(value)), value)).toBe(true);
      }),
      parameters,
    );
  });

  it.each([
    ' { 1 ,2 , 2 } ',
    '{1, 2}',
    '1..2',
    '(2 :> 1 @@ 3 :> 4)',
    '[1..3 -> {TRUE, FALSE}]',
    '[a : Nat, b : BOOLEAN]',
    'SUBSET {1, 2}',
    'Seq(Int)',
    '{1} \\X {2} \\X {3}',
    '(((1)))',
  ])('accepts %s', (text) => {
    const value = parseTlaValue(text);
    expect(sameValue(parseTlaValue(toTlaString(value)), value)).toBe(true);
  });

  it.each([
    ['', 0],
    ['{1, 2', 5],
    ['1 2', 2],
    ['<<1, >>', 5],
    ['[a |-> 1, a |-> 2]', 10],
    ['"open', 0],
    ['1 + 2', 2],
    ['9007199254740993', 0],
    ['(1 :> 2', 7],
  ])('says where %s goes wrong', (text, offset) => {
    expect(() => parseTlaValue(text)).toThrow(TlaParseError);
    expect(() => parseTlaValue(text)).toThrow(expect.objectContaining({ offset }));
  });

  it('rejects text that stands for no value', () => {
    expect(() => parseTlaValue('{1, "a"}')).toThrow(TlaParseError);
    expect(() => parseTlaValue('SUBSET 1')).toThrow(TlaParseError);
  });

  it('rejects endless nesting', () => {
    expect(() => parseTlaValue('<<'.repeat(100_000))).toThrow(TlaParseError);
  });

  it('gives a value or a TlaParseError for any text', () => {
    const pieces = fc.constantFrom(
      '1',
      '"a"',
      'x',
      '<<',
      '>>',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ',',
      ':>',
      '@@',
      '|->',
      ':',
      '->',
      '..',
      '\\X',
      'SUBSET ',
      'Seq',
      '-',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        try {
          parseTlaValue(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(TlaParseError);
        }
      }),
      { ...parameters, numRuns: 3000 },
    );
  });
});
