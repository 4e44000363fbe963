import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What `make build` wrote, and what of it is in the package. */
const root = fileURLToPath(new URL('../..', import.meta.url));

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const strings = (part: unknown): readonly string[] =>
  typeof part === 'object' && part !== null ? Object.values(part).flatMap(strings) : [String(part)];

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const named = strings([manifest.bin, manifest.exports, manifest.imports]).map((path) =>
  path.replace(/^\.\//u, ''),
);

const built = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)));

interface Loaded {
  readonly files: readonly string[];
  readonly libraries: readonly string[];
}

/** What a built file imports itself: of ours, and of others. */
function importsOf(file: string, pattern: RegExp): Loaded {
  const text = readFileSync(join(root, file), 'utf8');
  const targets = [...text.matchAll(pattern)].map(([, target = '']) => target);
  const isOurs = (target: string): boolean => target.startsWith('.');
  return {
    files: targets.filter(isOurs).map((target) => join(dirname(file), target)),
    libraries: targets.filter((target) => !isOurs(target) && !target.startsWith('node:')),
  };
}

const statically = /^(?:import|export|\}) .*?"([^"\n]+)";$/gmu;
const anyhow = /(?:^(?:import|export|\}) .*?|\bimport\()"([^"\n]+)"/gmu;

/** Everything that is loaded with a built file, itself included. */
function loadedWith(file: string): Loaded {
  const files = new Set([file]);
  const libraries = new Set<string>();
  for (const each of files) {
    const imports = importsOf(each, statically);
    for (const target of imports.files) files.add(target);
    for (const library of imports.libraries) libraries.add(library);
  }
  return { files: [...files], libraries: [...libraries] };
}

/** The modules that a built file was made of, from the root. */
function modulesIn(file: string): readonly string[] {
  const { sources } = JSON.parse(readFileSync(join(root, `${file}.map`), 'utf8')) as {
    readonly sources: readonly string[];
  };
  return sources.map((source) => join(dirname(file), source));
}

/** Names exports that are classes with other names. Runs where `mpcal-ts` is what is built. */
const misnamed = `
for (const door of ['mpcal-ts', 'mpcal-ts/runtime', 'mpcal-ts/checker', 'mpcal-ts/raftkvs'])
  for (const [name, value] of Object.entries(await import(door)))
    if (typeof value === 'function' && /^class\\b/u.test(String(value))) console.log(name, value.name);
`;

/** A value in a counterexample of the checker, put beside one that the runtime made, and names that two doors lead to. */
const identities = `
import { Source } from 'mpcal-ts';
import { checkModel, prepareModel } from 'mpcal-ts/checker';
import * as raftkvs from 'mpcal-ts/raftkvs';
import * as runtime from 'mpcal-ts/runtime';
const text = \`---- MODULE Pairs ----
EXTENDS Integers
(* --algorithm Pairs
variable pair = <<1, 2>>;
begin a: pair := <<3, 4>>;
end algorithm *)
====\`;
const { value } = prepareModel({
  source: new Source('Pairs.tla', text),
  findModule: () => undefined,
  config: undefined,
  invariants: ['pair[1] = 1'],
});
const { report } = await checkModel(value);
const found = report.trace.states.at(-1).values.get('pair');
console.log(JSON.stringify([
  found instanceof runtime.TlaTuple,
  runtime.toTlaString(found),
  raftkvs.PersistentLog === runtime.PersistentLog,
  raftkvs.newTimerResource === runtime.newTimerResource,
]));
`;

describe('what is built', () => {
  it('is in the package wherever package.json names a file', () => {
    const [packed] = JSON.parse(run('npm', 'pack', '--dry-run', '--json')) as readonly [
      { readonly files: readonly { readonly path: string }[] },
    ];
    const paths = new Set(packed.files.map(({ path }) => path));
    expect(named.filter((path) => !paths.has(path))).toEqual([]);
    expect(named).toContain('dist/checker/parallel/worker.js');
    expect(named).toContain('dist/compiler/index.d.ts');
  }, 60_000);

  it('has no JavaScript that nothing loads', () => {
    const loaded = new Set([...named, ...built.flatMap((file) => importsOf(file, anyhow).files)]);
    expect(built.filter((file) => !loaded.has(file))).toEqual([]);
  });

  it('loads only what exists', () => {
    const targets = built.flatMap((file) => importsOf(file, anyhow).files);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('has every module in one file only', () => {
    const modules = built.flatMap(modulesIn);
    expect(modules).toContain('runtime/tla/tuple.ts');
    expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toEqual([]);
  });

  it('makes the same values behind every door', () => {
    const found = run(process.execPath, '--input-type=module', '--eval', identities);
    expect(JSON.parse(found)).toEqual([true, '<<3, 4>>', true, true]);
  });

  it('calls classes as the sources do', () => {
    const lines = run(process.execPath, '--input-type=module', '--eval', misnamed).trim().split('\n');
    expect(lines).toContain('TlaTuple TlaTuple');
    expect(lines.filter((line) => !/^(\w+) \1$/u.test(line))).toEqual([]);
  });

  it('loads for the command line alone neither compiler nor checker nor runtime', () => {
    const { files, libraries } = loadedWith('dist/cli/main.js');
    const folders = new Set(
      files.flatMap(modulesIn).map((module) => module.split('/').slice(0, 2).join('/')),
    );
    expect([...folders].filter((folder) => !/^(?:cli|compiler\/diagnostics)/u.test(folder))).toEqual([]);
    expect(libraries).toEqual(['yargs']);
  });

  it('loads for the checker no resources and nothing that listens', () => {
    const { files, libraries } = loadedWith('dist/checker/index.js');
    const modules = files.flatMap(modulesIn);
    expect(modules).toContain('checker/parallel/thread.ts');
    expect(modules.filter((module) => /^(?:cli|runtime\/(?:resources|net))\//u.test(module))).toEqual([]);
    expect(libraries).not.toContain('level');
  });
});
