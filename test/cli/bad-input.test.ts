import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn, temporaryFolder } from './harness.ts';
import type { Outcome } from './harness.ts';

/** Compiles `Spec.tla` with these contents; other files stand beside it. */
async function compiled(
  spec: string | Uint8Array,
  others: Readonly<Record<string, string>> = {},
): Promise<Outcome & { readonly lines: readonly string[] }> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Spec.tla'), spec);
  for (const [file, text] of Object.entries(others)) writeFileSync(join(folder, file), text);
  const outcome = await runIn(folder, 'compile', 'Spec.tla');
  expect(Buffer.from(readFileSync(join(folder, 'Spec.tla'))).equals(Buffer.from(spec))).toBe(true);
  return { ...outcome, lines: outcome.error.split('\n').filter((line) => /error MP|mpcal-ts:/.test(line)) };
}

const moduleWith = (units: string, name = 'Spec'): string =>
  `---- MODULE ${name} ----\nEXTENDS Naturals\n${units}\n====\n`;

describe('bad input is told clearly, with exit code 1, and the file is left alone', () => {
  it('a binary file', async () => {
    const { code, lines } = await compiled(
      Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256),
    );
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/cannot read .*Spec\.tla: it is no text in UTF-8$/)]);
  });

  it('a file of 100 MB', async () => {
    const folder = temporaryFolder();
    const file = openSync(join(folder, 'Spec.tla'), 'w');
    ftruncateSync(file, 100 * 1024 * 1024);
    closeSync(file);
    const { code, error } = await runIn(folder, 'compile', 'Spec.tla');
    expect(code).toBe(1);
    expect(error).toContain('it has 100 MB, and a spec has at most 16');
  });

  it.each([
    ['an empty file', '', ['MP106']],
    ['a text that is no module', 'int main() { return 0; }\n', ['MP106']],
    ['a comment that is never closed', moduleWith('x == 1\n(* a comment\ny == 2'), ['MP102']],
    ['a string that is never closed', moduleWith('x == "abc\ny == x'), ['MP102']],
    [
      'a comment of an algorithm that is never closed',
      moduleWith('(* --algorithm A {\n{ a: skip }\n}\nx == 1'),
      ['MP102'],
    ],
    ['no end of the module', '---- MODULE Spec ----\nx == 1\n', ['MP103']],
    ['a missing module', moduleWith('INSTANCE Elsewhere'), ['MP204']],
    ['markers in the wrong order', moduleWith('\\* END TRANSLATION\n\\* BEGIN TRANSLATION'), ['MP107']],
    ['one marker alone', moduleWith('\\* BEGIN TRANSLATION'), ['MP107']],
    [
      'markers twice',
      moduleWith('\\* BEGIN TRANSLATION\n\\* END TRANSLATION\n\\* BEGIN TRANSLATION\n\\* END TRANSLATION'),
      ['MP107'],
    ],
    ['Latin-1 where a name stands', Buffer.from(moduleWith('caf\u00e9 == 1'), 'latin1'), ['MP101']],
  ])('%s', async (_, text, expected) => {
    const { code, lines } = await compiled(text);
    expect(code).toBe(1);
    expect(lines.map((line) => /MP\d+/.exec(line)?.[0])).toEqual(expected);
  });

  it('modules that extend each other', async () => {
    const { code, lines } = await compiled(moduleWith('x == 1').replace('Naturals', 'One'), {
      'One.tla': moduleWith('y == 1', 'One').replace('Naturals', 'Two'),
      'Two.tla': moduleWith('z == 1', 'Two').replace('Naturals', 'One'),
    });
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^Two\.tla:2:9: error MP205: Module One depends on itself\.$/),
    ]);
  });

  it('a module in a file of another name', async () => {
    const { lines } = await compiled(moduleWith('x == 1').replace('Naturals', 'One'), {
      'One.tla': moduleWith('y == 1', 'Other'),
    });
    expect(lines).toEqual([expect.stringContaining('MP204: The file of module One holds module Other.')]);
  });

  it('errors in a module beside the spec are told at their place there', async () => {
    const { lines } = await compiled(moduleWith('x == y').replace('Naturals', 'One'), {
      'One.tla': moduleWith('y == 1 +', 'One'),
    });
    expect(lines).toEqual([expect.stringMatching(/^One\.tla:3:8: error MP103/)]);
  });
});
