import { describe, expect, it } from 'vitest';
import { runIn } from './harness.ts';

const explain = (...args: readonly string[]): ReturnType<typeof runIn> => runIn('.', 'explain', ...args);

describe('mpcal-ts explain', () => {
  it('says what a code means, with a wrong and a right example', async () => {
    const { code, out } = await explain('MP206');
    expect(code).toBe(0);
    expect(out).toBe(`MP206: RECURSIVE without a definition

RECURSIVE announces an operator so that its definition can use it. The definition has to follow, in
the same module or LET, with the name as announced.

Wrong:

    RECURSIVE Sum(_)
    Total(n) == IF n = 0 THEN 0 ELSE n

Right:

    RECURSIVE Sum(_)
    Sum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)
`);
  });

  it('takes a code in small letters', async () => {
    expect((await explain('mp301')).out).toMatch(/^MP301: label required\n/);
  });

  it('lists all codes without one', async () => {
    const { code, out } = await explain();
    expect(code).toBe(0);
    expect(out.split('\n')).toContain('MP201  unknown name');
  });

  it('refuses a code that does not exist as wrong usage', async () => {
    expect(await explain('MP000')).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('MP000') as string,
    });
  });

  it('prints JSON', async () => {
    expect(JSON.parse((await explain('MP201', '--json')).out)).toMatchObject({
      code: 'MP201',
      title: 'unknown name',
      examples: { kind: 'units' },
    });
  });
});
