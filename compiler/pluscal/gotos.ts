import { leavesStep } from '../syntax/index.ts';
import type { Statement } from '../syntax/index.ts';
import { goto, ifStatement, skip } from './trees.ts';

/**
 * A body as a list of labelled statements with a `goto` at the end of every path, so that no label stands inside another statement. `end`:
 * the label the body falls off to, if there is one.
 */
export function withGotos(statements: readonly Statement[], end: string | undefined): readonly Statement[] {
  return new GotoWriter().body(opened(statements), end);
}

/** Statements without blocks: the label of a block is that of its first statement. */
function opened(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement): readonly Statement[] => {
    if (statement.kind !== 'block') return [statement];
    const [first = skip(), ...rest] = opened(statement.body);
    if (statement.label === undefined || first.label !== undefined) return [first, ...rest];
    return [{ ...first, label: statement.label }, ...rest];
  });
}

class GotoWriter {
  private readonly sections: Statement[] = [];

  body(statements: readonly Statement[], end: string | undefined): readonly Statement[] {
    const before = this.list(statements, end);
    return [...before, ...this.sections];
  }

  /** The statements up to the first label inside the list, with a `goto` at the end of each path; the rest becomes sections. */
  private list(statements: readonly Statement[], end: string | undefined): readonly Statement[] {
    const all = opened(statements);
    const split = all.findIndex((statement, index) => index > 0 && statement.label !== undefined);
    const own = split < 0 ? all : all.slice(0, split);
    const rest = split < 0 ? [] : all.slice(split);
    const next = rest[0]?.label?.name.text ?? end;
    const result = this.straight(own, next);
    if (rest.length > 0) {
      const place = this.sections.length;
      const section = this.list(rest, end);
      this.sections.splice(place, 0, ...section);
    }
    return result;
  }

  private straight(statements: readonly Statement[], next: string | undefined): readonly Statement[] {
    const [first, ...rest] = statements;
    const jump = next === undefined ? [] : [goto(next)];
    if (first === undefined) return jump;
    if (first.kind === 'while') {
      const back = first.label?.name.text;
      const body = this.branch(first.body, back);
      const isEndless = first.condition.kind === 'boolean' && first.condition.value;
      const [head = skip(), ...others] = isEndless
        ? body
        : [ifStatement(first.condition, body, this.straight(rest, next))];
      return [{ ...head, label: first.label }, ...others];
    }
    if (!leavesStep({ ...first, label: undefined })) return [first, ...this.straight(rest, next)];
    switch (first.kind) {
      case 'if':
        return [{ ...first, then: this.branch(first.then, next), else: this.branch(first.else ?? [], next) }];
      case 'either':
        return [{ ...first, branches: first.branches.map((branch) => this.branch(branch, next)) }];
      case 'with':
        return [{ ...first, body: this.branch(first.body, next) }];
      case 'call':
        return rest.length === 0 ? [first, ...jump] : [first, ...rest];
      default:
        return [first];
    }
  }

  private branch(statements: readonly Statement[], next: string | undefined): readonly Statement[] {
    const all = opened(statements);
    const first = all[0];
    if (first?.label === undefined) return this.list(all, next);
    const place = this.sections.length;
    const section = this.list(all, next);
    this.sections.splice(place, 0, ...section);
    return [goto(first.label.name.text)];
  }
}

/** Whether a label stands in a `with`, or a loop has none: then PlusCal has no such statement. */
export function isMisplaced(statements: readonly Statement[], inWith = false): boolean {
  return statements.some((statement) => {
    if (inWith && statement.label !== undefined) return true;
    switch (statement.kind) {
      case 'if':
        return isMisplaced(statement.then, inWith) || isMisplaced(statement.else ?? [], inWith);
      case 'either':
        return statement.branches.some((branch) => isMisplaced(branch, inWith));
      case 'while':
        return statement.label === undefined || isMisplaced(statement.body, inWith);
      case 'with':
        return isMisplaced(statement.body, true);
      case 'block':
        return isMisplaced(statement.body, inWith);
      default:
        return false;
    }
  });
}
