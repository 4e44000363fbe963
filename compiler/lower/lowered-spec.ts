import type {
  ArchetypeParameterSymbol,
  BoundNameSymbol,
  ConstantSymbol,
  OperatorParameterSymbol,
  VariableSymbol,
} from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import type { FairnessKind } from '../syntax/algorithms.ts';
import type { Core, CoreDefinition, DefinitionSymbol, Temporary } from './core.ts';

/** Every step carries the span of the statement it comes from. */
interface StepNode<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** Reads a reference. `access` is the occurrence in the text. */
export interface ReadStep extends StepNode<'read'> {
  readonly temporary: Temporary;
  readonly parameter: ArchetypeParameterSymbol;
  readonly indices: readonly Core[];
  readonly access: Span;
}
/** Evaluates an expression for later steps. */
export interface EvaluateStep extends StepNode<'evaluate'> {
  readonly temporary: Temporary;
  readonly value: Core;
}
/** Assigns a variable as a whole; a path in the text has become an EXCEPT. */
export interface SetStep extends StepNode<'set'> {
  readonly target: VariableSymbol | ArchetypeParameterSymbol;
  readonly value: Core;
}
/** `$variable := e` */
export interface SetMappedStep extends StepNode<'setMapped'> {
  readonly value: Core;
}
/** Writes a reference. The expressions are evaluated here, indices first. */
export interface WriteStep extends StepNode<'write'> {
  readonly parameter: ArchetypeParameterSymbol;
  readonly indices: readonly Core[];
  readonly value: Core;
}
export interface IfStep extends StepNode<'if'> {
  readonly condition: Core;
  readonly then: readonly Step[];
  readonly else: readonly Step[];
}
/** `choice` is the number of the choice in its section, from 0 in the order of the text. */
export interface EitherStep extends StepNode<'either'> {
  readonly choice: number;
  readonly branches: readonly (readonly Step[])[];
}
/** `with (x \in S)` */
export interface ChooseStep extends StepNode<'choose'> {
  readonly choice: number;
  readonly symbol: BoundNameSymbol;
  readonly set: Core;
  readonly body: readonly Step[];
}
/** `with (x = e)` */
export interface BindStep extends StepNode<'bind'> {
  readonly symbol: BoundNameSymbol;
  readonly value: Core;
  readonly body: readonly Step[];
}
export interface AwaitStep extends StepNode<'await'> {
  readonly condition: Core;
}
export interface AssertStep extends StepNode<'assert'> {
  readonly condition: Core;
}
export interface PrintStep extends StepNode<'print'> {
  readonly value: Core;
}
/** Mapping macros: the value read, or the value to store. */
export interface YieldStep extends StepNode<'yield'> {
  readonly value: Core;
}

/** Where a path of a section ends. `fellOff`: the end of a procedure without `return`. */
export type JumpTarget =
  | { readonly kind: 'section'; readonly label: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'fellOff' };
export interface JumpStep extends StepNode<'jump'> {
  readonly target: JumpTarget;
  /** Written as a goto; otherwise control just goes on there. */
  readonly isGoto: boolean;
}
export type LoweredArgument =
  | { readonly kind: 'value'; readonly value: Core }
  /** The caller's own reference parameter, handed on. */
  | { readonly kind: 'reference'; readonly parameter: ArchetypeParameterSymbol }
  /** A variable of the caller, by reference. */
  | { readonly kind: 'variable'; readonly variable: VariableSymbol | ArchetypeParameterSymbol };
export interface CallStep extends StepNode<'call'> {
  readonly procedure: string;
  readonly args: readonly LoweredArgument[];
  /** undefined: directly followed by `return`, a tail call. */
  readonly returnTo: JumpTarget | undefined;
}
export type ReturnStep = StepNode<'return'>;

export type Step =
  | ReadStep
  | EvaluateStep
  | SetStep
  | SetMappedStep
  | WriteStep
  | IfStep
  | EitherStep
  | ChooseStep
  | BindStep
  | AwaitStep
  | AssertStep
  | PrintStep
  | YieldStep
  | JumpStep
  | CallStep
  | ReturnStep;

/** The atomic step from one label to the next; every path through `body` ends in a jump, a call or a return. */
export interface Section {
  readonly label: string;
  readonly fairness: 'none' | 'strong' | 'unfair';
  readonly span: Span;
  readonly body: readonly Step[];
}

export interface LoweredVariable {
  readonly symbol: VariableSymbol;
  readonly initial: { readonly relation: '=' | '\\in'; readonly value: Core } | undefined;
}

export interface LoweredArchetype {
  readonly kind: 'archetype' | 'procedure';
  readonly name: string;
  readonly span: Span;
  readonly params: readonly ArchetypeParameterSymbol[];
  /** By position: what a procedure's parameter is before the first call, where the text says so. */
  readonly paramInitials: readonly (LoweredVariable['initial'] | undefined)[];
  readonly variables: readonly LoweredVariable[];
  /** In the order of the text; the first is where it begins. */
  readonly sections: readonly Section[];
}
/** A PlusCal process, or the whole of an algorithm without processes (then `id` is undefined). */
export interface LoweredProcess {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly fairness: FairnessKind;
  readonly relation: '=' | '\\in';
  readonly id: Core | undefined;
  readonly variables: readonly LoweredVariable[];
  readonly sections: readonly Section[];
}
export interface LoweredMappingMacro {
  readonly name: string;
  readonly span: Span;
  readonly read: readonly Step[];
  readonly write: readonly Step[];
}
export type LoweredInstanceArgument =
  | { readonly kind: 'value'; readonly value: Core; readonly span: Span }
  | {
      readonly kind: 'variable';
      readonly variable: VariableSymbol;
      readonly arity: number;
      readonly span: Span;
    };
export interface LoweredInstance {
  readonly name: string;
  readonly span: Span;
  readonly fairness: FairnessKind;
  readonly relation: '=' | '\\in';
  readonly id: Core;
  readonly archetype: string;
  readonly args: readonly LoweredInstanceArgument[];
  /** By the archetype's parameter position, from 0: the mapping macro that applies, if any. */
  readonly mappings: readonly (string | undefined)[];
}

/** A definition of the module, by level. */
export interface LoweredOperator {
  readonly definition: CoreDefinition;
  readonly symbol: DefinitionSymbol;
  readonly params: readonly OperatorParameterSymbol[];
  readonly comment: string | undefined;
  /** What makes the operator depend on a state or behaviour, itself or through others; undefined at constant level. */
  readonly dependsOn: string | undefined;
}

/** The algorithm as critical sections. */
export interface LoweredAlgorithm {
  readonly name: string;
  readonly fair: boolean;
  readonly globals: readonly LoweredVariable[];
  readonly archetypes: readonly LoweredArchetype[];
  readonly procedures: readonly LoweredArchetype[];
  readonly processes: readonly LoweredProcess[];
  readonly mappingMacros: readonly LoweredMappingMacro[];
  readonly instances: readonly LoweredInstance[];
}

export interface LoweredSpec {
  readonly moduleName: string;
  readonly constants: readonly ConstantSymbol[];
  /** What VARIABLES declare, beside the algorithm. */
  readonly variables: readonly VariableSymbol[];
  /** In definition order. */
  readonly operators: readonly LoweredOperator[];
  readonly assumptions: readonly Core[];
  readonly algorithm: LoweredAlgorithm | undefined;
}
