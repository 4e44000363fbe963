import type { ArchetypeParameterSymbol } from '../resolve/index.ts';
import type { Application, AssignmentTarget, CallStatement, Expression } from '../syntax/index.ts';
import { allSteps } from './analysis.ts';
import type { Analysis, Body } from './analysis.ts';
import { bare, walk } from './walk.ts';

/** An occurrence of a `ref` parameter in an expression, with the indices that follow it directly: `p[i][j, k].f` has three (a field has no expressions). */
export interface Access {
  readonly param: ArchetypeParameterSymbol;
  readonly name: Application;
  /** The whole access, indices included. */
  readonly expression: Expression;
  readonly indices: readonly (readonly Expression[])[];
}

/** The accesses to `ref` parameters in a tree, those within indices of others included. */
export function accessesIn(tree: unknown, symbolOf: Analysis['symbolOf']): readonly Access[] {
  const accesses: Access[] = [];
  const visit = (node: unknown): void => {
    walk(node, (child) => {
      const access = accessOf(child as Expression, symbolOf);
      if (access === undefined) return undefined;
      accesses.push(access);
      for (const group of access.indices) visit(group);
      return 'skip';
    });
  };
  visit(tree);
  return accesses;
}

function accessOf(expression: Expression, symbolOf: Analysis['symbolOf']): Access | undefined {
  const indices: (readonly Expression[])[] = [];
  let current = expression;
  for (;;) {
    if (current.kind === 'functionApplication') {
      indices.unshift(current.args);
      current = bare(current.function);
    } else if (current.kind === 'fieldAccess') {
      indices.unshift([]);
      current = bare(current.record);
    } else break;
  }
  if (current.kind !== 'application') return undefined;
  const symbol = symbolOf(current);
  if (symbol?.kind !== 'archetypeParameter' || !symbol.ref) return undefined;
  return { param: symbol, name: current, expression, indices };
}

/** The assignments of a body to `ref` parameters. */
export function refTargetsOf(
  body: Body,
  symbolOf: Analysis['symbolOf'],
): readonly { readonly param: ArchetypeParameterSymbol; readonly target: AssignmentTarget }[] {
  return [...allSteps(body.statements)].flatMap(({ statement }) =>
    statement.kind !== 'assign'
      ? []
      : statement.assignments.flatMap(({ target }) => {
          const symbol = symbolOf(target);
          return symbol?.kind === 'archetypeParameter' && symbol.ref ? [{ param: symbol, target }] : [];
        }),
  );
}

/** The procedure calls of a body. */
export function callsIn(body: Body): readonly CallStatement[] {
  return [...allSteps(body.statements)].flatMap(({ statement }) =>
    statement.kind === 'call' ? [statement] : [],
  );
}

/** `x` of arity 2 is written `x[_][_]`. */
export function withPlaceholders(name: string, arity: number): string {
  return name + '[_]'.repeat(arity);
}
