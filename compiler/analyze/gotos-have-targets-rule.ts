import { errorAt, fewSearches } from '../diagnostics/index.ts';
import { allSteps } from './analysis.ts';
import type { Rule } from './analysis.ts';
import { impliedLabels } from './labels-are-not-reserved-rule.ts';

/** The target of a goto is a label of the same body, or `Done`. */
export const gotosHaveTargets: Rule = ({ bodies }) => {
  const closest = fewSearches();
  return bodies.flatMap((body) => {
    const steps = [...allSteps(body.statements)];
    const labels = new Set(steps.flatMap(({ label }) => (label === undefined ? [] : [label.name.text])));
    return steps.flatMap(({ statement }) => {
      if (statement.kind !== 'goto') return [];
      const { target } = statement;
      if (labels.has(target.text) || impliedLabels.includes(target.text)) return [];
      const near = closest(target.text, () => labels);
      return [
        errorAt('MP304', target.span, `There is no label ${target.text} in ${body.kind} ${body.name}.`, {
          hint: near === undefined ? 'A goto stays inside its body.' : `Did you mean ${near}?`,
        }),
      ];
    });
  });
};
