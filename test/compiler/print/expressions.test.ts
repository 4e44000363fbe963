import fc from 'fast-check';
import { expect, test } from 'vitest';
import { print } from '../../../compiler/print/index.ts';
import { Source } from '../../../compiler/source/index.ts';
import { parseExpression } from '../../../compiler/syntax/index.ts';
import { expressions } from './expressions.ts';
import { shapeOf } from './trees.ts';

test('any expression reads back as it was, but for brackets', () => {
  fc.assert(
    fc.property(expressions, (tree) => {
      const text = print(tree);
      const { value, diagnostics } = parseExpression(new Source('printed', text));
      expect(
        diagnostics.map(({ message }) => message),
        text,
      ).toEqual([]);
      expect(shapeOf(value, { brackets: false }), text).toEqual(shapeOf(tree, { brackets: false }));
      const again = parseExpression(new Source('printed again', print(value))).value;
      expect(shapeOf(again), 'no bracket is added to what was read').toEqual(shapeOf(value));
    }),
    { seed: 7, numRuns: 600 },
  );
});
