import { describe, expect, test } from 'vitest';
import { formatSpec } from '../../../compiler/print/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { specPaths, specText } from './specs.ts';

function format(text: string): string {
  const { value, diagnostics } = formatSpec(new Source('Test.tla', text));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value ?? '';
}

describe('specs of the repository', () => {
  test.each(specPaths)('%s keeps its tree and its comments, and is left alone the second time', (path) => {
    const text = specText(path);
    const once = format(text);
    expect(format(once)).toEqual(once);
  });
});
