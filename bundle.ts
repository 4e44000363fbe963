import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes dist/'s JavaScript anew: some dozens of files instead of one for each module, since hundreds of small files take long to load. The
 * entries are what package.json names (bin, exports, imports). Modules that several entries share are in chunks of their own, so that each is
 * loaded once, whichever entries a program uses; what is imported dynamically stays apart. Libraries are not bundled.
 */

/** The files of dist/ that a part of package.json names, without `dist/` and `.js`. */
function builtFiles(part: unknown): readonly string[] {
  if (typeof part === 'object' && part !== null) return Object.values(part).flatMap(builtFiles);
  const name = /^(?:\.\/)?dist\/(.*)\.js$/u.exec(String(part))?.[1];
  return name === undefined ? [] : [name];
}

const { bin, exports, imports } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
const entries = new Set(builtFiles([bin, exports, imports]));

/**
 * A class that mentions itself is called `_Name` in bundles: `var Name = class _Name { ... }`. Errors, consoles and stack traces show names of
 * classes, so they get back the one they have in the sources; a space keeps columns where the source map has them.
 */
function withNamesOfClasses(text: string): string {
  const renamed = [...text.matchAll(/^var (\w+) = class _\1\b/gmu)].map(([, name]) => name);
  return renamed.length === 0
    ? text
    : text.replace(new RegExp(`(?<![\\w$.#])_(${renamed.join('|')})(?![\\w$])`, 'gu'), ' $1');
}

rmSync('dist', { recursive: true, force: true });
const { outputFiles } = await build({
  entryPoints: [...entries].map((name) => `${name}.ts`),
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'es2023',
  packages: 'external',
  charset: 'utf8',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  write: false,
});
for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith('.js') ? withNamesOfClasses(text) : text);
}
for (const name of builtFiles(bin)) chmodSync(`dist/${name}.js`, 0o755);
