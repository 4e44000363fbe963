import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith } from './check-spec.ts';
import { runIn } from './harness.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The fenced block of TLA+ after `marker`. */
function block(marker: string): string {
  const found = readme.slice(readme.indexOf(marker)).match(/```tla\n(.*?)```/su);
  if (!readme.includes(marker) || found?.[1] === undefined) throw new Error(`README.md has no ${marker}`);
  return found[1];
}

const properties = block('## Is the spec right?');
const spec = block('<!-- example: countdown.tla -->').replace(/^====$/mu, `${properties}====`);
const command = ['check', 'countdown.tla', '--const', 'From=3'];

describe('the README', () => {
  it('says that a property of the steps holds, and it does', async () => {
    const { code } = await runIn(folderWith({ 'countdown.tla': spec }), ...command, '--prop', 'Falls');
    expect(code).toBe(0);
  });

  it('says that without fairness the process may stop, and so it is', async () => {
    const { code, out } = await runIn(folderWith({ 'countdown.tla': spec }), ...command, '--prop', 'Lands');
    expect(code).toBe(13);
    expect(out).toContain('Stuttering');
  });

  it('says that fairness makes it end, and so it is', async () => {
    const fair = spec.replace('  process (P', '  fair process (P');
    const { code } = await runIn(folderWith({ 'countdown.tla': fair }), ...command, '--prop', 'Lands');
    expect(code).toBe(0);
  });
});
