import { expect, test } from 'vitest';
import { print } from '../../../compiler/print/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { parseModule } from '../../../compiler/syntax/index.ts';
import { shapeOf } from './trees.ts';
import { specPaths, specText } from './specs.ts';

test.each(specPaths)('%s, printed, is read as the same tree', (path) => {
  const { value, diagnostics } = parseModule(new Source(path, specText(path)));
  expect(diagnostics).toEqual([]);
  const text = print(value);
  const again = parseModule(new Source('printed', text));
  expect(
    again.diagnostics.map(({ message, span }) => `${span.start} ${message}`),
    text,
  ).toEqual([]);
  expect(shapeOf(again.value)).toEqual(shapeOf(value));
});
