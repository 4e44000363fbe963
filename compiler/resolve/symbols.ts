import type {
  Algorithm,
  Expression,
  FunctionDefinition,
  InstanceDefinition,
  Name,
  OperatorDefinition,
  Parameter,
  StateVariable,
} from '../syntax/index.ts';
import type { Span } from '../source/index.ts';

/**
 * What a name stands for. Symbols are compared by identity: two names that look alike but are bound at different places have
 * different symbols, so later phases never have to think about capture.
 */
interface SymbolBase<K extends string> {
  readonly kind: K;
  readonly name: string;
  /** Where it is declared; undefined for what the standard modules define. */
  readonly span: Span | undefined;
}

/** A CONSTANT of the spec; `arity` > 0 for constant operators. */
export interface ConstantSymbol extends SymbolBase<'constant'> {
  readonly arity: number;
}
/** An operator the spec (or a user module) defines, at top level, in `define`, or in a LET. */
export interface OperatorDefinitionSymbol extends SymbolBase<'operator'> {
  readonly definition: OperatorDefinition;
  readonly params: readonly OperatorParameterSymbol[];
  readonly level: 'top' | 'let';
  readonly recursive: boolean;
}
/** `f[x \in S] == e`, at top level or in a LET; the name denotes the function, also inside its own body. */
export interface FunctionDefinitionSymbol extends SymbolBase<'function'> {
  readonly definition: FunctionDefinition;
  readonly level: 'top' | 'let';
}
export type DefinitionSymbol = OperatorDefinitionSymbol | FunctionDefinitionSymbol;
/** An operator of a standard or community module, by TLA+ name; infix symbols have their canonical spelling as name. */
export interface StandardOperatorSymbol extends SymbolBase<'standard'> {
  readonly module: string;
  readonly arity: number;
}
/** A formal parameter of an operator or LAMBDA. */
export interface OperatorParameterSymbol extends SymbolBase<'parameter'> {
  readonly arity: number;
}
/** A name bound by a quantifier, CHOOSE, set or function constructor, function definition, or by `with` of a statement. */
export interface BoundNameSymbol extends SymbolBase<'bound'> {
  readonly binder: 'expression' | 'with';
}
/** VARIABLE of the module, or a variable of the algorithm: global (`variables` of the block), of an archetype, process or procedure. */
export interface VariableSymbol extends SymbolBase<'variable'> {
  readonly scope: 'module' | 'global' | 'archetype' | 'process' | 'procedure';
  readonly declaration: StateVariable | undefined;
}
/** A parameter of an archetype or procedure. By value: a variable of that body. By reference: a resource of mapping arity `arity`. */
export interface ArchetypeParameterSymbol extends SymbolBase<'archetypeParameter'> {
  readonly owner: 'archetype' | 'procedure';
  readonly ref: boolean;
  readonly arity: number;
  readonly declaration: Parameter;
}
/** `self` in an archetype, process or procedure; also the process name in an instance's arguments. */
export type SelfSymbol = SymbolBase<'self'>;
/** `pc`, `stack`, `ProcSet`, `vars`, `Init`, `Next`, `Spec`, `Termination`, a label's action, `defaultInitValue`: what pcal.trans defines. */
export interface TranslationSymbol extends SymbolBase<'translation'> {
  readonly arity: number;
}

export type Symbol =
  | ConstantSymbol
  | OperatorDefinitionSymbol
  | FunctionDefinitionSymbol
  | StandardOperatorSymbol
  | OperatorParameterSymbol
  | BoundNameSymbol
  | VariableSymbol
  | ArchetypeParameterSymbol
  | SelfSymbol
  | TranslationSymbol;

/** What stands for a constant or a variable of an instantiated module. */
export interface InstanceSubstitution {
  readonly declared: 'constant' | 'variable';
  /** Where the module declares it. */
  readonly name: Name;
  readonly symbol: Symbol;
  /** Where the instance says so: its WITH, or the module's name for what has the same name outside. */
  readonly at: Span;
  /** Identifies the instance. */
  readonly instance: object;
}

/** The bindings resolution found, by the node that carries the name. */
export interface Bindings {
  /**
   * What an occurrence refers to: keyed by `Application` (its operator), `Infix`/`Prefix`/`Postfix` (when user-defined or from a module;
   * the built-in operators of the language proper, such as `/\`, `=`, `\in`, `'`, `DOMAIN`, `SUBSET`, `UNION`, have none), `OperatorSymbol`,
   * `AssignmentTarget`, `RefArgument`. A `M!Op` inside a named instance refers to a copy of the definition made for that instance; the copy for
   * a parameterised instance `M(x)` has the instance's parameters before its own, so the arguments of `M(e)!Op(a)` are those of the steps, left
   * to right, and then its own. Operators of standard modules are not copied: `M(e)!Len(s)` has the one argument.
   */
  readonly references: ReadonlyMap<object, Symbol>;
  /** What a binding occurrence declares: keyed by the `Name` node (parameters, bound names, with-names, variables, definitions' names). */
  readonly declarations: ReadonlyMap<Name, Symbol>;
  /** The definitions an INSTANCE inside LET makes, in definition order; substituted constants and variables are among them. */
  readonly letInstances: ReadonlyMap<InstanceDefinition, readonly DefinitionSymbol[]>;
  /**
   * Operators that stand for named parts of a definition inside LET (`D!1`); they belong directly behind that definition. Those of definitions at
   * top level are among the operators of the spec. A name of a part refers to its operator, with the arguments of all its steps from left to right.
   */
  readonly derived: ReadonlyMap<DefinitionSymbol['definition'], readonly OperatorDefinitionSymbol[]>;
  readonly substitutions: readonly InstanceSubstitution[];
}

/** A resolved spec: macros expanded, every name bound, units of all extended and instantiated user modules included. */
export interface ResolvedSpec {
  readonly moduleName: string;
  readonly constants: readonly ConstantSymbol[];
  /** What VARIABLES of the spec and its user modules declare, beside the algorithm. */
  readonly variables: readonly VariableSymbol[];
  /**
   * Top-level operator and function definitions of the spec and its user modules, `define` included, in definition order (a definition
   * uses only earlier or RECURSIVE ones).
   */
  readonly operators: readonly (OperatorDefinitionSymbol | FunctionDefinitionSymbol)[];
  readonly assumptions: readonly Expression[];
  readonly bindings: Bindings;
  /**
   * The algorithm with every macro call expanded (it has become a `block` that carries the call's label, and arguments are wrapped in
   * `MacroArgument`); undefined for a module without an algorithm.
   */
  readonly algorithm: Algorithm | undefined;
}
