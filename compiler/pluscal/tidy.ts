import type { Statement } from '../syntax/index.ts';

/** The same statements with fewer lines: a `with` that holds nothing but another is one, and needless `skip`s are gone. */
export function tidied(statements: readonly Statement[]): readonly Statement[] {
  const all = statements.map(tidy);
  const needed = all.filter((statement) => statement.kind !== 'skip' || statement.label !== undefined);
  return needed.length === 0 ? all.slice(0, 1) : needed;
}

function tidy(statement: Statement): Statement {
  switch (statement.kind) {
    case 'if': {
      const otherwise = statement.else === undefined ? undefined : tidied(statement.else);
      const isEmpty = otherwise?.every(({ kind, label }) => kind === 'skip' && label === undefined) === true;
      return { ...statement, then: tidied(statement.then), else: isEmpty ? undefined : otherwise };
    }
    case 'either':
      return { ...statement, branches: statement.branches.map(tidied) };
    case 'while':
    case 'block':
      return { ...statement, body: tidied(statement.body) };
    case 'with': {
      const body = tidied(statement.body);
      const [only] = body;
      if (body.length === 1 && only?.kind === 'with' && only.label === undefined)
        return { ...statement, bindings: [...statement.bindings, ...only.bindings], body: only.body };
      return { ...statement, body };
    }
    default:
      return statement;
  }
}
