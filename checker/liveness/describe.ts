import type { Formula } from '../model/index.ts';

/** A formula in TLA+ notation, for messages; every operand of an operator that is not a leaf is in parentheses. */
export function describeFormula(formula: Formula): string {
  switch (formula.kind) {
    case 'constant':
      return formula.value ? 'TRUE' : 'FALSE';
    case 'state':
    case 'action':
      return formula.text;
    case 'not':
      return `~${operand(formula.operand)}`;
    case 'and':
      return joined(formula.operands, ' /\\ ', 'TRUE');
    case 'or':
      return joined(formula.operands, ' \\/ ', 'FALSE');
    case 'implies':
      return `${operand(formula.left)} => ${operand(formula.right)}`;
    case 'equivalent':
      return `${operand(formula.left)} <=> ${operand(formula.right)}`;
    case 'leadsTo':
      return `${operand(formula.left)} ~> ${operand(formula.right)}`;
    case 'always':
      return `[]${operand(formula.operand)}`;
    case 'eventually':
      return `<>${operand(formula.operand)}`;
  }
}

function joined(operands: readonly Formula[], by: string, empty: string): string {
  const [first] = operands;
  if (first === undefined) return empty;
  return operands.length === 1 ? describeFormula(first) : operands.map(operand).join(by);
}

function operand(formula: Formula): string {
  const text = describeFormula(formula);
  return formula.kind === 'constant' || /^\w+$/.test(text) ? text : `(${text})`;
}
