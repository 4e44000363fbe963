import type { Expression, Statement, WithBinding } from '../syntax/index.ts';
import { isFixed } from './names.ts';
import type { FreshNames } from './names.ts';
import type { Rewriting } from './rewriting.ts';
import {
  assign,
  assignment,
  binding,
  conditional,
  ifStatement,
  infix,
  letIn,
  mappedSet,
  negation,
  numeral,
  setOf,
  skip,
  truth,
  updated,
  variable,
  withStatement,
} from './trees.ts';
import type { Location } from './trees.ts';

/** The variable that `$variable` stands for in one access. */
export interface Place extends Location {
  readonly value: Expression;
}

/** One use of a mapping macro: how to rewrite its expressions, and where its variable is. */
export interface Use {
  readonly rewriting: Rewriting;
  readonly place: Place;
  readonly fresh: FreshNames;
}

/** Makes the statements that follow a `yield`, given the value. */
export type Yielded = (value: Expression) => readonly Statement[];

/** A body of a mapping macro that only computes, as an expression; undefined if it does anything else, or makes choices. */
export function asExpression(body: readonly Statement[], use: Use): Expression | undefined {
  const [first, ...rest] = body.filter(({ kind }) => kind !== 'skip');
  if (first === undefined || rest.length > 0) return undefined;
  switch (first.kind) {
    case 'yield':
      return use.rewriting.rewrite(first.value);
    case 'block':
      return asExpression(first.body, use);
    case 'if': {
      const then = asExpression(first.then, use);
      const otherwise = asExpression(first.else ?? [], use);
      if (then === undefined || otherwise === undefined) return undefined;
      return conditional(use.rewriting.rewrite(first.condition), then, otherwise);
    }
    case 'with': {
      if (first.bindings.some(({ relation }) => relation === '\\in')) return undefined;
      const inner = asExpression(first.body, use);
      if (inner === undefined) return undefined;
      return first.bindings.reduceRight(
        (value, { name, value: defined }) =>
          letIn(use.rewriting.boundName(name), use.rewriting.rewrite(defined), value),
        inner,
      );
    }
    default:
      return undefined;
  }
}

/**
 * What a body may come to, as a set: `yielded` makes the set for one value, and paths that have to wait add nothing to it. Undefined if the
 * body does more than to choose and wait, so that no expression can say it.
 */
export function possibilities(
  body: readonly Statement[],
  use: Use,
  yielded: (value: Expression) => Expression | undefined,
): Expression | undefined {
  const { rewriting } = use;
  const go = (list: readonly Statement[], value: Expression | undefined): Expression | undefined => {
    const [statement, ...rest] = list;
    if (statement === undefined) return value === undefined ? undefined : yielded(value);
    switch (statement.kind) {
      case 'skip':
        return go(rest, value);
      case 'yield':
        return go(rest, rewriting.rewrite(statement.value));
      case 'block':
        return go([...statement.body, ...rest], value);
      case 'await': {
        const inner = go(rest, value);
        return inner && conditional(rewriting.rewrite(statement.condition), inner, setOf());
      }
      case 'if': {
        const condition = rewriting.rewrite(statement.condition);
        const then = go([...statement.then, ...rest], value);
        const otherwise = go([...(statement.else ?? []), ...rest], value);
        return then && otherwise && conditional(condition, then, otherwise);
      }
      case 'either':
        return statement.branches
          .map((branch) => go([...branch, ...rest], value))
          .reduce((joined, branch) => joined && branch && infix('\\cup', joined, branch));
      case 'with': {
        const bindings = bindingsOf(statement.bindings, rewriting);
        return bindings.reduceRight<Expression | undefined>(
          (inner, { name, relation, value: bound }) =>
            inner && (relation === '=' ? letIn(name.text, bound, inner) : mappedSet(inner, name.text, bound)),
          go([...statement.body, ...rest], value),
        );
      }
      default:
        return undefined;
    }
  };
  return go(body, undefined);
}

/** Whether a tree of statements has a `yield`. */
function yields(statements: readonly Statement[]): boolean {
  return countYields(statements) > 0;
}

export function countYields(statements: readonly Statement[]): number {
  return statements.reduce((count, statement) => {
    switch (statement.kind) {
      case 'yield':
        return count + 1;
      case 'if':
        return count + countYields(statement.then) + countYields(statement.else ?? []);
      case 'either':
        return count + statement.branches.reduce((sum, branch) => sum + countYields(branch), 0);
      case 'with':
      case 'block':
        return count + countYields(statement.body);
      default:
        return count;
    }
  }, 0);
}

/** Whether a body assigns to `$variable`. */
export function changesVariable(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    switch (statement.kind) {
      case 'assign':
        return true;
      case 'if':
        return changesVariable(statement.then) || changesVariable(statement.else ?? []);
      case 'either':
        return statement.branches.some(changesVariable);
      case 'with':
      case 'block':
        return changesVariable(statement.body);
      default:
        return false;
    }
  });
}

/** The statements of a body; what follows a `yield` stands in every branch that yields. */
export function branching(body: readonly Statement[], use: Use, yielded: Yielded): readonly Statement[] {
  const [statement, ...rest] = body;
  if (statement === undefined) return [];
  const { rewriting, place } = use;
  if (statement.kind === 'block') return branching([...statement.body, ...rest], use, yielded);
  if (statement.kind === 'yield') {
    const value = rewriting.rewrite(statement.value);
    if (rest.length === 0) return yielded(value);
    const held = use.fresh.like(place.variable);
    const inner = [...branching(rest, use, () => []), ...yielded(variable(held))];
    return [withStatement([binding(held, '=', value)], inner)];
  }
  if (!yields([statement])) return [...plain(statement, use), ...branching(rest, use, yielded)];
  const branch = (list: readonly Statement[]): readonly Statement[] =>
    branching([...list, ...rest], use, yielded);
  switch (statement.kind) {
    case 'with':
      return [withStatement(bindingsOf(statement.bindings, rewriting), branch(statement.body))];
    case 'if':
      return [
        ifStatement(
          rewriting.rewrite(statement.condition),
          branch(statement.then),
          branch(statement.else ?? []),
        ),
      ];
    case 'either':
      return [
        {
          ...statement,
          label: undefined,
          branches: statement.branches.map((list) => skipIfEmpty(branch(list))),
        },
      ];
    default:
      return [];
  }
}

function skipIfEmpty(statements: readonly Statement[]): readonly Statement[] {
  return statements.length > 0 ? statements : [skip()];
}

function bindingsOf(bindings: readonly WithBinding[], rewriting: Rewriting): readonly WithBinding[] {
  return bindings.map(({ name, relation, value }) =>
    binding(rewriting.boundName(name), relation, rewriting.rewrite(value)),
  );
}

/** A statement without `yield`. */
function plain(statement: Statement, use: Use): readonly Statement[] {
  const { rewriting, place } = use;
  const list = (statements: readonly Statement[]): readonly Statement[] =>
    statements.flatMap((one) => plain(one, use));
  switch (statement.kind) {
    case 'assign':
      return statement.assignments.map(({ target, value }) =>
        assign(
          assignment(
            place.variable,
            [...place.path, ...rewriting.rewrite(target.path)],
            rewriting.rewrite(value),
          ),
        ),
      );
    case 'await':
    case 'assert':
      return [{ ...statement, condition: rewriting.rewrite(statement.condition) }];
    case 'print':
      return [{ ...statement, value: rewriting.rewrite(statement.value) }];
    case 'if':
      return [
        ifStatement(rewriting.rewrite(statement.condition), list(statement.then), list(statement.else ?? [])),
      ];
    case 'either':
      return [{ ...statement, branches: statement.branches.map((branch) => skipIfEmpty(list(branch))) }];
    case 'with':
      return [withStatement(bindingsOf(statement.bindings, rewriting), skipIfEmpty(list(statement.body)))];
    case 'block':
      return list(statement.body);
    default:
      return [];
  }
}

/** A step of a body that has been made straight. */
type Op =
  | { readonly kind: 'bind'; readonly binding: WithBinding }
  | { readonly kind: 'do'; readonly statement: Statement };

/**
 * The statements of a body with what follows the `yield` written once: branches become choices of numbers and conditions that guard what stands in them.
 */
export function straight(body: readonly Statement[], use: Use, yielded: Yielded): readonly Statement[] {
  const { ops, values } = new Straightening(use).run(body);
  const last = values.at(-1)?.value ?? truth(true);
  const value = values
    .slice(0, -1)
    .reduceRight((rest, { guard, value: own }) => conditional(guard ?? truth(true), own, rest), last);
  return nested(ops, () => yielded(value));
}

function nested(ops: readonly Op[], innermost: () => readonly Statement[]): readonly Statement[] {
  const [op, ...rest] = ops;
  if (op === undefined) return innermost();
  const inner = nested(rest, innermost);
  return op.kind === 'do' ? [op.statement, ...inner] : [withStatement([op.binding], inner)];
}

class Straightening {
  private readonly use: Use;
  private readonly ops: Op[] = [];
  private readonly values: { readonly guard: Expression | undefined; readonly value: Expression }[] = [];

  constructor(use: Use) {
    this.use = use;
  }

  run(body: readonly Statement[]): { readonly ops: readonly Op[]; readonly values: Straightening['values'] } {
    this.list(body, undefined);
    return { ops: this.ops, values: this.values };
  }

  private list(statements: readonly Statement[], guard: Expression | undefined): void {
    for (const [index, statement] of statements.entries())
      this.statement(statement, guard, index === statements.length - 1);
  }

  private bind(base: string, relation: '=' | '\\in', value: Expression): Expression {
    const name = this.use.fresh.like(base);
    this.ops.push({ kind: 'bind', binding: binding(name, relation, value) });
    return variable(name);
  }

  private statement(statement: Statement, guard: Expression | undefined, isLast: boolean): void {
    const { rewriting, place } = this.use;
    switch (statement.kind) {
      case 'yield': {
        const value = rewriting.rewrite(statement.value);
        // What comes after it may change what it says.
        const held = isLast || isFixed(value) ? value : this.bind(place.variable, '=', under(guard, value));
        this.values.push({ guard, value: held });
        return;
      }
      case 'await':
      case 'assert': {
        const condition = rewriting.rewrite(statement.condition);
        const guarded = guard === undefined ? condition : infix('=>', guard, condition);
        this.ops.push({ kind: 'do', statement: { ...statement, condition: guarded } });
        return;
      }
      case 'print': {
        const print = { ...statement, value: rewriting.rewrite(statement.value) };
        this.ops.push({
          kind: 'do',
          statement: guard === undefined ? print : ifStatement(guard, [print], []),
        });
        return;
      }
      case 'assign':
        for (const { target, value } of statement.assignments) {
          const path = rewriting.rewrite(target.path);
          const whole = updated(place.value, [{ path, value: rewriting.rewrite(value) }]);
          const kept = guard === undefined ? whole : conditional(guard, whole, place.value);
          this.ops.push({ kind: 'do', statement: assign(assignment(place.variable, place.path, kept)) });
        }
        return;
      case 'if': {
        const condition = rewriting.rewrite(statement.condition);
        const then = this.bind('condition', '=', both(guard, condition));
        this.list(statement.then, then);
        const otherwise = guard === undefined ? negation(then) : infix('/\\', guard, negation(then));
        this.list(statement.else ?? [], otherwise);
        return;
      }
      case 'either': {
        const choice = this.bind(
          'branch',
          '\\in',
          infix('..', numeral(1), numeral(statement.branches.length)),
        );
        statement.branches.forEach((branch, index) => {
          this.list(branch, both(guard, infix('=', choice, numeral(index + 1))));
        });
        return;
      }
      case 'with':
        for (const { name, relation, value } of statement.bindings) {
          const defined = rewriting.rewrite(value);
          const bound =
            relation === '=' || guard === undefined
              ? under(relation === '=' ? guard : undefined, defined)
              : conditional(guard, defined, setOf(truth(false)));
          this.ops.push({ kind: 'bind', binding: binding(rewriting.boundName(name), relation, bound) });
        }
        this.list(statement.body, guard);
        return;
      case 'block':
        this.list(statement.body, guard);
        return;
      default:
    }
  }
}

/** A value that is not computed where its guard does not hold. */
function under(guard: Expression | undefined, value: Expression): Expression {
  return guard === undefined ? value : { ...conditional(guard, value, truth(false)) };
}

function both(guard: Expression | undefined, condition: Expression): Expression {
  return guard === undefined ? condition : infix('/\\', guard, condition);
}
