import type { Formula } from '../model/index.ts';
import type { Term, TermTable } from './terms.ts';

/** A formula as a term: <> and [] remain, ~>, => and <=> are rewritten, negations stand at leaves. */
export function termOf(table: TermTable, formula: Formula): Term {
  const of = (each: Formula): Term => termOf(table, each);
  switch (formula.kind) {
    case 'constant':
      return table.constant(formula.value);
    case 'state':
    case 'action':
      return table.leaf(formula, true);
    case 'not':
      return table.not(of(formula.operand));
    case 'and':
      return table.and(formula.operands.map(of));
    case 'or':
      return table.or(formula.operands.map(of));
    case 'implies':
      return table.or([table.not(of(formula.left)), of(formula.right)]);
    case 'equivalent': {
      const [left, right] = [of(formula.left), of(formula.right)];
      return table.or([table.and([left, right]), table.and([table.not(left), table.not(right)])]);
    }
    case 'leadsTo':
      return table.always(table.or([table.not(of(formula.left)), table.eventually(of(formula.right))]));
    case 'always':
      return table.always(of(formula.operand));
    case 'eventually':
      return table.eventually(of(formula.operand));
  }
}
