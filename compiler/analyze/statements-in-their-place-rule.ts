import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Statement } from '../syntax/index.ts';
import { allSteps, headOf } from './analysis.ts';
import type { Rule } from './analysis.ts';

/**
 * `return` stands in procedures, `yield` in mapping macros; a mapping macro is part of a step, so it neither jumps nor calls nor loops; a
 * macro has no loop, because a loop needs a label.
 */
export const statementsInTheirPlace: Rule = ({ algorithm, bodies }) => [
  ...bodies.flatMap((body) =>
    misplaced(body.statements, {
      ...(body.kind === 'procedure' ? {} : { return: 'Only a procedure can return.' }),
      yield: 'Only a mapping macro can yield.',
    }),
  ),
  ...algorithm.mappingMacros.flatMap((macro) =>
    misplaced([...macro.read, ...macro.write], {
      goto: 'A mapping macro is part of a step and cannot jump.',
      return: 'A mapping macro is part of a step and cannot return.',
      call: 'A mapping macro is part of a step and cannot call a procedure.',
      while: 'A mapping macro is part of a step and cannot loop.',
    }),
  ),
  ...algorithm.macros.flatMap((macro) =>
    misplaced(macro.body, { while: 'A loop needs a label, and a macro has none.' }),
  ),
];

function misplaced(
  statements: readonly Statement[],
  messages: Readonly<Partial<Record<Statement['kind'], string>>>,
): readonly Diagnostic[] {
  return [...allSteps(statements)].flatMap(({ statement }) => {
    const message = messages[statement.kind];
    return message === undefined ? [] : [errorAt('MP306', headOf(statement), message)];
  });
}
