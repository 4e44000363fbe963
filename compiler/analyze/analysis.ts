import type { Diagnostic } from '../diagnostics/index.ts';
import type { ResolvedSpec, Symbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import { spanText } from '../source/index.ts';
import type { Algorithm, Label, Parameter, StateVariable, Statement } from '../syntax/index.ts';

export interface AnalyzeOptions {
  /** Whether a step may assign to a variable more than once on one path. */
  readonly multipleWrites: boolean;
}

/** What has statements with labels: an archetype, procedure or process, or the body of a single-process algorithm. */
export interface Body {
  readonly kind: 'archetype' | 'procedure' | 'process' | 'algorithm';
  readonly name: string;
  /** Where its name is written. */
  readonly span: Span;
  readonly params: readonly Parameter[];
  readonly variables: readonly StateVariable[];
  readonly statements: readonly Statement[];
}

/** What every rule gets. */
export interface Analysis {
  readonly spec: ResolvedSpec;
  readonly algorithm: Algorithm;
  readonly options: AnalyzeOptions;
  readonly bodies: readonly Body[];
  /** What a node refers to; undefined where resolution has reported that it does not know. */
  readonly symbolOf: (node: object) => Symbol | undefined;
}

/** One thing that must hold. Answers the places where it does not, in any order. */
export type Rule = (analysis: Analysis) => readonly Diagnostic[];

export function analysisOf(spec: ResolvedSpec, algorithm: Algorithm, options: AnalyzeOptions): Analysis {
  return {
    spec,
    algorithm,
    options,
    bodies: bodiesOf(algorithm),
    symbolOf: (node) => spec.bindings.references.get(node),
  };
}

function bodiesOf(algorithm: Algorithm): readonly Body[] {
  const none = { params: [], variables: [] } as const;
  return [
    ...algorithm.procedures.map((procedure): Body => ({
      kind: 'procedure',
      name: procedure.name.text,
      span: procedure.name.span,
      params: procedure.params,
      variables: procedure.variables,
      statements: procedure.body,
    })),
    ...algorithm.archetypes.map((archetype): Body => ({
      kind: 'archetype',
      name: archetype.name.text,
      span: archetype.name.span,
      params: archetype.params,
      variables: archetype.variables,
      statements: archetype.body,
    })),
    ...algorithm.processes.map((process): Body => ({
      kind: 'process',
      name: process.name.text,
      span: process.name.span,
      params: [],
      variables: process.variables,
      statements: process.body,
    })),
    ...(algorithm.body === undefined
      ? []
      : [
          {
            ...none,
            kind: 'algorithm',
            name: algorithm.name.text,
            span: algorithm.name.span,
            statements: algorithm.body,
          } as const,
        ]),
  ];
}

/** A statement of a sequence with the label it stands under, once blocks (`{ ... }`, expanded macros) are opened. */
export interface Step {
  readonly statement: Statement;
  readonly label: Label | undefined;
}

/** The statements of a sequence, those of blocks among them: the label of a block is that of its first statement. */
export function stepsOf(statements: readonly Statement[]): readonly Step[] {
  return statements.flatMap((statement): readonly Step[] => {
    if (statement.kind !== 'block') return [{ statement, label: statement.label }];
    const [first, ...rest] = stepsOf(statement.body);
    if (statement.label === undefined) return first === undefined ? [] : [first, ...rest];
    const own: Step = { statement, label: statement.label };
    if (first === undefined) return [own];
    if (first.label !== undefined) return [own, first, ...rest];
    return [{ ...first, label: statement.label }, ...rest];
  });
}

/** The statement sequences directly inside a statement. */
export function branchesOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [statement.then, statement.else ?? []];
    case 'either':
      return statement.branches;
    case 'while':
    case 'with':
      return [statement.body];
    case 'block':
    default:
      return [];
  }
}

/** Every statement of a sequence and inside it, in the order of the text. */
export function* allSteps(statements: readonly Statement[]): Generator<Step> {
  for (const step of stepsOf(statements)) {
    yield step;
    for (const branch of branchesOf(step.statement)) yield* allSteps(branch);
  }
}

/** The first line of a statement, without its label: what is marked when the whole of it would be too much. */
export function headOf(statement: Statement): Span {
  const { span, label } = statement;
  const start = label === undefined ? span.start : afterLabel(span, label.span.end);
  const text = spanText({ ...span, start });
  const end = /\r|\n/.exec(text)?.index ?? text.length;
  return { ...span, start, end: start + text.slice(0, end).trimEnd().length };
}

function afterLabel(span: Span, labelEnd: number): number {
  const rest = spanText({ ...span, start: labelEnd });
  return labelEnd + (/^[\s:+-]*/.exec(rest)?.[0].length ?? 0);
}
