import { copyTree } from '../resolve/copy.ts';
import type { TreeNode } from '../resolve/copy.ts';
import { Source } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type {
  Application,
  AssignStatement,
  Bound,
  Expression,
  Name,
  PathStep,
  SingleAssignment,
  Statement,
  WithBinding,
  WithStatement,
} from '../syntax/index.ts';

/** Where made-up parts of a tree stand: nowhere. */
const nowhere: Span = { source: new Source('', ''), start: 0, end: 0 };

export function name(text: string): Name {
  return { kind: 'name', text, span: nowhere };
}

export function variable(text: string): Application {
  return { kind: 'application', steps: [], name: name(text), args: [], span: nowhere };
}

export function infix(operator: string, left: Expression, right: Expression): Expression {
  return { kind: 'infix', operator, operatorSpan: nowhere, left, right, span: nowhere };
}

export function negation(operand: Expression): Expression {
  return { kind: 'prefix', operator: '~', operatorSpan: nowhere, operand, span: nowhere };
}

export function truth(value: boolean): Expression {
  return { kind: 'boolean', value, span: nowhere };
}

/** Where a variable of the algorithm, or a part of one, stands in the PlusCal form. */
export interface Location {
  readonly variable: string;
  readonly path: readonly PathStep[];
}

/** What a location holds, or a part of that. */
export function valueAt({ variable: whole, path }: Location): Expression {
  return path.reduce<Expression>(
    (base, step) =>
      step.kind === 'fieldStep'
        ? { kind: 'fieldAccess', record: base, field: step.name, span: nowhere }
        : { kind: 'functionApplication', function: base, args: step.args, span: nowhere },
    variable(whole),
  );
}

export function indexStep(...args: readonly Expression[]): PathStep {
  return { kind: 'indexStep', args, span: nowhere };
}

export function fieldStep(field: string): PathStep {
  return { kind: 'fieldStep', name: name(field), span: nowhere };
}

export function numeral(value: number): Expression {
  return { kind: 'number', value: BigInt(value), span: nowhere };
}

export function setOf(...elements: readonly Expression[]): Expression {
  return { kind: 'setEnumeration', elements, span: nowhere };
}

/** `IF condition THEN then ELSE otherwise`, or what that comes to where the branches are TRUE and FALSE. */
export function conditional(condition: Expression, then: Expression, otherwise: Expression): Expression {
  if (then.kind === 'boolean' && otherwise.kind === 'boolean' && then.value !== otherwise.value)
    return then.value ? condition : negation(condition);
  return { kind: 'ifExpression', condition, then, else: otherwise, span: nowhere };
}

/** The union of `sets` for all `x \in domain`: `{e : x \in domain}` where they are `{e}`. */
export function mappedSet(sets: Expression, bound: string, domain: Expression): Expression {
  const only = sets.kind === 'setEnumeration' && sets.elements.length === 1 ? sets.elements[0] : undefined;
  const map: Expression = {
    kind: 'setMap',
    body: only ?? sets,
    bounds: [boundIn(bound, domain)],
    span: nowhere,
  };
  return only === undefined
    ? { kind: 'prefix', operator: 'UNION', operatorSpan: nowhere, operand: map, span: nowhere }
    : map;
}

export function boundIn(bound: string, set: Expression): Bound {
  return { kind: 'bound', patterns: [name(bound)], set, span: nowhere };
}

/** `[x \in domain |-> body]` */
export function functionOn(bound: string, domain: Expression, body: Expression): Expression {
  return { kind: 'functionConstructor', bounds: [boundIn(bound, domain)], body, span: nowhere };
}

/** `operator(arguments)` */
export function applied(operator: string, ...args: readonly Expression[]): Expression {
  return { ...variable(operator), args };
}

export function record(fields: readonly (readonly [field: string, value: Expression])[]): Expression {
  return {
    kind: 'record',
    fields: fields.map(([field, value]) => ({
      kind: 'recordField',
      name: name(field),
      value,
      span: nowhere,
    })),
    span: nowhere,
  };
}

export function tuple(...elements: readonly Expression[]): Expression {
  return { kind: 'tuple', elements, span: nowhere };
}

/** `LET x == e IN body` */
export function letIn(defined: string, value: Expression, body: Expression): Expression {
  const definition = {
    kind: 'operatorDefinition',
    local: false,
    name: name(defined),
    fixity: 'name',
    params: [],
    body: value,
    comment: undefined,
    span: nowhere,
  } as const;
  return body.kind === 'let'
    ? { ...body, definitions: [definition, ...body.definitions] }
    : { kind: 'let', definitions: [definition], body, span: nowhere };
}

/** A variable's value after assignments to parts of it; to none, or to all of it, as a path of no steps says. */
export function updated(
  old: Expression,
  updates: readonly { readonly path: readonly PathStep[]; readonly value: Expression }[],
): Expression {
  const whole = updates.findLast(({ path }) => path.length === 0);
  if (whole !== undefined) return whole.value;
  return {
    kind: 'except',
    base: old,
    updates: updates.map(({ path, value }) => ({ kind: 'exceptUpdate', path, value, span: nowhere })),
    span: nowhere,
  };
}

export function assignment(
  variableName: string,
  path: readonly PathStep[],
  value: Expression,
): SingleAssignment {
  const target = { kind: 'assignmentTarget', name: name(variableName), path, span: nowhere } as const;
  return { kind: 'singleAssignment', target, value, span: nowhere };
}

export function assign(...assignments: readonly SingleAssignment[]): AssignStatement {
  return { kind: 'assign', assignments, label: undefined, span: nowhere };
}

export function binding(bound: string, relation: '=' | '\\in', value: Expression): WithBinding {
  return { kind: 'withBinding', name: name(bound), relation, value, span: nowhere };
}

export function withStatement(bindings: readonly WithBinding[], body: readonly Statement[]): WithStatement {
  return { kind: 'with', bindings, body, label: undefined, span: nowhere };
}

export function skip(): Statement {
  return { kind: 'skip', label: undefined, span: nowhere };
}

export function goto(target: string): Statement {
  return { kind: 'goto', target: name(target), label: undefined, span: nowhere };
}

export function ifStatement(
  condition: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[],
): Statement {
  return {
    kind: 'if',
    condition,
    then: then.length === 0 ? [skip()] : then,
    else: otherwise.length === 0 ? undefined : otherwise,
    label: undefined,
    span: nowhere,
  };
}

/** The bare name an expression is. */
export function nameOf(expression: Expression): string | undefined {
  return expression.kind === 'application' && expression.steps.length === 0 && expression.args.length === 0
    ? expression.name.text
    : undefined;
}

/** Whether an expression is a name or a literal, so that writing it twice costs nothing. */
export function isAtom(expression: Expression): boolean {
  return nameOf(expression) !== undefined || ['number', 'string', 'boolean'].includes(expression.kind);
}

/** Visits every node of a tree, parents first. */
export function walk(tree: unknown, visit: (node: TreeNode) => void): void {
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  if (typeof tree !== 'object' || tree === null || tree instanceof Source) return;
  if ('source' in tree && tree.source instanceof Source) return;
  if ('kind' in tree) visit(tree as TreeNode);
  for (const [key, child] of Object.entries(tree)) if (key !== 'call') walk(child, visit);
}

/** How many nodes a tree has. */
export function sizeOf(tree: unknown): number {
  let size = 0;
  walk(tree, (node) => {
    if (node.kind !== 'name') size += 1;
  });
  return size;
}

/** The names that a tree mentions outside of targets of assignments. */
export function namesIn(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  walk(tree, (node) => {
    if (node.kind !== 'application') return;
    const text = nameOf(node as Application);
    if (text !== undefined) names.add(text);
  });
  return names;
}

export function mentionsAny(tree: unknown, wanted: Iterable<string>): boolean {
  const names = namesIn(tree);
  for (const one of wanted) if (names.has(one)) return true;
  return false;
}

/** A copy of a tree with expressions in the place of names. Names that are bound have texts of their own, so nothing is captured. */
export function substitute<T>(tree: T, values: ReadonlyMap<string, Expression>): T {
  if (values.size === 0) return tree;
  return copyTree(tree, (node) => {
    if (node.kind !== 'application') return undefined;
    const text = nameOf(node as Application);
    return text === undefined ? undefined : values.get(text);
  });
}

export { copyTree, nowhere };
export type { TreeNode };
