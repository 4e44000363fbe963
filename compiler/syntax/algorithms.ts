import type { Span } from '../source/index.ts';
import type { Expression, Name, PathStep } from './expressions.ts';
import type { Definition } from './modules.ts';

interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** `x = e`, `x \in S` or `x` (then `initial` is undefined). */
export interface StateVariable extends Node<'stateVariable'> {
  readonly name: Name;
  readonly initial: { readonly relation: '=' | '\\in'; readonly value: Expression } | undefined;
}

/** `l:`, `l:+`, `l:-` */
export interface Label extends Node<'label'> {
  readonly name: Name;
  readonly fairness: 'none' | 'strong' | 'unfair';
}

/** A parameter of an archetype, of a procedure, or of a macro (macros and plain PlusCal: all by value, arity 0). `ref x[_]` has `ref` true and arity 1. */
export interface Parameter extends Node<'parameter'> {
  readonly ref: boolean;
  readonly name: Name;
  readonly arity: number;
  /** Procedures: the default value, `p(x = 1)`. */
  readonly initial: StateVariable['initial'];
}

/** `ref x[_]` or an expression, given to an archetype or procedure. */
export interface RefArgument extends Node<'refArgument'> {
  readonly name: Name;
  readonly arity: number;
}
export interface ValueArgument extends Node<'valueArgument'> {
  readonly value: Expression;
}
export type CallArgument = RefArgument | ValueArgument;

/** The target of an assignment: `x`, `x[i].f`, `$variable`. Its path has one step per bracket pair or field. */
export interface AssignmentTarget extends Node<'assignmentTarget'> {
  /** A name, or `$variable` inside a mapping macro (text `$variable`). */
  readonly name: Name;
  readonly path: readonly PathStep[];
}
export interface SingleAssignment extends Node<'singleAssignment'> {
  readonly target: AssignmentTarget;
  readonly value: Expression;
}

interface StatementNode<K extends string> extends Node<K> {
  readonly label: Label | undefined;
}
/** `a := e || b := f`: one or more assignments made at once. */
export interface AssignStatement extends StatementNode<'assign'> {
  readonly assignments: readonly SingleAssignment[];
}
export interface IfStatement extends StatementNode<'if'> {
  readonly condition: Expression;
  readonly then: readonly Statement[];
  /** `elsif` is an `if` inside; undefined without `else`. */
  readonly else: readonly Statement[] | undefined;
}
export interface WhileStatement extends StatementNode<'while'> {
  readonly condition: Expression;
  readonly body: readonly Statement[];
}
export interface EitherStatement extends StatementNode<'either'> {
  readonly branches: readonly (readonly Statement[])[];
}
/** `x = e` or `x \in S`; several in one `with` nest in order. */
export interface WithBinding extends Node<'withBinding'> {
  readonly name: Name;
  readonly relation: '=' | '\\in';
  readonly value: Expression;
}
export interface WithStatement extends StatementNode<'with'> {
  readonly bindings: readonly WithBinding[];
  readonly body: readonly Statement[];
}
export interface AwaitStatement extends StatementNode<'await'> {
  readonly condition: Expression;
}
export interface PrintStatement extends StatementNode<'print'> {
  readonly value: Expression;
}
export interface AssertStatement extends StatementNode<'assert'> {
  readonly condition: Expression;
}
export type SkipStatement = StatementNode<'skip'>;
export type ReturnStatement = StatementNode<'return'>;
export interface GotoStatement extends StatementNode<'goto'> {
  readonly target: Name;
}
export interface CallStatement extends StatementNode<'call'> {
  readonly procedure: Name;
  readonly args: readonly CallArgument[];
}
export interface MacroCallStatement extends StatementNode<'macroCall'> {
  readonly macro: Name;
  readonly args: readonly Expression[];
}
/** Mapping macros only. */
export interface YieldStatement extends StatementNode<'yield'> {
  readonly value: Expression;
}
/** `{ ... }` as a statement of its own; also what a macro call expands to. */
export interface BlockStatement extends StatementNode<'block'> {
  readonly body: readonly Statement[];
}
export type ErrorStatement = StatementNode<'errorStatement'>;
export type Statement =
  | AssignStatement
  | IfStatement
  | WhileStatement
  | EitherStatement
  | WithStatement
  | AwaitStatement
  | PrintStatement
  | AssertStatement
  | SkipStatement
  | ReturnStatement
  | GotoStatement
  | CallStatement
  | MacroCallStatement
  | YieldStatement
  | BlockStatement
  | ErrorStatement;

export interface MacroDefinition extends Node<'macro'> {
  readonly name: Name;
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
}
export interface ProcedureDefinition extends Node<'procedure'> {
  readonly name: Name;
  readonly params: readonly Parameter[];
  readonly variables: readonly StateVariable[];
  readonly body: readonly Statement[];
}
export interface ArchetypeDefinition extends Node<'archetype'> {
  readonly name: Name;
  readonly params: readonly Parameter[];
  readonly variables: readonly StateVariable[];
  readonly body: readonly Statement[];
}
export interface MappingMacroDefinition extends Node<'mappingMacro'> {
  readonly name: Name;
  readonly read: readonly Statement[];
  readonly readSpan: Span;
  readonly write: readonly Statement[];
  readonly writeSpan: Span;
}
export type FairnessKind = 'unfair' | 'weak' | 'strong';
/** A PlusCal process; a single-process algorithm has none but a body of its own. */
export interface ProcessDefinition extends Node<'process'> {
  readonly fairness: FairnessKind;
  readonly name: Name;
  readonly relation: '=' | '\\in';
  readonly id: Expression;
  readonly variables: readonly StateVariable[];
  readonly body: readonly Statement[];
}
/** `mapping x[_] via M` or `mapping @2[_] via M`. */
export interface MappingClause extends Node<'mappingClause'> {
  readonly target:
    | { readonly kind: 'byName'; readonly name: Name }
    | { readonly kind: 'byPosition'; readonly position: number; readonly span: Span };
  readonly arity: number;
  readonly macro: Name;
}
/** `process (P \in S) == instance A(ref x[_], e) mapping ...;` */
export interface InstanceDeclaration extends Node<'archetypeInstance'> {
  readonly fairness: FairnessKind;
  readonly name: Name;
  readonly relation: '=' | '\\in';
  readonly id: Expression;
  readonly archetype: Name;
  readonly args: readonly CallArgument[];
  readonly mappings: readonly MappingClause[];
}

export interface Algorithm extends Node<'algorithm'> {
  readonly dialect: 'mpcal' | 'pluscal';
  readonly syntax: 'c' | 'p';
  /** `--fair algorithm`: weak fairness of the next-state relation; options in the head otherwise as PlusCal says. */
  readonly fair: boolean;
  /** What stands in `PlusCal options (...)` above the algorithm, without dashes. */
  readonly options: readonly string[];
  readonly name: Name;
  readonly variables: readonly StateVariable[];
  readonly define: readonly Definition[];
  readonly macros: readonly MacroDefinition[];
  readonly procedures: readonly ProcedureDefinition[];
  readonly mappingMacros: readonly MappingMacroDefinition[];
  readonly archetypes: readonly ArchetypeDefinition[];
  readonly processes: readonly ProcessDefinition[];
  readonly instances: readonly InstanceDeclaration[];
  /** The body of a single-process algorithm. */
  readonly body: readonly Statement[] | undefined;
}
