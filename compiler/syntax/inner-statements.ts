import type { Statement } from './algorithms.ts';

/** The statements directly inside of a statement, in the order of the text. */
export function innerStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.then, ...(statement.else ?? [])];
    case 'either':
      return statement.branches.flat();
    case 'with':
    case 'while':
    case 'block':
      return statement.body;
    default:
      return [];
  }
}

/** Whether `test` holds for a statement or for one inside of it. */
export function anyStatement(statement: Statement, test: (one: Statement) => boolean): boolean {
  return test(statement) || innerStatements(statement).some((inner) => anyStatement(inner, test));
}

/** Whether a statement begins a step, or ends a path by goto, call or return. */
export function isJumpOrLabelled({ kind, label }: Statement): boolean {
  return label !== undefined || kind === 'goto' || kind === 'call' || kind === 'return';
}

/** Whether a path through a statement leaves the step it stands in. */
export function leavesStep(statement: Statement): boolean {
  return anyStatement(statement, isJumpOrLabelled);
}
