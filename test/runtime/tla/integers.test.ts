import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  TlaEvaluationError,
  add,
  asInteger,
  divide,
  greaterOrEqual,
  greaterThan,
  interval,
  lessOrEqual,
  lessThan,
  modulo,
  multiply,
  negate,
  power,
  realDivide,
  subtract,
} from '../../../runtime/tla/index.ts';
import { agrees, oracleValue } from './oracle.ts';

const parameters = { seed: 11, numRuns: 300 };
const integer = fc.maxSafeInteger();

describe('integers agree with the oracle', () => {
  agrees('1 + 2 * 3', () => add(1, multiply(2, 3)));
  agrees('10 - 4 - 3', () => subtract(subtract(10, 4), 3));
  agrees('2 ^ 10', () => power(2, 10));
  agrees('(-2) ^ 3', () => power(-2, 3));
  agrees('- 2 ^ 2', () => negate(power(2, 2)));
  agrees('7 \\div 2', () => divide(7, 2));
  agrees('-7 \\div 2', () => negate(divide(7, 2)));
  agrees('(-7) \\div 2', () => divide(-7, 2));
  agrees('7 \\div (-2)', () => divide(7, -2));
  agrees('7 % 3', () => modulo(7, 3));
  agrees('(-7) % 3', () => modulo(-7, 3));
  agrees('-6 % 3', () => modulo(-6, 3));
  agrees('0 \\div 5', () => divide(0, 5));
  agrees('0 % 5', () => modulo(0, 5));
  agrees('1..3', () => interval(1, 3));
  agrees('3..1', () => interval(3, 1));
  agrees('46340 * 46340', () => multiply(46340, 46340));
  agrees('2 < 3 /\\ 3 <= 3 /\\ 4 > 3 /\\ 4 >= 4', () => {
    return lessThan(2, 3) && lessOrEqual(3, 3) && greaterThan(4, 3) && greaterOrEqual(4, 4);
  });
  agrees('- -1', () => negate(negate(1)));
  agrees('0 ^ 0', () => power(0, 0));
  agrees('1 \\div 0', () => divide(1, 0));
  agrees('5 % 0', () => modulo(5, 0));
  agrees('5 % (-2)', () => modulo(5, -2));
  agrees('2 ^ (-1)', () => power(2, -1));
  agrees('1 < "a"', () => lessThan(1, 'a'));
  agrees('"a" < "b"', () => lessThan('a', 'b'));
  agrees('1..TRUE', () => interval(1, true));
  agrees('"a" + 1', () => add('a', 1));
  agrees('TRUE + 1', () => add(true, 1));
  agrees('-"a"', () => negate('a'));
});

describe('integers are exact beyond the 32 bits of the oracle', () => {
  const deviations: readonly (readonly [string, () => number, number])[] = [
    ['2147483647 + 1', () => add(2147483647, 1), 2147483648],
    ['-2147483647 - 2', () => subtract(negate(2147483647), 2), -2147483649],
    ['65536 * 65536', () => multiply(65536, 65536), 4294967296],
    ['2 ^ 31', () => power(2, 31), 2147483648],
    ['2147483648', () => asInteger(2147483648), 2147483648],
  ];
  it.each(deviations)('%s', (expression, evaluate, value) => {
    expect(oracleValue(expression)).toBe('!error');
    expect(evaluate()).toBe(value);
  });
});

describe('integers', () => {
  const largest = Number.MAX_SAFE_INTEGER;
  it.each([
    ['sum', () => add(largest, 1)],
    ['difference', () => subtract(-largest, 1)],
    ['product', () => multiply(2 ** 30, 2 ** 30)],
    ['power', () => power(3, 40)],
  ])('beyond 2^53 - 1 a %s is an overflow error', (_, evaluate) => {
    expect(evaluate).toThrow(expect.objectContaining({ code: 'overflow' }));
  });

  it('have one zero', () => {
    for (const zero of [multiply(0, -1), negate(0), modulo(-4, 2), divide(0, -3), realDivide(0, -3)]) {
      expect(Object.is(zero, 0)).toBe(true);
    }
  });

  it('satisfy a = b * (a \\div b) + a % b with 0 <= a % b < b', () => {
    fc.assert(
      fc.property(integer, fc.integer({ min: 1, max: largest }), (a, b) => {
        const rest = modulo(a, b);
        expect(rest >= 0 && rest < b).toBe(true);
        expect(BigInt(b) * BigInt(divide(a, b)) + BigInt(rest)).toBe(BigInt(a));
      }),
      parameters,
    );
  });

  it('round \\div towards minus infinity for divisors of either sign', () => {
    fc.assert(
      fc.property(
        integer,
        integer.filter((b) => b !== 0),
        (a, b) => {
          const exact = BigInt(a) / BigInt(b);
          const floored = exact * BigInt(b) !== BigInt(a) && a < 0 !== b < 0 ? exact - 1n : exact;
          expect(BigInt(divide(a, b))).toBe(floored);
        },
      ),
      parameters,
    );
  });

  it('have powers equal to repeated multiplication', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 12 }), (a, b) => {
        expect(BigInt(power(a, b))).toBe(BigInt(a) ** BigInt(b));
      }),
      parameters,
    );
  });

  it('divide as reals only where the quotient is an integer', () => {
    expect(realDivide(-6, 3)).toBe(-2);
    expect(() => realDivide(7, 2)).toThrow(TlaEvaluationError);
    expect(() => realDivide(7, 0)).toThrow(TlaEvaluationError);
  });
});
