import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-pack-'));

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The README's own examples: what a newcomer types. */
function example(name: string): string {
  const marker = `<!-- example: ${name} -->`;
  const text = readme.slice(readme.indexOf(marker) + marker.length);
  const fenced = /^\s*```\w*\n([\s\S]*?)```/.exec(text);
  if (!readme.includes(marker) || fenced?.[1] === undefined)
    throw new Error(`README.md has no example ${name}`);
  return fenced[1];
}

const spec = example('countdown.tla');
/** What the README has the reader put behind the block. */
const properties = /## Is the spec right\?.*?```tla\n(.*?)```/su.exec(readme)?.[1] ?? 'no properties';

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Throws if the files in the folder are wrong under strict options. */
function typeCheck(...files: readonly string[]): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--skipLibCheck'];
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
  const modules = ['--module', 'NodeNext', '--moduleResolution', 'NodeNext', '--target', 'ES2023'];
  run(process.execPath, tsc, ...strict, ...types, ...modules, ...files);
}

/** A folder below the user's, with a spec of that text and the README's unit test. */
function projectWith(name: string, text: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'countdown.tla'), text);
  writeFileSync(join(folder, name, 'countdown.test.ts'), example('countdown.test.ts'));
  return name;
}

interface RunTest {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** What `npx vitest run` finds in a folder below the user's, by its JSON report. */
function vitestIn(name: string): readonly RunTest[] {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=json', '--outputFile=found.json'];
  const place = join(folder, name);
  try {
    execFileSync(process.execPath, args, { cwd: place, stdio: 'ignore' });
  } catch {
    // It failed; the report says what.
  }
  const report = JSON.parse(readFileSync(join(place, 'found.json'), 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly RunTest[] }[];
  };
  return report.testResults.flatMap(({ assertionResults }) => assertionResults);
}

describe('the npm package, in an empty folder', () => {
  beforeAll(() => {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball ?? 'no tarball'}`);
    writeFileSync(join(folder, 'countdown.tla'), spec);
    writeFileSync(join(folder, 'main.ts'), example('main.ts'));
    writeFileSync(join(folder, 'countdown.test.ts'), example('countdown.test.ts'));
    // The reader has vitest; ours will do.
    symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compiles a spec to TypeScript that type-checks under strict and runs against mpcal-ts/runtime', () => {
    run('npx', 'mpcal-ts', 'compile', 'countdown.tla');
    expect(readdirSync(folder)).toContain('countdown.ts');
    typeCheck('--outDir', '.', 'main.ts', 'countdown.ts');
    expect(run(process.execPath, 'main.js').split('\n')).toEqual(['3', '2', '1', '"liftoff"', '']);
  }, 60_000);

  it('checks a spec in a unit test of vitest, as the README has it', () => {
    typeCheck('--noEmit', 'countdown.test.ts');
    const tests = vitestIn(projectWith('right', spec.replace(/^====$/mu, `${properties}====`)));
    expect(tests.map(({ title, status }) => [title, status])).toEqual([
      ['counts down by one', 'passed'],
      ['need not land: nothing makes the process move', 'passed'],
    ]);
  }, 60_000);

  it('fails that unit test with the counterexample when the spec is broken', () => {
    const broken = spec.replace('left := left - 1', 'left := left - 2');
    const [test] = vitestIn(projectWith('broken', broken.replace(/^====$/mu, `${properties}====`)));
    expect(test?.status).toBe('failed');
    expect(test?.failureMessages.join('\n')).toMatch(
      /State 2: .*loop[^]*left: 3 -> 1[^]*expected 'property' to be 'ok'/u,
    );
  }, 60_000);

  it('checks with several threads from whatever way of starting a program', () => {
    const counters = `---- MODULE Counters ----
EXTENDS Integers
(* --algorithm Counters
process p \\in 1..4
variable n = 0;
begin
a: while n < 12 do n := n + 1; end while;
end process
end algorithm *)
====
`;
    writeFileSync(join(folder, 'Counters.tla'), counters);
    const program = `import { check } from 'mpcal-ts/checker';
      const { result, distinct } = await check({ spec: 'Counters.tla', workers: 2 });
      console.log(result, distinct);`;
    expect(run(process.execPath, '--input-type=module', '--eval', program)).toBe(`ok ${14 ** 4}\n`);
  });

  it('reports a wrong spec with a code frame and exit code 1', () => {
    writeFileSync(join(folder, 'wrong.tla'), spec.replace('left := left - 1', 'left := lfet - 1'));
    let status: number | undefined;
    let message = '';
    try {
      run('npx', 'mpcal-ts', 'compile', 'wrong.tla');
    } catch (error) {
      const failure = error as { status: number; stderr: string };
      status = failure.status;
      message = failure.stderr;
    }
    expect(status).toBe(1);
    const line = spec.split('\n').findIndex((text) => text.includes('left - 1')) + 1;
    expect(message).toContain(`wrong.tla:${line}:`);
    expect(message).toContain('lfet');
    expect(readdirSync(folder)).not.toContain('wrong.ts');
  });
});
