import { describe, expect, it } from 'vitest';
import { ValueMap, interval, makeSet, makeTuple, modelValue } from '../../../runtime/tla/index.ts';

describe('a map of values', () => {
  it('tells all kinds of keys apart', () => {
    const map = new ValueMap<number>();
    const keys = [
      1,
      '1',
      true,
      modelValue('1'),
      makeTuple(1),
      makeSet([1]),
      makeTuple(),
      'x',
      makeTuple(makeTuple(1)),
    ];
    keys.forEach((key, index) => map.set(key, index));
    keys.forEach((key, index) => expect(map.get(key)).toBe(index));
    expect([...map.values()].sort((a, b) => a - b)).toEqual(keys.map((_, index) => index));
    keys.forEach((key) => map.delete(key));
    keys.forEach((key) => expect(map.get(key)).toBeUndefined());
  });

  it('takes equal values built differently for one key', () => {
    const map = new ValueMap<string>();
    map.set(makeSet([3, 2, 1]), 'old');
    map.set(interval(1, 3), 'new');
    expect(map.get(makeSet([1, 2, 3]))).toBe('new');
    expect([...map.values()]).toEqual(['new']);
    map.delete(makeSet([2, 1, 3]));
    expect(map.get(interval(1, 3))).toBeUndefined();
  });
});
