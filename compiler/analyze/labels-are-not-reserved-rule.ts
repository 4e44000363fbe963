import { errorAt } from '../diagnostics/index.ts';
import { allSteps } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** `Done` is where a process ends, `Error` where a procedure that does not return ends. */
export const impliedLabels: readonly string[] = ['Done', 'Error'];

/** No label is called `Done` or `Error`. */
export const labelsAreNotReserved: Rule = ({ bodies }) =>
  bodies.flatMap((body) =>
    [...allSteps(body.statements)].flatMap(({ label }) =>
      label === undefined || !impliedLabels.includes(label.name.text)
        ? []
        : [
            errorAt(
              'MP305',
              label.name.span,
              `${label.name.text} cannot be a label: it has a meaning already.`,
              {
                hint: 'Choose another name.',
              },
            ),
          ],
    ),
  );
