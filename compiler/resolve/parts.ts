import type { Span } from '../source/index.ts';
import type {
  Application,
  Argument,
  CaseArm,
  Except,
  ExceptUpdate,
  Expression,
  Name,
} from '../syntax/index.ts';
import { boundNames, patternNames } from './binders.ts';
import { copyTree } from './copy.ts';
import { applyArgument, bareName } from './instances.ts';

/** `OTHER -> e`: an arm without a condition. */
interface OtherArm {
  readonly kind: 'otherArm';
  readonly span: Span;
  readonly value: Expression;
}

/** What a selector leads to. */
export type Part = Argument | CaseArm | OtherArm;

/** A part without what stands around it for reading only: parentheses, a label. */
export function whole(part: Part): Part {
  let inner = part;
  while (inner.kind === 'parenthesized' || inner.kind === 'labelled')
    inner = inner.kind === 'labelled' ? inner.body : inner.inner;
  return inner;
}

/** The body that `!(a, b)` selects, with the names it gives values to. */
export function boundPart(
  part: Part,
): { readonly names: readonly Name[]; readonly body: Expression } | undefined {
  switch (part.kind) {
    case 'quantifier':
      return { names: [...boundNames(part.bounds), ...part.names], body: part.body };
    case 'setMap':
    case 'functionConstructor':
      return { names: boundNames(part.bounds), body: part.body };
    case 'setFilter':
    case 'choose':
      return { names: patternNames(part.pattern), body: part.predicate };
    case 'lambda':
      return { names: part.params, body: part.body };
    default:
      return undefined;
  }
}

export function partCount(part: Part): number {
  return partsOf(part).length;
}

/** The part that `!position` selects, counting from 1; undefined for the condition OTHER does not have. */
export function positionedPart(part: Part, position: number): Part | undefined {
  return partsOf(part)[position - 1]?.();
}

/**
 * The parts that numbers select (TLA+2, section 6.2), each when it is asked for: operands, arguments, items, elements, the sets of bounds, the
 * value of every field, the new values of an EXCEPT.
 */
function partsOf(part: Part): readonly (() => Part | undefined)[] {
  const all = (...parts: readonly (Part | undefined)[]): readonly (() => Part | undefined)[] =>
    parts.map((each) => () => each);
  switch (part.kind) {
    case 'application':
      return all(...part.steps.flatMap((step) => step.args), ...part.args);
    case 'infix':
      return all(part.left, part.right);
    case 'prefix':
    case 'postfix':
      return all(part.operand);
    case 'junction':
      return all(...part.items);
    case 'product':
      return all(...part.factors);
    case 'tuple':
    case 'setEnumeration':
      return all(...part.elements);
    case 'setFilter':
      return all(part.set);
    case 'setMap':
    case 'functionConstructor':
    case 'quantifier':
      return all(...part.bounds.map((bound) => bound.set));
    case 'choose':
      return part.set === undefined ? [] : all(part.set);
    case 'functionApplication':
      return all(part.function, grouped(part.args, part.span));
    case 'functionSet':
      return all(part.domain, part.range);
    case 'record':
    case 'recordSet':
      return all(...part.fields.map((field) => field.value));
    case 'except':
      return [() => part.base, ...part.updates.map((_, index) => () => newValue(part, index))];
    case 'fieldAccess':
      return all(part.record, { kind: 'string', value: part.field.text, span: part.field.span });
    case 'ifExpression':
      return all(part.condition, part.then, part.else);
    case 'case': {
      const { other } = part;
      const last: readonly Part[] =
        other === undefined ? [] : [{ kind: 'otherArm', value: other, span: other.span }];
      return all(...part.arms, ...last);
    }
    case 'caseArm':
      return all(part.condition, part.value);
    case 'otherArm':
      return all(undefined, part.value);
    case 'let':
      return all(part.body);
    case 'action':
      return all(part.action, part.subscript);
    case 'fairness':
      return all(part.subscript, part.action);
    default:
      return [];
  }
}

function grouped(args: readonly Expression[], span: Span): Expression | undefined {
  return args.length === 1 ? args[0] : { kind: 'tuple', elements: args, span };
}

/** The new value an EXCEPT gives, in which `@` is the value that it replaces. */
function newValue(except: Except, index: number): Expression | undefined {
  const update = except.updates[index];
  if (update === undefined) return undefined;
  const base: Expression = index === 0 ? except.base : { ...except, updates: except.updates.slice(0, index) };
  const old = update.path.reduce<Expression>(
    (value, step) =>
      step.kind === 'fieldStep'
        ? { kind: 'fieldAccess', record: value, field: step.name, span: step.span }
        : { kind: 'functionApplication', function: value, args: step.args, span: step.span },
    base,
  );
  return copyTree(update.value, (node, copy) => {
    if (node.kind === 'atSign') return copyTree(old);
    if (node.kind !== 'except') return undefined;
    // `@` in the new values of an inner EXCEPT is about that one.
    const inner = node as Except;
    return {
      ...inner,
      base: copy(inner.base),
      updates: inner.updates.map((each): ExceptUpdate => ({
        ...each,
        path: copy(each.path),
        value: copyTree(each.value),
      })),
    };
  });
}

/** A part that is an operator, given as an argument, as parameters and a body; undefined for a value. */
export function operatorPart(
  part: Part,
  arityOf: (application: Application) => number,
): { readonly names: readonly Name[]; readonly body: Expression } | undefined {
  const operator = whole(part);
  if (operator.kind === 'lambda') return { names: operator.params, body: operator.body };
  if (operator.kind !== 'operatorSymbol' && operator.kind !== 'application') return undefined;
  if (operator.kind === 'application' && operator.args.length > 0) return undefined;
  const arity = operator.kind === 'operatorSymbol' ? 2 : arityOf(operator);
  if (arity === 0) return undefined;
  const { span } = operator;
  const names = Array.from({ length: arity }, (_, index): Name => ({
    kind: 'name',
    text: `argument${index + 1}!`,
    span,
  }));
  return { names, body: applyArgument(operator, names.map(bareName), span) };
}

/** What a part is called in messages. */
export function partsText(part: Part): string {
  return names[part.kind] ?? 'this part';
}

const names: Readonly<Partial<Record<Part['kind'], string>>> = {
  number: 'a number',
  string: 'a string',
  application: 'this application of an operator',
  infix: 'an infix operation',
  prefix: 'a prefix operation',
  postfix: 'a postfix operation',
  junction: 'this list',
  product: 'this product',
  tuple: 'this tuple',
  setEnumeration: 'this set',
  setFilter: 'this set',
  setMap: 'this set',
  functionApplication: 'the application of a function',
  functionConstructor: 'this function',
  functionSet: 'this set of functions',
  record: 'this record',
  recordSet: 'this set of records',
  except: 'this EXCEPT',
  fieldAccess: 'the access to a field',
  quantifier: 'this quantified formula',
  choose: 'this CHOOSE',
  ifExpression: 'an IF expression',
  case: 'this CASE expression',
  caseArm: 'an arm of CASE',
  otherArm: 'an arm of CASE',
  let: 'a LET expression',
  lambda: 'a LAMBDA',
};
