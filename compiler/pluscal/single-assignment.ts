import { leavesStep } from '../syntax/index.ts';
import type {
  AssignStatement,
  CallStatement,
  Expression,
  EitherStatement,
  IfStatement,
  Label,
  SingleAssignment,
  Statement,
  WithBinding,
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
  /** Told of a step, by its label, whose statements would stand in too many others, or become too many. */
  readonly tooDeep: (label: Label | undefined) => void;
}

type Compound = IfStatement | WithStatement | EitherStatement;

/** What stands in more statements than these has no PlusCal form: all that is done with the form takes stack. */
const nestingLimit = 300;
/** Branches that cannot be put together double what follows them. */
const longestStep = 300_000;

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
  /** How many calls of `sequence` are under way, one within the other. */
  private depth = 0;
  /** Statements of the section under way, those behind branches as often as there are branches. */
  private visited = 0;
  /** Of the section under way. */
  private label: Label | undefined;

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
      for (const statement of this.section(statements.slice(start, end))) result.push(statement);
      start = end;
    }
    return result;
  }

  /** The code from a label to the next. */
  private section(statements: readonly Statement[]): readonly Statement[] {
    const [first, ...others] = statements;
    if (first === undefined) return [];
    const { label } = first;
    if (label !== undefined) {
      this.label = label;
      this.visited = 0;
    }
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
    before: Pending,
    later: ReadonlySet<string>,
    ending: Ending,
  ): readonly Statement[] {
    this.depth += 1;
    this.visited += statements.length;
    const list = new Remaining(statements, (one) => this.assignedIn([one]), later);
    const pending = new Map(before);
    const nest = new Nest();
    for (let statement = list.take(); ; statement = list.take()) {
      if (statement === undefined) {
        nest.addAll(ending(pending));
        break;
      }
      if (this.depth + nest.depth > nestingLimit || this.visited > longestStep) {
        this.frames.tooDeep(this.label);
        break;
      }
      if (statement.kind === 'assign') this.assign(statement, pending, list, nest);
      else if (statement.kind === 'if' || statement.kind === 'either' || statement.kind === 'with') {
        const inside = this.assignedIn([statement]);
        const again = new Set([...inside].filter((one) => list.assigns(one)));
        if (again.size > 0) {
          if (this.joined(statement, again, pending, list, nest, later, ending)) break;
        } else {
          // Nothing can follow a statement with jumps in the same step; so all is put into its variables inside.
          const leaves = list.isEmpty && leavesStep(statement);
          nest.add(this.compound(statement, inside, pending, list.names(), leaves ? ending : undefined));
          if (leaves) break;
          for (const one of inside) pending.delete(one);
        }
      } else if (statement.kind === 'call') {
        const rest = list.all();
        nest.addAll(this.flushBeforeCall(statement, pending, rest));
        nest.add(substitute(statement, pending));
        nest.addAll(rest);
        break;
      } else if (statement.kind === 'return') {
        nest.addAll(this.flush(pending, this.frames.own));
        nest.add(statement);
        break;
      } else if (statement.kind === 'goto') {
        nest.addAll(this.flush(pending));
        nest.add(statement);
        break;
      } else nest.add(substitute(statement, pending));
    }
    this.depth -= 1;
    return nest.whole();
  }

  /** A statement of which nothing it assigns is assigned again. `ending` is what its branches end with, if nothing follows it. */
  private compound(
    statement: Compound,
    inside: ReadonlySet<string>,
    pending: Pending,
    after: ReadonlySet<string>,
    ending: Ending | undefined,
  ): Statement {
    // What is assigned in one branch has to be assigned in all.
    const inner: Ending =
      ending ??
      ((now) => this.flush(new Map([...now].filter(([one]) => inside.has(one) || !pending.has(one)))));
    const branch = (list: readonly Statement[]): readonly Statement[] =>
      this.branch(list, pending, after, inner);
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
  }

  /** A statement that assigns what is assigned again after it. Answers whether what follows is in it already; else it is in `list`. */
  private joined(
    statement: Compound,
    again: ReadonlySet<string>,
    pending: Pending,
    list: Remaining,
    nest: Nest,
    later: ReadonlySet<string>,
    ending: Ending,
  ): boolean {
    switch (statement.kind) {
      case 'with':
        nest.open({ ...statement, bindings: substitute(statement.bindings, pending) });
        list.putBack(statement.body);
        return false;
      case 'either': {
        const rest = list.all();
        const branches = statement.branches.map((branch) =>
          orSkip(this.sequence([...branch, ...rest], pending, later, ending)),
        );
        nest.add({ ...statement, branches });
        return true;
      }
      case 'if': {
        const summary = summarise(statement, again, this.fresh);
        if (summary !== undefined) {
          const [bound] = summary;
          // A name that is bound around all of the summary is bound around what follows, too.
          if (summary.length === 1 && bound?.kind === 'with')
            list.putBack([{ ...bound, body: [...bound.body, ...list.all()] }]);
          else list.putBack(summary);
          return false;
        }
        const rest = list.all();
        const condition = substitute(statement.condition, pending);
        const then = orSkip(this.sequence([...statement.then, ...rest], pending, later, ending));
        const otherwise = this.sequence([...(statement.else ?? []), ...rest], pending, later, ending);
        nest.add({ ...statement, condition, then, else: orSkip(otherwise) });
        return true;
      }
    }
  }

  /** Adds to `nest` what has to be bound or assigned here, and to `pending` what is put off. */
  private assign(
    statement: AssignStatement,
    pending: Map<string, Expression>,
    after: Remaining,
    nest: Nest,
  ): void {
    const bound: WithBinding[] = [];
    const direct: SingleAssignment[] = [];
    const groups = new Map<string, SingleAssignment[]>();
    for (const single of statement.assignments) {
      const target = single.target.name.text;
      const group = groups.get(target);
      const now = substitute(single, pending);
      if (group === undefined) groups.set(target, [now]);
      else group.push(now);
    }
    const before = new Map([...groups.keys()].map((target) => [target, pending.get(target)]));
    for (const [target, singles] of groups) {
      const updates = singles.map((single) => ({ path: single.target.path, value: single.value }));
      const known = before.get(target);
      const whole = (): Expression => updated(known ?? variable(target), updates);
      if (after.assigns(target)) {
        const value = whole();
        if (isFixed(value)) {
          pending.set(target, value);
          continue;
        }
        const fresh = this.fresh.like(target);
        bound.push(binding(fresh, '=', value));
        pending.set(target, variable(fresh));
      } else if (known !== undefined) {
        direct.push(assignment(target, [], whole()));
        pending.delete(target);
      } else {
        direct.push(...singles);
      }
    }
    if (bound.length > 0) nest.open(withStatement(bound, []));
    if (direct.length > 0) nest.add({ ...statement, ...assign(...direct) });
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

/** The statements of a list that are still to come, and what is assigned in them. */
class Remaining {
  /** The next one is the last. */
  private readonly reversed: Statement[];
  private readonly assigned = new Map<string, number>();
  private readonly assignedIn: (statement: Statement) => ReadonlySet<string>;
  private readonly later: ReadonlySet<string>;

  /** `later`: what is assigned after them. */
  constructor(
    statements: readonly Statement[],
    assignedIn: (statement: Statement) => ReadonlySet<string>,
    later: ReadonlySet<string>,
  ) {
    this.reversed = [];
    this.assignedIn = assignedIn;
    this.later = later;
    this.putBack(statements);
  }

  get isEmpty(): boolean {
    return this.reversed.length === 0;
  }

  take(): Statement | undefined {
    const statement = this.reversed.pop();
    if (statement !== undefined) this.count(statement, -1);
    return statement;
  }

  /** All that are left, which are then taken. */
  all(): readonly Statement[] {
    const result = this.reversed.reverse().slice();
    this.reversed.length = 0;
    this.assigned.clear();
    return result;
  }

  putBack(statements: readonly Statement[]): void {
    for (const statement of statements) this.count(statement, 1);
    for (let place = statements.length - 1; place >= 0; place -= 1)
      this.reversed.push(statements[place] as Statement);
  }

  assigns(variable: string): boolean {
    return this.later.has(variable) || (this.assigned.get(variable) ?? 0) > 0;
  }

  names(): ReadonlySet<string> {
    return new Set([
      ...[...this.assigned].filter(([, count]) => count > 0).map(([one]) => one),
      ...this.later,
    ]);
  }

  private count(statement: Statement, change: number): void {
    for (const one of this.assignedIn(statement))
      this.assigned.set(one, (this.assigned.get(one) ?? 0) + change);
  }
}

/** A list of statements under way, the end of which may stand in `with` statements. */
class Nest {
  private readonly outer: { readonly before: Statement[]; readonly around: WithStatement }[] = [];
  private present: Statement[] = [];

  /** How many names are bound around what comes next. */
  depth = 0;

  add(statement: Statement): void {
    this.present.push(statement);
  }

  addAll(statements: readonly Statement[]): void {
    for (const statement of statements) this.present.push(statement);
  }

  /** What follows is the body of this statement. */
  open(around: WithStatement): void {
    this.outer.push({ before: this.present, around });
    this.depth += around.bindings.length;
    this.present = [];
  }

  whole(): readonly Statement[] {
    return this.outer.reduceRight<Statement[]>(
      (body, { before, around }) => [...before, { ...around, body: orSkip(body) }],
      this.present,
    );
  }
}

function orSkip(statements: readonly Statement[]): readonly Statement[] {
  return statements.length === 0 ? [skip()] : statements;
}
