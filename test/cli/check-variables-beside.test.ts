import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../cli/program.ts';
import { folderWith, jsonOf } from './check-spec.ts';
import { runIn } from './harness.ts';

/** An algorithm, and a module beside it that keeps a history of its steps. */
const files = {
  'Alg.tla': `---- MODULE Alg ----
EXTENDS Naturals
(*--algorithm Alg
variables n = 0;
process p \\in 1..4
begin
a: n := n + 1;
b: n := n * 2;
end process
end algorithm; *)
====
`,
  'MC.tla': `---- MODULE MC ----
EXTENDS Alg, Sequences
VARIABLE h
MCInit == Init /\\ h = <<>>
MCNext == Next /\\ h' = IF pc' = pc THEN h ELSE Append(h, n)
MCSpec == MCInit /\\ [][MCNext]_<<vars, h>>
Short == Len(h) < 4
====
`,
  'MC.cfg': 'SPECIFICATION MCSpec\n',
};

describe('mpcal-ts check of a variable beside the algorithm', () => {
  it('replays a counterexample from JSON and from ITF', async () => {
    const folder = folderWith(files);
    const args = ['check', 'MC.tla', '--inv', 'Short'];
    const { out } = await runIn(folder, ...args, '--json', '--itf', 'found.itf.json');
    writeFileSync(join(folder, 'found.json'), out);
    const itf = JSON.parse(readFileSync(join(folder, 'found.itf.json'), 'utf8')) as { vars: unknown };
    expect(itf.vars).toEqual(['n', 'pc', 'h']);
    for (const file of ['found.json', 'found.itf.json'])
      expect((await runIn(folder, ...args, '--replay', file)).code).toBe(12);
  });

  it('writes it into the module of a counterexample', async () => {
    const folder = folderWith(files);
    await runIn(folder, 'check', 'MC.tla', '--inv', 'Short', '--trace-tla', 'Found.tla');
    const { out } = await runIn(folder, 'eval', 'Trace[5].h', '-s', 'Found.tla', '-c', 'Found.cfg');
    expect(out.trim()).toMatch(/^<<0, 1, .*>>$/);
  });

  it.each([['1'], ['2']])('saves a search of %s threads and goes on with it', async (workers) => {
    const folder = folderWith(files);
    const { report: whole } = await jsonOf(folder, 'check', 'MC.tla');
    const error: string[] = [];
    const code = await runProgram(['check', 'MC.tla', '--checkpoint', 'saved', '--workers', workers], {
      out: () => undefined,
      error: (text) => error.push(text),
      color: false,
      workingDirectory: folder,
      onInterrupt: (callback) => {
        callback();
        return () => undefined;
      },
    });
    expect([code, error.join('')]).toEqual([130, 'saved the search: --resume saved goes on with it\n']);
    const { report } = await jsonOf(folder, 'check', 'MC.tla', '--resume', 'saved', '--workers', workers);
    for (const field of ['result', 'distinct', 'generated', 'depth', 'initial'])
      expect(report[field]).toEqual(whole[field]);
  });

  it('refuses a specification that does not say what it is: exit code 1', async () => {
    const folder = folderWith({ ...files, 'MC.cfg': 'SPECIFICATION Spec\n' });
    const { code, error } = await runIn(folder, 'check', 'MC.tla');
    expect([code, error]).toEqual([
      1,
      expect.stringContaining("Init /\\ h = ... /\\ [][Next /\\ h' = ...]_<<vars, h>>"),
    ]);
  });
});
