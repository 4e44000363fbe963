import { leavesStep } from '../syntax/index.ts';
import type { Algorithm, Label, Statement } from '../syntax/index.ts';
import { labelsIn } from './labels.ts';

/**
 * Adds the labels that pcal.trans adds by itself: to an algorithm of a single process in which the user wrote none, and where the options ask
 * for it (PlusCal manual, section 3.7 and appendix B). They are called `Lbl_1`, `Lbl_2`, ... and stand only where one is needed: before the first
 * statement, a loop, what follows a jump or a branch with a label or jump in it, and before a variable would be assigned again in one step.
 */
export function withAddedLabels(algorithm: Algorithm): Algorithm {
  const bodies = [...algorithm.procedures, ...algorithm.processes].map(({ body }) => body);
  const isWanted =
    algorithm.dialect === 'pluscal' &&
    (algorithm.options.includes('label') ||
      (algorithm.body !== undefined &&
        [algorithm.body, ...bodies].every((body) => labelsIn(body).length === 0)));
  if (!isWanted) return algorithm;
  const adder = new LabelAdder();
  return {
    ...algorithm,
    procedures: algorithm.procedures.map((procedure) => ({ ...procedure, body: adder.body(procedure.body) })),
    processes: algorithm.processes.map((process) => ({ ...process, body: adder.body(process.body) })),
    body: algorithm.body === undefined ? undefined : adder.body(algorithm.body),
  };
}

/** What is known where a statement ends. */
interface Place {
  /** Variables that have been assigned to since the last label. */
  readonly assigned: ReadonlySet<string>;
  /** Whether the next statement needs a label whatever it is. */
  readonly needsLabel: boolean;
}

interface Labelled extends Place {
  readonly statements: readonly Statement[];
}

const nothing: ReadonlySet<string> = new Set();

class LabelAdder {
  private added = 0;

  body(statements: readonly Statement[]): readonly Statement[] {
    return this.sequence(statements, { assigned: nothing, needsLabel: true }).statements;
  }

  private sequence(statements: readonly Statement[], start: Place): Labelled {
    const result: Statement[] = [];
    let place = start;
    statements.forEach((statement, index) => {
      const labelled = this.statement(statement, place, statements[index + 1]);
      result.push(labelled.statement);
      place = labelled;
    });
    return { ...place, statements: result };
  }

  private statement(
    statement: Statement,
    before: Place,
    next: Statement | undefined,
  ): Place & { readonly statement: Statement } {
    if (statement.kind === 'block') {
      const inner = this.sequence(
        statement.body,
        statement.label === undefined ? before : { assigned: nothing, needsLabel: false },
      );
      return { ...inner, statement: { ...statement, body: inner.statements } };
    }
    const isWanted =
      before.needsLabel || statement.kind === 'while' || meet(before.assigned, assignedBy(statement));
    const label = statement.label ?? (isWanted ? this.newLabel(statement) : undefined);
    const assigned = label === undefined ? before.assigned : nothing;
    return this.inside({ ...statement, label }, assigned, next);
  }

  private inside(
    statement: Statement,
    assigned: ReadonlySet<string>,
    next: Statement | undefined,
  ): Place & { readonly statement: Statement } {
    const start = { assigned, needsLabel: false };
    switch (statement.kind) {
      case 'if': {
        const then = this.sequence(statement.then, start);
        const otherwise = statement.else === undefined ? undefined : this.sequence(statement.else, start);
        const branches = otherwise === undefined ? [then] : [then, otherwise];
        return {
          ...joined(branches, assigned),
          statement: { ...statement, then: then.statements, else: otherwise?.statements },
        };
      }
      case 'either': {
        const branches = statement.branches.map((branch) => this.sequence(branch, start));
        return {
          ...joined(branches, assigned),
          statement: { ...statement, branches: branches.map(({ statements }) => statements) },
        };
      }
      case 'while': {
        const body = this.sequence(statement.body, { assigned: nothing, needsLabel: false });
        return { ...start, assigned: nothing, statement: { ...statement, body: body.statements } };
      }
      case 'goto':
      case 'return':
        return { assigned: nothing, needsLabel: true, statement };
      case 'call':
        return { assigned, needsLabel: next?.kind !== 'return' && next?.kind !== 'goto', statement };
      default:
        return { assigned: new Set([...assigned, ...assignedBy(statement)]), needsLabel: false, statement };
    }
  }

  private newLabel({ span }: Statement): Label {
    this.added += 1;
    const place = { ...span, end: span.start };
    const name = { kind: 'name' as const, text: `Lbl_${this.added}`, span: place };
    return { kind: 'label', name, fairness: 'none', span: place };
  }
}

/** Where branches meet: a label is needed if control may come from another step than the one that entered. */
function joined(branches: readonly Labelled[], before: ReadonlySet<string>): Place {
  return {
    assigned: new Set([...before, ...branches.flatMap((branch) => [...branch.assigned])]),
    needsLabel: branches.some((branch) => branch.needsLabel || branch.statements.some(leavesStep)),
  };
}

/** What a statement assigns to where no label can be added inside it. */
function assignedBy(statement: Statement): ReadonlySet<string> {
  switch (statement.kind) {
    case 'assign':
      return new Set(statement.assignments.map(({ target }) => target.name.text));
    case 'with':
      return new Set(statement.body.flatMap((inner) => [...assignedInside(inner)]));
    default:
      return nothing;
  }
}

function assignedInside(statement: Statement): ReadonlySet<string> {
  switch (statement.kind) {
    case 'if':
      return new Set(
        [...statement.then, ...(statement.else ?? [])].flatMap((inner) => [...assignedInside(inner)]),
      );
    case 'either':
      return new Set(statement.branches.flat().flatMap((inner) => [...assignedInside(inner)]));
    case 'block':
      return new Set(statement.body.flatMap((inner) => [...assignedInside(inner)]));
    default:
      return assignedBy(statement);
  }
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const name of b) if (a.has(name)) return true;
  return false;
}
