import type { Core } from '../../compiler/index.ts';
import type { Unfolding } from './unfold.ts';

const numbers: ReadonlySet<string> = new Set(['+', '-', '-.', '*', '\\div', '%', '^', 'Cardinality', 'Len']);
const sets: ReadonlySet<string> = new Set([
  '..',
  '\\union',
  '\\intersect',
  '\\',
  'SUBSET',
  'UNION',
  'DOMAIN',
]);

/** What an expression is, in words, if its form shows that it is no formula; undefined where only its value could tell. */
export function otherThanFormula(core: Core, unfolding: Unfolding): string | undefined {
  switch (core.kind) {
    case 'integer':
    case 'decimal':
      return 'a number';
    case 'string':
      return 'a string';
    case 'tuple':
      return 'a tuple';
    case 'record':
      return 'a record';
    case 'function':
    case 'except':
      return 'a function';
    case 'set':
    case 'setFilter':
    case 'setMap':
    case 'builtinSet':
    case 'functionSet':
    case 'recordSet':
    case 'product':
      return 'a set';
    case 'let':
      return otherThanFormula(core.body, unfolding);
    case 'primitive':
      return ofOperator(core.operator);
    case 'apply': {
      if (core.operator.kind === 'standard') return ofOperator(core.operator.name);
      if (core.operator.kind === 'operator' && core.operator.recursive) return undefined;
      const unfolded = unfolding.once(core);
      return unfolded === undefined ? undefined : otherThanFormula(unfolded, unfolding);
    }
    default:
      return undefined;
  }
}

function ofOperator(operator: string): string | undefined {
  if (numbers.has(operator)) return 'a number';
  return sets.has(operator) ? 'a set' : undefined;
}
