import { describe, expect, it } from 'vitest';
import { check, renderTrace, SpecProblem } from '../../checker/index.ts';

// The example of the README: a spec as a unit test.
describe('the lock service', () => {
  it('keeps its promises', async () => {
    const report = await check({ spec: 'specs/locksvc/locksvc.tla', config: 'specs/locksvc/models/MC.cfg' });
    expect(report.trace && renderTrace(report.trace)).toBeUndefined();
    expect(report.result).toBe('ok');
  });
});

describe('check', () => {
  it('takes constants and properties besides those of the configuration', async () => {
    const report = await check({
      spec: 'specs/locksvc/locksvc.tla',
      config: 'specs/locksvc/models/MC.cfg',
      constants: ['NumClients = 2'],
      invariants: ['Len(waiting) < 2'],
    });
    expect(report).toMatchObject({ result: 'invariant', violated: 'Len(waiting) < 2' });
    expect(report.trace?.states).toHaveLength(report.depth + 1);
  });

  it('knows the level of each state of a trace in the expressions shown with it', async () => {
    const { trace } = await check({
      spec: 'test/checker/corpus/AwaitMid.tla',
      config: 'test/checker/corpus/AwaitMid.cfg',
      traceExpressions: ['TLCGet("level")'],
    });
    expect(trace?.states.map(({ expressions }) => expressions)).toEqual(
      [1, 2, 3, 4].map((value) => [{ name: 'TLCGet("level")', value }]),
    );
  });

  it('throws what is wrong with a spec, with its places', async () => {
    const problem = check({ spec: 'specs/locksvc/locksvc.tla' });
    await expect(problem).rejects.toThrow(SpecProblem);
    await expect(problem).rejects.toThrow('NumClients');
  });
});
