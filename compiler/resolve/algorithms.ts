import { errorAt } from '../diagnostics/index.ts';
import type {
  Algorithm,
  ArchetypeDefinition,
  InstanceDeclaration,
  MappingMacroDefinition,
  Name,
  Parameter,
  ProcedureDefinition,
  ProcessDefinition,
  StateVariable,
  Statement,
} from '../syntax/index.ts';
import { byName } from '../syntax/index.ts';
import type { ExpressionResolver } from './expressions.ts';
import { labelsIn } from './labels.ts';
import { checkMacroDefinitions } from './macros.ts';
import type { ResolveDefine } from './modules.ts';
import { declare } from './naming.ts';
import type { Findings } from './naming.ts';
import { Scope } from './scope.ts';
import { withAddedLabels } from './added-labels.ts';
import { renameLabels, visibleNames } from './visible-names.ts';
import type { VisibleNames } from './visible-names.ts';
import { StatementResolver } from './statements.ts';
import type { ArchetypeParameterSymbol, SelfSymbol, TranslationSymbol, VariableSymbol } from './symbols.ts';

/** Resolves an algorithm: answers it with macros expanded, and the scope of what its translation declares for the units after it. */
export function resolveAlgorithm(
  algorithm: Algorithm,
  scope: Scope,
  define: ResolveDefine,
  expressions: ExpressionResolver,
  findings: Findings,
): { readonly algorithm: Algorithm; readonly after: Scope } {
  return new AlgorithmResolver(algorithm, scope, expressions, findings).resolve(define);
}

class AlgorithmResolver {
  private readonly algorithm: Algorithm;
  private readonly outer: Scope;
  private readonly expressions: ExpressionResolver;
  private readonly findings: Findings;
  private readonly statements: StatementResolver;
  private readonly modular: boolean;
  /** Globals, what `define` defines, `pc` and `stack`. */
  private readonly globals: Scope;
  /** What archetypes, MPCal procedures and mapping macros see: all but the globals, which are hidden. */
  private readonly withoutGlobals: Scope;
  /** Variables and parameters of processes, procedures and archetypes, by declaration. */
  private readonly locals = new Map<object, VariableSymbol | ArchetypeParameterSymbol>();
  /** In PlusCal, what locals and labels are called in the module; the bodies of MPCal are worlds of their own. */
  private readonly visible: VisibleNames | undefined;

  constructor(algorithm: Algorithm, outer: Scope, expressions: ExpressionResolver, findings: Findings) {
    this.algorithm = algorithm;
    this.outer = outer;
    this.expressions = expressions;
    this.findings = findings;
    this.modular = algorithm.dialect === 'mpcal';
    this.visible = this.modular ? undefined : visibleNames(algorithm);
    this.globals = new Scope(outer);
    this.withoutGlobals = new Scope(outer);
    const macros = new Map(algorithm.macros.map((macro) => [macro.name.text, macro]));
    this.statements = new StatementResolver(expressions, findings, macros, this.modular);
  }

  resolve(define: ResolveDefine): { readonly algorithm: Algorithm; readonly after: Scope } {
    const { algorithm } = this;
    this.reportDuplicates();
    this.findings.report(...checkMacroDefinitions(algorithm.macros));
    this.declareGlobals();
    define(algorithm.define, this.globals);
    this.initialiseGlobals();
    this.hideGlobals();

    this.makeLocals();
    const processBase = this.processBase();
    const procedureBase = this.modular ? this.withoutGlobals : processBase;
    const archetypes = algorithm.archetypes.map((archetype) =>
      this.body(archetype, this.withSelf(this.withoutGlobals)),
    );
    const procedures = algorithm.procedures.map((procedure) =>
      this.body(
        procedure,
        this.modular || algorithm.processes.length > 0 ? this.withSelf(procedureBase) : procedureBase,
      ),
    );
    const mappingMacros = algorithm.mappingMacros.map((macro) => this.mappingMacro(macro));
    const processes = algorithm.processes.map((process) => this.process(process, processBase));
    const instances = algorithm.instances.map((instance) => this.instance(instance));
    const body = algorithm.body === undefined ? undefined : this.statements.all(algorithm.body, processBase);

    const resolved: Algorithm = {
      ...algorithm,
      archetypes,
      procedures,
      mappingMacros,
      processes,
      instances,
      body,
    };
    const labelled = withAddedLabels(resolved);
    return { algorithm: labelled, after: this.after(labelled) };
  }

  /** Two macros, procedures, archetypes, mapping macros or processes of one name. */
  private reportDuplicates(): void {
    const { macros, procedures, archetypes, mappingMacros, processes, instances } = this.algorithm;
    const groups: readonly (readonly [string, readonly { readonly name: Name }[]])[] = [
      ['Macro', macros],
      ['Procedure', procedures],
      ['Archetype', archetypes],
      ['Mapping macro', mappingMacros],
      ['Process', [...processes, ...instances]],
    ];
    for (const [what, definitions] of groups) {
      reportRepeated(
        definitions.map((definition) => definition.name),
        what,
        this.findings,
      );
    }
    for (const macro of macros) {
      reportRepeated(
        macro.params.map((param) => param.name),
        'Parameter',
        this.findings,
      );
    }
  }

  private declareGlobals(): void {
    for (const variable of this.algorithm.variables) {
      declare(variable.name, variableSymbol(variable, 'global'), this.globals, this.findings);
    }
    for (const name of ['pc', 'stack']) this.defineTranslation(name, 0, this.globals);
  }

  /** The operators of `define` may mention all globals, and initial values those operators; but a variable only those before it. */
  private initialiseGlobals(): void {
    const { variables } = this.algorithm;
    const scope = new Scope(this.globals);
    this.hideUntilDeclared(variables, scope);
    for (const { name, initial } of variables) {
      this.initialValue(initial, scope);
      const declared = this.globals.own(name.text);
      if (declared !== undefined) scope.import(name.text, declared);
    }
  }

  /** Locals are known from their declaration on: an initial value may use earlier ones only. */
  private localVariables(variables: readonly StateVariable[], scope: Scope): void {
    this.hideUntilDeclared(variables, scope);
    variables.forEach((variable) => {
      this.initialValue(variable.initial, scope);
      const symbol = this.locals.get(variable);
      if (symbol !== undefined) {
        declare(variable.name, symbol, scope, this.findings, this.localOptions(variable.name));
      }
    });
  }

  private initialValue(initial: StateVariable['initial'], scope: Scope): void {
    if (initial !== undefined) this.expressions.expression(initial.value, scope);
  }

  private hideUntilDeclared(variables: readonly { readonly name: Name }[], scope: Scope): void {
    for (const { name } of variables) {
      if (scope.own(name.text) !== undefined) continue;
      scope.define(name.text, {
        kind: 'hidden',
        name: name.text,
        span: name.span,
        message: `${name.text} is declared later.`,
        hint: 'An initial value may use variables that are declared before it.',
      });
    }
  }

  /** Locals of MPCal bodies are a world of their own; those of PlusCal become variables of the module, so they may hide variables only. */
  private localOptions(name: Name): { readonly shadowable: boolean; readonly hides: boolean } {
    const isGlobal = this.globals.own(name.text)?.entry.kind === 'variable';
    return { shadowable: this.modular, hides: this.modular || isGlobal };
  }

  private hideGlobals(): void {
    for (const name of this.globals.ownNames()) {
      const slot = this.globals.own(name);
      if (slot === undefined) continue;
      if (slot.entry.kind !== 'variable' && slot.entry.kind !== 'translation') {
        this.withoutGlobals.import(name, slot);
        continue;
      }
      const isVariable = slot.entry.kind === 'variable';
      this.withoutGlobals.define(name, {
        kind: 'hidden',
        name,
        span: slot.entry.span,
        message: isVariable
          ? `${name} is a global variable, which archetypes, procedures and mapping macros cannot see.`
          : `${name} belongs to the translation, which archetypes, procedures and mapping macros cannot see.`,
        hint: isVariable
          ? `Pass it as a parameter: ref ${name} in the parameters of the archetype and in the arguments of its instances.`
          : undefined,
      });
    }
  }

  /** What the bodies of PlusCal processes see besides their own locals: globals, and the locals of all others, which a body may hide. */
  private processBase(): Scope {
    const scope = new Scope(this.globals);
    for (const name of ['ProcSet', 'vars']) this.defineTranslation(name, 0, scope);
    if (this.modular) return scope;
    for (const symbol of this.locals.values()) {
      if (scope.find(symbol.name) === undefined) scope.define(symbol.name, symbol, { shadowable: true });
    }
    return scope;
  }

  /** Symbols of all locals, before any body is resolved: bodies of PlusCal see those of others. */
  private makeLocals(): void {
    const { processes, procedures, archetypes } = this.algorithm;
    for (const process of processes) this.makeVariables(process.variables, 'process');
    for (const [owner, definitions] of [
      ['procedure', procedures],
      ['archetype', archetypes],
    ] as const) {
      for (const { params, variables } of definitions) {
        for (const param of params)
          this.locals.set(param, parameterSymbol(param, owner, this.visible?.of(param)));
        this.makeVariables(variables, owner);
      }
    }
  }

  private makeVariables(variables: readonly StateVariable[], scopeKind: VariableSymbol['scope']): void {
    for (const variable of variables)
      this.locals.set(variable, variableSymbol(variable, scopeKind, this.visible?.of(variable)));
  }

  private withSelf(base: Scope, name = 'self'): Scope {
    const scope = new Scope(base);
    scope.define(name, selfSymbol(name));
    return scope;
  }

  private body<T extends ArchetypeDefinition | ProcedureDefinition>(definition: T, base: Scope): T {
    const scope = new Scope(base);
    reportRepeated(
      [...definition.params, ...(this.modular ? definition.variables : [])].map(({ name }) => name),
      'Name',
      this.findings,
    );
    for (const param of definition.params) this.parameter(param, scope);
    this.localVariables(definition.variables, scope);
    return { ...definition, body: this.statementsOf(definition.body, scope) };
  }

  private parameter(param: Parameter, scope: Scope): void {
    this.initialValue(param.initial, scope);
    const symbol = this.locals.get(param);
    if (symbol === undefined) return;
    scope.define(param.name.text, symbol, { shadowable: this.modular });
    this.findings.declarations.set(param.name, symbol);
  }

  private mappingMacro(macro: MappingMacroDefinition): MappingMacroDefinition {
    const read = this.withSelf(this.withoutGlobals);
    read.define('$variable', { kind: 'special', name: '$variable', span: undefined });
    const write = new Scope(read);
    write.define('$value', { kind: 'special', name: '$value', span: undefined });
    return {
      ...macro,
      read: this.statements.all(macro.read, read),
      write: this.statements.all(macro.write, write),
    };
  }

  private process(process: ProcessDefinition, base: Scope): ProcessDefinition {
    this.expressions.expression(process.id, this.globals);
    const scope = new Scope(base);
    if (process.relation === '\\in' || this.modular) scope.define('self', selfSymbol('self'));
    else {
      scope.define('self', {
        kind: 'hidden',
        name: 'self',
        span: process.name.span,
        message: `A process with a single identity, such as ${process.name.text}, has no self.`,
        hint: 'Write the identity itself.',
      });
    }
    const inner = new Scope(scope);
    if (this.modular) {
      reportRepeated(
        process.variables.map(({ name }) => name),
        'Variable',
        this.findings,
      );
    }
    this.localVariables(process.variables, inner);
    return { ...process, body: this.statementsOf(process.body, inner) };
  }

  /** A body with its macros expanded and its labels under the names that the module shows. */
  private statementsOf(body: readonly Statement[], scope: Scope): readonly Statement[] {
    return renameLabels(
      this.statements.all(body, scope),
      this.visible?.labelsOf(body) ?? new Map<string, string>(),
    );
  }

  /** In the arguments of an instance the process name denotes `self`. */
  private instance(instance: InstanceDeclaration): InstanceDeclaration {
    this.expressions.expression(instance.id, this.globals);
    const scope = this.withSelf(this.globals);
    scope.define(instance.name.text, selfSymbol(instance.name.text));
    for (const argument of instance.args) this.statements.callArgument(argument, scope);
    return instance;
  }

  /** What the translation declares for the rest of the module. */
  private after(algorithm: Algorithm): Scope {
    const scope = new Scope(this.outer);
    for (const name of this.globals.ownNames()) {
      const slot = this.globals.own(name);
      if (slot !== undefined) scope.import(name, slot);
    }
    for (const symbol of this.modular ? this.modularLocals() : this.locals.values()) {
      if (scope.find(symbol.name) === undefined) {
        scope.define(symbol.name, symbol, { shadowable: this.modular });
      }
    }
    const multiple = algorithm.body === undefined;
    for (const name of ['vars', 'Init', 'Next', 'Spec', 'Termination']) {
      this.defineTranslation(name, 0, scope);
    }
    if (multiple) this.defineTranslation('ProcSet', 0, scope);
    const bodies = [
      ...algorithm.procedures.map((procedure) => ({ ...procedure, arity: multiple ? 1 : 0 })),
      ...algorithm.archetypes.map((archetype) => ({ ...archetype, arity: 1 })),
      ...algorithm.processes.map((process) => ({ ...process, arity: process.relation === '=' ? 0 : 1 })),
      ...algorithm.instances.map((instance) => ({
        ...instance,
        body: [],
        arity: instance.relation === '=' ? 0 : 1,
      })),
    ];
    for (const { name, arity, body } of bodies) {
      this.defineTranslation(name.text, arity, scope, true);
      for (const label of labelsIn(body)) this.defineTranslation(label.text, arity, scope, true);
    }
    for (const label of labelsIn(algorithm.body ?? [])) this.defineTranslation(label.text, 0, scope, true);
    return scope;
  }

  /**
   * What a name of several locals means after Modular PlusCal: the one that keeps its name in the PlusCal form, as pcal.trans tells them apart. What a
   * parameter by reference stands for has a name of its own.
   */
  private modularLocals(): readonly (VariableSymbol | ArchetypeParameterSymbol)[] {
    const { procedures, processes, instances, archetypes } = this.algorithm;
    const named = byName(archetypes);
    const ofProcesses = [
      ...archetypes.map(({ params, variables }) => ({ start: -1, own: [...params, ...variables] })),
      ...processes.map(({ span, variables }) => ({ start: span.start, own: variables })),
      ...instances.flatMap(({ span, archetype, args }) => {
        const { params = [], variables = [] } = named.get(archetype.text) ?? {};
        const given = params.filter((_, position) => args[position]?.kind === 'valueArgument');
        return [{ start: span.start, own: [...given, ...variables] }];
      }),
    ].sort((a, b) => a.start - b.start);
    const given = (params: readonly (Parameter | StateVariable)[]): readonly object[] =>
      params.filter((param) => param.kind === 'stateVariable' || !param.ref);
    const inOrder = [
      ...ofProcesses.flatMap(({ start, own }) => (start < 0 ? given(own) : own)),
      ...procedures.flatMap(({ variables }) => variables),
      ...procedures.flatMap(({ params }) => given(params)),
    ];
    return inOrder.reverse().flatMap((declaration) => this.locals.get(declaration) ?? []);
  }

  private defineTranslation(name: string, arity: number, scope: Scope, shadowable = false): void {
    if (scope.find(name) !== undefined) return;
    const symbol: TranslationSymbol = { kind: 'translation', name, span: undefined, arity };
    scope.define(name, symbol, { shadowable });
  }
}

function variableSymbol(
  declaration: StateVariable,
  scope: VariableSymbol['scope'],
  visible?: string,
): VariableSymbol {
  const { name } = declaration;
  return { kind: 'variable', name: visible ?? name.text, span: name.span, scope, declaration };
}

function parameterSymbol(
  declaration: Parameter,
  owner: 'archetype' | 'procedure',
  visible?: string,
): ArchetypeParameterSymbol {
  const { name, ref, arity } = declaration;
  return {
    kind: 'archetypeParameter',
    name: visible ?? name.text,
    span: name.span,
    owner,
    ref,
    arity,
    declaration,
  };
}

function selfSymbol(name: string): SelfSymbol {
  return { kind: 'self', name, span: undefined };
}

/** MP203 for every name that stands in the list already. */
function reportRepeated(names: readonly Name[], what: string, findings: Findings): void {
  const seen = new Map<string, Name>();
  for (const name of names) {
    const earlier = seen.get(name.text);
    if (earlier === undefined) seen.set(name.text, name);
    else {
      findings.report(
        errorAt('MP203', name.span, `${what} ${name.text} is already declared.`, {
          related: [{ span: earlier.span, message: 'declared here' }],
          hint: 'Choose another name.',
        }),
      );
    }
  }
}
