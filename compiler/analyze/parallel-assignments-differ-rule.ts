import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { AssignmentTarget } from '../syntax/index.ts';
import { allSteps } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** No `||` assigns to a variable as a whole and again: which of the two would hold is nobody's guess. */
export const parallelAssignmentsDiffer: Rule = ({ algorithm, bodies }) =>
  [
    ...bodies.map((body) => body.statements),
    ...algorithm.mappingMacros.flatMap((macro) => [macro.read, macro.write]),
  ].flatMap((statements) =>
    [...allSteps(statements)].flatMap(({ statement }) =>
      statement.kind === 'assign' ? clashes(statement.assignments.map(({ target }) => target)) : [],
    ),
  );

/** The first targets that are a variable or an element of it, and the variable as a whole. */
interface Earlier {
  readonly any: AssignmentTarget;
  readonly whole: AssignmentTarget | undefined;
}

function clashes(targets: readonly AssignmentTarget[]): readonly Diagnostic[] {
  const seen = new Map<string, Earlier>();
  return targets.flatMap((target) => {
    const { name, path } = target;
    const earlier = seen.get(name.text);
    const clash = path.length === 0 ? earlier?.any : earlier?.whole;
    seen.set(name.text, {
      any: earlier?.any ?? target,
      whole: earlier?.whole ?? (path.length === 0 ? target : undefined),
    });
    return clash === undefined ? [] : [assignedTwice(target, clash, 'in one statement')];
  });
}

/** MP502 with both places. */
export function assignedTwice(
  target: AssignmentTarget,
  earlier: AssignmentTarget,
  where: 'in one step' | 'in one statement',
): Diagnostic {
  return errorAt('MP502', target.span, `${target.name.text} is assigned twice ${where}.`, {
    related: [{ span: earlier.span, message: 'first here' }],
    hint: where === 'in one step' ? 'Put a label between the two.' : 'Assign to it once.',
  });
}
