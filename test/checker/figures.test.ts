import { describe, expect, it } from 'vitest';
import { prepareModel, simulateModel } from '../../checker/index.ts';
import { Source } from '../../compiler/index.ts';
import { checked } from './checked.ts';
import { pluscal } from './model/specs.ts';

const algorithm =
  'variable x = 0; begin l: while x < 9 do either x := x + 1; or x := x + 2; end either; end while;';
const spec = (definitions: string): string => pluscal(algorithm, definitions);

describe('TLCGet, while states are explored', () => {
  it.each([
    ['breadth-first', { distinct: 5, depth: 3 }],
    ['depth-first', { distinct: 5, depth: 3 }],
  ] as const)('tells a constraint the level of the state, %s', async (order, expected) => {
    const report = await checked(spec('Shallow == TLCGet("level") <= 3'), 'CONSTRAINT Shallow', { order });
    expect(report).toMatchObject({ result: 'ok', ...expected });
  });

  it('tells an invariant the level of the state: a counterexample has that many states', async () => {
    const report = await checked(spec('Shallow == TLCGet("level") < 4'), 'INVARIANT Shallow');
    expect([report.result, report.path?.states.length]).toEqual(['invariant', 4]);
  });

  it('tells a formula about a step the level of the state that is left', async () => {
    const report = await checked(spec('Early == TLCGet("level") < 3'), 'ACTION_CONSTRAINT Early');
    expect([report.result, report.depth]).toEqual(['ok', 3]);
  });

  it('tells the level of initial states', async () => {
    expect(await checked(spec('One == x = 0 => TLCGet("level") = 1'), 'INVARIANT One')).toMatchObject({
      result: 'ok',
    });
  });

  it('tells how many states there are so far', async () => {
    const report = await checked(spec('Few == TLCGet("distinct") < 6'), 'INVARIANT Few');
    expect([report.result, report.distinct]).toEqual(['invariant', 6]);
  });

  it('is asked by one thread, which the report says', async () => {
    const report = await checked(spec('Shallow == TLCGet("level") <= 3'), 'CONSTRAINT Shallow', {
      workers: 2,
    });
    expect([report.workers, report.distinct]).toEqual([1, 5]);
    expect(report.notes).toContainEqual(expect.stringMatching(/^One thread searched: TLCGet is asked/));
  });

  it('tells the level on a walk', async () => {
    const { value } = prepareModel({
      source: new Source('Spec.tla', spec('Shallow == TLCGet("level") < 4')),
      findModule: () => undefined,
      config: new Source('Spec.cfg', 'INVARIANT Shallow'),
    });
    if (value === undefined) throw new Error('no model');
    const report = await simulateModel(value, { walks: 1, depth: 20, seed: 1 });
    expect([report.result, report.path?.states.length]).toEqual(['invariant', 4]);
  });
});
