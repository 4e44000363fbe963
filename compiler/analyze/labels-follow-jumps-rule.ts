import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Statement } from '../syntax/index.ts';
import { allSteps, branchesOf, headOf, stepsOf } from './analysis.ts';
import type { Rule, Step } from './analysis.ts';

/**
 * A label stands after goto, after return, after call (unless a goto or return follows it directly), and after an `if`, `either` or `with` that contains a
 * label or one of these.
 */
export const labelsFollowJumps: Rule = ({ bodies }) => bodies.flatMap((body) => inSequence(body.statements));

function inSequence(statements: readonly Statement[]): readonly Diagnostic[] {
  const steps = stepsOf(statements);
  return steps.flatMap((step, index) => {
    const next = steps[index + 1];
    const inside = branchesOf(step.statement).flatMap(inSequence);
    if (next === undefined || next.label !== undefined || next.statement.kind === 'errorStatement')
      return inside;
    const reason = reasonForLabel(step.statement, next);
    if (reason === undefined) return inside;
    return [
      ...inside,
      errorAt(
        'MP301',
        headOf(next.statement),
        `This statement needs a label, because it follows ${reason}.`,
        {
          related: [{ span: headOf(step.statement), message: 'the statement before it' }],
          hint: 'Write a name and a colon before it.',
        },
      ),
    ];
  });
}

function reasonForLabel(statement: Statement, next: Step): string | undefined {
  switch (statement.kind) {
    case 'goto':
    case 'return':
      return `a ${statement.kind}`;
    case 'call':
      return next.statement.kind === 'goto' || next.statement.kind === 'return' ? undefined : 'a call';
    case 'if':
    case 'either':
    case 'with': {
      const culprit = [...branchesOf(statement).flatMap((branch) => [...allSteps(branch)])].find(
        (step) => step.label !== undefined || ['goto', 'return', 'call'].includes(step.statement.kind),
      );
      if (culprit === undefined) return undefined;
      const article = statement.kind === 'with' ? 'a' : 'an';
      const what = culprit.label === undefined ? `a ${culprit.statement.kind}` : 'a label';
      return `${article} ${statement.kind} that contains ${what}`;
    }
    default:
      return undefined;
  }
}
