import { describe, expect, it } from 'vitest';
import { prepareModel, simulateModel } from '../../checker/index.ts';
import type { CheckReport } from '../../checker/index.ts';
import { Source } from '../../compiler/index.ts';
import { checked } from './checked.ts';
import { pluscal } from './model/specs.ts';

const spec = pluscal(
  'variable x = 0; begin l: while x < 3 do x := x + 1; end while;',
  [
    'Fine == x >= 0',
    'Never == <<>>[x + 1]',
    'Partial == IF x = 2 THEN <<>>[1] ELSE TRUE',
    "Steps == x' # 2 \\/ <<>>[1]",
  ].join('\n'),
);

async function walked(config: string): Promise<CheckReport> {
  const { value } = prepareModel({
    source: new Source('Spec.tla', spec),
    findModule: () => undefined,
    config: new Source('Spec.cfg', config),
  });
  if (value === undefined) throw new Error('the spec is wrong');
  return simulateModel(value, { walks: 5, depth: 10, seed: 1 });
}

const ways: readonly (readonly [string, (config: string) => Promise<CheckReport>])[] = [
  ['a search', (config) => checked(spec, config)],
  ['a depth-first search', (config) => checked(spec, config, { order: 'depth-first' })],
  ['a simulation', walked],
];

describe.each(ways)('%s', (_, reportOf) => {
  it('names the constraint that has no value, among several', async () => {
    const report = await reportOf('SPECIFICATION Spec\nCONSTRAINTS Fine Partial');
    expect(report.result).toBe('error');
    expect(report.message).toMatch(/^The evaluation failed in Partial: /);
    expect(report.trace?.states).toHaveLength(3);
  });

  it('names the constraint that has no value in an initial state', async () => {
    const report = await reportOf('SPECIFICATION Spec\nCONSTRAINTS Fine Never');
    expect(report.message).toMatch(/^The evaluation failed in Never: /);
    expect(report.trace?.states).toHaveLength(1);
  });

  it('names the action constraint that has no value', async () => {
    const report = await reportOf('SPECIFICATION Spec\nCONSTRAINT Fine\nACTION_CONSTRAINT Steps');
    expect(report.message).toMatch(/^The evaluation failed in Steps: /);
  });
});
