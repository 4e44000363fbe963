import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runIn, temporaryFolder } from './harness.ts';

describe('mpcal-ts', () => {
  it('lists its commands', async () => {
    const { code, out } = await runIn(temporaryFolder(), '--help');
    expect(code).toBe(0);
    expect(out).toContain('mpcal-ts compile <spec>');
  });

  it('explains a command with examples', async () => {
    const { code, out } = await runIn(temporaryFolder(), 'compile', '--help');
    expect(code).toBe(0);
    expect(out).toContain('mpcal-ts compile raftkvs.tla');
  });

  it("tells the package's version", async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      readonly version: string;
    };
    expect(await runIn(temporaryFolder(), '--version')).toEqual({ code: 0, out: `${version}\n`, error: '' });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['compil', 'x.tla']],
    ['an unknown option', ['compile', 'x.tla', '--fast']],
    ['no spec', ['compile']],
    ['an option without its value', ['compile', 'x.tla', '-o']],
  ])('%s is wrong usage: exit code 2', async (_, args) => {
    const { code, out, error } = await runIn(temporaryFolder(), ...args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('mpcal-ts --help');
  });

  it('suggests the command that was probably meant', async () => {
    expect((await runIn(temporaryFolder(), 'compil')).error).toContain('Did you mean compile?');
  });
});
