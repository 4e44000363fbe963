import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-pack-'));

const spec = `---- MODULE countdown ----
EXTENDS Naturals
CONSTANT From

(*
--mpcal countdown {
  archetype ACountdown(ref out)
    variables left = From;
  {
    loop: while (left > 0) {
            out := left;
            left := left - 1;
          };
    last: assert left = 0;
          out := "liftoff";
  }

  variables seen = 0;
  process (P = 1) == instance ACountdown(ref seen);
}
*)
====
`;

const program = `import {
  defineConstantValue,
  ensureArchetypeRefParam,
  newMPCalContext,
  newOutputChannel,
  toTlaString,
} from 'mpcal-ts/runtime';
import { ACountdown } from './countdown.js';

const out = newOutputChannel((value) => console.log(toTlaString(value)));
await newMPCalContext(1, ACountdown, defineConstantValue('From', 3), ensureArchetypeRefParam('out', out)).run();
`;

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the npm package, in an empty folder', () => {
  beforeAll(() => {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball ?? 'no tarball'}`);
    writeFileSync(join(folder, 'countdown.tla'), spec);
    writeFileSync(join(folder, 'main.ts'), program);
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
    expect(message).toContain('wrong.tla:12:');
    expect(message).toContain('lfet');
    expect(readdirSync(folder)).not.toContain('wrong.ts');
  });
});
