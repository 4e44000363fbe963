import { errorAt } from '../diagnostics/index.ts';
import { headOf, stepsOf } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** The first statement of every archetype, procedure, process and algorithm body has a label. */
export const labelsStartBodies: Rule = ({ bodies }) =>
  bodies.flatMap((body) => {
    const [first] = stepsOf(body.statements);
    if (first === undefined) {
      return [
        errorAt('MP301', body.span, `The body of ${body.kind} ${body.name} is empty.`, {
          hint: 'Write at least one labelled statement, such as done: skip;',
        }),
      ];
    }
    if (first.label !== undefined || first.statement.kind === 'errorStatement') return [];
    return [
      errorAt(
        'MP301',
        headOf(first.statement),
        `The first statement of ${body.kind} ${body.name} needs a label.`,
        { hint: 'Write a name and a colon before it.' },
      ),
    ];
  });
