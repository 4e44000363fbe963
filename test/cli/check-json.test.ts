import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { runIn } from './harness.ts';
import { violations } from './json-schema.ts';
import type { Schema } from './json-schema.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../docs/check-report.schema.json', import.meta.url), 'utf8'),
) as Schema;

const spec = (change: (text: string) => string = (text) => text): Readonly<Record<string, string>> => ({
  'Counter.tla': change(counterSpec),
  'Counter.cfg': counterConfig,
});
const put = (statement: string) => (text: string) => text.replace('  put:\n', `  put:\n    ${statement}\n`);

describe('what check --json prints is as the schema says', () => {
  it.each([
    ['ok', spec(), [], 0],
    ['incomplete', spec(), ['--depth', '3'], 0],
    ['assumption', spec((text) => text.replace('Max, Broken\n', 'Max, Broken\nASSUME Max > 5\n')), [], 10],
    ['deadlock', { ...spec(), 'Counter.cfg': counterConfig.replace('CHECK_DEADLOCK FALSE', '') }, [], 11],
    ['invariant', spec(), ['--inv', 'Small', '--trace-expr', 'x + 1', '--trace-expr', 'x.f'], 12],
    [
      'property',
      spec((text) => text.replace('ELSE old + 1', 'ELSE IF x = 2 THEN 0 ELSE old + 1')),
      ['--prop', 'Grows'],
      12,
    ],
    ['property', spec(), ['--prop', 'Empty'], 13],
    [
      'property',
      spec(put('x := IF x = 2 THEN 0 ELSE x;')),
      ['--prop', '<>[](x = 1)', '--const', 'Max=2', '--inv', 'TRUE'],
      13,
    ],
    ['assert', spec(put('assert x < 2;')), [], 14],
    ['error', spec(), ['--inv', 'x # "a"'], 75],
    ['error', spec(put('x := x.field;')), [], 75],
    ['invariant', { ...spec(), 'Counter.cfg': `${counterConfig}ALIAS View\n` }, ['--inv', 'Small'], 12],
    [
      'invariant',
      spec(put('with y \\in {1, 2} do x := x + y; end with;')),
      ['--inv', 'Small', '--workers', '2'],
      12,
    ],
  ] as const)('%s (case %#)', async (result, files, args, expected) => {
    const { code, report } = await jsonOf(folderWith(files), 'check', 'Counter.tla', ...args);
    expect([code, report['result']]).toEqual([expected, result]);
    expect(violations(schema, report)).toEqual([]);
  });

  it('with problems in the spec', async () => {
    const { report } = await jsonOf(folderWith(spec()), 'check', 'Counter.tla', '--inv', 'InRang');
    expect(report).toHaveProperty('diagnostics');
    expect(violations(schema, report)).toEqual([]);
  });

  it('with a simulation', async () => {
    const args = ['simulate', 'Counter.tla', '--num', '3', '--depth', '9', '--seed', '1'];
    const { report } = await jsonOf(folderWith(spec()), ...args);
    expect(report).toMatchObject({ walks: 3, seed: 1, result: 'incomplete' });
    expect(violations(schema, report)).toEqual([]);
  });

  it('with a trace that is followed again, and with one that shows nothing any more', async () => {
    const folder = folderWith(spec());
    const { out } = await runIn(folder, 'check', 'Counter.tla', '--inv', 'Small', '--json');
    writeFileSync(join(folder, 'trace.json'), out);
    const again = await jsonOf(folder, 'check', 'Counter.tla', '--inv', 'Small', '--replay', 'trace.json');
    expect([again.code, violations(schema, again.report)]).toEqual([12, []]);
    writeFileSync(join(folder, 'Counter.tla'), counterSpec.replace('Small == x < 2', 'Small == x < 9'));
    const refuted = await jsonOf(folder, 'check', 'Counter.tla', '--inv', 'Small', '--replay', 'trace.json');
    expect(refuted.report).toMatchObject({ reproduced: false });
    expect(violations(schema, refuted.report)).toEqual([]);
  });

  it('and what it says is not just anything', async () => {
    const { report } = await jsonOf(folderWith(spec()), 'check', 'Counter.tla', '--inv', 'Small');
    expect(violations(schema, { ...report, result: 'fine' })).not.toEqual([]);
    expect(violations(schema, { ...report, distinct: '55' })).not.toEqual([]);
    expect(violations(schema, { ...report, trace: { format: 'other' } })).not.toEqual([]);
    const { seconds, ...others } = report;
    expect(seconds).toBeTypeOf('number');
    expect(violations(schema, others)).not.toEqual([]);
  });
});

describe('what check --itf writes', () => {
  const state: Schema = {
    type: 'object',
    required: ['#meta', 'x', 'pc', 'old'],
    properties: { '#meta': { type: 'object' } },
  };
  const itf: Schema = {
    type: 'object',
    required: ['#meta', 'vars', 'states'],
    properties: {
      '#meta': { type: 'object', properties: { format: { enum: ['ITF'] } }, required: ['format', 'source'] },
      vars: { type: 'array', items: { type: 'string' } },
      loop: { type: 'integer' },
      states: { type: 'array', items: state },
    },
    additionalProperties: false,
  };

  it.each([
    ['a finite behaviour', ['--inv', 'Small'], undefined],
    ['a behaviour that stutters', ['--prop', 'Empty'], 'the last'],
  ] as const)('has the form of the format for %s', async (_, args, loop) => {
    const folder = folderWith(spec());
    await runIn(folder, 'check', 'Counter.tla', ...args, '--itf', 'trace.itf.json');
    const trace = JSON.parse(readFileSync(join(folder, 'trace.itf.json'), 'utf8')) as {
      readonly states: readonly Readonly<Record<string, unknown>>[];
      readonly loop?: number;
    };
    expect(violations(itf, trace)).toEqual([]);
    expect(trace.loop).toBe(loop === undefined ? undefined : trace.states.length - 1);
    expect(trace.states[0]).toMatchObject({ x: { '#bigint': '0' }, pc: { '#tup': ['raise', 'raise'] } });
  });
});

describe('POSTCONDITION', () => {
  const post = (formula: string): Readonly<Record<string, string>> => ({
    'Counter.tla': counterSpec
      .replace('EXTENDS Naturals', 'EXTENDS Naturals, TLC')
      .replace('Small ==', `Post == ${formula}\nSmall ==`),
    'Counter.cfg': `${counterConfig}POSTCONDITION Post\n`,
  });

  it.each([
    ['TRUE of a check', 'check', 'TLCGet("distinct") = 55', 0, 'ok'],
    ['FALSE of a check', 'check', 'TLCGet("distinct") = 54', 10, 'assumption'],
    ['without a value', 'check', 'TLCGet("nothing") = 1', 75, 'error'],
    ['an assertion that fails', 'check', 'Assert(FALSE, "no")', 14, 'assert'],
    ['TRUE of a simulation', 'simulate', 'TLCGet("stats").traces = 2', 0, 'incomplete'],
    ['FALSE of a simulation', 'simulate', 'TLCGet("stats").traces = 3', 10, 'assumption'],
  ] as const)('%s: exit code', async (_, verb, formula, expected, result) => {
    const bounds = verb === 'simulate' ? ['--num', '2', '--depth', '5'] : [];
    const { code, report } = await jsonOf(folderWith(post(formula)), verb, 'Counter.tla', ...bounds);
    expect([code, report['result']]).toEqual([expected, result]);
    expect(violations(schema, report)).toEqual([]);
  });
});
