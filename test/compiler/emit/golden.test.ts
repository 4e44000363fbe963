import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compile, Source } from '../../../compiler/index.ts';

const folder = new URL('../../golden/', import.meta.url);
const path = (file: string): string => fileURLToPath(new URL(file, folder));
/** Set to write the expected files anew: see test/golden/README.md. */
const rewrites = process.env['MPCAL_REWRITE_GOLDEN'] !== undefined;

function compiled(name: string): string {
  const source = new Source(`test/golden/${name}.tla`, readFileSync(path(`${name}.tla`), 'utf8'));
  const { value, diagnostics } = compile(source, { fileName: `${name}.ts`, findModule: () => undefined });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value?.typescript ?? '';
}

describe('specs and what they compile to', () => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.tla'))
    .map((file) => file.replace(/\.tla$/, ''));

  it.each(names)('%s', (name) => {
    const text = compiled(name);
    if (rewrites) writeFileSync(path(`${name}.ts`), text);
    expect(text).toBe(readFileSync(path(`${name}.ts`), 'utf8'));
  });

  it.each(names)('%s compiles to the same text every time', (name) => {
    expect(compiled(name)).toBe(compiled(name));
  });
});
