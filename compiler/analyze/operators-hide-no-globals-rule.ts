import { errorAt } from '../diagnostics/index.ts';
import type { Rule } from './analysis.ts';
import { StateReads } from './state-reads.ts';

/**
 * Modular PlusCal: archetypes, procedures and mapping macros see no global variables (LANGUAGE: "PlusCal and MPCal syntax"), through
 * operators neither. A program that runs an archetype has none.
 */
export const operatorsHideNoGlobals: Rule = ({ algorithm, bodies, spec }) => {
  if (algorithm.dialect !== 'mpcal') return [];
  const reads = new StateReads(spec.bindings);
  const modular = [
    ...bodies.flatMap(({ kind, variables, statements }) =>
      kind === 'archetype' || kind === 'procedure' ? [variables, statements] : [],
    ),
    ...algorithm.mappingMacros.flatMap(({ read, write }) => [read, write]),
  ];
  return reads.usesIn(modular).flatMap(({ operator, node, variables }) => {
    const global = [...variables].find(({ scope }) => scope === 'global');
    if (global === undefined || node.name === undefined) return [];
    const related = global.span === undefined ? [] : [{ span: global.span, message: 'declared here' }];
    return [
      errorAt(
        'MP209',
        node.name.span,
        `${operator.name} reads ${global.name}, which archetypes, procedures and mapping macros cannot see.`,
        { related, hint: `Give ${operator.name} what it needs as arguments.` },
      ),
    ];
  });
};
