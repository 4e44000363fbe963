import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-pack-'));

/** The README's own examples: what a newcomer types. */
function example(name: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const marker = `<!-- example: ${name} -->`;
  const text = readme.slice(readme.indexOf(marker) + marker.length);
  const fenced = /^\s*```\w*\n([\s\S]*?)```/.exec(text);
  if (!readme.includes(marker) || fenced?.[1] === undefined)
    throw new Error(`README.md has no example ${name}`);
  return fenced[1];
}

const spec = example('countdown.tla');

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the npm package, in an empty folder', () => {
  beforeAll(() => {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball ?? 'no tarball'}`);
    writeFileSync(join(folder, 'countdown.tla'), spec);
    writeFileSync(join(folder, 'main.ts'), example('main.ts'));
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compiles a spec to TypeScript that type-checks under strict and runs against mpcal-ts/runtime', () => {
    run('npx', 'mpcal-ts', 'compile', 'countdown.tla');
    expect(readdirSync(folder)).toContain('countdown.ts');
    const options = [
      '--strict',
      '--noUncheckedIndexedAccess',
      '--exactOptionalPropertyTypes',
      '--skipLibCheck',
    ];
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    const modules = ['--module', 'NodeNext', '--moduleResolution', 'NodeNext', '--target', 'ES2023'];
    run(
      process.execPath,
      join(root, 'node_modules/typescript/bin/tsc'),
      ...options,
      ...types,
      ...modules,
      'main.ts',
      'countdown.ts',
    );
    expect(run(process.execPath, 'main.js').split('\n')).toEqual(['3', '2', '1', '"liftoff"', '']);
  }, 60_000);

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
