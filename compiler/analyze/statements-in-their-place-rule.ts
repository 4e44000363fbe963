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
      ...(body.kind === 'procedure'
        ? {}
        : { return: ['Only a procedure can return.', 'To end the process, write goto Done.'] }),
      yield: ['Only a mapping macro can yield.', 'Assign the value to a variable instead.'],
    }),
  ),
  ...algorithm.mappingMacros.flatMap((macro) =>
    misplaced([...macro.read, ...macro.write], {
      goto: [
        'A mapping macro is part of a step and cannot jump.',
        'Decide by if, or jump where the variable is used.',
      ],
      return: ['A mapping macro is part of a step and cannot return.', 'Its body ends with yield.'],
      call: [
        'A mapping macro is part of a step and cannot call a procedure.',
        'Use an operator or a macro for what is shared.',
      ],
      while: [
        'A mapping macro is part of a step and cannot loop.',
        'Compute the value by a recursive operator.',
      ],
    }),
  ),
  ...algorithm.macros.flatMap((macro) =>
    misplaced(macro.body, {
      while: [
        'A loop needs a label, and a macro has none.',
        'Write the loop where the macro is called, or make it a procedure.',
      ],
    }),
  ),
];

function misplaced(
  statements: readonly Statement[],
  messages: Readonly<Partial<Record<Statement['kind'], readonly [message: string, hint: string]>>>,
): readonly Diagnostic[] {
  return [...allSteps(statements)].flatMap(({ statement }) => {
    const found = messages[statement.kind];
    if (found === undefined) return [];
    const [message, hint] = found;
    return [errorAt('MP306', headOf(statement), message, { hint })];
  });
}
