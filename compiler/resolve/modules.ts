import { errorAt } from '../diagnostics/index.ts';
import type {
  Algorithm,
  Assumption,
  ConstantDeclaration,
  Definition,
  Expression,
  InstanceDefinition,
  InstanceUnit,
  Module,
  Name,
  OperatorParameter,
  RecursiveDeclaration,
  Substitution,
  Unit,
  VariableDeclaration,
} from '../syntax/index.ts';
import { isDefinitionOf } from './definitions.ts';
import type { DefinitionResolver } from './definitions.ts';
import type { DefinitionContext } from './definitions.ts';
import { copyUnit, instanceParameters } from './instances.ts';
import { ModuleLoader } from './module-loader.ts';
import type { FindModule } from './module-loader.ts';
import { arityOf, declare, definedTwice, isSymbol } from './naming.ts';
import type { Findings } from './naming.ts';
import { StandardSymbols } from './standard-symbols.ts';
import { Substituter } from './substitutions.ts';
import type { Instance } from './substitutions.ts';
import { Scope } from './scope.ts';
import type { InstanceEntry, Slot } from './scope.ts';
import type { ConstantSymbol, DefinitionSymbol, TranslationSymbol, VariableSymbol } from './symbols.ts';

/** Resolves an algorithm where it stands in the module; answers the scope of the units after it. */
export type ResolveAlgorithm = (algorithm: Algorithm, scope: Scope, define: ResolveDefine) => Scope;

/** Resolves the definitions of a `define` section into a scope. */
export type ResolveDefine = (definitions: readonly Definition[], scope: Scope) => void;

/** What a module offers to those who extend or instantiate it. */
type Exports = Map<string, Slot>;

/** A module that stands inside of another. */
interface NestedModule {
  readonly module: Module;
  readonly home: Elaboration;
  /** What is defined above it. */
  readonly scope: Scope;
}

/** By name. */
type NestedModules = Map<string, NestedModule>;

/** What a module offers to those who extend it, and the names it declares that the instance it is part of gives a meaning to. */
interface Extended {
  readonly exports: Exports;
  readonly substituted: Exports;
  readonly nested: NestedModules;
}

/** An instance, with what its module extends. */
interface ModuleInstance extends Instance {
  readonly outer: Elaboration;
  readonly extended: Map<string, Extended>;
}

/** A module under elaboration. */
interface Elaboration {
  readonly module: Module;
  readonly scope: Scope;
  readonly exports: Exports;
  /** Constants and variables with the meaning the instance gives them: known to modules that extend this one, but no part of the instance. */
  readonly substituted: Exports;
  readonly nested: NestedModules;
  readonly parent: Elaboration | undefined;
  readonly instance: ModuleInstance | undefined;
  readonly context: DefinitionContext;
}

/** Turns modules into scopes: EXTENDS, INSTANCE, and the units in their order. Collects what the spec as a whole consists of. */
export class ModuleElaborator {
  readonly constants: ConstantSymbol[] = [];
  readonly variables: VariableSymbol[] = [];
  private readonly operators: DefinitionSymbol[] = [];
  private readonly namedAssumptions = new Set<DefinitionSymbol>();
  readonly assumptions: Expression[] = [];
  readonly definitions: DefinitionResolver;
  private readonly findings: Findings;
  private readonly resolveAlgorithm: ResolveAlgorithm;
  private readonly loader: ModuleLoader;
  private readonly substituter: Substituter;
  private readonly standard = new StandardSymbols();
  private readonly extended = new Map<string, Extended>();
  /** The module whose unit is being resolved: instances inside LET see its nested modules. */
  private present: Elaboration | undefined;

  constructor(
    findings: Findings,
    definitions: DefinitionResolver,
    findModule: FindModule,
    resolveAlgorithm: ResolveAlgorithm,
  ) {
    this.findings = findings;
    this.definitions = definitions;
    definitions.instantiate = (unit, context) => {
      this.instanceInLet(unit, context);
    };
    this.resolveAlgorithm = resolveAlgorithm;
    this.loader = new ModuleLoader(findings, findModule);
    this.substituter = new Substituter(findings, definitions);
  }

  /** `implicit` are standard modules whose operators are known without EXTENDS. */
  root(module: Module, implicit: readonly string[]): void {
    const base = outermostScope();
    for (const name of implicit) {
      for (const [operator, slot] of this.standard.slotsOf(name) ?? [])
        if (base.own(operator) === undefined) base.import(operator, { ...slot, shadowable: true });
    }
    this.elaborate(module, base, undefined, undefined);
  }

  /** All definitions at top level, in order; the names of assumptions only if something uses them. */
  definedOperators(): readonly DefinitionSymbol[] {
    const used = new Set<unknown>(this.findings.references.values());
    return this.operators.filter((symbol) => !this.namedAssumptions.has(symbol) || used.has(symbol));
  }

  /** A scope with the operators of standard modules, as if a module extended them; `at` is where problems are reported. */
  standardScope(names: readonly Name[]): Scope {
    const scope = outermostScope();
    for (const name of names) {
      if (!this.importStandard(name, scope, new Map())) this.loader.notFound(name, scope);
    }
    return scope;
  }

  private elaborate(
    module: Module,
    base: Scope,
    parent: Elaboration | undefined,
    instance: ModuleInstance | undefined,
  ): Extended {
    const scope = new Scope(base);
    const elaboration: Elaboration = {
      module,
      scope,
      exports: new Map(),
      substituted: new Map(),
      nested: new Map(),
      parent,
      instance,
      context: {
        scope,
        level: instance?.outer.context.level ?? 'top',
        prefix: instance?.prefix ?? '',
        instanceParams: instance?.params.length ?? 0,
        announced: new Map(),
        defined: instance?.outer.context.defined ?? ((symbol) => this.operators.push(symbol)),
        derived: instance?.outer.context.derived ?? ((_, symbol) => this.operators.push(symbol)),
      },
    };
    const around = this.present;
    this.loader.during(module, () => {
      this.present = elaboration;
      for (const name of module.extends) this.extend(name, elaboration);
      const own = instance === undefined ? (unit: Unit): Unit => unit : this.copier(module, instance, scope);
      module.units.forEach((unit, index) => {
        const following = (declaration: RecursiveDeclaration): readonly Unit[] =>
          module.units
            .slice(index + 1)
            .filter((other) => declaration.operators.some(({ name }) => isDefinitionOf(other, name.text)))
            .map(own);
        this.unit(own(unit), following, elaboration);
      });
    });
    this.present = around;
    return elaboration;
  }

  /** Copies a unit when it comes to it, since an unnamed instance above says what names take the parameters of this one; once. */
  private copier(module: Module, instance: Instance, scope: Scope): (unit: Unit) => Unit {
    const own = new Map<string, number>();
    for (const unit of module.units) {
      if (unit.kind === 'operatorDefinition') own.set(unit.name.text, unit.params.length);
      if (unit.kind === 'functionDefinition' || unit.kind === 'instanceDefinition')
        own.set(unit.name.text, 0);
    }
    const takes = (name: string): number | undefined => {
      const arity = own.get(name);
      if (arity !== undefined) return arity;
      const slot = scope.find(name);
      if (slot === undefined || slot.instanceParams === 0) return undefined;
      return isSymbol(slot.entry) ? arityOf(slot.entry) - slot.instanceParams : 0;
    };
    const copies = new Map<Unit, Unit>();
    return (unit) => {
      const copy = copies.get(unit) ?? copyUnit(unit, instance.privateParams, takes);
      copies.set(unit, copy);
      return copy;
    };
  }

  /** `following` answers which of the units behind are what a RECURSIVE declares. */
  private unit(
    unit: Unit,
    following: (declaration: RecursiveDeclaration) => readonly Unit[],
    to: Elaboration,
  ): void {
    switch (unit.kind) {
      case 'operatorDefinition':
        this.definitions.operator(unit, to.context);
        this.export(unit.name.text, unit.local, to);
        return;
      case 'functionDefinition':
        this.definitions.function(unit, to.context);
        this.export(unit.name.text, unit.local, to);
        return;
      case 'recursive':
        this.definitions.announce(unit, following(unit), to.context);
        return;
      case 'constants':
        this.constantsUnit(unit, to);
        return;
      case 'variables':
        this.variablesUnit(unit, to);
        return;
      case 'instanceDefinition':
        this.namedInstance(unit, to);
        return;
      case 'instance':
        this.unnamedInstance(unit, to);
        return;
      case 'assume':
        this.assumption(unit, to);
        return;
      case 'nestedModule':
        to.nested.set(unit.module.name.text, {
          module: unit.module,
          home: to,
          scope: to.scope.snapshot(),
        });
        return;
      case 'algorithmUnit':
        this.algorithmUnit(unit.algorithm, to);
        return;
      case 'skipped':
        return;
    }
  }

  /** A named assumption is an operator as well: its name may stand for it. */
  private assumption(unit: Assumption, to: Elaboration): void {
    if (unit.name === undefined) this.definitions.expressions.expression(unit.body, to.scope);
    else {
      const symbol = this.definitions.operator(
        {
          kind: 'operatorDefinition',
          span: unit.span,
          local: false,
          name: unit.name,
          fixity: 'name',
          params: [],
          body: unit.body,
          comment: undefined,
        },
        to.context,
      );
      this.namedAssumptions.add(symbol);
      this.export(unit.name.text, false, to);
    }
    if (to.instance === undefined) this.assumptions.push(unit.body);
  }

  private algorithmUnit(algorithm: Algorithm, to: Elaboration): void {
    const after = this.resolveAlgorithm(algorithm, to.scope, (definitions, scope) => {
      const inner: Elaboration = {
        ...to,
        scope,
        context: { ...to.context, scope, announced: new Map() },
      };
      definitions.forEach((definition, index) => {
        this.unit(definition, () => definitions.slice(index + 1), inner);
      });
    });
    for (const name of after.ownNames()) {
      const slot = after.own(name);
      if (slot === undefined) continue;
      to.scope.import(name, slot);
      to.exports.set(name, slot);
    }
  }

  private export(name: string, local: boolean, to: Elaboration): void {
    const slot = to.scope.own(name);
    if (!local && slot !== undefined) to.exports.set(name, slot);
  }

  private constantsUnit(unit: ConstantDeclaration, to: Elaboration): void {
    for (const { name, arity } of unit.constants) {
      if (to.instance !== undefined) {
        this.substitute('constant', name, arity, to.instance, to);
        continue;
      }
      const symbol: ConstantSymbol = { kind: 'constant', name: name.text, span: name.span, arity };
      declare(name, symbol, to.scope, this.findings);
      this.constants.push(symbol);
      this.export(name.text, false, to);
    }
  }

  private variablesUnit(unit: VariableDeclaration, to: Elaboration): void {
    for (const name of unit.names) {
      if (to.instance !== undefined) {
        this.substitute('variable', name, 0, to.instance, to);
        continue;
      }
      const symbol: VariableSymbol = {
        kind: 'variable',
        name: name.text,
        span: name.span,
        scope: 'module',
        declaration: undefined,
      };
      declare(name, symbol, to.scope, this.findings);
      this.variables.push(symbol);
      this.export(name.text, false, to);
    }
  }

  private substitute(
    declared: 'constant' | 'variable',
    name: Name,
    arity: number,
    instance: Instance,
    to: Elaboration,
  ): void {
    this.substituter.substitute(name, arity, instance, to.scope);
    const slot = to.scope.own(name.text);
    if (slot === undefined) return;
    to.substituted.set(name.text, slot);
    if (!isSymbol(slot.entry)) return;
    const at = (instance.substitutions.get(name.text)?.value ?? instance.moduleName).span;
    this.findings.substitutions.push({ declared, name, symbol: slot.entry, at, instance });
  }

  private extend(name: Name, to: Elaboration): void {
    const nested = findNested(name.text, to.parent);
    const own = nested !== undefined || this.loader.isReplaced(name.text);
    if (!own && this.importStandard(name, to.scope, to.exports)) return;
    const cache = to.instance?.extended ?? this.extended;
    let extended = cache.get(name.text);
    if (extended === undefined) {
      if (nested !== undefined && this.loader.isInItself(nested.module, name, to.scope)) return;
      const module = nested?.module ?? this.loader.load(name, to.scope);
      if (module === undefined) return;
      const base = nested?.scope ?? outermostScope();
      extended = this.elaborate(module, base, nested?.home, to.instance);
      cache.set(name.text, extended);
    }
    this.merge(extended.exports, name, to.scope, to.exports);
    this.merge(extended.substituted, name, to.scope, to.substituted);
    for (const [text, inner] of extended.nested) if (!to.nested.has(text)) to.nested.set(text, inner);
  }

  private namedInstance(unit: InstanceDefinition, to: Elaboration): void {
    const prefix = `${to.context.prefix}${unit.name.text}!`;
    const members = this.instantiate(unit.module, unit.substitutions, unit.params, prefix, to);
    const entry: InstanceEntry = {
      kind: 'instance',
      name: unit.name.text,
      span: unit.name.span,
      params: unit.params.map((param) => param.arity),
      members: members ?? new Map<string, Slot>(),
    };
    if (members === undefined) to.scope.incomplete = true;
    declare(unit.name, entry, to.scope, this.findings, { instanceParams: to.context.instanceParams });
    this.export(unit.name.text, unit.local, to);
  }

  /** An instance inside LET: its definitions belong to the LET, since what they are given may be local there. */
  private instanceInLet(unit: InstanceDefinition, context: DefinitionContext): void {
    const { present } = this;
    if (present === undefined) {
      context.scope.incomplete = true;
      this.loader.notFound(unit.module, context.scope);
      return;
    }
    this.namedInstance(unit, { ...present, scope: context.scope, context, exports: new Map() });
  }

  private unnamedInstance(unit: InstanceUnit, to: Elaboration): void {
    const params = to.instance?.privateParams ?? [];
    const members = this.instantiate(unit.module, unit.substitutions, params, to.context.prefix, to);
    if (members === undefined) return;
    this.merge(members, unit.module, to.scope, unit.local ? new Map<string, Slot>() : to.exports);
  }

  /** The definitions of a module for one instance: standard operators as they are, others as copies. Undefined if there is no such module. */
  private instantiate(
    name: Name,
    substitutions: readonly Substitution[],
    params: readonly OperatorParameter[],
    prefix: string,
    to: Elaboration,
  ): Exports | undefined {
    const exports: Exports = new Map();
    const nested = findNested(name.text, to);
    const own = nested !== undefined || this.loader.isReplaced(name.text);
    if (!own && this.importStandard(name, new Scope(undefined), exports)) {
      for (const substitution of substitutions) this.nothingToSubstitute(substitution, name);
      return exports;
    }
    if (nested !== undefined && this.loader.isInItself(nested.module, name, to.scope)) return undefined;
    const loaded = nested?.module ?? this.loader.load(name, to.scope);
    const module = loaded === undefined ? undefined : this.withoutAlgorithm(loaded, name);
    if (module === undefined) return undefined;
    const instance: ModuleInstance = {
      moduleName: name,
      prefix,
      params,
      privateParams: instanceParameters(params, prefix),
      substitutions: new Map(substitutions.map((substitution) => [substitution.name.text, substitution])),
      used: new Set(),
      outer: to,
      extended: new Map(),
    };
    const base = nested?.scope ?? outermostScope();
    const result = this.elaborate(module, base, nested?.home, instance).exports;
    for (const substitution of substitutions) {
      if (!instance.used.has(substitution.name.text)) this.nothingToSubstitute(substitution, name);
    }
    return result;
  }

  /** An instance of a module with an algorithm is one of what the algorithm has been translated to. */
  private withoutAlgorithm(module: Module, at: Name): Module | undefined {
    if (!module.units.some(({ kind }) => kind === 'algorithmUnit')) return module;
    const translated = this.loader.translated(module);
    if (translated === undefined) {
      this.findings.report(
        errorAt(
          'MP801',
          at.span,
          `Module ${at.text} holds an algorithm without a translation, so there is nothing to instantiate.`,
          { hint: 'Translate it to TLA+ with pcal.trans, or extend it instead.' },
        ),
      );
    }
    return translated;
  }

  private nothingToSubstitute(substitution: Substitution, module: Name): void {
    this.findings.report(
      errorAt(
        'MP201',
        substitution.name.span,
        `Module ${module.text} has no constant or variable ${substitution.name.text}.`,
        { hint: `Leave the substitution out, or name what ${module.text} declares.` },
      ),
    );
  }

  /** Puts a standard module's operators, and those of the modules it extends, into a scope; answers false if there is no such module. */
  private importStandard(name: Name, scope: Scope, exports: Exports): boolean {
    const slots = this.standard.slotsOf(name.text);
    if (slots === undefined) return false;
    this.merge(slots, name, scope, exports);
    return true;
  }

  /** SANY lets two modules define the same name if the arities agree (the first wins); otherwise that is an error. */
  private merge(slots: Exports, at: Name, scope: Scope, exports: Exports): void {
    for (const [name, slot] of slots) {
      const existing = scope.own(name) ?? scope.find(name);
      if (existing === undefined || existing.shadowable || existing.entry.kind === 'hidden') {
        scope.import(name, slot);
        exports.set(name, slot);
        continue;
      }
      if (existing.entry === slot.entry || sameArity(existing, slot)) {
        exports.set(name, existing);
        continue;
      }
      this.findings.report(definedTwice({ kind: 'name', text: name, span: at.span }, existing.entry));
    }
  }
}

/** What every module knows: `defaultInitValue`, which pcal.trans declares for variables without a value. */
function outermostScope(): Scope {
  const scope = new Scope(undefined);
  scope.define('defaultInitValue', defaultInitValue, { shadowable: true });
  return scope;
}

const defaultInitValue: TranslationSymbol = {
  kind: 'translation',
  name: 'defaultInitValue',
  span: undefined,
  arity: 0,
};

function findNested(name: string, from: Elaboration | undefined): NestedModule | undefined {
  return from === undefined ? undefined : (from.nested.get(name) ?? findNested(name, from.parent));
}

function sameArity(a: Slot, b: Slot): boolean {
  return isSymbol(a.entry) && isSymbol(b.entry) && arityOf(a.entry) === arityOf(b.entry);
}
