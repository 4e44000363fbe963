import type { ArchetypeParameterSymbol, VariableSymbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import type { FairnessKind } from '../syntax/algorithms.ts';
import type {
  Core,
  LoweredAlgorithm,
  LoweredArchetype,
  LoweredInstance,
  LoweredMappingMacro,
  LoweredProcess,
  LoweredVariable,
  Section,
} from '../lower/index.ts';
import { stepsWithin } from './definitions.ts';
import type { LocalName } from './model-names.ts';
import { distinctNames } from './model-names.ts';

type StateSymbol = VariableSymbol | ArchetypeParameterSymbol;

/** Where a variable's value is in the array of a state: at a fixed place, or at one relative to the first of its process. */
export type ModelPlace =
  { readonly kind: 'shared'; readonly slot: number } | { readonly kind: 'own'; readonly offset: number };

/** A TLA+ variable as pcal.trans declares it, or as a module does beside the algorithm. */
export interface ModelVariable {
  readonly name: string;
  /** Its number: the place in `ModelLayout.variables`. */
  readonly index: number;
  readonly place: ModelPlace;
  /** The process declarations whose processes have the variable, by number; undefined for shared variables. */
  readonly owners: readonly number[] | undefined;
  /** Whether VARIABLES declare it: then it is none of the `vars` of pcal.trans, and no step of the algorithm says anything of it. */
  readonly isBeside: boolean;
}

/** One whose name is not final. */
interface Draft extends ModelVariable {
  name: string;
}

/** What runs: one for each `process`, of PlusCal or as an instance of an archetype, or the algorithm itself if it has none. */
export interface ModelDeclaration {
  readonly name: string;
  readonly span: Span;
  readonly fairness: FairnessKind;
  readonly relation: '=' | '\\in';
  /** undefined for an algorithm without processes. */
  readonly id: Core | undefined;
  readonly body: LoweredArchetype;
  readonly instance: LoweredInstance | undefined;
  /** Number of places each of its processes has; 0 for an algorithm without processes. */
  readonly size: number;
}

/**
 * How states are laid out. Shared variables come first, those beside the algorithm as the last of them, then the places of each process, in the
 * order of the declarations.
 */
export interface ModelLayout {
  readonly variables: readonly ModelVariable[];
  readonly globals: readonly LoweredVariable[];
  readonly sharedSize: number;
  /** How many of the shared variables are the algorithm's. */
  readonly ownSharedSize: number;
  readonly declarations: readonly ModelDeclaration[];
  readonly procedures: readonly LoweredArchetype[];
  readonly mappingMacros: readonly LoweredMappingMacro[];
  /** Whether the algorithm is one without processes. */
  readonly isSequential: boolean;
  /** `--fair algorithm` */
  readonly isFair: boolean;
  readonly pc: ModelVariable;
  /** Without procedures there is none. */
  readonly stack: ModelVariable | undefined;
  readonly bySymbol: ReadonlyMap<object, ModelVariable>;
}

/** Lays out the states of an algorithm with the variables that its modules declare beside it. */
export function modelLayout(
  algorithm: LoweredAlgorithm,
  beside: readonly VariableSymbol[] = [],
): ModelLayout {
  return new LayoutBuilder(algorithm, beside).build();
}

/** Whether a slot of states belongs to a variable beside the algorithm. */
export function isSlotBeside({ ownSharedSize, sharedSize }: ModelLayout, slot: number): boolean {
  return slot >= ownSharedSize && slot < sharedSize;
}

/** The variables that are none of the algorithm's. */
export function variablesBeside({ variables }: ModelLayout): readonly ModelVariable[] {
  return variables.filter(({ isBeside }) => isBeside);
}

/** A parameter as a variable with its initial value. */
export function parameterVariables(procedure: LoweredArchetype): readonly {
  readonly symbol: StateSymbol;
  readonly initial: LoweredVariable['initial'];
}[] {
  return procedure.params.map((symbol, position) => ({
    symbol,
    initial: procedure.paramInitials[position],
  }));
}

class LayoutBuilder {
  private readonly algorithm: LoweredAlgorithm;
  private readonly beside: readonly VariableSymbol[];
  private readonly variables: Draft[] = [];
  private readonly locals: { readonly variable: Draft; readonly local: LocalName }[] = [];
  private readonly bySymbol = new Map<object, ModelVariable>();
  private readonly isSequential: boolean;
  private sharedSize = 0;
  /** What every process has: pc, the stack, and the variables of procedures. */
  private headSize = 0;

  constructor(algorithm: LoweredAlgorithm, beside: readonly VariableSymbol[]) {
    this.algorithm = algorithm;
    this.beside = beside;
    this.isSequential = algorithm.processes.some(({ id }) => id === undefined);
  }

  build(): ModelLayout {
    const { algorithm, isSequential } = this;
    const bodies = this.bodies();
    const everybody = isSequential ? undefined : bodies.map((_, number) => number);
    for (const { symbol } of algorithm.globals) this.shared(symbol.name, symbol);
    const pc = this.common('pc', undefined, everybody);
    const stack = algorithm.procedures.length === 0 ? undefined : this.common('stack', undefined, everybody);
    for (const procedure of algorithm.procedures) {
      for (const { symbol } of parameterVariables(procedure))
        this.local(this.common(symbol.name, symbol, everybody), 'parameter', procedure.name);
      for (const { symbol } of procedure.variables)
        this.local(this.common(symbol.name, symbol, everybody), 'procedure variable', procedure.name);
    }
    const sizes = this.ownVariables(bodies);
    const ownSharedSize = this.sharedSize;
    for (const symbol of this.beside) this.shared(symbol.name, symbol, true);
    this.tellApart();
    return {
      variables: this.variables,
      globals: algorithm.globals,
      sharedSize: this.sharedSize,
      ownSharedSize,
      declarations: bodies.map((body, number) => ({
        ...body,
        size: isSequential ? 0 : (sizes[number] ?? 0),
      })),
      procedures: algorithm.procedures,
      mappingMacros: algorithm.mappingMacros,
      isSequential,
      isFair: algorithm.fair,
      pc,
      stack,
      bySymbol: this.bySymbol,
    };
  }

  private bodies(): readonly Omit<ModelDeclaration, 'size'>[] {
    const { processes, instances } = this.algorithm;
    const archetypes = new Map(this.algorithm.archetypes.map((body) => [body.name, body]));
    return [
      ...processes.map((process) => ({
        ...head(process),
        span: process.nameSpan,
        body: asBody(process),
        instance: undefined,
      })),
      ...instances.flatMap((instance) => {
        const body = archetypes.get(instance.archetype);
        return body === undefined ? [] : [{ ...head(instance), span: instance.span, body, instance }];
      }),
    ];
  }

  /** The processes' own variables; answers how many places each declaration's processes have. */
  private ownVariables(bodies: readonly Omit<ModelDeclaration, 'size'>[]): readonly number[] {
    const sizes = bodies.map(() => this.headSize);
    const ownersOf = new Map<LoweredArchetype, number[]>();
    bodies.forEach(({ body }, number) => {
      const known = ownersOf.get(body);
      if (known === undefined) ownersOf.set(body, [number]);
      else known.push(number);
    });
    for (const [body, owners] of ownersOf) {
      const [only] = owners;
      const single = owners.length === 1 && bodies[only ?? 0]?.relation === '=';
      let offset = this.headSize;
      for (const symbol of ownSymbols(
        body,
        owners.flatMap((owner) => bodies[owner]?.instance ?? []),
      )) {
        if (single) {
          this.local(this.shared(symbol.name, symbol), 'process variable', body.name);
          continue;
        }
        const variable = this.add(symbol.name, { kind: 'own', offset }, owners, symbol);
        this.local(variable, 'process variable', body.name);
        offset += 1;
      }
      for (const owner of owners) sizes[owner] = offset;
    }
    return sizes;
  }

  private local(variable: Draft, kind: LocalName['kind'], owner: string): void {
    this.locals.push({ variable, local: { written: variable.name, kind, owner } });
  }

  private tellApart(): void {
    const local = new Set<ModelVariable>(this.locals.map(({ variable }) => variable));
    const globals = this.variables.filter((variable) => !local.has(variable));
    const names = distinctNames(
      new Set(globals.map(({ name }) => name)),
      this.locals.map((entry) => entry.local),
    );
    for (const [place, { variable }] of this.locals.entries()) variable.name = names[place] ?? variable.name;
  }

  private common(
    name: string,
    symbol: StateSymbol | undefined,
    owners: readonly number[] | undefined,
  ): Draft {
    if (owners === undefined) return this.shared(name, symbol);
    const variable = this.add(name, { kind: 'own', offset: this.headSize }, owners, symbol);
    this.headSize += 1;
    return variable;
  }

  private shared(name: string, symbol: StateSymbol | undefined, isBeside = false): Draft {
    const variable = this.add(name, { kind: 'shared', slot: this.sharedSize }, undefined, symbol, isBeside);
    this.sharedSize += 1;
    return variable;
  }

  private add(
    name: string,
    place: ModelPlace,
    owners: readonly number[] | undefined,
    symbol: StateSymbol | undefined,
    isBeside = false,
  ): Draft {
    const variable: Draft = { name, index: this.variables.length, place, owners, isBeside };
    this.variables.push(variable);
    if (symbol !== undefined) this.bySymbol.set(symbol, variable);
    return variable;
  }
}

/**
 * Variables of a process, or of the instances of an archetype: besides its variables, the parameters given by value, and references that
 * some instance gives an expression, which then is a local of its own.
 */
function ownSymbols(body: LoweredArchetype, instances: readonly LoweredInstance[]): readonly StateSymbol[] {
  const params = body.params.filter(
    (parameter, position) => !parameter.ref || instances.some(({ args }) => args[position]?.kind === 'value'),
  );
  return [...params, ...body.variables.map(({ symbol }) => symbol)];
}

function head<T extends Pick<ModelDeclaration, 'name' | 'fairness' | 'relation' | 'id'>>(
  declaration: T,
): Pick<ModelDeclaration, 'name' | 'fairness' | 'relation' | 'id'> {
  const { name, fairness, relation, id } = declaration;
  return { name, fairness, relation, id };
}

function asBody(process: LoweredProcess): LoweredArchetype {
  const { name, span, variables, sections } = process;
  return { kind: 'archetype', name, span, params: [], paramInitials: [], variables, sections };
}

/** A critical section with the archetype, procedure or process it belongs to. */
export interface ModelSection {
  readonly body: LoweredArchetype;
  readonly section: Section;
}

/** The sections of a model: of each body once, then those of procedures. Their order is that of the emitted table. */
export function modelSections(layout: ModelLayout): readonly ModelSection[] {
  const bodies = new Set([...layout.declarations.map(({ body }) => body), ...layout.procedures]);
  return [...bodies].flatMap((body) => body.sections.map((section) => ({ body, section })));
}

/**
 * The variable a symbol stands for, if a body has it itself: a shared one, or one of all processes that run the body. A procedure is run by the processes whose
 * own sections lead to it by calls.
 */
export function ownVariable(
  layout: ModelLayout,
  body: LoweredArchetype,
  symbol: object,
): ModelVariable | undefined {
  const variable = layout.bySymbol.get(symbol);
  if (variable?.owners === undefined) return variable;
  const { owners } = variable;
  return layout.declarations.every((_, number) => owners.includes(number) || !runs(layout, number, body))
    ? variable
    : undefined;
}

/** Whether processes of a declaration can come to a body. */
function runs({ declarations, procedures }: ModelLayout, number: number, body: LoweredArchetype): boolean {
  const own = declarations[number]?.body;
  if (own === undefined || !procedures.includes(body)) return own === body;
  const reached = new Set([own]);
  // A set that grows is visited to its end.
  for (const one of reached)
    for (const { body: steps } of one.sections)
      for (const step of stepsWithin(steps))
        for (const procedure of procedures)
          if (step.kind === 'call' && step.procedure === procedure.name) reached.add(procedure);
  return reached.has(body);
}
