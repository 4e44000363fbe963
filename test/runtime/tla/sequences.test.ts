import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  TlaEvaluationError,
  add,
  append,
  applyFunction,
  concat,
  elements,
  emptyTuple,
  equals,
  except,
  hashOf,
  head,
  interval,
  len,
  makeFunction,
  makeRecordFromObject,
  makeSet,
  makeTuple,
  makeTupleFrom,
  modulo,
  selectSeq,
  singletonFunction,
  subSeq,
  tail,
} from '../../../runtime/tla/index.ts';
import { TlaTuple } from '../../../runtime/tla/index.ts';
import { agrees } from './oracle.ts';

const t = makeTuple;
const parameters = { seed: 53, numRuns: 200 };

describe('sequence operators agree with the oracle', () => {
  agrees('Len(<<1, 2, 3>>)', () => len(t(1, 2, 3)));
  agrees('Len(<<>>)', () => len(emptyTuple));
  agrees('Len([i \\in 1..2 |-> i])', () => len(makeFunction(interval(1, 2), (i) => i)));
  agrees('Append(<<1>>, 2)', () => append(t(1), 2));
  agrees('Append(<<>>, <<>>)', () => append(emptyTuple, emptyTuple));
  agrees('<<1>> \\o <<2, 3>>', () => concat(t(1), t(2, 3)));
  agrees('<<>> \\o <<>>', () => concat(emptyTuple, emptyTuple));
  agrees('Head(<<4, 5>>)', () => head(t(4, 5)));
  agrees('Tail(<<4, 5>>)', () => tail(t(4, 5)));
  agrees('Tail(<<1>>)', () => tail(t(1)));
  agrees('SubSeq(<<1, 2, 3, 4>>, 2, 3)', () => subSeq(t(1, 2, 3, 4), 2, 3));
  agrees('SubSeq(<<1, 2, 3>>, 2, 1)', () => subSeq(t(1, 2, 3), 2, 1));
  agrees('SubSeq(<<1, 2, 3>>, 1, 3)', () => subSeq(t(1, 2, 3), 1, 3));
  agrees('SubSeq(<<>>, 1, 0)', () => subSeq(emptyTuple, 1, 0));
  agrees('SelectSeq(<<1, 2, 3, 4>>, LAMBDA x : x % 2 = 0)', () =>
    selectSeq(t(1, 2, 3, 4), (x) => modulo(x, 2) === 0),
  );
  agrees('SelectSeq(<<>>, LAMBDA x : FALSE)', () => selectSeq(emptyTuple, () => false));
  agrees('"ab" \\o "cd"', () => concat('ab', 'cd'));
  agrees('Len("hello")', () => len('hello'));
  agrees('SubSeq("hello", 2, 4)', () => subSeq('hello', 2, 4));
  agrees('"" \\o "x"', () => concat('', 'x'));
  agrees('Head(<<>>)', () => head(emptyTuple));
  agrees('Tail(<<>>)', () => tail(emptyTuple));
  agrees('Len(1)', () => len(1));
  agrees('Len({1})', () => len(makeSet([1])));
  agrees('Append(1, 2)', () => append(1, 2));
  agrees('<<1>> \\o 2', () => concat(t(1), 2));
  agrees('Head(3)', () => head(3));
  agrees('SubSeq(<<1, 2>>, 0, 1)', () => subSeq(t(1, 2), 0, 1));
  agrees('SubSeq(<<1, 2>>, 1, 3)', () => subSeq(t(1, 2), 1, 3));
  agrees('SelectSeq(<<1>>, LAMBDA x : x)', () => selectSeq(t(1), (x) => x));
});

describe('strings as sequences', () => {
  it('count code points, not UTF-16 units', () => {
    expect(len('a😀b')).toBe(3);
    expect(subSeq('a😀b', 2, 2)).toBe('😀');
    expect(tail('😀b')).toBe('b');
    expect(head('😀b')).toBe('😀');
  });

  it('do not mix with tuples', () => {
    expect(() => concat('a', t(1))).toThrow(TlaEvaluationError);
    expect(() => concat(t(1), 'a')).toThrow(TlaEvaluationError);
    expect(() => head('')).toThrow(TlaEvaluationError);
    expect(() => tail('')).toThrow(TlaEvaluationError);
  });
});

type Step =
  | { kind: 'append'; count: number }
  | { kind: 'slice'; from: number; to: number }
  | { kind: 'left' | 'right'; count: number }
  | { kind: 'except'; at: number }
  | { kind: 'tail' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('slice' as const),
    from: fc.nat({ max: 30 }),
    to: fc.nat({ max: 30 }),
  }),
  fc.record({ kind: fc.constantFrom('left' as const, 'right' as const), count: fc.nat({ max: 90 }) }),
  fc.record({ kind: fc.constant('except' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('tail' as const) }),
);

/** A step on an array and on a sequence; `fresh` makes elements never seen before. */
function apply(s: Step, array: number[], sequence: Value, fresh: () => number): [number[], Value] {
  switch (s.kind) {
    case 'append': {
      const items = Array.from({ length: s.count }, fresh);
      return [[...array, ...items], items.reduce<Value>((q, x) => append(q, x), sequence)];
    }
    case 'slice': {
      const from = Math.min(s.from, array.length);
      const to = Math.max(from, array.length - s.to);
      return [array.slice(from, to), subSeq(sequence, from + 1, to)];
    }
    case 'left': {
      const items = Array.from({ length: s.count }, fresh);
      return [[...items, ...array], concat(makeTupleFrom(items.slice()), sequence)];
    }
    case 'right': {
      const items = Array.from({ length: s.count }, fresh);
      return [[...array, ...items], concat(sequence, makeTupleFrom(items.slice()))];
    }
    case 'except': {
      if (array.length === 0) return [array, sequence];
      const position = s.at % array.length;
      const value = fresh();
      return [array.with(position, value), except(sequence, position + 1, value)];
    }
    case 'tail':
      return array.length === 0 ? [array, sequence] : [array.slice(1), tail(sequence)];
  }
}

describe('sequences of any length', () => {
  it('are concatenated whichever form each of two medium lengths has', () => {
    const upTo = (length: number): number[] => Array.from({ length }, (_, position) => position);
    // What was once long keeps its form when it is cut to a length that another sequence has grown to.
    const built = (length: number): Value => makeTupleFrom(upTo(length));
    const cut = (length: number): Value => subSeq(makeTupleFrom(upTo(100)), 1, length);
    for (const [left, right] of [
      [50, 40],
      [40, 50],
      [40, 40],
    ] as const) {
      const expected = makeTupleFrom([...upTo(left), ...upTo(right)]);
      for (const [a, b] of [
        [built(left), cut(right)],
        [cut(left), built(right)],
        [cut(left), cut(right)],
      ] as const) {
        expect(equals(concat(a, b), expected)).toBe(true);
      }
    }
  });

  it('do what arrays do, and keep their earlier versions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let next = 0;
        const fresh = (): number => next++;
        let array: number[] = [];
        let sequence: Value = emptyTuple;
        const versions: [number[], Value][] = [];
        for (const s of steps) {
          [array, sequence] = apply(s, array, sequence, fresh);
          versions.push([array, sequence]);
        }
        for (const [expected, actual] of versions) {
          expect((actual as TlaTuple).toArray()).toEqual(expected);
          expect(len(actual)).toBe(expected.length);
        }
      }),
      parameters,
    );
  });

  it('are equal and hash alike however they were built', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        let next = 0;
        let array: number[] = [];
        let sequence: Value = emptyTuple;
        for (const s of steps) {
          [array, sequence] = apply(s, array, sequence, () => next++);
          hashOf(sequence);
        }
        const made = makeTupleFrom(array.slice());
        expect(equals(sequence, made)).toBe(true);
        expect(hashOf(sequence)).toBe(hashOf(made));
      }),
      parameters,
    );
  });

  it('give back what was appended, in order', () => {
    let queue: Value = emptyTuple;
    let sent = 0;
    let received = 0;
    for (let round = 0; round < 300; round++) {
      for (let n = 0; n < 3; n++) queue = append(queue, sent++);
      for (let n = 0; n < (round < 150 ? 2 : 4) && len(queue) > 0; n++) {
        expect(head(queue)).toBe(received++);
        queue = tail(queue);
      }
    }
    expect(len(queue)).toBe(sent - received);
  });
});

describe('a log of 100,000 entries', () => {
  const size = 100_000;
  const log = makeTupleFrom(
    Array.from({ length: size }, (_, index) => makeRecordFromObject({ index, term: 1 })),
  );
  const entry = makeRecordFromObject({ index: -1, term: 2 });

  /** Elements read through the counting proxies of one log: what an operation touches. */
  function touched(operation: (s: Value) => unknown): number {
    const before = TlaTuple.prototype.toArray;
    let listed = 0;
    TlaTuple.prototype.toArray = function (this: TlaTuple): readonly Value[] {
      listed += this.length;
      return before.call(this);
    };
    try {
      operation(log);
    } finally {
      TlaTuple.prototype.toArray = before;
    }
    return listed;
  }

  it.each<[string, (s: Value) => unknown]>([
    ['Append', (s) => append(s, entry)],
    ['SubSeq of a few', (s) => subSeq(s, 90_000, 90_010)],
    ['SubSeq of nearly all', (s) => subSeq(s, 1, size - 5)],
    ['Tail', (s) => tail(s)],
    ['EXCEPT', (s) => except(s, 50_000, entry)],
    ['\\o with a few', (s) => concat(s, t(entry, entry))],
    ['a few \\o it', (s) => concat(t(entry, entry), s)],
    ['application', (s) => applyFunction(s, 77_777)],
  ])('is not listed by %s', (_, operation) => {
    expect(touched(operation)).toBeLessThanOrEqual(16);
  });

  it('survives 20,000 appends, cuts and reads, which would not end if each copied it', () => {
    let s: Value = log;
    for (let n = 0; n < 20_000; n++) {
      s = append(s, entry);
      if (n % 3 === 0) s = subSeq(s, 1, len(s) - 1);
      if (n % 5 === 0) s = concat(subSeq(s, 1, len(s) - 2), t(entry, entry));
      applyFunction(s, len(s));
    }
    expect(len(s)).toBe(size + 20_000 - 6667);
  });
});

describe('large sets and functions', () => {
  it('take and lose 20,000 elements, which would not end if each change copied them', () => {
    const numbers = interval(1, 20_000);
    let f = makeFunction(interval(0, 20_000), () => 0);
    for (const x of elements(numbers)) f = except(f, x, (old) => add(old, 1));
    expect(applyFunction(f, 20_000)).toBe(1);
    expect(applyFunction(singletonFunction(0, f), 0)).toBe(f);
  });
});
