import type {
  ArchetypeParameterSymbol,
  Bindings,
  BoundNameSymbol,
  VariableSymbol,
} from '../resolve/index.ts';
import { spanText } from '../source/index.ts';
import type { Span } from '../source/index.ts';
import type {
  AssignStatement,
  CallArgument,
  CallStatement,
  Label,
  SingleAssignment,
  Statement,
} from '../syntax/algorithms.ts';
import type { Expression, Name } from '../syntax/expressions.ts';
import { anyStatement, innerStatements, isJumpOrLabelled } from '../syntax/index.ts';
import type { Core, Temporary } from './core.ts';
import { endsPath } from './ends-path.ts';
import { brokenTree, ExpressionLowering } from './expressions.ts';
import type { JumpTarget, LoweredArgument, Section, Step } from './lowered-spec.ts';

/** What a body falls off to, and what the calls in it need to know. */
export interface BodySettings {
  readonly bindings: Bindings;
  /** Where the end of the body leads. */
  readonly end: JumpTarget;
  /** Whether parameter `position` of a procedure is a reference. */
  readonly isReference: (procedure: string, position: number) => boolean;
}

/** The critical sections of a body, the first statement's first. */
export function lowerBody(body: readonly Statement[], settings: BodySettings): readonly Section[] {
  return new BodyLowering(settings).sectionsOf(body);
}

/** The steps of a body without labels: a mapping macro's. */
export function lowerUnlabelled(body: readonly Statement[], settings: BodySettings): readonly Step[] {
  return new BodyLowering(settings).stepsOf(body);
}

const unlabelledStart = 'Lbl_1';
/** Reserved, so no label of the spec. */
const errorLabel = 'Error';

/** Statements from `start` to the end of the list or the next label; `next` is where the end of the list leads. */
interface SectionStart {
  readonly statements: readonly Statement[];
  readonly start: number;
  readonly next: JumpTarget | undefined;
  readonly label: Label | undefined;
}

class BodyLowering {
  private readonly settings: BodySettings;
  /** In the order in which they begin in the text. */
  private readonly sections: { readonly start: number; readonly section: Section }[] = [];
  /** Labels that have been come to. Their sections wait here, since a body of thousands would take too much stack. */
  private readonly pending: SectionStart[] = [];
  private choices = 0;

  constructor(settings: BodySettings) {
    this.settings = settings;
  }

  sectionsOf(body: readonly Statement[]): readonly Section[] {
    const statements = flatten(body);
    const first = statements[0];
    if (first === undefined) throw brokenTree('a body without statements');
    this.pending.push({ statements, start: 0, next: this.settings.end, label: first.label });
    for (let begin = this.pending.pop(); begin !== undefined; begin = this.pending.pop()) this.section(begin);
    return this.sections.sort((a, b) => a.start - b.start).map((entry) => entry.section);
  }

  stepsOf(body: readonly Statement[]): readonly Step[] {
    const steps: Step[] = [];
    this.sequence(flatten(body), 0, undefined, steps);
    return steps;
  }

  private section({ statements, start, next, label }: SectionStart): void {
    this.choices = 0;
    const body: Step[] = [];
    const first = statements[start] as Statement;
    this.sequence(statements, start, next, body, first);
    const span = (label ?? first).span;
    this.sections.push({
      start: span.start,
      section: {
        label: label?.name.text ?? unlabelledStart,
        fairness: label?.fairness ?? 'none',
        span,
        body,
      },
    });
  }

  /**
   * Lowers statements from `start` to the end of the list or the next label, which begins a section of its own. `next` is where the end of
   * the list leads; undefined if whatever follows belongs to the same section. `opening` is the statement whose label this section has.
   */
  private sequence(
    statements: readonly Statement[],
    start: number,
    next: JumpTarget | undefined,
    steps: Step[],
    opening?: Statement,
  ): void {
    for (let position = start; position < statements.length; position += 1) {
      const statement = statements[position] as Statement;
      if (statement.label !== undefined && statement !== opening) {
        if (!endsPath(steps))
          steps.push(jump(sectionTarget(statement.label), (statements[position - 1] ?? statement).span));
        this.pending.push({ statements, start: position, next, label: statement.label });
        return;
      }
      // Without a label of its own, what follows a jump is never reached.
      if (!endsPath(steps)) position += this.statement(statement, statements, position, next, steps);
    }
    if (next !== undefined && !endsPath(steps))
      steps.push(jump(next, (statements.at(-1) ?? opening)?.span ?? brokenSpan()));
  }

  /** Lowers one statement; answers how many of the following statements it has taken along (a `return` or `goto` after a call). */
  private statement(
    statement: Statement,
    statements: readonly Statement[],
    position: number,
    next: JumpTarget | undefined,
    steps: Step[],
  ): number {
    const span = spanWithoutLabel(statement);
    // Where a path through labels or jumps inside the statement goes on; such a statement is the last of its section.
    const following = statements[position + 1];
    const after = following?.label === undefined ? next : sectionTarget(following.label);
    const inside = hasJumps(statement) ? after : undefined;
    switch (statement.kind) {
      case 'assign':
        this.assign(statement, steps);
        return 0;
      case 'if': {
        const condition = this.lower(statement.condition, steps, span);
        steps.push({
          kind: 'if',
          condition,
          then: this.branch(statement.then, inside, span),
          else: this.branch(statement.else ?? [], inside, span),
          span,
        });
        return 0;
      }
      case 'while': {
        if (statement.label === undefined) throw brokenTree('a while without a label');
        const condition = this.lower(statement.condition, steps, span);
        const body = this.branch(statement.body, sectionTarget(statement.label), span);
        if (isTrue(statement.condition)) steps.push(...body);
        else steps.push({ kind: 'if', condition, then: body, else: [], span });
        return 0;
      }
      case 'either': {
        const choice = this.choices;
        this.choices += 1;
        const branches = statement.branches.map((branch) => this.branch(branch, inside, span));
        steps.push({ kind: 'either', choice, branches, span });
        return 0;
      }
      case 'with':
        this.with(statement.bindings, 0, statement, inside, steps);
        return 0;
      case 'await':
        steps.push({ kind: 'await', condition: this.lower(statement.condition, steps, span), span });
        return 0;
      case 'assert':
        steps.push({ kind: 'assert', condition: this.lower(statement.condition, steps, span), span });
        return 0;
      case 'print':
        steps.push({ kind: 'print', value: this.lower(statement.value, steps, span), span });
        return 0;
      case 'yield':
        steps.push({ kind: 'yield', value: this.lower(statement.value, steps, span), span });
        return 0;
      case 'skip':
        return 0;
      case 'goto':
        steps.push(jump(targetNamed(statement.target), span, true));
        return 0;
      case 'return':
        steps.push({ kind: 'return', span });
        return 0;
      case 'call':
        return this.call(statement, following, after, steps);
      case 'block':
      case 'macroCall':
      case 'errorStatement':
        throw brokenTree(`a ${statement.kind} statement reached it`);
    }
  }

  private branch(
    statements: readonly Statement[],
    next: JumpTarget | undefined,
    owner: Span,
  ): readonly Step[] {
    const steps: Step[] = [];
    if (statements.length === 0) return next === undefined ? [] : [jump(next, owner)];
    this.sequence(flatten(statements), 0, next, steps);
    return steps;
  }

  private with(
    bindings: Extract<Statement, { kind: 'with' }>['bindings'],
    position: number,
    statement: Extract<Statement, { kind: 'with' }>,
    inside: JumpTarget | undefined,
    steps: Step[],
  ): void {
    const binding = bindings[position];
    if (binding === undefined) {
      steps.push(...this.branch(statement.body, inside, statement.span));
      return;
    }
    const span = spanWithoutLabel(statement);
    const value = nameRead(this.lower(binding.value, steps, span), binding.name.text, steps);
    const symbol = this.settings.bindings.declarations.get(binding.name) as BoundNameSymbol;
    const choice = this.choices;
    if (binding.relation === '\\in') this.choices += 1;
    const body: Step[] = [];
    this.with(bindings, position + 1, statement, inside, body);
    steps.push(
      binding.relation === '='
        ? { kind: 'bind', symbol, value, body, span }
        : { kind: 'choose', choice, symbol, set: value, body, span },
    );
  }

  // --- expressions ---

  private lowering(steps: Step[], span: Span): ExpressionLowering {
    return new ExpressionLowering(this.settings.bindings, (parameter, indices, access) => {
      const temporary: Temporary = { kind: 'temporary', hint: parameter.name };
      steps.push({ kind: 'read', temporary, parameter, indices, access, span });
      return temporary;
    });
  }

  private lower(expression: Expression, steps: Step[], span: Span): Core {
    return this.lowering(steps, span).lower(expression);
  }

  // --- assignments ---

  private assign(statement: AssignStatement, steps: Step[]): void {
    const { assignments } = statement;
    const span = spanWithoutLabel(statement);
    const [only] = assignments;
    if (assignments.length === 1 && only !== undefined) {
      const lowering = this.lowering(steps, span);
      const path = lowering.path(only.target.path);
      this.write(only, path, lowering.lower(only.value), span, steps);
      return;
    }
    const writes = assignments.map((assignment) => {
      const lowering = this.lowering(steps, span);
      const path = lowering.path(assignment.target.path);
      const value = lowering.lower(assignment.value);
      return {
        assignment,
        path: path.map((key) => this.evaluated(key, 'index', span, steps)),
        value: this.evaluated(value, assignment.target.name.text.replace('$', ''), span, steps),
      };
    });
    for (const { assignment, path, value } of writes) this.write(assignment, path, value, span, steps);
  }

  /** The expression's value in the present state, whatever later steps write. */
  private evaluated(value: Core, hint: string, span: Span, steps: Step[]): Core {
    if (isFixed(value)) return value;
    const temporary: Temporary = { kind: 'temporary', hint };
    steps.push({ kind: 'evaluate', temporary, value, span });
    return { kind: 'temporary', temporary, span: value.span };
  }

  private write(
    assignment: SingleAssignment,
    path: readonly Core[],
    value: Core,
    span: Span,
    steps: Step[],
  ): void {
    const { target } = assignment;
    if (target.name.text === '$variable') {
      const old: Core = { kind: 'special', name: 'variable', span: target.name.span };
      steps.push({ kind: 'setMapped', value: updated(old, path, value, target.span), span });
      return;
    }
    const symbol = this.settings.bindings.references.get(target);
    if (symbol?.kind === 'archetypeParameter' && symbol.ref) {
      steps.push({ kind: 'write', parameter: symbol, indices: path, value, span });
      return;
    }
    if (symbol?.kind !== 'variable' && symbol?.kind !== 'archetypeParameter')
      throw brokenTree(`an assignment to ${spanText(target.span)}`);
    const old: Core = { kind: 'name', symbol, span: target.name.span };
    steps.push({ kind: 'set', target: symbol, value: updated(old, path, value, target.span), span });
  }

  // --- calls ---

  private call(
    statement: CallStatement,
    following: Statement | undefined,
    after: JumpTarget | undefined,
    steps: Step[],
  ): number {
    const span = spanWithoutLabel(statement);
    const procedure = statement.procedure.text;
    const args = statement.args.map((argument, position) =>
      this.callArgument(argument, this.settings.isReference(procedure, position), steps, span),
    );
    const unlabelled = following?.label === undefined ? following : undefined;
    if (unlabelled?.kind === 'return') {
      steps.push({ kind: 'call', procedure, args, returnTo: undefined, span });
      return 1;
    }
    if (unlabelled?.kind === 'goto') {
      steps.push({ kind: 'call', procedure, args, returnTo: targetNamed(unlabelled.target), span });
      return 1;
    }
    if (after === undefined) throw brokenTree('a call with nowhere to return to');
    steps.push({ kind: 'call', procedure, args, returnTo: this.returnable(after, span), span });
    return 0;
  }

  /** A callee returns to a label: where that would be the end of a procedure, a section of its own stands for it. */
  private returnable(target: JumpTarget, span: Span): JumpTarget {
    if (target.kind !== 'fellOff') return target;
    if (!this.sections.some(({ section }) => section.label === errorLabel)) {
      const section: Section = { label: errorLabel, fairness: 'none', span, body: [jump(target, span)] };
      this.sections.push({ start: Infinity, section });
    }
    return { kind: 'section', label: errorLabel };
  }

  private callArgument(
    argument: CallArgument,
    isReference: boolean,
    steps: Step[],
    span: Span,
  ): LoweredArgument {
    if (argument.kind === 'valueArgument')
      return { kind: 'value', value: this.lower(argument.value, steps, span) };
    const symbol = this.settings.bindings.references.get(argument);
    if (!isReference) throw brokenTree('a reference given to a value parameter');
    if (symbol?.kind === 'archetypeParameter' && symbol.ref) return { kind: 'reference', parameter: symbol };
    if (symbol?.kind === 'archetypeParameter' || symbol?.kind === 'variable')
      return { kind: 'variable', variable: symbol as VariableSymbol | ArchetypeParameterSymbol };
    throw brokenTree(`the reference ${argument.name.text} is not bound`);
  }
}

// --- helpers ---

/** `[old EXCEPT ![..]..[..] = value]`, or the value itself. */
function updated(old: Core, path: readonly Core[], value: Core, span: Span): Core {
  return path.length === 0 ? value : { kind: 'except', base: old, updates: [{ path, value }], span };
}

/** Values that no assignment changes. */
function isFixed(value: Core): boolean {
  return (
    value.kind === 'temporary' ||
    value.kind === 'integer' ||
    value.kind === 'string' ||
    value.kind === 'boolean' ||
    (value.kind === 'name' && (value.symbol.kind === 'bound' || value.symbol.kind === 'self'))
  );
}

/** Where the statement itself stands, its label aside. */
function spanWithoutLabel(statement: Statement): Span {
  const { label, span } = statement;
  if (label === undefined || label.span.source !== span.source || label.span.start !== span.start)
    return span;
  const between = /(?:\s|\\\*.*|\(\*[^]*?\*\))*/y;
  between.lastIndex = label.span.end;
  between.exec(span.source.text);
  const start = between.lastIndex;
  return start > label.span.end && start < span.end ? { ...span, start } : span;
}

/** A value that the last step has just read is called by the name it is bound to. */
function nameRead(value: Core, name: string, steps: Step[]): Core {
  const last = steps.at(-1);
  if (value.kind !== 'temporary' || last?.kind !== 'read' || last.temporary !== value.temporary) return value;
  const temporary: Temporary = { kind: 'temporary', hint: name };
  steps[steps.length - 1] = { ...last, temporary };
  return { ...value, temporary };
}

function jump(target: JumpTarget, span: Span, isGoto = false): Step {
  return { kind: 'jump', target, isGoto, span };
}

function sectionTarget(label: Label): JumpTarget {
  return { kind: 'section', label: label.name.text };
}

function targetNamed(name: Name): JumpTarget {
  return name.text === 'Done' ? { kind: 'done' } : { kind: 'section', label: name.text };
}

function isTrue(condition: Expression): boolean {
  if (condition.kind === 'parenthesized' || condition.kind === 'macroArgument')
    return isTrue(condition.inner);
  return condition.kind === 'boolean' && condition.value;
}

/** Whether a statement contains a label (other than its own) or a loop, or ends a path by goto, call or return. */
function hasJumps(statement: Statement): boolean {
  const jumps = (one: Statement): boolean => one.kind === 'while' || isJumpOrLabelled(one);
  return (
    jumps({ ...statement, label: undefined }) ||
    innerStatements(statement).some((inner) => anyStatement(inner, jumps))
  );
}

/** The statements with blocks opened; a block's label becomes that of its first statement. */
function flatten(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement): readonly Statement[] => {
    if (statement.kind !== 'block') return [statement];
    const [first, ...rest] = flatten(statement.body);
    if (statement.label === undefined) return first === undefined ? [] : [first, ...rest];
    const opening: Statement = { kind: 'skip', label: statement.label, span: statement.span };
    if (first === undefined) return [opening];
    return first.label === undefined
      ? [{ ...first, label: statement.label }, ...rest]
      : [opening, first, ...rest];
  });
}

function brokenSpan(): Span {
  throw brokenTree('an empty sequence of statements');
}
