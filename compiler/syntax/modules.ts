import type { Span } from '../source/index.ts';
import type { Algorithm } from './algorithms.ts';
import type { Argument, Bound, Expression, Name } from './expressions.ts';

interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** A formal parameter of an operator: `x` (arity 0) or `Op(_, _)` (arity 2); a symbol parameter `_+_` has its canonical spelling as name. */
export interface OperatorParameter extends Node<'operatorParameter'> {
  readonly name: Name;
  readonly arity: number;
}
/** `Op(a, b) == e`; infix, prefix and postfix definitions have the canonical operator symbol as name (`a (+) b == ...`: name `(+)`, prefix minus `-.`). */
export interface OperatorDefinition extends Node<'operatorDefinition'> {
  readonly local: boolean;
  readonly name: Name;
  readonly fixity: 'name' | 'infix' | 'prefix' | 'postfix';
  readonly params: readonly OperatorParameter[];
  readonly body: Expression;
  /** The comment that stands directly before the definition, without its markers. */
  readonly comment: string | undefined;
}
/** `f[x \in S, y \in T] == e` */
export interface FunctionDefinition extends Node<'functionDefinition'> {
  readonly local: boolean;
  readonly name: Name;
  readonly bounds: readonly Bound[];
  readonly body: Expression;
  readonly comment: string | undefined;
}
export interface Substitution extends Node<'substitution'> {
  readonly name: Name;
  readonly value: Argument;
}
/** `I(x) == INSTANCE M WITH a <- b` */
export interface InstanceDefinition extends Node<'instanceDefinition'> {
  readonly local: boolean;
  readonly name: Name;
  readonly params: readonly OperatorParameter[];
  readonly module: Name;
  readonly substitutions: readonly Substitution[];
}
/** `RECURSIVE F(_), G(_, _)` */
export interface RecursiveDeclaration extends Node<'recursive'> {
  readonly operators: readonly OperatorParameter[];
}
export type Definition = OperatorDefinition | FunctionDefinition | InstanceDefinition | RecursiveDeclaration;

/** `CONSTANTS N, Op(_)` */
export interface ConstantDeclaration extends Node<'constants'> {
  readonly constants: readonly OperatorParameter[];
}
export interface VariableDeclaration extends Node<'variables'> {
  readonly names: readonly Name[];
}
/** `INSTANCE M WITH ...` without a name. */
export interface InstanceUnit extends Node<'instance'> {
  readonly local: boolean;
  readonly module: Name;
  readonly substitutions: readonly Substitution[];
}
export interface Assumption extends Node<'assume'> {
  readonly name: Name | undefined;
  readonly body: Expression;
}
/** THEOREM, LEMMA, proofs, USE, HIDE and the like: parsed over. */
export type SkippedUnit = Node<'skipped'>;
export interface NestedModule extends Node<'nestedModule'> {
  readonly module: Module;
}
/** Where the algorithm stands among the units (it is inside a comment). */
export interface AlgorithmUnit extends Node<'algorithmUnit'> {
  readonly algorithm: Algorithm;
}
export type Unit =
  | Definition
  | ConstantDeclaration
  | VariableDeclaration
  | InstanceUnit
  | Assumption
  | SkippedUnit
  | NestedModule
  | AlgorithmUnit;

export interface Module extends Node<'module'> {
  readonly name: Name;
  readonly extends: readonly Name[];
  /** In the order of the text; the algorithm is a unit at its place. Text between BEGIN and END TRANSLATION is left out. */
  readonly units: readonly Unit[];
  /** Spans between the markers, if they stand in the file: what is between them, exclusive of the marker lines. */
  readonly translation: Span | undefined;
  readonly pluscalTranslation: Span | undefined;
}
