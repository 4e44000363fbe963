import type { Expression, IfStatement, Statement } from '../syntax/index.ts';
import { isFixed } from './names.ts';
import type { FreshNames } from './names.ts';
import {
  assign,
  assignment,
  binding,
  conditional,
  copyTree,
  letIn,
  mentionsAny,
  sizeOf,
  substitute,
  updated,
  variable,
  withStatement,
} from './trees.ts';

/** Values longer than this are not written into others. */
const longest = 400;

/** What a list of statements does to some variables, and what it does besides. */
interface Effect {
  readonly values: ReadonlyMap<string, Expression>;
  readonly others: readonly Statement[];
}

/**
 * An `if` as statements that assign each of the given variables once, on every path, by `x := IF condition THEN a ELSE b`; what else the branches do comes
 * before. Undefined where the values cannot be expressions: they depend on choices, or on other variables the branches assign.
 */
export function summarise(
  statement: IfStatement,
  wanted: ReadonlySet<string>,
  fresh: FreshNames,
): readonly Statement[] | undefined {
  const effect = effectOf([statement], wanted, new Map());
  if (effect === undefined || effect.values.size === 0) return undefined;
  const written = new Set<string>();
  collectAssigned(effect.others, written);
  const { condition } = statement;
  // A condition that stands in several places and is long, or would change between them, gets a name.
  const times = effect.values.size + effect.others.length;
  const changes = mentionsAny(condition, written);
  if (!isFixed(condition) && (changes || (times > 1 && sizeOf(condition) > 8))) {
    const held = fresh.like('condition');
    const short = { ...statement, condition: variable(held) };
    const inner = summarise(short, wanted, fresh);
    return inner === undefined ? undefined : [withStatement([binding(held, '=', condition)], inner)];
  }
  if ([...effect.values.values()].some((value) => mentionsAny(value, written) || sizeOf(value) > longest))
    return undefined;
  const assignments = [...effect.values].map(([one, value]) => assignment(one, [], value));
  return [...effect.others, assign(...assignments)];
}

/** `known`: the values the wanted variables have so far, where they are not their own. */
function effectOf(
  statements: readonly Statement[],
  wanted: ReadonlySet<string>,
  known: ReadonlyMap<string, Expression>,
): Effect | undefined {
  const values = new Map(known);
  const others: Statement[] = [];
  for (const statement of statements) {
    if (statement.label !== undefined) return undefined;
    switch (statement.kind) {
      case 'assign': {
        const inWanted = statement.assignments.filter(({ target }) => wanted.has(target.name.text));
        if (inWanted.length === 0) {
          others.push(substitute(statement, values));
          break;
        }
        const [only] = inWanted;
        if (only === undefined || statement.assignments.length > 1) return undefined;
        const { target, value } = substitute(only, values);
        const old = values.get(target.name.text) ?? variable(target.name.text);
        values.set(target.name.text, updated(old, [{ path: target.path, value }]));
        break;
      }
      case 'if': {
        const condition = substitute(statement.condition, values);
        const then = effectOf(statement.then, wanted, values);
        const otherwise = effectOf(statement.else ?? [], wanted, values);
        if (then === undefined || otherwise === undefined) return undefined;
        if (then.others.length > 0 || otherwise.others.length > 0) {
          others.push({
            ...statement,
            condition,
            then:
              then.others.length > 0
                ? then.others
                : [{ kind: 'skip', label: undefined, span: statement.span }],
            else: otherwise.others.length > 0 ? otherwise.others : undefined,
          });
        }
        for (const one of new Set([...then.values.keys(), ...otherwise.values.keys()])) {
          const before = values.get(one) ?? variable(one);
          const [a, b] = [then.values.get(one) ?? before, otherwise.values.get(one) ?? before];
          if (a !== b) values.set(one, conditional(copyTree(condition), a, b));
        }
        break;
      }
      case 'with': {
        const inside = new Set<string>();
        collectAssigned(statement.body, inside);
        const touched = [...inside].some((one) => wanted.has(one));
        const bindings = substitute(statement.bindings, values);
        const body = effectOf(statement.body, wanted, values);
        if (body === undefined) return undefined;
        if (touched && bindings.some(({ relation }) => relation === '\\in')) return undefined;
        if (body.others.length > 0 || bindings.some(({ relation }) => relation === '\\in'))
          others.push({
            ...statement,
            bindings,
            body: body.others.length > 0 ? body.others : statement.body,
          });
        for (const [one, value] of body.values) {
          if (values.get(one) === value) continue;
          values.set(
            one,
            bindings.reduceRight(
              (inner, { name, value: defined }) =>
                mentionsAny(inner, [name.text]) ? letIn(name.text, defined, inner) : inner,
              value,
            ),
          );
        }
        break;
      }
      case 'either': {
        const inside = new Set<string>();
        collectAssigned([statement], inside);
        if ([...inside].some((one) => wanted.has(one))) return undefined;
        others.push(substitute(statement, values));
        break;
      }
      case 'await':
      case 'assert':
      case 'print':
        others.push(substitute(statement, values));
        break;
      case 'skip':
        break;
      default:
        return undefined;
    }
  }
  return { values, others };
}

/** Adds the variables that statements assign. */
function collectAssigned(statements: readonly Statement[], into: Set<string>): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign':
        for (const { target } of statement.assignments) into.add(target.name.text);
        break;
      case 'if':
        collectAssigned(statement.then, into);
        collectAssigned(statement.else ?? [], into);
        break;
      case 'either':
        for (const branch of statement.branches) collectAssigned(branch, into);
        break;
      case 'with':
      case 'while':
      case 'block':
        collectAssigned(statement.body, into);
        break;
      default:
    }
  }
}
