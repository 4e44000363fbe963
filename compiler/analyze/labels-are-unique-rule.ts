import { errorAt } from '../diagnostics/index.ts';
import type { Name } from '../syntax/index.ts';
import { allSteps } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** No body has a label twice. */
export const labelsAreUnique: Rule = ({ bodies }) =>
  bodies.flatMap((body) => {
    const seen = new Map<string, Name>();
    return [...allSteps(body.statements)].flatMap(({ label }) => {
      if (label === undefined) return [];
      const earlier = seen.get(label.name.text);
      if (earlier === undefined) {
        seen.set(label.name.text, label.name);
        return [];
      }
      return [
        errorAt(
          'MP303',
          label.name.span,
          `Label ${label.name.text} occurs twice in ${body.kind} ${body.name}.`,
          {
            related: [{ span: earlier.span, message: 'first here' }],
            hint: 'Choose another name.',
          },
        ),
      ];
    });
  });
