import { warningAt } from '../diagnostics/index.ts';
import type { Statement } from '../syntax/index.ts';
import { allSteps, branchesOf, stepsOf } from './analysis.ts';
import type { Rule } from './analysis.ts';
import { bare } from './walk.ts';

/** Control can reach every label: from the statement before it, or by a goto that can itself be reached. */
export const labelsAreReachable: Rule = ({ bodies }) =>
  bodies.flatMap((body) => {
    const reached = new Set<string>();
    const targets = new Set<string>();
    for (let size = -1; size !== reached.size + targets.size;) {
      size = reached.size + targets.size;
      follow(body.statements, true, reached, targets);
    }
    return [...allSteps(body.statements)].flatMap(({ label }) =>
      label === undefined || reached.has(label.name.text)
        ? []
        : [
            warningAt('MP902', label.name.span, `Label ${label.name.text} cannot be reached.`, {
              hint: 'No goto leads here, and the statement before it never ends here.',
            }),
          ],
    );
  });

/** Follows control through a sequence that is entered alive or not; answers whether its end is reached. */
function follow(
  statements: readonly Statement[],
  entered: boolean,
  reached: Set<string>,
  targets: Set<string>,
): boolean {
  let alive = entered;
  for (const { statement, label } of stepsOf(statements)) {
    if (label !== undefined) {
      alive = alive || targets.has(label.name.text);
      if (alive) reached.add(label.name.text);
    }
    const ends = branchesOf(statement).map((branch) => follow(branch, alive, reached, targets));
    switch (statement.kind) {
      case 'goto':
        if (alive) targets.add(statement.target.text);
        alive = false;
        break;
      case 'return':
        alive = false;
        break;
      case 'while': {
        const condition = bare(statement.condition);
        if (condition.kind === 'boolean' && condition.value) alive = false;
        break;
      }
      case 'if':
      case 'either':
      case 'with':
        alive = ends.some((end) => end);
        break;
      default:
        break;
    }
  }
  return alive;
}
