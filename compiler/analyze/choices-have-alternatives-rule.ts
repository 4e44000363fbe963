import { warningAt } from '../diagnostics/index.ts';
import { allSteps, headOf } from './analysis.ts';
import type { Rule } from './analysis.ts';
import { bare } from './walk.ts';

/** An `either` has two branches or more; a `with` does not choose from the empty set, which would block for ever. */
export const choicesHaveAlternatives: Rule = ({ algorithm, bodies }) =>
  [
    ...bodies.map((body) => body.statements),
    ...algorithm.mappingMacros.flatMap((macro) => [macro.read, macro.write]),
  ].flatMap((statements) =>
    [...allSteps(statements)].flatMap(({ statement }) => {
      if (statement.kind === 'either' && statement.branches.length < 2) {
        return [
          warningAt('MP903', headOf(statement), 'This either has one branch only.', {
            hint: 'Add another branch with or, or leave either out.',
          }),
        ];
      }
      if (statement.kind !== 'with') return [];
      return statement.bindings.flatMap(({ relation, value }) => {
        const set = bare(value);
        return relation === '\\in' && set.kind === 'setEnumeration' && set.elements.length === 0
          ? [
              warningAt(
                'MP903',
                value.span,
                'The set to choose from is empty, so this step can never be taken.',
                { hint: 'Choose from a set that has elements.' },
              ),
            ]
          : [];
      });
    }),
  );
