import type {
  ArchetypeParameterSymbol,
  BoundNameSymbol,
  ConstantSymbol,
  FunctionDefinitionSymbol,
  OperatorDefinitionSymbol,
  OperatorParameterSymbol,
  SelfSymbol,
  StandardOperatorSymbol,
  TranslationSymbol,
  VariableSymbol,
} from '../resolve/index.ts';
import type { Span } from '../source/index.ts';

/**
 * Expressions after resolution: every name is a symbol, brackets and the several ways to write an operator are gone, and reads of
 * references have become temporaries (read by a step before the statement) or nested reads.
 */
interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** The value of a step that stands before the expression. Compared by identity; `hint` is a readable name. */
export interface Temporary {
  readonly kind: 'temporary';
  readonly hint: string;
}

export interface CoreInteger extends Node<'integer'> {
  readonly value: bigint;
}
export interface CoreDecimal extends Node<'decimal'> {
  readonly text: string;
}
export interface CoreString extends Node<'string'> {
  readonly value: string;
}
export interface CoreBoolean extends Node<'boolean'> {
  readonly value: boolean;
}
export interface CoreBuiltinSet extends Node<'builtinSet'> {
  readonly name: 'BOOLEAN' | 'STRING';
}

/** What has a value of its own and takes no arguments. */
export type NameSymbol =
  | ConstantSymbol
  | OperatorParameterSymbol
  | BoundNameSymbol
  | VariableSymbol
  | ArchetypeParameterSymbol
  | SelfSymbol
  | TranslationSymbol;
export interface CoreName extends Node<'name'> {
  readonly symbol: NameSymbol;
}
export interface CoreTemporary extends Node<'temporary'> {
  readonly temporary: Temporary;
}
/** `$variable` or `$value`. */
export interface CoreSpecial extends Node<'special'> {
  readonly name: 'variable' | 'value';
}
/** A read of a reference whose indices depend on a bound name: it happens where it stands. */
export interface CoreNestedRead extends Node<'nestedRead'> {
  readonly parameter: ArchetypeParameterSymbol;
  readonly indices: readonly Core[];
}

export type DefinitionSymbol = OperatorDefinitionSymbol | FunctionDefinitionSymbol;
/** What can be applied to arguments; definitions and standard operators without parameters too. */
export type OperatorSymbol =
  DefinitionSymbol | StandardOperatorSymbol | ConstantSymbol | OperatorParameterSymbol | TranslationSymbol;
export interface CoreApply extends Node<'apply'> {
  readonly operator: OperatorSymbol;
  readonly args: readonly CoreArgument[];
}
/** Operators of the language proper; prefix, infix and postfix ones alike, by canonical spelling. */
export interface CorePrimitive extends Node<'primitive'> {
  readonly operator: string;
  readonly args: readonly Core[];
}

export interface CoreLambda extends Node<'lambda'> {
  readonly params: readonly OperatorParameterSymbol[];
  readonly body: Core;
}
/** An operator given as an argument: a symbol's, or one of the language proper by its spelling. */
export interface CoreOperatorReference extends Node<'operatorReference'> {
  readonly operator: OperatorSymbol | string;
}
export type CoreArgument = Core | CoreLambda | CoreOperatorReference;

/** `x` or `<<x, y>>`. */
export type CorePattern = BoundNameSymbol | readonly BoundNameSymbol[];
/** `x, <<y, z>> \in S`. */
export interface CoreBound {
  readonly patterns: readonly CorePattern[];
  readonly set: Core;
}

export interface CoreTuple extends Node<'tuple'> {
  readonly elements: readonly Core[];
}
export interface CoreSet extends Node<'set'> {
  readonly elements: readonly Core[];
}
export interface CoreProduct extends Node<'product'> {
  readonly factors: readonly Core[];
}
export interface CoreSetFilter extends Node<'setFilter'> {
  readonly pattern: CorePattern;
  readonly set: Core;
  readonly predicate: Core;
}
export interface CoreSetMap extends Node<'setMap'> {
  readonly bounds: readonly CoreBound[];
  readonly body: Core;
}
export interface CoreFunctionApplication extends Node<'functionApplication'> {
  readonly function: Core;
  readonly args: readonly Core[];
}
export interface CoreFunction extends Node<'function'> {
  readonly bounds: readonly CoreBound[];
  readonly body: Core;
}
export interface CoreFunctionSet extends Node<'functionSet'> {
  readonly domain: Core;
  readonly range: Core;
}
export interface CoreRecord extends Node<'record'> {
  readonly fields: readonly { readonly name: string; readonly value: Core }[];
}
export interface CoreRecordSet extends Node<'recordSet'> {
  readonly fields: readonly { readonly name: string; readonly value: Core }[];
}
/** One `!.a[i] = e`. Each step of the path is its key: several indices between one pair of brackets are a tuple, a field is a string. */
export interface CoreUpdate {
  readonly path: readonly Core[];
  readonly value: Core;
}
export interface CoreExcept extends Node<'except'> {
  readonly base: Core;
  readonly updates: readonly CoreUpdate[];
}
/** `@`: the old value in the innermost update around it. */
export type CoreAtSign = Node<'atSign'>;
export interface CoreField extends Node<'field'> {
  readonly record: Core;
  readonly name: string;
}
/** Bounded `\A` or `\E`. */
export interface CoreQuantifier extends Node<'quantifier'> {
  readonly quantifier: '\\A' | '\\E';
  readonly bounds: readonly CoreBound[];
  readonly body: Core;
}
export interface CoreChoose extends Node<'choose'> {
  readonly pattern: CorePattern;
  readonly set: Core;
  readonly predicate: Core;
}
/** Unbounded `\A`, `\E`, CHOOSE, and temporal `\AA`, `\EE`: no value can be computed. */
export interface CoreUnbounded extends Node<'unbounded'> {
  readonly construct: string;
}
export interface CoreIf extends Node<'if'> {
  readonly condition: Core;
  readonly then: Core;
  readonly else: Core;
}
export interface CoreCase extends Node<'case'> {
  readonly arms: readonly { readonly condition: Core; readonly value: Core }[];
  readonly other: Core | undefined;
}
/** A definition in a LET, or of a module. */
export interface CoreOperatorDefinition {
  readonly kind: 'operator';
  readonly symbol: OperatorDefinitionSymbol;
  readonly params: readonly OperatorParameterSymbol[];
  readonly body: Core;
}
/** `f[x \in S] == e`; the symbol denotes the function, in the body too. */
export interface CoreFunctionDefinition {
  readonly kind: 'function';
  readonly symbol: FunctionDefinitionSymbol;
  readonly bounds: readonly CoreBound[];
  readonly body: Core;
  readonly span: Span;
}
export type CoreDefinition = CoreOperatorDefinition | CoreFunctionDefinition;
export interface CoreLet extends Node<'let'> {
  readonly definitions: readonly CoreDefinition[];
  readonly body: Core;
}
/** `[A]_v` (`box`) or `<<A>>_v`. */
export interface CoreAction extends Node<'action'> {
  readonly box: boolean;
  readonly action: Core;
  readonly subscript: Core;
}
export interface CoreFairness extends Node<'fairness'> {
  readonly strong: boolean;
  readonly subscript: Core;
  readonly action: Core;
}

export type Core =
  | CoreInteger
  | CoreDecimal
  | CoreString
  | CoreBoolean
  | CoreBuiltinSet
  | CoreName
  | CoreTemporary
  | CoreSpecial
  | CoreNestedRead
  | CoreApply
  | CorePrimitive
  | CoreTuple
  | CoreSet
  | CoreProduct
  | CoreSetFilter
  | CoreSetMap
  | CoreFunctionApplication
  | CoreFunction
  | CoreFunctionSet
  | CoreRecord
  | CoreRecordSet
  | CoreExcept
  | CoreAtSign
  | CoreField
  | CoreQuantifier
  | CoreChoose
  | CoreUnbounded
  | CoreIf
  | CoreCase
  | CoreLet
  | CoreAction
  | CoreFairness;

export function isPatternTuple(pattern: CorePattern): pattern is readonly BoundNameSymbol[] {
  return Array.isArray(pattern);
}

/** The names a bound or pattern introduces. */
export function patternSymbols(pattern: CorePattern): readonly BoundNameSymbol[] {
  return isPatternTuple(pattern) ? pattern : [pattern];
}
export function boundSymbols(bounds: readonly CoreBound[]): readonly BoundNameSymbol[] {
  return bounds.flatMap((bound) => bound.patterns.flatMap(patternSymbols));
}

/** The expressions a definition consists of. */
export function definitionChildren(definition: CoreDefinition): readonly Core[] {
  return definition.kind === 'operator'
    ? [definition.body]
    : [...definition.bounds.map((bound) => bound.set), definition.body];
}
