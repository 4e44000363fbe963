import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  TraceFormatError,
  readTrace,
  renderTrace,
  traceOf,
  traceToItf,
  traceToJson,
  traceToModule,
} from '../../../checker/trace/index.ts';
import { fromItf, toItf } from '../../../checker/trace/itf-values.ts';
import { JsonReader } from '../../../checker/trace/json-reader.ts';
import { Nat, makeFunction, parseTlaValue, sameValue, toTlaString } from '../../../runtime/index.ts';
import { counter } from './toy-model.ts';

const model = counter();
const path = {
  states: [
    [0, 0],
    [2, 0],
    [2, 1],
  ],
  steps: [0, 1],
  end: undefined,
};
const violation = { result: 'invariant', violated: 'Small' } as const;
const trace = traceOf(model, path, violation, [
  { name: 'x + y', evaluate: ([x, y]) => (x as number) + (y as number) },
  {
    name: 'Head(x)',
    evaluate: () => {
      throw new Error('no sequence\nmore');
    },
  },
]);
const lasso = traceOf(
  model,
  { ...path, end: { kind: 'lasso', backTo: 1, step: 2 } },
  { result: 'property', violated: 'Ends' },
);

describe('a trace as text', () => {
  it('says who did what where, by which choice, and what changed', () => {
    expect(renderTrace(trace)).toBe(
      [
        'State 1: initial',
        '  x = 0',
        '  y = 0',
        '  > x + y = 0',
        '  > Head(x) = no value: no sequence',
        '',
        'State 2: Adder(1) at add of Toy  Toy.tla:2:1',
        '  choosing n = 1',
        '  x: 0 -> 2',
        '  > x + y = 2',
        '  > Head(x) = no value: no sequence',
        '',
        'State 3: Follower("f") at follow of Toy  Toy.tla:2:1',
        '  y: 0 -> 1',
        '  > x + y = 3',
        '  > Head(x) = no value: no sequence',
        '',
      ].join('\n'),
    );
  });

  it('shows where a lasso goes back to', () => {
    const text = renderTrace(lasso);
    expect(text).toContain('<- the loop goes back here');
    expect(text).toContain(
      'Back to state 2: Follower("f") at reset of Toy  Toy.tla:2:1\n  states 2 to 3 repeat for ever',
    );
  });

  it('shows stuttering', () => {
    const text = renderTrace(traceOf(model, { ...path, end: { kind: 'stuttering' } }, violation));
    expect(text).toContain('Stuttering: nothing happens any more');
  });

  it('shows what failed', () => {
    const end = { kind: 'failure', step: 0, message: 'no such element\n  at q[1]' } as const;
    expect(renderTrace(traceOf(model, { ...path, end }, violation))).toContain(
      'Failure of Adder(1) at add of Toy  Toy.tla:2:1\n  no such element\n    at q[1]',
    );
  });

  it('is painted by whoever knows the terminal', () => {
    const mark = (text: string): string => `«${text}»`;
    const painter = { heading: mark, label: mark, faint: mark, before: mark, after: mark, bad: mark };
    expect(renderTrace(trace, painter)).toContain('  x: «0» -> «2»');
  });

  it('shows a large set by what came and went', () => {
    const set = {
      ...counter(),
      variables: ['s'],
      variableValue: (state: readonly unknown[]) => state[0] as never,
    };
    const states = ['{1, 2, 3, 4, 5}', '{1, 2, 3, 5, 7}'].map((text) => [parseTlaValue(text)]);
    const text = renderTrace(
      traceOf({ ...set, choicesOf: () => [] }, { states, steps: [0], end: undefined }, violation),
    );
    expect(text).toContain('s: now without 4, with 7');
  });
});

describe('a trace as JSON', () => {
  it('has every state by step, values, changes and expressions', () => {
    expect(traceToJson(trace).states[1]).toEqual({
      step: {
        process: 'Adder',
        self: '1',
        label: 'add',
        owner: 'Toy',
        place: { file: 'Toy.tla', line: 2, column: 1 },
        choices: [{ kind: 'with', name: 'n', value: '1', place: { file: 'Toy.tla', line: 2, column: 1 } }],
      },
      values: { x: '2', y: '0' },
      changes: [{ path: 'x', before: '0', after: '2' }],
      expressions: { 'x + y': '2', 'Head(x)': null },
      alias: null,
    });
  });

  it.each([
    ['JSON', traceToJson],
    ['ITF', traceToItf],
  ])('is read back from %s', (_, write) => {
    const recorded = readTrace(JSON.stringify(write(lasso)));
    expect(recorded.result).toBe('property');
    expect(recorded.violated).toBe('Ends');
    expect(recorded.states.map(({ values }) => Object.fromEntries(values))).toEqual([
      { x: 0, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 1 },
    ]);
    expect(recorded.states.map(({ step }) => step)).toEqual([
      undefined,
      { process: 'Adder', self: 1, label: 'add' },
      { process: 'Follower', self: 'f', label: 'follow' },
    ]);
    expect(recorded.end).toEqual({
      kind: 'lasso',
      backTo: 1,
      step: { process: 'Follower', self: 'f', label: 'reset' },
    });
  });

  it('is found in the report that holds it', () => {
    const report = { result: 'invariant', trace: traceToJson(trace) };
    expect(readTrace(JSON.stringify(report)).states).toHaveLength(3);
  });

  it.each([
    ['no JSON', '{', 'the file is not JSON'],
    ['another file', '{"a": 1}', 'format: expected one of mpcal-ts-trace'],
    ['a list', '[]', 'the file: expected an object'],
    ['a later version', JSON.stringify({ ...traceToJson(trace), version: 2 }), 'version: expected version 1'],
    [
      'no state',
      JSON.stringify({ ...traceToJson(trace), states: [] }),
      'states: expected at least one state',
    ],
    [
      'a loop back to nowhere',
      JSON.stringify({ ...traceToJson(lasso), end: { ...traceToJson(lasso).end, backTo: 9 } }),
      'end.backTo: expected a number from 0 to 2',
    ],
    [
      'a value that is none',
      JSON.stringify({ ...traceToJson(trace), states: [{ step: null, values: { x: '<<1' } }] }),
      'states[0].values.x: expected a TLA+ value',
    ],
    [
      'an ITF integer that is none',
      JSON.stringify({ ...traceToItf(trace), states: [{ x: { '#bigint': '1x' } }] }),
      'states[0].x.#bigint: expected digits',
    ],
    [
      'an ITF set that no set is',
      JSON.stringify({ ...traceToItf(trace), states: [{ x: { '#set': [true, 'a'] }, y: 1 }] }),
      'states[0].x: expected a TLA+ value',
    ],
  ])('refuses %s, saying where', (_, text, message) => {
    expect(() => readTrace(text)).toThrow(TraceFormatError);
    expect(() => readTrace(text)).toThrow(message);
  });
});

describe('a value in ITF', () => {
  it.each([
    ['TRUE', true],
    ['"a"', 'a'],
    ['-3', { '#bigint': '-3' }],
    ['<<1, "b">>', { '#tup': [{ '#bigint': '1' }, 'b'] }],
    ['{1, 2}', { '#set': [{ '#bigint': '1' }, { '#bigint': '2' }] }],
    ['1..2', { '#set': [{ '#bigint': '1' }, { '#bigint': '2' }] }],
    ['[a |-> TRUE, b |-> "c"]', { a: true, b: 'c' }],
    ['(0 :> "z")', { '#map': [[{ '#bigint': '0' }, 'z']] }],
    ['("#set" :> "z")', { '#map': [['#set', 'z']] }],
    ['Nat', { '#unserializable': 'Nat' }],
    ['noValue', { '#unserializable': 'noValue' }],
  ])('%s is what the format says', (text, expected) => {
    expect(toItf(parseTlaValue(text))).toEqual(expected);
  });

  it('reads plain JSON numbers and lists, which older programs write', () => {
    expect(toTlaString(fromItf(new JsonReader([1, 2])))).toBe('<<1, 2>>');
  });

  it('comes back as it was', () => {
    const { value } = fc.letrec<{ value: string; leaf: string; set: string }>((tie) => ({
      leaf: fc.oneof(fc.integer({ min: -5, max: 5 }).map(String), fc.constant('1..3')),
      // Elements of one set must be comparable.
      set: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }).map((items) => `{${items.join(', ')}}`),
      value: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        tie('set'),
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `<<${items.join(', ')}>>`),
        fc.tuple(tie('value'), tie('value')).map(([a, b]) => `[a |-> ${a}, b |-> ${b}]`),
        fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(0 :> ${a} @@ 7 :> ${b})`),
        fc.constantFrom('TRUE', '"x y"', '"__proto__"', '[__proto__ |-> 1]', 'model', '{}'),
      ),
    }));
    fc.assert(
      fc.property(value, (text) => {
        const original = parseTlaValue(text);
        const written: unknown = JSON.parse(JSON.stringify(toItf(original)));
        expect(sameValue(fromItf(new JsonReader(written)), original)).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('a trace as a TLA+ module', () => {
  it('writes the states as records, and says who took each step', () => {
    const { module } = traceToModule(trace, 'Found');
    expect(module).toContain(
      [
        'Trace == <<',
        '  \\* 1: initial',
        '  [ x |-> 0,',
        '    y |-> 0 ],',
        '  \\* 2: Adder(1) at add',
        '  [ x |-> 2,',
        '    y |-> 0 ],',
        '  \\* 3: Follower("f") at follow',
        '  [ x |-> 2,',
        '    y |-> 1 ]',
        '>>',
        '',
      ].join('\n'),
    );
  });

  it('goes back to where a lasso does, and stays where nothing happens any more', () => {
    expect(traceToModule(lasso, 'Found').module).toContain('Loop == 2\n');
    const stuttering = traceOf(model, { ...path, end: { kind: 'stuttering' } }, violation);
    expect(traceToModule(stuttering, 'Found').module).toContain('Loop == 3\n');
    expect(traceToModule(trace, 'Found').module).not.toContain('Loop');
  });

  it('writes a value that has no text in TLA+ as a string that describes it', () => {
    const squares = makeFunction(Nat, (n) => n);
    const { module } = traceToModule(
      traceOf(model, { ...path, states: [[squares, 0]], steps: [] }, violation),
      'Found',
    );
    expect(module).toContain('x |-> "[x \\\\in Nat |-> ...]"');
  });
});
