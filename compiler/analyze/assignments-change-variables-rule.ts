import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Symbol } from '../resolve/index.ts';
import type { AssignmentTarget, Statement } from '../syntax/index.ts';
import { allSteps } from './analysis.ts';
import type { Rule } from './analysis.ts';

/** The target of an assignment is a variable of the algorithm or a parameter of its archetype or procedure. */
export const assignmentsChangeVariables: Rule = ({ algorithm, bodies, symbolOf }) =>
  [
    ...bodies.map((body) => body.statements),
    ...algorithm.mappingMacros.flatMap((macro) => [macro.read, macro.write]),
  ].flatMap((statements) =>
    targetsIn(statements).flatMap((target) => {
      if (target.name.text === '$value') {
        return [
          errorAt('MP501', target.name.span, '$value cannot be assigned to.', {
            hint: 'yield says what is stored.',
          }),
        ];
      }
      const symbol = symbolOf(target);
      return symbol === undefined ? [] : problemOf(target, symbol);
    }),
  );

function targetsIn(statements: readonly Statement[]): readonly AssignmentTarget[] {
  return [...allSteps(statements)].flatMap(({ statement }) =>
    statement.kind === 'assign' ? statement.assignments.map((assignment) => assignment.target) : [],
  );
}

function problemOf(target: AssignmentTarget, symbol: Symbol): readonly Diagnostic[] {
  const what = unassignable(symbol);
  if (what === undefined) return [];
  return [
    errorAt('MP501', target.name.span, `${target.name.text} is ${what}, which cannot be assigned to.`, {
      ...(symbol.span === undefined ? {} : { related: [{ span: symbol.span, message: 'declared here' }] }),
      hint: 'Only variables and parameters of the algorithm can be assigned to.',
    }),
  ];
}

function unassignable(symbol: Symbol): string | undefined {
  switch (symbol.kind) {
    case 'variable':
      return symbol.scope === 'module' ? 'a VARIABLE of the module' : undefined;
    case 'archetypeParameter':
      return undefined;
    case 'constant':
      return 'a constant';
    case 'operator':
    case 'standard':
      return 'an operator';
    case 'function':
      return 'a defined function';
    case 'parameter':
      return 'a parameter of an operator';
    case 'bound':
      return symbol.binder === 'with' ? 'a name bound by with' : 'a bound name';
    case 'self':
      return 'the identity of the process';
    case 'translation':
      return 'part of the translation';
  }
}
