import { errorAt, warningAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ArchetypeParameterSymbol, ResolvedSpec, Symbol } from '../resolve/index.ts';
import type { Span } from '../source/index.ts';
import { byName } from '../syntax/index.ts';
import type {
  Algorithm,
  ArchetypeDefinition,
  CallStatement,
  Expression,
  InstanceDeclaration,
  MappingMacroDefinition,
  Name,
  Parameter,
  ProcedureDefinition,
  ProcessDefinition,
  StateVariable,
  Statement,
} from '../syntax/index.ts';
import { entering, leaving } from './activations.ts';
import { BodyTranslator } from './body-translator.ts';
import type { CalledProcedure, Initial, Surroundings } from './body-translator.ts';
import { DeclaredNames } from './declared-names.ts';
import type { DeclaredKind, Renamed } from './declared-names.ts';
import { fieldOfRunning, activationsOf, locationIn, plainly, referenceIn } from './frames.ts';
import type { Frame, Storage, StoredReference } from './frames.ts';
import { isMisplaced, withGotos } from './gotos.ts';
import { asFunctions, choosesByProcess, declaration } from './local-variables.ts';
import type { Local } from './local-variables.ts';
import { freeName, FreshNames, withNames } from './names.ts';
import { Rewriting } from './rewriting.ts';
import { SingleAssignments } from './single-assignment.ts';
import { tidied } from './tidy.ts';
import {
  applied,
  functionOn,
  infix,
  name,
  numeral,
  nowhere,
  setOf,
  tuple,
  valueAt,
  variable,
  walk,
} from './trees.ts';

/** Procedures that are made for ever other references are given up. */
const mostProcedures = 200;

/** A procedure made for certain references. */
interface MadeProcedure {
  readonly name: string;
  readonly definition: ProcedureDefinition;
  readonly given: readonly (StoredReference | undefined)[];
  /** The variables of PlusCal that a call saves. */
  readonly variables: readonly string[];
  made: ProcedureDefinition | undefined;
}

export interface AssemblyNames {
  /** Names that the module gives meanings, besides the algorithm's own. */
  readonly module: ReadonlySet<string>;
  /** Names that units behind the algorithm bind, so that no variable can have them, unless those units speak about that very variable. */
  readonly boundAfter: ReadonlySet<string>;
  /** What units behind the algorithm mention, with the first place. */
  readonly mentionedAfter: ReadonlyMap<Symbol, Span>;
  /** Labels, and texts that may be labels. */
  readonly labelsAfter: ReadonlyMap<string, Span>;
}

/** The PlusCal form of a Modular PlusCal algorithm that is in order. */
export function assemble(
  spec: ResolvedSpec,
  algorithm: Algorithm,
  names: AssemblyNames,
): { readonly algorithm: Algorithm; readonly diagnostics: readonly Diagnostic[] } {
  const plain = new Assembly(spec, algorithm, names, false);
  const result = plain.run();
  if (!plain.needsActivations) return { algorithm: result, diagnostics: plain.diagnostics };
  const assembly = new Assembly(spec, algorithm, names, true);
  return { algorithm: assembly.run(), diagnostics: assembly.diagnostics };
}

class Assembly {
  private readonly spec: ResolvedSpec;
  private readonly source: Algorithm;
  private readonly names: AssemblyNames;
  private readonly fresh = new FreshNames();
  private readonly declared = new DeclaredNames(this.fresh);
  /** Names the PlusCal form cannot use again. */
  private readonly taken = new Set<string>();
  /** Names of labels and of all variables in the MPCal text: what is made up leaves them alone. */
  private readonly written = new Set<string>();
  private readonly sourceArchetypes: ReadonlyMap<string, ArchetypeDefinition>;
  private readonly sourceProcedures: ReadonlyMap<string, ProcedureDefinition>;
  private readonly mappingMacros: ReadonlyMap<string, MappingMacroDefinition>;
  private readonly procedures = new Map<string, MadeProcedure>();
  /** Parameters by value and variables of the procedures made, by their names in the PlusCal form. */
  private readonly ofProcedures = new Map<string, readonly string[]>();
  /** Local variables that are global functions. */
  private readonly functions: StateVariable[] = [];
  /** The global variable with the parameters and locals of procedures; undefined if they are PlusCal's own. */
  private readonly activations: string | undefined;
  readonly diagnostics: Diagnostic[] = [];
  /** Whether something asks for `activations` that did not have them. */
  needsActivations = false;

  constructor(spec: ResolvedSpec, source: Algorithm, names: AssemblyNames, withActivations: boolean) {
    this.spec = spec;
    this.source = source;
    this.names = names;
    this.sourceArchetypes = byName(source.archetypes);
    this.sourceProcedures = byName(source.procedures);
    this.mappingMacros = byName(source.mappingMacros);
    for (const one of [
      ...this.names.module,
      ...[
        'pc',
        'stack',
        'self',
        'ProcSet',
        'vars',
        'Init',
        'Next',
        'Spec',
        'Termination',
        'defaultInitValue',
      ],
      ...['Done', 'Error'],
      ...source.variables.map((declared) => declared.name.text),
      ...source.define.flatMap((definition) =>
        definition.kind === 'recursive' ? [] : [definition.name.text],
      ),
      ...source.instances.map((instance) => instance.name.text),
      ...source.processes.map((process) => process.name.text),
    ])
      this.taken.add(one);
    for (const body of [...source.archetypes, ...source.procedures, ...source.processes]) {
      for (const label of labelsOf(body.body)) this.written.add(label);
      for (const declared of [...('params' in body ? body.params : []), ...body.variables])
        this.written.add(declared.name.text);
    }
    this.activations = withActivations ? this.take('activations') : undefined;
  }

  run(): Algorithm {
    const { source, taken } = this;
    const variables = this.outside().rewrite(source.variables);
    const processes = [
      ...source.processes.map((process) => this.plainProcess(process)),
      ...source.instances.flatMap((instance) => this.instance(instance)),
    ].sort((a, b) => a.span.start - b.span.start);
    const procedures = [...this.procedures.values()].flatMap(({ made }) =>
      made === undefined ? [] : [made],
    );
    const { span, fair, options } = source;
    const result: Algorithm = {
      kind: 'algorithm',
      dialect: 'pluscal',
      syntax: 'c',
      fair,
      options,
      name: source.name,
      variables: [...variables, ...this.functions, ...this.allActivations(processes)],
      define: source.define,
      macros: [],
      procedures,
      mappingMacros: [],
      archetypes: [],
      processes,
      instances: [],
      body: undefined,
      span,
    };
    const parts = { variables: result.variables, procedures, processes };
    const used = new Set<string>();
    walk(parts, (node) => {
      if (node.kind === 'name') used.add((node as Name).text);
    });
    const names = this.declared.decided(
      [...procedures, ...processes].map((owner) => owner.name.text),
      { byAll: taken, boundAfter: this.names.boundAfter },
      (id) => used.has(id),
    );
    this.warnOf(this.declared.renamed(names));
    return { ...result, ...withNames(parts, names, taken) };
  }

  // --- names ---

  /** Units after the algorithm mean something else in the PlusCal form if what they speak of has another name there. */
  private warnOf(renamed: readonly Renamed[]): void {
    for (const { written, kind, owner, name: text, spokenOf } of renamed) {
      if (spokenOf === undefined) continue;
      const what = kind === 'label' ? 'label' : 'variable';
      const message = `In the PlusCal form the ${what} ${written} of ${owner} is called ${text}.`;
      const hint = `There, ${written} is another ${what}: speak of both, or name them differently.`;
      this.diagnostics.push(warningAt('MP907', spokenOf, message, { hint }));
    }
  }

  private take(base: string): string {
    const chosen = freeName(base, (candidate) => this.taken.has(candidate) || this.written.has(candidate));
    this.taken.add(chosen);
    return chosen;
  }

  private symbolOf(declared: Name): Symbol | undefined {
    return this.spec.bindings.declarations.get(declared);
  }

  /** A variable of PlusCal for one of the algorithm. */
  private variableName(declared: Name, kind: DeclaredKind, owner: string): string {
    const symbol = this.symbolOf(declared);
    const spokenOf = symbol && this.names.mentionedAfter.get(symbol);
    return this.declared.add(declared.text, kind, owner, spokenOf);
  }

  private frame(owner: string, self: Expression, body: readonly Statement[]): Frame {
    const { labelsAfter } = this.names;
    const labels = new Map(
      labelsOf(body).map((label) => [
        label,
        this.declared.add(label, 'label', owner, labelsAfter.get(label)),
      ]),
    );
    return { owner, variables: new Map(), references: new Map(), labels, self };
  }

  private surroundings(frame: Frame): Surroundings {
    const { activations } = this;
    return {
      bindings: this.spec.bindings,
      fresh: this.fresh,
      self: frame.self,
      locationOf: (symbol) => locationIn(frame, symbol),
      referenceOf: (symbol) => referenceIn(frame, symbol),
      labelOf: (label) => frame.labels.get(label) ?? label,
      procedureFor: (call) => this.procedureFor(call, frame),
      leaving: activations === undefined ? [] : leaving(activations, frame.self),
    };
  }

  /** Rewrites what stands outside of all bodies. */
  private outside(self: Expression = variable('self')): Rewriting {
    return new Rewriting(this.spec.bindings, this.fresh, { locationOf: () => undefined, self });
  }

  private notSayable(span: Span, message: string, hint: string): void {
    this.diagnostics.push(errorAt('MP801', span, message, { hint }));
  }

  // --- processes ---

  private self(relation: '=' | '\\in', id: Expression): Expression {
    return relation === '\\in' ? variable('self') : id;
  }

  private plainProcess(process: ProcessDefinition): ProcessDefinition {
    const id = this.outside().rewrite(process.id);
    const frame = this.frame(process.name.text, this.self(process.relation, id), process.body);
    const locals = process.variables.map((declared) => this.local(declared, frame));
    const variables = this.localVariables(locals, process.relation, id, frame);
    return { ...process, id, variables, body: this.body(process.body, frame, 'Done', []) };
  }

  private instance(instance: InstanceDeclaration): readonly ProcessDefinition[] {
    const archetype = this.sourceArchetypes.get(instance.archetype.text);
    if (archetype === undefined) return [];
    const { fairness, relation, span } = instance;
    const id = this.outside().rewrite(instance.id);
    const frame = this.frame(instance.name.text, this.self(relation, id), archetype.body);
    const locals = [
      ...this.parameters(instance, archetype, frame),
      ...archetype.variables.map((declared) => this.local(declared, frame)),
    ];
    const variables = this.localVariables(locals, relation, id, frame);
    const body = this.body(archetype.body, frame, 'Done', []);
    return [{ kind: 'process', fairness, name: instance.name, relation, id, variables, body, span }];
  }

  /** Parameters by value, and references to expressions, become locals of the process. */
  private parameters(
    instance: InstanceDeclaration,
    archetype: ArchetypeDefinition,
    frame: Frame,
  ): readonly LocalSource[] {
    return archetype.params.flatMap((param, position): readonly LocalSource[] => {
      const argument = instance.args[position];
      const symbol = this.symbolOf(param.name);
      if (argument === undefined || symbol === undefined) return [];
      const reference = { arity: param.arity, mapping: this.mappingOf(instance, position) };
      if (argument.kind === 'refArgument') {
        frame.references.set(symbol, { ...reference, storage: plainly(argument.name.text) });
        return [];
      }
      const local = this.variableName(param.name, 'process variable', frame.owner);
      const store = (storage: Storage): void => {
        if (param.ref) frame.references.set(symbol, { ...reference, storage });
        else frame.variables.set(symbol, storage);
      };
      const initial = (self: Expression): Initial => ({
        relation: '=',
        value: this.outside(self).rewrite(argument.value),
      });
      return [{ name: local, store, initial }];
    });
  }

  private mappingOf(instance: InstanceDeclaration, position: number): MappingMacroDefinition | undefined {
    const argument = instance.args[position];
    const clause = instance.mappings.find(({ target }) =>
      target.kind === 'byPosition'
        ? target.position === position + 1
        : argument?.kind === 'refArgument' && argument.name.text === target.name.text,
    );
    return clause && this.mappingMacros.get(clause.macro.text);
  }

  private local({ name: declared, initial }: StateVariable, frame: Frame): LocalSource {
    const symbol = this.symbolOf(declared);
    const store = (storage: Storage): void => {
      if (symbol !== undefined) frame.variables.set(symbol, storage);
    };
    return {
      name: this.variableName(declared, 'process variable', frame.owner),
      store,
      initial: (self) => initial && this.initial(initial, { ...frame, self }),
    };
  }

  private initial(initial: Initial, frame: Frame): Initial {
    const translated = new BodyTranslator(this.surroundings(frame)).initial(initial);
    if (translated === undefined)
      this.notSayable(
        initial.value.span,
        'The PlusCal form cannot say an initial value whose reading does more than to choose and to wait.',
        'Assign the value in a first step instead.',
      );
    return translated ?? initial;
  }

  /** The declarations of a process's locals; what PlusCal cannot declare there becomes global. */
  private localVariables(
    locals: readonly LocalSource[],
    relation: '=' | '\\in',
    id: Expression,
    frame: Frame,
  ): readonly StateVariable[] {
    const valuesFor = (self: Expression): readonly Local[] =>
      locals.map((local) => ({ name: local.name, initial: local.initial(self) }));
    for (const local of locals) local.store(plainly(local.name));
    const own = valuesFor(frame.self);
    const isSayable = this.diagnostics.length === 0;
    if (relation === '=' || !isSayable || !choosesByProcess(own)) return own.map(declaration);
    for (const [index, local] of locals.entries())
      if (own[index]?.initial !== undefined) local.store({ kind: 'function', name: local.name });
    const self = this.fresh.like('self');
    const initials = valuesFor(variable(self));
    this.functions.push(...asFunctions(initials, id, self, this.fresh));
    return initials.filter(({ initial }) => initial === undefined).map(declaration);
  }

  // --- bodies ---

  private body(
    statements: readonly Statement[],
    frame: Frame,
    end: string | undefined,
    own: readonly string[],
  ): readonly Statement[] {
    const translate = (list: readonly Statement[]): readonly Statement[] => {
      const translated = new BodyTranslator(this.surroundings(frame)).statements(list);
      return tidied(this.assignments(own).body(translated));
    };
    const structured = translate(statements);
    return isMisplaced(structured) ? translate(withGotos(statements, end)) : structured;
  }

  private assignments(own: readonly string[]): SingleAssignments {
    return new SingleAssignments(this.fresh, {
      own,
      ofProcedure: (called) => this.ofProcedures.get(called) ?? [],
      cannotCall: () => {
        this.needsActivations = true;
      },
      tooDeep: (label) => {
        const span = label === undefined || label.span === nowhere ? this.source.name.span : label.span;
        this.diagnostics.push(
          errorAt('MP109', span, 'The PlusCal form of this step would nest too deeply, or become too long.', {
            hint: 'Put a label into the step, or assign to each variable once.',
          }),
        );
      },
    });
  }

  // --- procedures ---

  /** A procedure by value only is made once; one with references is made for each choice of what they stand for. */
  private procedureFor(call: CallStatement, caller: Frame): CalledProcedure | undefined {
    const definition = this.sourceProcedures.get(call.procedure.text);
    if (definition === undefined) return undefined;
    const given = definition.params.map((param, position) => this.given(call, position, param, caller));
    const key = [definition.name.text, ...given.map(keyOf)].join('|');
    const known = this.procedures.get(key) ?? this.makeProcedure(key, definition, given, call);
    if (known === undefined) return undefined;
    const { activations } = this;
    if (activations === undefined) return { name: known.name };
    return {
      name: known.name,
      entering: (args, isTail, inner) => {
        if (isTail) this.refuseOwn(call, caller);
        const during: Frame = {
          ...caller,
          variables: new Map(),
          references: new Map(
            definition.params.flatMap((param, position) => {
              const symbol = this.symbolOf(param.name);
              const reference = this.seenByCaller(call, position, param, caller);
              return symbol === undefined || reference === undefined ? [] : [[symbol, reference]];
            }),
          ),
        };
        const entry = {
          name: activations,
          self: caller.self,
          fresh: this.fresh,
          definition,
          levels: definition.params.flatMap((param, position) => {
            const level = this.levelOf(call, position, caller, activations);
            return level === undefined ? [] : [[param.name.text, level] as const];
          }),
          bind: (declared: Name, bound: string) => {
            const symbol = this.symbolOf(declared);
            if (symbol !== undefined) during.variables.set(symbol, plainly(bound));
          },
          translator: new BodyTranslator(this.surroundings(during)),
        };
        return entering(entry, args, isTail, inner);
      },
    };
  }

  /** What the caller means by an argument by reference. */
  private seenByCaller(
    call: CallStatement,
    position: number,
    param: Parameter,
    caller: Frame,
  ): StoredReference | undefined {
    const argument = call.args[position];
    if (!param.ref || argument?.kind !== 'refArgument') return undefined;
    const symbol = this.spec.bindings.references.get(argument) as ArchetypeParameterSymbol | undefined;
    if (symbol === undefined) return undefined;
    const reference = caller.references.get(symbol);
    if (reference !== undefined) return reference;
    const storage = caller.variables.get(symbol) ?? plainly(argument.name.text);
    return { storage, arity: param.arity, mapping: undefined };
  }

  /** What the procedure means by its parameter: of the activation of another procedure it knows by its own parameter which one it is. */
  private given(
    call: CallStatement,
    position: number,
    param: Parameter,
    caller: Frame,
  ): StoredReference | undefined {
    const reference = this.seenByCaller(call, position, param, caller);
    if (reference?.storage.kind !== 'activation') return reference;
    return { ...reference, storage: { ...reference.storage, level: param.name.text } };
  }

  /** How many activations are older than the one whose variable an argument refers to. */
  private levelOf(
    call: CallStatement,
    position: number,
    caller: Frame,
    activations: string,
  ): Expression | undefined {
    const param = this.sourceProcedures.get(call.procedure.text)?.params[position];
    const storage = param && this.seenByCaller(call, position, param, caller)?.storage;
    if (storage?.kind !== 'activation') return undefined;
    if (storage.level !== undefined) return fieldOfRunning(activations, caller.self, storage.level);
    return infix('-', applied('Len', valueAt(activationsOf(activations, caller.self))), numeral(1));
  }

  /** A call directly followed by `return` leaves its activation, so that no reference to its variables can go on. */
  private refuseOwn(call: CallStatement, caller: Frame): void {
    for (const argument of call.args) {
      const symbol = this.spec.bindings.references.get(argument);
      const storage = symbol && caller.variables.get(symbol);
      if (argument.kind === 'refArgument' && storage?.kind === 'activation' && storage.level === undefined)
        this.notSayable(
          argument.span,
          `The call leaves the activation that has ${argument.name.text}.`,
          'Put a label before the return.',
        );
    }
  }

  private makeProcedure(
    key: string,
    definition: ProcedureDefinition,
    given: readonly (StoredReference | undefined)[],
    call: CallStatement,
  ): MadeProcedure | undefined {
    if (this.procedures.size >= mostProcedures) {
      if (this.activations === undefined) this.needsActivations = true;
      else
        this.notSayable(
          call.span,
          'These references have no PlusCal form: every call would need a procedure of its own.',
          'Have fewer procedures with references, or fewer variables that they are given.',
        );
      return undefined;
    }
    const chosen = this.take(definition.name.text);
    const frame = this.frame(chosen, variable('self'), definition.body);
    const { params, variables } = definition;
    const own = [
      ...params.flatMap(({ name: declared }, position) =>
        given[position] === undefined ? [[declared, 'parameter'] as const] : [],
      ),
      ...variables.map(({ name: declared }) => [declared, 'procedure variable'] as const),
    ].map(([declared, kind]) => ({ declared, text: this.variableName(declared, kind, chosen) }));
    for (const { declared, text } of own) this.store(declared, text, frame);
    params.forEach((param, position) => {
      const symbol = this.symbolOf(param.name);
      const reference = given[position];
      if (symbol !== undefined && reference !== undefined) frame.references.set(symbol, reference);
    });
    const procedure: MadeProcedure = {
      name: chosen,
      definition,
      given,
      variables: this.activations === undefined ? own.map(({ text }) => text) : [],
      made: undefined,
    };
    this.procedures.set(key, procedure);
    this.ofProcedures.set(chosen, procedure.variables);
    const textOf = (declared: Name): Name => ({
      ...declared,
      text: own.find((one) => one.declared === declared)?.text ?? declared.text,
    });
    procedure.made = {
      kind: 'procedure',
      name: name(chosen),
      ...(this.activations === undefined
        ? this.ownDeclarations(definition, given, frame, textOf)
        : {
            params: [],
            // They are here only to have pcal.trans declare `defaultInitValue`.
            variables: variables
              .filter(({ initial }) => initial === undefined)
              .map((declared) => ({ ...declared, name: textOf(declared.name) })),
          }),
      body: this.body(definition.body, frame, 'Error', procedure.variables),
      span: definition.span,
    };
    return procedure;
  }

  /** Says where a parameter or local of a procedure is kept. */
  private store(declared: Name, text: string, frame: Frame): void {
    const symbol = this.symbolOf(declared);
    if (symbol === undefined) return;
    const { activations } = this;
    if (activations === undefined) {
      frame.variables.set(symbol, plainly(text));
      return;
    }
    const field = declared.text;
    frame.variables.set(symbol, { kind: 'activation', name: activations, field, level: undefined });
    if (this.names.mentionedAfter.has(symbol))
      this.notSayable(
        declared.span,
        `The PlusCal form has ${field} in records of activations, so units after the algorithm cannot speak of it.`,
        'Put labels before calls that change what they save, and pass no references to locals on by recursion.',
      );
  }

  private ownDeclarations(
    { params, variables }: ProcedureDefinition,
    given: readonly (StoredReference | undefined)[],
    frame: Frame,
    textOf: (declared: Name) => Name,
  ): Pick<ProcedureDefinition, 'params' | 'variables'> {
    const initialOf = (initial: Initial | undefined): Initial | undefined => {
      if (initial === undefined) return undefined;
      const translated = new BodyTranslator(this.surroundings(frame)).initial(initial);
      if (translated?.relation !== '=') this.needsActivations = true;
      return translated;
    };
    return {
      params: params.flatMap((param, position) =>
        given[position] === undefined
          ? [{ ...param, name: textOf(param.name), initial: initialOf(param.initial) }]
          : [],
      ),
      variables: variables.map((declared) => ({
        ...declared,
        name: textOf(declared.name),
        initial: initialOf(declared.initial),
      })),
    };
  }

  /** The variable with the records of activations, if there are procedures that need them. */
  private allActivations(processes: readonly ProcessDefinition[]): readonly StateVariable[] {
    const { activations } = this;
    if (activations === undefined) return [];
    const sets = processes.map(({ relation, id }) => (relation === '=' ? setOf(id) : id));
    const all = sets.reduce((joined, one) => infix('\\cup', joined, one));
    const value = functionOn(this.fresh.like('one'), all, tuple());
    return [declaration({ name: activations, initial: { relation: '=', value } })];
  }
}

/** A local variable of a process before it is known where it is kept. */
interface LocalSource {
  readonly name: string;
  readonly store: (storage: Storage) => void;
  /** `self`: the process it is the value for. */
  readonly initial: (self: Expression) => Initial | undefined;
}

/** What tells the procedures apart that are made of one. */
function keyOf(reference: StoredReference | undefined): string {
  if (reference === undefined) return '';
  const { storage, mapping } = reference;
  const place = storage.kind === 'activation' ? `activation ${storage.field}` : storage.name;
  return `${place} ${mapping?.name.text ?? ''}`;
}

/** The labels of statements, in the order of the text. */
function labelsOf(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    const own = statement.label === undefined ? [] : [statement.label.name.text];
    switch (statement.kind) {
      case 'if':
        return [...own, ...labelsOf(statement.then), ...labelsOf(statement.else ?? [])];
      case 'either':
        return [...own, ...statement.branches.flatMap(labelsOf)];
      case 'while':
      case 'with':
      case 'block':
        return [...own, ...labelsOf(statement.body)];
      default:
        return own;
    }
  });
}
