import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../../compiler/compile.ts';
import { Source } from '../../../compiler/source/index.ts';
import { listed } from '../analyze/helpers.ts';

const folder = new URL('./accepted/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(`${name}.tla`, folder), 'utf8');

/** Specs as users write them, each about one part of the language. */
const specs = readdirSync(folder).flatMap((file) => (file.endsWith('.tla') ? [file.slice(0, -4)] : []));

describe('a valid spec is accepted', () => {
  it.each(specs)('%s', (name) => {
    const { diagnostics } = check(new Source(`${name}.tla`, read(name)), {
      findModule: (module) =>
        existsSync(new URL(`${module}.tla`, folder)) ? new Source(`${module}.tla`, read(module)) : undefined,
    });
    expect(listed(diagnostics, ['MP9'])).toEqual([]);
  });
});
