import type { Span } from '../source/index.ts';
import type { Definition } from './modules.ts';

/** An identifier where it is written. */
export interface Name {
  readonly kind: 'name';
  readonly text: string;
  readonly span: Span;
}

interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** `x` or `<<x, y>>` before `\in`. */
export type Pattern = Name | TuplePattern;
export interface TuplePattern extends Node<'tuplePattern'> {
  readonly names: readonly Name[];
}

/** `x, y \in S` or `<<x, y>> \in S`. */
export interface Bound extends Node<'bound'> {
  readonly patterns: readonly Pattern[];
  readonly set: Expression;
}

/** Exact value of a numeral in any base. */
export interface NumberLiteral extends Node<'number'> {
  readonly value: bigint;
}
/** A decimal such as `3.14`: parses, has no value TLC or we could compute with. */
export interface DecimalLiteral extends Node<'decimal'> {
  readonly text: string;
}
/** `value` is the string's contents with escapes resolved. */
export interface StringLiteral extends Node<'string'> {
  readonly value: string;
}
/** `TRUE` or `FALSE`. */
export interface BooleanLiteral extends Node<'boolean'> {
  readonly value: boolean;
}
/** `BOOLEAN` or `STRING`. */
export interface BuiltinSet extends Node<'builtinSet'> {
  readonly name: 'BOOLEAN' | 'STRING';
}

/**
 * One step `M!` or `M(a, b)!` before a name. In the name of a subexpression (TLA+2, section 6) a step or the name at the end may also be a
 * selector: its text is then a numeral, `<<`, `>>`, `:`, `@`, or empty with the arguments of `!(a, b)`.
 */
export interface InstanceStep extends Node<'instanceStep'> {
  readonly name: Name;
  readonly args: readonly Argument[];
}
/** `x`, `Op(a, b)`, `M!Op(a)`, `M(x)!N!Op`, `Op(a)!2!lab(b)`: a name with what stands before and after it. A bare identifier has no steps and no args. */
export interface Application extends Node<'application'> {
  readonly steps: readonly InstanceStep[];
  readonly name: Name;
  readonly args: readonly Argument[];
  /** How an operator of an instance is written that stands at its operands, as in `a M!+ b`; absent for `M!+(a, b)`. */
  readonly fixity?: 'infix' | 'prefix' | 'postfix';
}
/** An operator symbol given as an argument, such as `+` in `FoldSeq(+, 0, s)`; canonical spelling. May have instance steps (`M!+`). */
export interface OperatorSymbol extends Node<'operatorSymbol'> {
  readonly operator: string;
}
export interface Lambda extends Node<'lambda'> {
  readonly params: readonly Name[];
  readonly body: Expression;
}
/** What may stand where an operator argument stands. */
export type Argument = Expression | OperatorSymbol | Lambda;

/**
 * Operators carry their canonical spelling (`\land` -> `/\`, `\leq` and `=<` -> `<=`, `\o` for `\circ`, `#` for `/=`, `\cup` for `\union`,
 * `\X` for `\times`, `(+)` for `\oplus`, Unicode likewise); `operatorSpan` is where it is written.
 * Prefix minus is `-.`; junction lists and infix `/\` differ in kind.
 */
export interface Infix extends Node<'infix'> {
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Prefix extends Node<'prefix'> {
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly operand: Expression;
}
export interface Postfix extends Node<'postfix'> {
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly operand: Expression;
}
/** A bulleted list; `bullets[i]` stands before `items[i]`. */
export interface Junction extends Node<'junction'> {
  readonly operator: '/\\' | '\\/';
  readonly bullets: readonly Span[];
  readonly items: readonly Expression[];
}
/** `A \X B \X C` without brackets is one node with three factors. */
export interface Product extends Node<'product'> {
  readonly factors: readonly Expression[];
}
/** An expression in parentheses; kept so that the tree prints back and precedence is not lost. */
export interface Parenthesized extends Node<'parenthesized'> {
  readonly inner: Expression;
}
export interface TupleExpression extends Node<'tuple'> {
  readonly elements: readonly Expression[];
}
export interface SetEnumeration extends Node<'setEnumeration'> {
  readonly elements: readonly Expression[];
}
/** `{x \in S : P}` */
export interface SetFilter extends Node<'setFilter'> {
  readonly pattern: Pattern;
  readonly set: Expression;
  readonly predicate: Expression;
}
/** `{e : x \in S, y \in T}` */
export interface SetMap extends Node<'setMap'> {
  readonly body: Expression;
  readonly bounds: readonly Bound[];
}
/** `f[a, b]`: several arguments are one group. */
export interface FunctionApplication extends Node<'functionApplication'> {
  readonly function: Expression;
  readonly args: readonly Expression[];
}
/** `[x \in S, y \in T |-> e]` */
export interface FunctionConstructor extends Node<'functionConstructor'> {
  readonly bounds: readonly Bound[];
  readonly body: Expression;
}
/** `[S -> T]` */
export interface FunctionSet extends Node<'functionSet'> {
  readonly domain: Expression;
  readonly range: Expression;
}
export interface RecordField extends Node<'recordField'> {
  readonly name: Name;
  readonly value: Expression;
}
/** `[a |-> 1]` */
export interface RecordExpression extends Node<'record'> {
  readonly fields: readonly RecordField[];
}
/** `[a : S]` */
export interface RecordSet extends Node<'recordSet'> {
  readonly fields: readonly RecordField[];
}
export type PathStep =
  | (Node<'fieldStep'> & { readonly name: Name })
  | (Node<'indexStep'> & { readonly args: readonly Expression[] });
export interface ExceptUpdate extends Node<'exceptUpdate'> {
  readonly path: readonly PathStep[];
  readonly value: Expression;
}
/** `[f EXCEPT !.a[i] = e, ...]` */
export interface Except extends Node<'except'> {
  readonly base: Expression;
  readonly updates: readonly ExceptUpdate[];
}
/** `@` inside EXCEPT. */
export type AtSign = Node<'atSign'>;
/** `r.f` */
export interface FieldAccess extends Node<'fieldAccess'> {
  readonly record: Expression;
  readonly field: Name;
}
/** `\A x \in S : P`, `\E`, and unbounded `\A x, y : P` (then `bounds` is empty and `names` is not), temporal `\AA`, `\EE`. */
export interface Quantifier extends Node<'quantifier'> {
  readonly quantifier: '\\A' | '\\E' | '\\AA' | '\\EE';
  readonly bounds: readonly Bound[];
  readonly names: readonly Name[];
  readonly body: Expression;
}
export interface Choose extends Node<'choose'> {
  readonly pattern: Pattern;
  readonly set: Expression | undefined;
  readonly predicate: Expression;
}
export interface IfExpression extends Node<'ifExpression'> {
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}
export interface CaseArm extends Node<'caseArm'> {
  readonly condition: Expression;
  readonly value: Expression;
}
export interface CaseExpression extends Node<'case'> {
  readonly arms: readonly CaseArm[];
  readonly other: Expression | undefined;
}
export interface LetExpression extends Node<'let'> {
  readonly definitions: readonly Definition[];
  readonly body: Expression;
}
/** `lab(x) :: e` */
export interface LabelledExpression extends Node<'labelled'> {
  readonly label: Name;
  readonly params: readonly Name[];
  readonly body: Expression;
}
/** `[A]_v` (`box` true) or `<<A>>_v`. */
export interface ActionExpression extends Node<'action'> {
  readonly box: boolean;
  readonly action: Expression;
  readonly subscript: Expression;
}
/** `WF_v(A)`, `SF_v(A)` */
export interface Fairness extends Node<'fairness'> {
  readonly strong: boolean;
  readonly subscript: Expression;
  readonly action: Expression;
}
/** `$variable` and `$value` in a mapping macro. */
export interface MappingSpecial extends Node<'mappingSpecial'> {
  readonly name: 'variable' | 'value';
}
/**
 * Made by macro expansion only, never by the parser: the argument `inner` of a macro call, standing where the macro's parameter stood.
 * Names in `inner` are resolved in the scope of the call, whatever the macro binds around it.
 */
export interface MacroArgument extends Node<'macroArgument'> {
  readonly inner: Expression;
  /** Identifies the call this argument belongs to. */
  readonly call: object;
}
/** Stands where the parser could not make sense of the text; a diagnostic has been reported. */
export type ErrorExpression = Node<'error'>;

export type Expression =
  | NumberLiteral
  | DecimalLiteral
  | StringLiteral
  | BooleanLiteral
  | BuiltinSet
  | Application
  | Infix
  | Prefix
  | Postfix
  | Junction
  | Product
  | Parenthesized
  | TupleExpression
  | SetEnumeration
  | SetFilter
  | SetMap
  | FunctionApplication
  | FunctionConstructor
  | FunctionSet
  | RecordExpression
  | RecordSet
  | Except
  | AtSign
  | FieldAccess
  | Quantifier
  | Choose
  | IfExpression
  | CaseExpression
  | LetExpression
  | LabelledExpression
  | ActionExpression
  | Fairness
  | MappingSpecial
  | MacroArgument
  | ErrorExpression;
