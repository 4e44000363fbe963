import type { ConstantSymbol, OperatorDefinitionSymbol } from '../resolve/index.ts';
import type { Source, Span } from '../source/index.ts';
import type { CoreArgument, CoreDefinition, DefinitionSymbol } from '../lower/index.ts';
import { definitionChildren } from '../lower/index.ts';
import type { Definitions } from './definitions.ts';
import { impureDefinitions } from './impurity.ts';
import type { Doc } from './layout.ts';
import { functionNameFor, identifierFor, uniqueName } from './names.ts';
import { SiteTable } from './site-table.ts';
import { standardFunctionsIn } from './standard-operators.ts';
import type { StateEmitting } from './state-emitting.ts';
import { Strictness } from './strictness.ts';
import { StaticTypes } from './types.ts';

/** Names of the runtime that the emitter itself uses. */
const runtimeValues = [
  'BLOCKED', 'DONE', 'applyFunction', 'asBoolean', 'bigUnion', 'Bool', 'cartesianProduct', 'choose', 'countWhere',
  'defaultInitValue', 'difference', 'differenceWith', 'domain', 'elementAt', 'elementCount', 'emptySet', 'emptyTuple', 'equals',
  'except', 'exceptPath', 'exists', 'fail', 'failAssertion', 'fieldOf', 'forAll', 'Frame', 'functionSet', 'inDomain', 'inInterval',
  'intersection', 'lazy', 'makeFunction', 'makeFunctionMany', 'makeRecord', 'makeRecordSet', 'makeRecursiveFunction', 'makeSet',
  'makeTuple', 'memberOf', 'notEquals', 'notMemberOf', 'powerSet', 'recordMaker', 'recordShape', 'setFilter', 'setMap',
  'setMapMany', 'site', 'Str', 'subsetOf', 'tupleComponents', 'union', 'unionWith',
] as const; // prettier-ignore
const runtimeTypes = [
  'ArchetypeInterface', 'MPCalArchetype', 'MPCalJumpTable', 'MPCalModule', 'MPCalProcTable', 'Resource', 'Value',
] as const; // prettier-ignore

export type RuntimeValue = (typeof runtimeValues)[number];
export type RuntimeType = (typeof runtimeTypes)[number];

/** How a definition of the module is called. */
export interface OperatorNames {
  readonly name: string;
  readonly lazyName: string;
}

/** What the parts of one generated module share: its names, imports, sites and hoisted constants. */
export class ModuleContext {
  /** Whether type annotations are written; plain JavaScript without. */
  readonly typed: boolean;
  readonly sites: SiteTable;
  readonly strictness: Strictness;
  readonly types: StaticTypes;
  readonly definitions: Definitions;
  readonly constants: readonly ConstantSymbol[];
  readonly constantOperators: readonly ConstantSymbol[];
  /** Values of the runtime that are used: its name to the local one. */
  readonly imports = new Map<string, string>();
  readonly typeImports = new Map<string, string>();
  /** What stands for variables, primes and the names of the translation; without it they have no counterpart. */
  state: StateEmitting | undefined;
  /** Hoisted values and record makers: what they are to their name, in the order of first use. */
  readonly hoisted = new Map<
    string,
    { readonly name: string; readonly initializer: Doc; readonly comment: string | undefined }
  >();
  readonly usedConstants = new Set<ConstantSymbol>();
  readonly usedLabels = new Set<string>();
  /** Operators whose lazy variant is called, in the order of first use. */
  readonly lazyOperators = new Set<OperatorDefinitionSymbol>();
  /** Functions of the module have these as parameters. */
  private readonly names = new Set(['iface', 'frame']);
  /** Names of the runtime that the module may come to use. */
  private readonly reserved: ReadonlySet<string>;
  private readonly operatorNames = new Map<DefinitionSymbol, OperatorNames>();
  private readonly constantNames = new Map<ConstantSymbol, string>();
  private readonly sectionNames = new Map<string, string>();
  private readonly hoistedOf = new Map<string, number>();
  private readonly nextNumbers = new Map<string, number>();
  private impure: ReadonlySet<CoreDefinition> | undefined;

  /** `cores` is everything the module will be made of, definitions aside. */
  constructor(
    main: Source,
    definitions: Definitions,
    cores: readonly CoreArgument[],
    constants: readonly ConstantSymbol[],
    typed: boolean,
  ) {
    this.typed = typed;
    const all = [...cores, ...[...definitions.values()].flatMap(definitionChildren)];
    this.reserved = new Set([...runtimeValues, ...runtimeTypes, ...standardFunctionsIn(all)]);
    this.sites = new SiteTable(main);
    this.definitions = definitions;
    this.strictness = new Strictness(definitions, all);
    this.types = new StaticTypes(definitions);
    this.constants = constants.filter((constant) => constant.arity === 0);
    this.constantOperators = constants.filter((constant) => constant.arity > 0);
  }

  /** Whether the same definition may have another value next time. */
  isImpure(definition: CoreDefinition): boolean {
    this.impure ??= impureDefinitions(this.definitions);
    return this.impure.has(definition);
  }

  // --- names of the module ---

  /** A new name in the module; `exact` names are asked for first, so that they stay as they are. */
  declare(hint: string): string {
    const name = uniqueName(hint, (candidate) => this.names.has(candidate), this.nextNumbers);
    this.names.add(name);
    return name;
  }

  declareOperator(symbol: DefinitionSymbol): void {
    const name = this.declare(functionNameFor(symbol.name));
    this.operatorNames.set(symbol, { name, lazyName: `${name}$lazy` });
  }

  declareConstant(symbol: ConstantSymbol): void {
    this.constantNames.set(symbol, this.declare(functionNameFor(symbol.name)));
  }

  operator(symbol: DefinitionSymbol): OperatorNames {
    const names = this.operatorNames.get(symbol);
    if (names === undefined)
      throw new Error(`emitting: the operator ${symbol.name} is not part of the module`);
    return names;
  }

  constantAccessor(symbol: ConstantSymbol): string {
    const name = this.constantNames.get(symbol);
    if (name === undefined)
      throw new Error(`emitting: the constant ${symbol.name} is not part of the module`);
    this.usedConstants.add(symbol);
    return name;
  }

  /** Whether a name inside a function must not be used for something else. */
  readonly isTaken = (name: string): boolean => this.names.has(name) || this.reserved.has(name);

  // --- the runtime ---

  /** The local name of something the runtime exports. TLA+ names have no `$`, so that an import can always get out of the way. */
  use(name: RuntimeValue): string {
    return this.useStandard(name);
  }

  useStandard(name: string): string {
    return this.import(this.imports, name);
  }

  useType(name: RuntimeType): string {
    return this.import(this.typeImports, name);
  }

  private import(imports: Map<string, string>, name: string): string {
    const known = imports.get(name);
    if (known !== undefined) return known;
    const local = this.names.has(name) ? `${name}$` : name;
    imports.set(name, local);
    return local;
  }

  site(span: Span): string {
    return this.sites.nameOf(span);
  }

  // --- types ---

  /** `: Value`, or nothing in plain JavaScript. */
  annotation(type: Doc): Doc {
    return this.typed ? [': ', type] : '';
  }

  valueAnnotation(): Doc {
    return this.typed ? `: ${this.useType('Value')}` : '';
  }

  /** ` as T`, or nothing in plain JavaScript. */
  assertion(type: string): Doc {
    return this.typed ? ` as ${type}` : '';
  }

  // --- hoisted constants ---

  /** The module-level constant with this initializer. `key` identifies it. */
  hoist(kind: string, key: string, initializer: Doc, comment?: string): string {
    const known = this.hoisted.get(key);
    if (known !== undefined) return known.name;
    const number = (this.hoistedOf.get(kind) ?? 0) + 1;
    this.hoistedOf.set(kind, number);
    const name = this.declare(`${kind}$${number}`);
    this.hoisted.set(key, { name, initializer, comment });
    return name;
  }

  // --- sections ---

  /** Names the function of a section. */
  declareSection(owner: string, label: string): string {
    const name = this.declare(`${identifierFor(owner)}_${label}`);
    this.sectionNames.set(`${owner}.${label}`, name);
    return name;
  }

  /** The constant that holds a section's place in the jump table. */
  label(owner: string, label: string): string {
    const section = this.sectionNames.get(`${owner}.${label}`);
    if (section === undefined) throw new Error(`emitting: no section ${owner}.${label}`);
    return this.labelConstant(section);
  }

  /** The constant for the label of the section with this function name. */
  labelConstant(section: string): string {
    const name = `label$${section}`;
    this.usedLabels.add(name);
    return name;
  }
}
