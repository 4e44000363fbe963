import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasErrors } from '../../../compiler/diagnostics/index.ts';
import { listed, problemsOf } from './helpers.ts';

const folder = (name: string): URL => new URL(`../../oracle/${name}/`, import.meta.url);

describe.each(['mpcal', 'pluscal'])('the oracle corpus in %s', (name) => {
  const specs = readdirSync(folder(name)).filter((file) => file.endsWith('.tla'));

  it('is there', () => {
    expect(specs.length).toBeGreaterThan(0);
  });

  it.each(specs)('%s has no errors', (file) => {
    const problems = problemsOf(readFileSync(new URL(file, folder(name)), 'utf8'));
    expect(listed(problems.filter(({ severity }) => severity === 'error'))).toEqual([]);
    expect(hasErrors(problems)).toBe(false);
  });
});
