import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Statement } from '../syntax/index.ts';
import { allSteps } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** No label inside a macro, a mapping macro or a `with`: what stands there is part of one step. */
export const labelsInTheirPlace: Rule = ({ algorithm, bodies }) => [
  ...algorithm.macros.flatMap((macro) => labelsIn(macro.body, `macro ${macro.name.text}`)),
  ...algorithm.mappingMacros.flatMap((macro) =>
    labelsIn([...macro.read, ...macro.write], `mapping macro ${macro.name.text}`),
  ),
  ...bodies.flatMap((body) =>
    [...allSteps(body.statements)].flatMap(({ statement }) =>
      statement.kind === 'with' ? labelsIn(statement.body, 'a with') : [],
    ),
  ),
];

function labelsIn(statements: readonly Statement[], place: string): readonly Diagnostic[] {
  return [...allSteps(statements)].flatMap(({ label }) =>
    label === undefined
      ? []
      : [
          errorAt('MP302', label.name.span, `Label ${label.name.text} stands inside ${place}.`, {
            hint:
              place === 'a with'
                ? 'A with is one step: put the label before or after it.'
                : 'Remove the label.',
          }),
        ],
  );
}
