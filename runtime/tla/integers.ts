import { fail } from './errors.ts';
import type { TlaSet } from './set.ts';
import { intervalOf } from './interval.ts';
import type { Site } from './site.ts';
import type { Value } from './value.ts';

/** Integers are exact up to 2^53 - 1 in magnitude; what lies beyond is an error (code `overflow`). */
function exact(result: number, operator: string, a: number, b: number, at?: Site): number {
  if (Number.isSafeInteger(result)) return result;
  return fail('overflow', `Overflow when computing {0} ${operator} {1}`, [a, b], at);
}

function failOperand(operator: string, a: Value, b: Value, at?: Site): never {
  const [which, bad] = typeof a === 'number' ? (['second', b] as const) : (['first', a] as const);
  return fail(
    'not-an-integer',
    `The ${which} argument of ${operator} should be an integer, but instead it is: {0}`,
    [bad],
    at,
  );
}

export function add(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('+', a, b, at);
  return exact(a + b, '+', a, b, at);
}

export function subtract(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('-', a, b, at);
  return exact(a - b, '-', a, b, at);
}

export function multiply(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('*', a, b, at);
  // There is one zero: + 0 turns -0 into 0.
  return exact(a * b, '*', a, b, at) + 0;
}

/** `\div` rounds towards minus infinity. */
export function divide(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('\\div', a, b, at);
  if (b === 0) return fail('division-by-zero', 'The second argument of \\div is 0.', [a, b], at);
  const rest = a % b;
  const quotient = (a - rest) / b;
  return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient + 0;
}

/** `/` of Reals, where the quotient is an integer. */
export function realDivide(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('/', a, b, at);
  if (b === 0) return fail('division-by-zero', 'The second argument of / is 0.', [a, b], at);
  if (a % b !== 0) return fail('not-an-integer', 'The quotient {0} / {1} is not an integer', [a, b], at);
  return a / b + 0;
}

/** `%`, from 0 to b - 1; the divisor is positive. */
export function modulo(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('%', a, b, at);
  if (b <= 0) {
    const message = 'The second argument of % should be a positive number, but instead it is: {0}';
    return fail('division-by-zero', message, [b, a], at);
  }
  const rest = a % b;
  return rest < 0 ? rest + b : rest + 0;
}

export function power(a: Value, b: Value, at?: Site): number {
  if (typeof a !== 'number' || typeof b !== 'number') return failOperand('^', a, b, at);
  if (b < 0) {
    const message = 'The second argument of ^ should be a natural number, but instead it is: {0}';
    return fail('negative-exponent', message, [b, a], at);
  }
  if (a === 0 && b === 0) return fail('undefined-power', '0^0 is undefined.', [a, b], at);
  if (a === 0 || a === 1) return a;
  if (a === -1) return b % 2 === 0 ? 1 : -1;
  // |a| >= 2, so that this overflows before it takes long.
  let result = 1;
  for (let i = 0; i < b; i++) {
    result *= a;
    if (!Number.isSafeInteger(result)) return exact(result, '^', a, b, at);
  }
  return result;
}

export function negate(a: Value, at?: Site): number {
  if (typeof a === 'number') return 0 - a;
  return fail('not-an-integer', 'The argument of - should be an integer, but instead it is: {0}', [a], at);
}

export function lessThan(a: Value, b: Value, at?: Site): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a < b : failOperand('<', a, b, at);
}

export function lessOrEqual(a: Value, b: Value, at?: Site): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a <= b : failOperand('<=', a, b, at);
}

export function greaterThan(a: Value, b: Value, at?: Site): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a > b : failOperand('>', a, b, at);
}

export function greaterOrEqual(a: Value, b: Value, at?: Site): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a >= b : failOperand('>=', a, b, at);
}

/** `low..high`. */
export function interval(low: Value, high: Value, at?: Site): TlaSet {
  if (typeof low !== 'number' || typeof high !== 'number') return failOperand('..', low, high, at);
  return intervalOf(low, high);
}
