import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowLayout } from '../../../../checker/model/rows/row-layout.ts';
import type { Value } from '../../../../runtime/index.ts';
import { except, makeTuple, sameValue } from '../../../../runtime/index.ts';
import { functionOn, keys, states } from './generators.ts';

describe('a row', () => {
  it.each([1 << 20, 6])('gives back the values it was made of, with room for %i numbers', (capacity) => {
    const rows = new RowLayout(3, new Map([[1, keys]]), capacity);
    fc.assert(
      fc.property(states, (values) => {
        const back = rows.valuesOf(rows.rowOf(values));
        values.forEach((expected, slot) => expect(sameValue(back[slot] as Value, expected)).toBe(true));
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('is the same for equal states and another for others, while there is room', () => {
    const rows = new RowLayout(3, new Map([[1, keys]]));
    fc.assert(
      fc.property(states, states, (a, b) => {
        const equal = a.every((each, slot) => sameValue(each, b[slot] as Value));
        const [left, right] = [rows.rowOf(a), rows.rowOf(b)];
        expect(
          left.every((part, place) => part === right[place] || sameValue(part, right[place] as Value)),
        ).toBe(equal);
      }),
      { seed: 12, numRuns: 400 },
    );
  });

  it.each([1 << 20, 6])('has the fingerprint of its values, step by step too (room for %i)', (capacity) => {
    const rows = new RowLayout(3, new Map([[1, keys]]), capacity);
    const fresh = new RowLayout(3, new Map([[1, keys]]));
    fc.assert(
      fc.property(states, states, (a, b) => {
        const [before, after] = [rows.rowOf(a), rows.rowOf(b)];
        const [whole, stepped, other] = Array.from({ length: 3 }, () => ({ low: 0, high: 0 }));
        rows.fingerprint(after, whole as { low: number; high: number });
        const moved = before.slice();
        for (let part = 0; part < rows.size; part++) rows.set(moved, part, after[part] as Value);
        expect(moved).toEqual(after);
        rows.fingerprint(moved, stepped as { low: number; high: number });
        // Another layout has given the values other numbers.
        fresh.fingerprint(fresh.rowOf(b), other as { low: number; high: number });
        expect(stepped).toEqual(whole);
        expect(other).toEqual(whole);
      }),
      { seed: 13, numRuns: 400 },
    );
  });

  it('keeps the elements of a function apart, and something else whole', () => {
    const rows = new RowLayout(1, new Map([[0, keys]]));
    const f = functionOn(keys, ['x', 'y', 'z']);
    const [row, next] = [rows.rowOf([f]), rows.rowOf([except(f, 4, 'other')])];
    expect(row.slice(0, rows.size).filter((part, place) => part !== next[place])).toHaveLength(1);
    expect(rows.partAt(0, 4)).toBe(2);
    expect(rows.partAt(0, 5)).toBe(-1);
    expect(rows.isSplitIn(row, 0)).toBe(true);
    expect(rows.isSplitIn(rows.rowOf([makeTuple(1, 2, 3)]), 0)).toBe(false);
  });
});
