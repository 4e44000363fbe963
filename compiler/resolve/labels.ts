import type { Name, Statement } from '../syntax/index.ts';

/** The labels of statements and of what is inside them, in the order of the text. */
export function labelsIn(statements: readonly Statement[]): readonly Name[] {
  return statements.flatMap((statement): readonly Name[] => {
    const own = statement.label === undefined ? [] : [statement.label.name];
    switch (statement.kind) {
      case 'if':
        return [...own, ...labelsIn(statement.then), ...labelsIn(statement.else ?? [])];
      case 'either':
        return [...own, ...statement.branches.flatMap(labelsIn)];
      case 'while':
      case 'with':
      case 'block':
        return [...own, ...labelsIn(statement.body)];
      default:
        return own;
    }
  });
}
