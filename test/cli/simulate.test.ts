import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { runIn, temporaryFolder } from './harness.ts';

const counter = { 'Counter.tla': counterSpec, 'Counter.cfg': counterConfig };

describe('mpcal-ts simulate', () => {
  it('walks, says how far and with which seed, and proves nothing', async () => {
    const args = ['simulate', 'Counter.tla', '--num', '50', '--depth', '30', '--seed', '7'];
    const { code, out } = await runIn(folderWith(counter), ...args);
    expect(code).toBe(0);
    expect(out).toContain('No walk found anything wrong, which proves nothing');
    expect(out).toMatch(/50 walks; [\d,]+ states visited, \d+ on the longest walk;/);
    expect(out).toContain('Seed 7 makes the same walks again.');
    expect((await jsonOf(folderWith(counter), ...args)).report).toMatchObject({
      result: 'incomplete',
      seed: 7,
      walks: 50,
    });
  });

  it('prints a seed of its own if none is given', async () => {
    const { report } = await jsonOf(folderWith(counter), 'simulate', 'Counter.tla', '--num', '3');
    expect(report['seed']).toBeTypeOf('number');
  });

  it('finds a violation, and the same one again with the same seed', async () => {
    const args = ['simulate', 'Counter.tla', '--const', 'Broken=TRUE', '--seed', '5'];
    const [first, second] = [
      await jsonOf(folderWith(counter), ...args),
      await jsonOf(folderWith(counter), ...args),
    ];
    expect([first.code, first.report['result'], first.report['violated']]).toEqual([
      12,
      'invariant',
      'InRange',
    ]);
    expect(second.report['trace']).toEqual(first.report['trace']);
  });

  it('finds the same with two threads', async () => {
    const args = ['simulate', 'Counter.tla', '--const', 'Broken=TRUE', '--seed', '5'];
    const [alone, together] = [
      await jsonOf(folderWith(counter), ...args),
      await jsonOf(folderWith(counter), ...args, '--workers', '2'),
    ];
    expect(together.report['trace']).toEqual(alone.report['trace']);
    expect(together.report['workers']).toBe(2);
  });

  it('shortens what it found', async () => {
    const args = ['simulate', 'Counter.tla', '--const', 'Broken=TRUE', '--seed', '5', '--minimize'];
    expect((await jsonOf(folderWith(counter), ...args)).report['traceLength']).toBe(9);
  });

  it('gives traces that check follows again', async () => {
    const folder = folderWith(counter);
    const { out } = await jsonOf(folder, 'simulate', 'Counter.tla', '--const', 'Broken=TRUE', '--seed', '5');
    writeFileSync(join(folder, 'trace.json'), out);
    const args = ['check', 'Counter.tla', '--const', 'Broken=TRUE', '--replay', 'trace.json'];
    expect((await runIn(folder, ...args)).code).toBe(12);
  });

  it('says how often labels were taken', async () => {
    const { out } = await runIn(folderWith(counter), 'simulate', 'Counter.tla', '--coverage', '--seed', '1');
    expect(out).toMatch(/raiser\(2\) put +[\d,]+ taken +Counter\.tla:15:3/);
  });

  it('says that it does not look at liveness properties', async () => {
    const { out } = await runIn(folderWith(counter), 'simulate', 'Counter.tla', '--num', '2');
    expect(out).toContain(
      'Note: Walks check invariants and what steps may do, not what must happen some time',
    );
  });

  it.each([
    ['no seed', ['--seed', '-1'], '--seed'],
    ['no number of walks', ['--num', '0'], '--num'],
    ['no length', ['--depth', '1.5'], '--depth'],
  ])('refuses %s: exit code 2', async (_, args, message) => {
    const { code, error } = await runIn(folderWith(counter), 'simulate', 'Counter.tla', ...args);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  it('explains itself with examples', async () => {
    const { code, out } = await runIn(temporaryFolder(), 'simulate', '--help');
    expect(code).toBe(0);
    expect(out).toContain('mpcal-ts simulate raftkvs.tla');
  });
});
