import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** The rules a text would break if it were the file at `path`. */
async function rulesBrokenBy(path: string, text: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: `${root}/${path}` });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

describe('the architecture is lint', () => {
  it.each([
    ['compiler/emit/x.ts', '../../runtime/kernel/index.ts'],
    ['runtime/kernel/x.ts', '../../compiler/source/index.ts'],
    ['runtime/tla/x.ts', '../kernel/index.ts'],
    ['runtime/net/x.ts', '../kernel/index.ts'],
    ['compiler/syntax/x.ts', '../resolve/symbols.ts'],
    ['cli/x.ts', '../systems/raftkvs/config.ts'],
    ['runtime/kernel/x.ts', '../../test/lint/architecture.test.ts'],
  ])('%s must not import %s', async (path, target) => {
    const broken = await rulesBrokenBy(
      path,
      `import * as there from '${target}';\nexport const here = there;\n`,
    );
    expect(broken).toContain('import-x/no-restricted-paths');
  });

  it.each([
    ['runtime/tla/x.ts', 'chevrotain'],
    ['compiler/syntax/x.ts', 'ts-morph'],
    ['systems/raftkvs/x.ts', 'yargs'],
    ['runtime/kernel/x.ts', 'level'],
    ['runtime/resources/x.ts', 'node:net'],
    ['systems/raftkvs/x.ts', 'node:net'],
  ])('%s must not import the library %s', async (path, library) => {
    const broken = await rulesBrokenBy(
      path,
      `import * as there from '${library}';\nexport const here = there;\n`,
    );
    expect(broken).toContain('no-restricted-imports');
  });

  it.each([
    ['compiler/syntax/x.ts', 'chevrotain'],
    ['compiler/emit/x.ts', '../source/index.ts'],
    ['runtime/resources/x.ts', '../kernel/index.ts'],
  ])('%s may import %s', async (path, target) => {
    const broken = await rulesBrokenBy(
      path,
      `import * as there from '${target}';\nexport const here = there;\n`,
    );
    expect(broken).toEqual([]);
  });

  it('keeps the console and the clock out of the compiler', async () => {
    expect(await rulesBrokenBy('compiler/emit/x.ts', `console.log(Date.now());\n`)).toContain(
      'no-restricted-globals',
    );
  });
});
