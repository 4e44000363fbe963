import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { runIn } from './harness.ts';

const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig };

async function recordedIn(folder: string, ...args: readonly string[]): Promise<void> {
  const { out } = await runIn(folder, 'check', 'Counter.tla', '--json', '--itf', 'trace.itf.json', ...args);
  writeFileSync(join(folder, 'trace.json'), out);
}

describe('mpcal-ts check --replay', () => {
  it.each([['trace.json'], ['trace.itf.json']])('finds the violation of %s again', async (file) => {
    const folder = folderWith(counter);
    await recordedIn(folder, '--const', 'Broken=TRUE');
    const args = ['check', 'Counter.tla', '--const', 'Broken=TRUE', '--replay', file];
    const { code, out } = await runIn(folder, ...args);
    expect(code).toBe(12);
    expect(out).toContain('The trace is a behaviour of the spec and shows what it says: invariant InRange');
    expect((await jsonOf(folder, ...args)).report).toMatchObject({ result: 'invariant', traceLength: 9 });
  });

  it('says when the spec does not do that any more', async () => {
    const folder = folderWith(counter);
    await recordedIn(folder, '--const', 'Broken=TRUE');
    const { code, out } = await runIn(folder, 'check', 'Counter.tla', '--replay', 'trace.json');
    expect([code, out]).toEqual([
      0,
      'The trace is no behaviour of the spec: at state 9, step put of raiser(2) makes x 3, not 4\n',
    ]);
  });

  it('says when what it does is harmless', async () => {
    const folder = folderWith(counter);
    await recordedIn(folder, '--inv', 'Small');
    const weaker = counterSpec.replace('Small == x < 2', 'Small == x < 20');
    writeFileSync(join(folder, 'Counter.tla'), weaker);
    const args = ['check', 'Counter.tla', '--inv', 'Small', '--replay', 'trace.json'];
    const { code, report } = await jsonOf(folder, ...args);
    expect(code).toBe(0);
    expect(report).toEqual({
      result: 'incomplete',
      reproduced: false,
      message: 'The trace is a behaviour of the spec, but shows no violation: Small holds in the last state',
    });
  });

  it('follows a behaviour that goes on for ever', async () => {
    const folder = folderWith(counter);
    await recordedIn(folder, '--prop', 'Empty');
    const { code } = await runIn(folder, 'check', 'Counter.tla', '--prop', 'Empty', '--replay', 'trace.json');
    expect(code).toBe(13);
  });

  it('refuses what is no trace, saying where: exit code 1', async () => {
    const folder = folderWith({
      ...counter,
      'trace.json': '{"format": "mpcal-ts-trace", "version": 1, "states": 3}',
    });
    const { code, error } = await runIn(folder, 'check', 'Counter.tla', '--replay', 'trace.json');
    expect(code).toBe(1);
    expect(error).toContain('trace.json: states: expected a list');
  });
});
