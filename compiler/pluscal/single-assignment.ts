import { leavesStep } from '../syntax/index.ts';
import type {
  AssignStatement,
  CallStatement,
  Expression,
  IfStatement,
  SingleAssignment,
  Statement,
  WithStatement,
} from '../syntax/index.ts';
import { isFixed } from './names.ts';
import type { FreshNames } from './names.ts';
import { summarise } from './summaries.ts';
import { assign, assignment, binding, skip, substitute, updated, variable, withStatement } from './trees.ts';

/** What variables a statement of a procedure changes besides those it assigns. */
export interface Frames {
  /** The parameters and locals of a procedure, by its name. */
  readonly ofProcedure: (name: string) => readonly string[];
  /** Those of the procedure the statements belong to; none in a process. */
  readonly own: readonly string[];
  /** Told of a call whose callee's variables have been changed in the same step, so that it would save what they were before. */
  readonly cannotCall: (call: CallStatement) => void;
}

/** Values that have been computed and are not in their variables yet. */
type Pending = ReadonlyMap<string, Expression>;

/** Makes the end of a list of statements, given what is pending there. */
type Ending = (pending: Pending) => readonly Statement[];

/**
 * PlusCal lets a step assign to a variable once. Here a step may do so any number of times: all assignments but the last on a path become
 * names bound by `with`, and what follows reads those.
 */
export class SingleAssignments {
  private readonly fresh: FreshNames;
  private readonly frames: Frames;

  constructor(fresh: FreshNames, frames: Frames) {
    this.fresh = fresh;
    this.frames = frames;
  }

  /** The statements of a body, labels included. */
  body(statements: readonly Statement[]): readonly Statement[] {
    const result: Statement[] = [];
    for (let start = 0; start < statements.length;) {
      let end = start + 1;
      while (end < statements.length && statements[end]?.label === undefined) end += 1;
      result.push(...this.section(statements.slice(start, end)));
      start = end;
    }
    return result;
  }

  /** The code from a label to the next. */
  private section(statements: readonly Statement[]): readonly Statement[] {
    const [first, ...others] = statements;
    if (first === undefined) return [];
    const { label } = first;
    if (first.kind === 'while') {
      const body = this.branch(first.body, new Map(), new Set(), (pending) => this.flush(pending));
      return [
        { ...first, body },
        ...this.sequence(others, new Map(), new Set(), (pending) => this.flush(pending)),
      ];
    }
    const unlabelled = [{ ...first, label: undefined }, ...others];
    const result = this.sequence(unlabelled, new Map(), new Set(), (pending) => this.flush(pending));
    const [head = skip(), ...rest] = result;
    return [{ ...head, label }, ...rest];
  }

  /** A list whose later statements may have labels: those begin sections of their own. */
  private branch(
    statements: readonly Statement[],
    pending: Pending,
    later: ReadonlySet<string>,
    ending: Ending,
  ): readonly Statement[] {
    const labelled = statements.findIndex((statement) => statement.label !== undefined);
    if (labelled < 0) return this.sequence(statements, pending, later, ending);
    const before = this.sequence(statements.slice(0, labelled), pending, later, (rest) => this.flush(rest));
    return [...before, ...this.body(statements.slice(labelled))];
  }

  /** `later`: what is assigned after these statements, in the same step. */
  private sequence(
    statements: readonly Statement[],
    pending: Pending,
    later: ReadonlySet<string>,
    ending: Ending,
  ): readonly Statement[] {
    const [statement, ...rest] = statements;
    if (statement === undefined) return ending(pending);
    const after = new Set([...this.assignedIn(rest), ...later]);
    switch (statement.kind) {
      case 'assign':
        return this.assign(statement, pending, after, (now) => this.sequence(rest, now, later, ending));
      case 'if':
      case 'either':
      case 'with':
        return this.compound(statement, rest, pending, after, later, ending);
      case 'call':
        return [...this.flushBeforeCall(statement, pending, rest), substitute(statement, pending), ...rest];
      case 'return':
        return [...this.flush(pending, this.frames.own), statement];
      case 'goto':
        return [...this.flush(pending), statement];
      default:
        return [substitute(statement, pending), ...this.sequence(rest, pending, later, ending)];
    }
  }

  private compound(
    statement: IfStatement | WithStatement | Extract<Statement, { kind: 'either' }>,
    rest: readonly Statement[],
    pending: Pending,
    after: ReadonlySet<string>,
    later: ReadonlySet<string>,
    ending: Ending,
  ): readonly Statement[] {
    const inside = this.assignedIn([statement]);
    const again = new Set([...inside].filter((one) => after.has(one)));
    if (again.size > 0) return this.joined(statement, rest, again, pending, later, ending);
    // Nothing can follow a statement with jumps in the same step; so all is put into its variables inside.
    const leaves = rest.length === 0 && leavesStep(statement);
    // Otherwise, what is assigned in one branch has to be assigned in all.
    const inner: Ending = leaves
      ? ending
      : (now) => this.flush(new Map([...now].filter(([one]) => inside.has(one) || !pending.has(one))));
    const done = new Map([...pending].filter(([one]) => !inside.has(one)));
    const branch = (list: readonly Statement[]): readonly Statement[] =>
      this.branch(list, pending, after, inner);
    const result = ((): Statement => {
      switch (statement.kind) {
        case 'if': {
          const condition = substitute(statement.condition, pending);
          const otherwise = branch(statement.else ?? []);
          const then = branch(statement.then);
          const none = otherwise.length === 0 && statement.else === undefined;
          return { ...statement, condition, then: orSkip(then), else: none ? undefined : orSkip(otherwise) };
        }
        case 'either':
          return { ...statement, branches: statement.branches.map((list) => orSkip(branch(list))) };
        case 'with':
          return {
            ...statement,
            bindings: substitute(statement.bindings, pending),
            body: orSkip(branch(statement.body)),
          };
      }
    })();
    return leaves ? [result] : [result, ...this.sequence(rest, done, later, ending)];
  }

  /** A statement that assigns what is assigned again after it. */
  private joined(
    statement: IfStatement | WithStatement | Extract<Statement, { kind: 'either' }>,
    rest: readonly Statement[],
    again: ReadonlySet<string>,
    pending: Pending,
    later: ReadonlySet<string>,
    ending: Ending,
  ): readonly Statement[] {
    const go = (list: readonly Statement[]): readonly Statement[] =>
      this.sequence(list, pending, later, ending);
    switch (statement.kind) {
      case 'with': {
        const bindings = substitute(statement.bindings, pending);
        return [{ ...statement, bindings, body: orSkip(go([...statement.body, ...rest])) }];
      }
      case 'either':
        return [{ ...statement, branches: statement.branches.map((list) => orSkip(go([...list, ...rest]))) }];
      case 'if': {
        const summary = summarise(statement, again, this.fresh);
        if (summary !== undefined) {
          const [bound, ...others] = summary;
          if (summary.length === 1 && bound?.kind === 'with') {
            return go([{ ...bound, body: [...bound.body, ...rest] }]);
          }
          return go([...(bound === undefined ? [] : [bound]), ...others, ...rest]);
        }
        const condition = substitute(statement.condition, pending);
        const then = orSkip(go([...statement.then, ...rest]));
        return [{ ...statement, condition, then, else: orSkip(go([...(statement.else ?? []), ...rest])) }];
      }
    }
  }

  private assign(
    statement: AssignStatement,
    pending: Pending,
    after: ReadonlySet<string>,
    following: Ending,
  ): readonly Statement[] {
    const now = new Map(pending);
    const bound: ReturnType<typeof binding>[] = [];
    const direct: SingleAssignment[] = [];
    const groups = new Map<string, SingleAssignment[]>();
    for (const single of statement.assignments) {
      const target = single.target.name.text;
      groups.set(target, [...(groups.get(target) ?? []), substitute(single, pending)]);
    }
    for (const [target, singles] of groups) {
      const updates = singles.map((single) => ({ path: single.target.path, value: single.value }));
      const whole = (): Expression => updated(pending.get(target) ?? variable(target), updates);
      if (after.has(target)) {
        const value = whole();
        if (isFixed(value)) {
          now.set(target, value);
          continue;
        }
        const fresh = this.fresh.like(target);
        bound.push(binding(fresh, '=', value));
        now.set(target, variable(fresh));
      } else if (pending.has(target)) {
        direct.push(assignment(target, [], whole()));
        now.delete(target);
      } else {
        direct.push(...singles);
      }
    }
    const inner = [
      ...(direct.length === 0 ? [] : [{ ...statement, ...assign(...direct) }]),
      ...following(now),
    ];
    return bound.length === 0 ? inner : [withStatement(bound, inner)];
  }

  /** Puts what is pending into its variables. */
  private flush(pending: Pending, but: readonly string[] = []): readonly Statement[] {
    return [...pending].flatMap(([one, value]) =>
      but.includes(one) ? [] : [assign(assignment(one, [], value))],
    );
  }

  private flushBeforeCall(
    call: CallStatement,
    pending: Pending,
    rest: readonly Statement[],
  ): readonly Statement[] {
    const callees = this.frames.ofProcedure(call.procedure.text);
    const returns = rest.some(({ kind }) => kind === 'return');
    // A call directly followed by `return` saves what the caller's activation has saved, not what its variables are now.
    const restored = returns ? this.frames.own : [];
    if (callees.some((one) => pending.has(one) && !restored.includes(one))) this.frames.cannotCall(call);
    return this.flush(pending, [...callees, ...restored]);
  }

  /** The variables that statements assign before the next label. */
  private assignedIn(statements: readonly Statement[]): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (list: readonly Statement[]): void => {
      for (const statement of list) {
        if (statement.label !== undefined) return;
        switch (statement.kind) {
          case 'assign':
            for (const { target } of statement.assignments) found.add(target.name.text);
            break;
          case 'if':
            visit(statement.then);
            visit(statement.else ?? []);
            break;
          case 'either':
            statement.branches.forEach(visit);
            break;
          case 'with':
          case 'while':
          case 'block':
            visit(statement.body);
            break;
          case 'call':
            for (const one of this.frames.ofProcedure(statement.procedure.text)) found.add(one);
            break;
          case 'return':
            for (const one of this.frames.own) found.add(one);
            break;
          default:
        }
      }
    };
    visit(statements);
    return found;
  }
}

function orSkip(statements: readonly Statement[]): readonly Statement[] {
  return statements.length === 0 ? [skip()] : statements;
}
