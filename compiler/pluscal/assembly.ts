import { errorAt } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ArchetypeParameterSymbol, ResolvedSpec, Symbol } from '../resolve/index.ts';
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
import type { Reference } from './accesses.ts';
import { BodyTranslator } from './body-translator.ts';
import type { Surroundings } from './body-translator.ts';
import { isMisplaced, withGotos } from './gotos.ts';
import { freeName, FreshNames, withNames } from './names.ts';
import { Rewriting } from './rewriting.ts';
import { SingleAssignments } from './single-assignment.ts';
import { tidied } from './tidy.ts';
import { name, nowhere, variable } from './trees.ts';

/** Procedures that are made for ever other references are given up. */
const mostProcedures = 200;

/** What the names in one body mean. */
interface Frame {
  readonly variables: Map<Symbol, string>;
  readonly references: Map<Symbol, Reference>;
  readonly labels: Map<string, string>;
  readonly self: Expression;
}

/** A procedure made for certain references. */
interface MadeProcedure {
  readonly name: string;
  readonly frame: Frame;
  readonly definition: ProcedureDefinition;
  readonly variables: readonly string[];
  made: ProcedureDefinition | undefined;
}

export interface AssemblyNames {
  /** Names that the module gives meanings, besides the algorithm's own. */
  readonly module: ReadonlySet<string>;
  /** Names that units behind the algorithm bind, so that no variable can have them, unless those units speak about that very variable. */
  readonly boundAfter: ReadonlySet<string>;
  readonly mentionedAfter: ReadonlySet<Symbol>;
}

/** The PlusCal form of a Modular PlusCal algorithm that is in order. */
export function assemble(
  spec: ResolvedSpec,
  algorithm: Algorithm,
  names: AssemblyNames,
): { readonly algorithm: Algorithm; readonly diagnostics: readonly Diagnostic[] } {
  const assembly = new Assembly(spec, algorithm, names);
  return { algorithm: assembly.run(), diagnostics: assembly.diagnostics };
}

class Assembly {
  private readonly spec: ResolvedSpec;
  private readonly source: Algorithm;
  private readonly names: AssemblyNames;
  private readonly fresh = new FreshNames();
  /** Names the PlusCal form cannot use again. */
  private readonly taken = new Set<string>();
  /** Labels of the MPCal text: variables leave them alone. */
  private readonly labelNames = new Set<string>();
  private readonly procedures = new Map<string, MadeProcedure>();
  readonly diagnostics: Diagnostic[] = [];

  constructor(spec: ResolvedSpec, source: Algorithm, names: AssemblyNames) {
    this.spec = spec;
    this.source = source;
    this.names = names;
  }

  run(): Algorithm {
    const { source, taken } = this;
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
      ...source.variables.map((declaration) => declaration.name.text),
      ...source.define.flatMap((definition) =>
        definition.kind === 'recursive' ? [] : [definition.name.text],
      ),
      ...source.instances.map((instance) => instance.name.text),
      ...source.processes.map((process) => process.name.text),
    ])
      taken.add(one);
    for (const body of [...source.archetypes, ...source.procedures, ...source.processes])
      for (const label of labelsOf(body.body)) this.labelNames.add(label);
    const global = new Rewriting(this.spec.bindings, this.fresh, {
      variableOf: () => undefined,
      self: variable('self'),
    });
    const variables = global.rewrite(source.variables);
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
      variables,
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
    const decided = { variables: result.variables, procedures, processes };
    return { ...result, ...withNames(decided, new Set([...taken, ...this.labelNames])) };
  }

  // --- names ---

  private take(base: string, isTaken: (candidate: string) => boolean): string {
    const chosen = freeName(base, (candidate) => this.taken.has(candidate) || isTaken(candidate));
    this.taken.add(chosen);
    return chosen;
  }

  private variableName(declared: Name): string {
    const symbol = this.spec.bindings.declarations.get(declared);
    const isSpokenOf = symbol !== undefined && this.names.mentionedAfter.has(symbol);
    return this.take(
      declared.text,
      (candidate) => this.labelNames.has(candidate) || (!isSpokenOf && this.names.boundAfter.has(candidate)),
    );
  }

  private declare(frame: Frame, declarations: readonly { readonly name: Name }[]): void {
    for (const declaration of declarations) {
      const symbol = this.spec.bindings.declarations.get(declaration.name);
      if (symbol !== undefined) frame.variables.set(symbol, this.variableName(declaration.name));
    }
  }

  private frame(self: Expression, body: readonly Statement[]): Frame {
    const labels = new Map<string, string>();
    for (const label of labelsOf(body))
      labels.set(
        label,
        this.take(label, () => false),
      );
    return { variables: new Map(), references: new Map(), labels, self };
  }

  private surroundings(frame: Frame): Surroundings {
    return {
      bindings: this.spec.bindings,
      fresh: this.fresh,
      self: frame.self,
      variableOf: (symbol) => frame.variables.get(symbol) ?? frame.references.get(symbol)?.variable,
      referenceOf: (symbol) => frame.references.get(symbol),
      labelOf: (label) => frame.labels.get(label) ?? label,
      procedureFor: (call) => this.procedureFor(call, frame),
    };
  }

  // --- processes ---

  private self(relation: '=' | '\\in', id: Expression): Expression {
    return relation === '\\in' ? variable('self') : id;
  }

  private rewrittenId(id: Expression): Expression {
    return new Rewriting(this.spec.bindings, this.fresh, {
      variableOf: () => undefined,
      self: variable('self'),
    }).rewrite(id);
  }

  private plainProcess(process: ProcessDefinition): ProcessDefinition {
    const id = this.rewrittenId(process.id);
    const frame = this.frame(this.self(process.relation, id), process.body);
    this.declare(frame, process.variables);
    const variables = this.locals(process.variables, frame);
    return { ...process, id, variables, body: this.body(process.body, frame, 'Done', []) };
  }

  private instance(instance: InstanceDeclaration): readonly ProcessDefinition[] {
    const archetype = this.source.archetypes.find((one) => one.name.text === instance.archetype.text);
    if (archetype === undefined) return [];
    const { fairness, relation, span } = instance;
    const id = this.rewrittenId(instance.id);
    const self = this.self(relation, id);
    const frame = this.frame(self, archetype.body);
    this.declare(frame, archetype.variables);
    const given = this.parameters(instance, archetype, frame);
    const variables = [...given, ...this.locals(archetype.variables, frame)];
    const body = this.body(archetype.body, frame, 'Done', []);
    return [{ kind: 'process', fairness, name: instance.name, relation, id, variables, body, span }];
  }

  /** Parameters by value, and references to expressions, become locals of the process. */
  private parameters(
    instance: InstanceDeclaration,
    archetype: ArchetypeDefinition,
    frame: Frame,
  ): readonly StateVariable[] {
    const global = new Rewriting(this.spec.bindings, this.fresh, {
      variableOf: () => undefined,
      self: frame.self,
    });
    return archetype.params.flatMap((param, position): readonly StateVariable[] => {
      const argument = instance.args[position];
      const symbol = this.spec.bindings.declarations.get(param.name);
      if (argument === undefined || symbol === undefined) return [];
      const mapping = this.mappingOf(instance, position);
      if (argument.kind === 'refArgument') {
        frame.references.set(symbol, { variable: argument.name.text, arity: param.arity, mapping });
        return [];
      }
      const local = this.variableName(param.name);
      if (param.ref) frame.references.set(symbol, { variable: local, arity: param.arity, mapping });
      else frame.variables.set(symbol, local);
      const value = global.rewrite(argument.value);
      return [{ kind: 'stateVariable', name: name(local), initial: { relation: '=', value }, span: nowhere }];
    });
  }

  private mappingOf(instance: InstanceDeclaration, position: number): MappingMacroDefinition | undefined {
    const argument = instance.args[position];
    const clause = instance.mappings.find(({ target }) =>
      target.kind === 'byPosition'
        ? target.position === position + 1
        : argument?.kind === 'refArgument' && argument.name.text === target.name.text,
    );
    return this.source.mappingMacros.find((macro) => macro.name.text === clause?.macro.text);
  }

  private locals(variables: readonly StateVariable[], frame: Frame): readonly StateVariable[] {
    const translator = new BodyTranslator(this.surroundings(frame));
    return variables.map((declaration) => {
      const symbol = this.spec.bindings.declarations.get(declaration.name);
      const local = (symbol === undefined ? undefined : frame.variables.get(symbol)) ?? declaration.name.text;
      const { initial } = declaration;
      if (initial === undefined) return { ...declaration, name: name(local) };
      const value = translator.initialValue(initial.value);
      if (value === undefined) {
        this.diagnostics.push(
          errorAt(
            'MP801',
            initial.value.span,
            'An initial value that reads through a mapping macro has no PlusCal form.',
            {
              hint: 'Assign the value in a first step instead.',
            },
          ),
        );
      }
      return { ...declaration, name: name(local), initial: { ...initial, value: value ?? initial.value } };
    });
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
      ofProcedure: (called) =>
        [...this.procedures.values()].find((procedure) => procedure.name === called)?.variables ?? [],
      cannotCall: (call) => {
        this.diagnostics.push(
          errorAt(
            'MP801',
            call.span,
            `The PlusCal form cannot call ${call.procedure.text} in the step that changes what the call saves.`,
            { hint: 'Put a label before the call.' },
          ),
        );
      },
    });
  }

  // --- procedures ---

  /** A procedure by value only is made once; one with references is made for each choice of what they stand for. */
  private procedureFor(call: CallStatement, caller: Frame): string | undefined {
    const definition = this.source.procedures.find((one) => one.name.text === call.procedure.text);
    if (definition === undefined) return undefined;
    const given = definition.params.map((param, position) => this.given(call, position, param, caller));
    const key = [
      definition.name.text,
      ...given.map((one) => (one === undefined ? '' : `${one.variable} ${one.mapping?.name.text ?? ''}`)),
    ].join('|');
    const known = this.procedures.get(key);
    if (known !== undefined) return known.name;
    if (this.procedures.size >= mostProcedures) {
      this.diagnostics.push(
        errorAt(
          'MP801',
          call.span,
          'These references have no PlusCal form: every call would need a procedure of its own.',
          {
            hint: 'A reference to a local variable of a procedure cannot be passed on by recursion.',
          },
        ),
      );
      return undefined;
    }
    return this.makeProcedure(key, definition, given);
  }

  private given(
    call: CallStatement,
    position: number,
    param: Parameter,
    caller: Frame,
  ): Reference | undefined {
    const argument = call.args[position];
    if (!param.ref || argument?.kind !== 'refArgument') return undefined;
    const symbol = this.spec.bindings.references.get(argument) as ArchetypeParameterSymbol | undefined;
    if (symbol === undefined) return undefined;
    const reference = caller.references.get(symbol);
    if (reference !== undefined) return reference;
    return {
      variable: caller.variables.get(symbol) ?? argument.name.text,
      arity: param.arity,
      mapping: undefined,
    };
  }

  private makeProcedure(
    key: string,
    definition: ProcedureDefinition,
    given: readonly (Reference | undefined)[],
  ): string {
    const { params, variables, span } = definition;
    const chosen = this.take(definition.name.text, (candidate) => this.labelNames.has(candidate));
    const frame = this.frame(variable('self'), definition.body);
    params.forEach((param, position) => {
      const symbol = this.spec.bindings.declarations.get(param.name);
      const reference = given[position];
      if (symbol === undefined) return;
      if (reference === undefined) frame.variables.set(symbol, this.variableName(param.name));
      else frame.references.set(symbol, reference);
    });
    this.declare(frame, variables);
    const own = [...frame.variables.values()];
    const procedure: MadeProcedure = { name: chosen, frame, definition, variables: own, made: undefined };
    this.procedures.set(key, procedure);
    const translator = new BodyTranslator(this.surroundings(frame));
    const made: ProcedureDefinition = {
      kind: 'procedure',
      name: name(chosen),
      params: params.flatMap((param, position): Parameter[] => {
        const symbol = this.spec.bindings.declarations.get(param.name);
        if (given[position] !== undefined || symbol === undefined) return [];
        const { initial } = param;
        const value = initial === undefined ? undefined : translator.initialValue(initial.value);
        return [
          {
            ...param,
            name: name(frame.variables.get(symbol) ?? param.name.text),
            initial: initial === undefined || value === undefined ? undefined : { ...initial, value },
          },
        ];
      }),
      variables: this.locals(variables, frame),
      body: this.body(definition.body, frame, 'Error', own),
      span,
    };
    procedure.made = made;
    return chosen;
  }
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
