import { infixOperators, postfixOperators, prefixOperators } from '../syntax/index.ts';
import type { Expression } from '../syntax/index.ts';

/** An operator beside an expression. `suffix`: `[i]` or `.f`, which take what stands directly before them. */
export interface Neighbour {
  readonly kind: 'infix' | 'prefix' | 'postfix' | 'suffix';
  readonly operator: string;
  readonly low: number;
  readonly high: number;
  readonly associative: boolean;
}

/** Where an expression stands: between which operators, and whether an arm of a CASE follows. */
export interface Place {
  readonly left: Neighbour | undefined;
  readonly right: Neighbour | undefined;
  /** `[]` and another arm of a CASE follow, which the last arm of a CASE inside would take. */
  readonly beforeArm: boolean;
  /** In a statement and in no brackets: here `:=` and `||` belong to the statement. */
  readonly inStatement: boolean;
}

/** Within brackets, or between words. */
export const alone: Place = { left: undefined, right: undefined, beforeArm: false, inStatement: false };

/** Binds tighter than every operator. */
export const suffix: Neighbour = {
  kind: 'suffix',
  operator: '[',
  low: 17,
  high: 17,
  associative: false,
};

/** The operator of an infix, prefix or postfix expression (of a product: `\X`); undefined for everything else. */
export function operatorOf(expression: Expression): Neighbour | undefined {
  switch (expression.kind) {
    case 'infix':
      return infixNeighbour(expression.operator);
    case 'product':
      return infixNeighbour('\\X');
    case 'prefix': {
      const range = prefixOperators.get(expression.operator) ?? { low: 4, high: 15 };
      return {
        kind: 'prefix',
        operator: expression.operator,
        associative: false,
        low: range.low,
        high: range.high,
      };
    }
    case 'postfix': {
      const range = postfixOperators.get(expression.operator) ?? { low: 15, high: 15 };
      return {
        kind: 'postfix',
        operator: expression.operator,
        associative: false,
        low: range.low,
        high: range.high,
      };
    }
    default:
      return undefined;
  }
}

function infixNeighbour(operator: string): Neighbour {
  const { low, high, associative } = infixOperators.get(operator) ?? { low: 1, high: 15, associative: false };
  return { kind: 'infix', operator, low, high, associative };
}

/** Expressions that go on to the right as far as they can. */
function isOpenEnded({ kind }: Expression): boolean {
  return (
    kind === 'ifExpression' ||
    kind === 'case' ||
    kind === 'let' ||
    kind === 'quantifier' ||
    kind === 'choose' ||
    kind === 'labelled'
  );
}

/** Whether an expression has to be put in brackets to be read back as it is (Specifying Systems, section 15.2.1). */
export function needsBrackets(expression: Expression, place: Place): boolean {
  const { left, right } = place;
  if (isOpenEnded(expression)) return right !== undefined || (place.beforeArm && expression.kind === 'case');
  if (expression.kind === 'junction') return right?.kind === 'suffix' || right?.kind === 'postfix';
  const own = operatorOf(expression);
  if (own === undefined) return false;
  if (place.inStatement && (own.operator === ':=' || own.operator === '||')) return true;
  if (right !== undefined && own.kind !== 'postfix' && !reducesBefore(own, right)) return true;
  if (left === undefined) return false;
  if (own.kind === 'prefix') return own.operator === '-.' && left.kind === 'infix' && left.high >= own.low;
  return left.high >= own.low;
}

/** Whether an operator with its operands is complete when `next` comes. */
function reducesBefore(own: Neighbour, next: Neighbour): boolean {
  if (own.high < next.low) return false;
  const chains =
    own.kind === 'infix' && next.kind === 'infix' && own.operator === next.operator && next.associative;
  return own.low > next.high || chains;
}

/** Whether the last thing in an expression is a junction list, so that whatever follows on its line would belong to the last item. */
export function endsInJunction(expression: Expression): boolean {
  switch (expression.kind) {
    case 'junction':
      return true;
    case 'infix':
      return endsInJunction(expression.right);
    case 'product':
      return endsInJunction(expression.factors.at(-1) as Expression);
    case 'prefix':
      return endsInJunction(expression.operand);
    case 'ifExpression':
      return endsInJunction(expression.else);
    case 'case':
      return endsInJunction(expression.other ?? (expression.arms.at(-1)?.value as Expression));
    case 'let':
    case 'quantifier':
    case 'labelled':
      return endsInJunction(expression.body);
    case 'choose':
      return endsInJunction(expression.predicate);
    case 'macroArgument':
      return endsInJunction(expression.inner);
    default:
      return false;
  }
}

/** The operator of the junction list an expression begins with. */
export function leadingJunction(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'junction':
      return expression.operator;
    case 'infix':
      return leadingJunction(expression.left);
    case 'product':
      return leadingJunction(expression.factors[0] as Expression);
    case 'macroArgument':
      return leadingJunction(expression.inner);
    default:
      return undefined;
  }
}
