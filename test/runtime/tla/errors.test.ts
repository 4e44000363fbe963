import { afterEach, describe, expect, it } from 'vitest';
import {
  TlaAssertionError,
  TlaEvaluationError,
  asBoolean,
  asInteger,
  asSet,
  asString,
  asTuple,
  equals,
  fail,
  failAssertion,
  head,
  lazy,
  makeSet,
  makeTuple,
  makeTupleFrom,
  printValue,
  setOutputHook,
  site,
  tupleComponents,
} from '../../../runtime/tla/index.ts';

const at = site('raft.tla', 12, 5, 'Head(q)');

function errorOf(f: () => unknown): TlaEvaluationError {
  try {
    f();
  } catch (error) {
    if (error instanceof TlaEvaluationError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

afterEach(() => setOutputHook(undefined));

describe('an evaluation error', () => {
  it('names the expression, its position and the values', () => {
    const error = errorOf(() => head(3, at));
    expect(error.message).toContain('should be a sequence, but instead it is: 3');
    expect(error.message).toContain('at Head(q) (raft.tla:12:5)');
    expect(error.code).toBe('not-a-sequence');
    expect(error.site).toBe(at);
    expect(error.values).toEqual([3]);
  });

  it('has a stack that begins with the place in the specification', () => {
    const lines = (errorOf(() => head(makeTuple(), at)).stack ?? '').split('\n');
    const first = lines.findIndex((line) => line.startsWith('    at '));
    expect(lines[first]).toBe('    at Head(q) (raft.tla:12:5)');
    expect(lines[first + 1]).toMatch(/^ {4}at fail /);
  });

  it('without a site says what it can', () => {
    const error = errorOf(() => equals(1, 'a'));
    expect(error.message).toBe('Attempted to check equality of the integer 1 with the string "a"');
    expect(error.site).toBeUndefined();
  });

  it('cuts long values', () => {
    const long = makeTupleFrom(Array.from({ length: 10_000 }, (_, i) => i));
    expect(errorOf(() => asInteger(long, at)).message.length).toBeLessThan(600);
  });

  it('lists the values that its message does not mention', () => {
    expect(errorOf(() => fail('code', 'a {1} b', [1, 'x'])).message).toBe('a "x" b [values: 1]');
  });
});

describe('an assertion error', () => {
  it('is an evaluation error with the code assertion-failed', () => {
    const error = errorOf(() => failAssertion('Failure of assertion', [makeSet([1])], at));
    expect(error).toBeInstanceOf(TlaAssertionError);
    expect(error.name).toBe('TlaAssertionError');
    expect(error.code).toBe('assertion-failed');
    expect(error.message).toContain('[values: {1}]');
  });

  it('leaves braces in its text alone', () => {
    expect(errorOf(() => failAssertion('{0}', [5])).message).toBe('{0} [values: 5]');
  });
});

describe('coercions', () => {
  it.each([
    ['not-a-boolean', () => asBoolean(1)],
    ['not-an-integer', () => asInteger('1')],
    ['not-a-string', () => asString(1)],
    ['not-a-set', () => asSet(makeTuple())],
    ['not-a-sequence', () => asTuple(makeSet([]))],
    ['pattern-mismatch', () => tupleComponents(makeTuple(1, 2), 3)],
  ])('fail with the code %s', (code, f) => {
    expect(errorOf(f).code).toBe(code);
  });

  it('let values of the right type through', () => {
    expect(asBoolean(false)).toBe(false);
    expect(asInteger(-3)).toBe(-3);
    expect(asString('')).toBe('');
    expect(tupleComponents(makeTuple(1, 2), 2)).toEqual([1, 2]);
  });
});

describe('lazy values', () => {
  it('are computed at the first call and never again', () => {
    let computed = 0;
    const value = lazy(() => ++computed);
    expect(computed).toBe(0);
    expect([value(), value()]).toEqual([1, 1]);
  });

  it('that fail, fail at every call', () => {
    const value = lazy(() => head(makeTuple()));
    expect(value).toThrow(TlaEvaluationError);
    expect(value).toThrow(TlaEvaluationError);
  });

  it('may be undefined or FALSE', () => {
    let computed = 0;
    const value = lazy(() => {
      computed++;
      return false;
    });
    value();
    value();
    expect(computed).toBe(1);
  });
});

describe('printing', () => {
  it('goes to the hook', () => {
    const lines: string[] = [];
    setOutputHook((line) => lines.push(line));
    printValue(makeTuple('a', 1));
    expect(lines).toEqual(['<<"a", 1>>']);
  });
});
