import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../checker/trace/index.ts';
import { exceptPath, parseTlaValue, sameValue, toTlaString } from '../../../runtime/index.ts';
import type { Value } from '../../../runtime/index.ts';

function changed(before: string, after: string): readonly string[] {
  const state = (text: string): ReadonlyMap<string, Value> => new Map([['v', parseTlaValue(text)]]);
  return differences(state(before), state(after)).map(({ path, before: old, after: current }) => {
    const shown = (value: Value | undefined): string =>
      value === undefined ? 'nothing' : toTlaString(value);
    return `${path}: ${shown(old)} -> ${shown(current)}`;
  });
}

describe('the difference of two states', () => {
  it.each([
    ['nothing when nothing changed', '<<1, {2}>>', '<<1, {2}>>', []],
    ['a plain value', '1', '2', ['v: 1 -> 2']],
    ['values of different types', '1', '"a"', ['v: 1 -> "a"']],
    ['an element of a sequence', '<<1, 2, 3>>', '<<1, 5, 3>>', ['v[2]: 2 -> 5']],
    ['a sequence that grew, as a whole', '<<1>>', '<<1, 2>>', ['v: <<1>> -> <<1, 2>>']],
    ['a field of a record', '[a |-> 1, b |-> 2]', '[a |-> 1, b |-> 3]', ['v.b: 2 -> 3']],
    ['a function of strings that are no field names', '("a b" :> 1)', '("a b" :> 2)', ['v["a b"]: 1 -> 2']],
    ['a function of numbers', '(0 :> 1 @@ 1 :> 1)', '(0 :> 1 @@ 1 :> 2)', ['v[1]: 1 -> 2']],
    ['a function of pairs', '(<<0, 1>> :> 1)', '(<<0, 1>> :> 2)', ['v[0, 1]: 1 -> 2']],
    ['an argument that came', '(0 :> 1)', '(0 :> 1 @@ 5 :> 2)', ['v[5]: nothing -> 2']],
    ['an argument that went', '(0 :> 1 @@ 5 :> 2)', '(0 :> 1)', ['v[5]: 2 -> nothing']],
    ['functions with nothing in common, as wholes', '(0 :> 1)', '(7 :> 1)', ['v: (0 :> 1) -> (7 :> 1)']],
    [
      'what is deep inside',
      '<<[log |-> <<>>, n |-> 1], [log |-> <<>>, n |-> 1]>>',
      '<<[log |-> <<[term |-> 1]>>, n |-> 1], [log |-> <<>>, n |-> 2]>>',
      ['v[1].log: <<>> -> <<[term |-> 1]>>', 'v[2].n: 1 -> 2'],
    ],
    ['model values', '(a :> 1 @@ b :> 2)', '(a :> 1 @@ b :> 3)', ['v[b]: 2 -> 3']],
  ] as const)('gives %s', (_, before, after, expected) => {
    expect(changed(before, after)).toEqual(expected);
  });

  it('turns the one value into the other when applied', () => {
    const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }).map(String), fc.constant('{1}'));
    const record = fc.tuple(leaf, leaf).map(([a, b]) => `[a |-> ${a}, b |-> ${b}]`);
    const value = fc.array(record, { minLength: 2, maxLength: 2 }).map((items) => `<<${items.join(', ')}>>`);
    fc.assert(
      fc.property(value, value, (before, after) => {
        const old = new Map([['v', parseTlaValue(before)]]);
        const changes = differences(old, new Map([['v', parseTlaValue(after)]]));
        const patched = changes.reduce<Value>((result, change) => {
          const [, index, field] = /^v\[(\d+)\]\.(\w+)$/.exec(change.path) ?? [];
          return exceptPath(result, [Number(index), field as string], () => change.after as Value);
        }, parseTlaValue(before));
        expect(sameValue(patched, parseTlaValue(after))).toBe(true);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
