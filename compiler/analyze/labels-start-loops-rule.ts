import { errorAt } from '../diagnostics/index.ts';
import { allSteps, headOf, stepsOf } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** A `while` is the first statement of its label: control comes back to it. The first statement of a body is another rule's. */
export const labelsStartLoops: Rule = ({ bodies }) =>
  bodies.flatMap((body) => {
    const [first] = stepsOf(body.statements);
    return [...allSteps(body.statements)]
      .filter((step) => step.statement.kind === 'while' && step.label === undefined)
      .filter((step) => step.statement !== first?.statement)
      .map(({ statement }) =>
        errorAt('MP301', headOf(statement), 'A while loop needs a label of its own.', {
          hint: 'Control returns to the loop, so a step begins there: write a label before while.',
        }),
      );
  });
