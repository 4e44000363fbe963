import { infixOperators, postfixOperators, prefixOperators } from '../syntax/index.ts';
import type { Application, Argument, Expression } from '../syntax/index.ts';

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
    case 'application':
      return expression.fixity === undefined ? undefined : neighbour(expression.fixity, expression.name.text);
    case 'infix':
    case 'prefix':
    case 'postfix':
      return neighbour(expression.kind, expression.operator);
    case 'product':
      return neighbour('infix', '\\X');
    default:
      return undefined;
  }
}

function neighbour(kind: 'infix' | 'prefix' | 'postfix', operator: string): Neighbour {
  switch (kind) {
    case 'infix': {
      const { low, high, associative } = infixOperators.get(operator) ?? {
        low: 1,
        high: 15,
        associative: false,
      };
      return { kind, operator, low, high, associative };
    }
    case 'prefix': {
      const { low, high } = prefixOperators.get(operator) ?? { low: 4, high: 15 };
      return { kind, operator, low, high, associative: false };
    }
    case 'postfix': {
      const { low, high } = postfixOperators.get(operator) ?? { low: 15, high: 15 };
      return { kind, operator, low, high, associative: false };
    }
  }
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
    case 'application':
      return endsInJunctionThrough(expression);
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

function endsInJunctionThrough({ fixity, args }: Application): boolean {
  const last = args.at(-1);
  return (
    (fixity === 'infix' || fixity === 'prefix') &&
    last !== undefined &&
    isExpression(last) &&
    endsInJunction(last)
  );
}

function isExpression(argument: Argument): argument is Expression {
  return argument.kind !== 'lambda' && argument.kind !== 'operatorSymbol';
}

/** The operator of the junction list an expression begins with. */
export function leadingJunction(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'junction':
      return expression.operator;
    case 'application': {
      const [left] = expression.args;
      const begins = expression.fixity === 'infix' || expression.fixity === 'postfix';
      return begins && left !== undefined && isExpression(left) ? leadingJunction(left) : undefined;
    }
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
