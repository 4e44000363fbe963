import { closest, errorAt } from '../diagnostics/index.ts';
import type { Source } from '../source/index.ts';
import { parseModule } from '../syntax/index.ts';
import type {
  Algorithm,
  Application,
  Argument,
  ConstantDeclaration,
  Definition,
  Expression,
  InstanceDefinition,
  InstanceUnit,
  Module,
  Name,
  OperatorDefinition,
  OperatorParameter,
  Substitution,
  Unit,
  VariableDeclaration,
} from '../syntax/index.ts';
import type { DefinitionResolver } from './definitions.ts';
import type { DefinitionContext, DefinitionSymbol } from './definitions.ts';
import { applyArgument, copyUnits, instanceParameters } from './instances.ts';
import { arityOf, declare, definedTwice, isSymbol } from './naming.ts';
import type { Findings } from './naming.ts';
import { Scope } from './scope.ts';
import type { InstanceEntry, Slot } from './scope.ts';
import { languageOperators, standardModule, standardModules } from './standard-modules.ts';
import type { ConstantSymbol, StandardOperatorSymbol, TranslationSymbol, VariableSymbol } from './symbols.ts';

export type FindModule = (name: string) => Source | undefined;

/** Resolves an algorithm where it stands in the module; answers the scope of the units after it. */
export type ResolveAlgorithm = (algorithm: Algorithm, scope: Scope, define: ResolveDefine) => Scope;

/** Resolves the definitions of a `define` section into a scope. */
export type ResolveDefine = (definitions: readonly Definition[], scope: Scope) => void;

/** What a module offers to those who extend or instantiate it. */
type Exports = Map<string, Slot>;

/** How a module's constants and variables get their meaning when it is instantiated. */
interface Instance {
  readonly moduleName: Name;
  readonly prefix: string;
  /** As written, for the substitutions; and under private names, for the module's own definitions. */
  readonly params: readonly OperatorParameter[];
  readonly privateParams: readonly OperatorParameter[];
  readonly substitutions: ReadonlyMap<string, Substitution>;
  readonly used: Set<string>;
  readonly outer: Elaboration;
  readonly extended: Map<string, Exports>;
}

/** A module under elaboration. */
interface Elaboration {
  readonly module: Module;
  readonly scope: Scope;
  readonly exports: Exports;
  readonly nested: Map<string, { readonly module: Module; readonly home: Elaboration }>;
  readonly parent: Elaboration | undefined;
  readonly instance: Instance | undefined;
  readonly context: DefinitionContext;
}

/** Turns modules into scopes: EXTENDS, INSTANCE, and the units in their order. Collects what the spec as a whole consists of. */
export class ModuleElaborator {
  readonly constants: ConstantSymbol[] = [];
  readonly operators: DefinitionSymbol[] = [];
  readonly assumptions: Expression[] = [];
  readonly definitions: DefinitionResolver;
  private readonly findings: Findings;
  private readonly findModule: FindModule;
  private readonly resolveAlgorithm: ResolveAlgorithm;
  private readonly parsed = new Map<string, Module | undefined>();
  private readonly standardSymbols = new Map<string, StandardOperatorSymbol>();
  private readonly extended = new Map<string, Exports>();
  /** Names of the modules under elaboration, outermost first. */
  private readonly underWay: string[] = [];

  constructor(
    findings: Findings,
    definitions: DefinitionResolver,
    findModule: FindModule,
    resolveAlgorithm: ResolveAlgorithm,
  ) {
    this.findings = findings;
    this.definitions = definitions;
    this.findModule = findModule;
    this.resolveAlgorithm = resolveAlgorithm;
  }

  root(module: Module): void {
    this.elaborate(module, outermostScope(), undefined, undefined);
  }

  /** A scope with the operators of standard modules, as if a module extended them; `at` is where problems are reported. */
  standardScope(names: readonly Name[]): Scope {
    const scope = new Scope(undefined);
    for (const name of names) {
      if (!this.importStandard(name, scope, new Map())) this.moduleNotFound(name, scope);
    }
    return scope;
  }

  private elaborate(
    module: Module,
    base: Scope,
    parent: Elaboration | undefined,
    instance: Instance | undefined,
  ): Exports {
    const scope = new Scope(base);
    const elaboration: Elaboration = {
      module,
      scope,
      exports: new Map(),
      nested: new Map(),
      parent,
      instance,
      context: {
        scope,
        level: 'top',
        prefix: instance?.prefix ?? '',
        instanceParams: instance?.params.length ?? 0,
        announced: new Map(),
        defined: (symbol) => this.operators.push(symbol),
      },
    };
    this.underWay.push(module.name.text);
    for (const name of module.extends) this.extend(name, elaboration);
    const units = instance === undefined ? module.units : this.copied(module, instance, scope);
    units.forEach((unit, index) => {
      this.unit(unit, units.slice(index + 1), elaboration);
    });
    this.underWay.pop();
    return elaboration.exports;
  }

  private copied(module: Module, instance: Instance, scope: Scope): readonly Unit[] {
    const own = new Map<string, number>();
    for (const unit of module.units) {
      if (unit.kind === 'operatorDefinition') own.set(unit.name.text, unit.params.length);
      if (unit.kind === 'functionDefinition' || unit.kind === 'instanceDefinition')
        own.set(unit.name.text, 0);
      if (unit.kind === 'constants') for (const { name, arity } of unit.constants) own.set(name.text, arity);
      if (unit.kind === 'variables') for (const name of unit.names) own.set(name.text, 0);
    }
    return copyUnits(module.units, instance.privateParams, (name) => {
      const arity = own.get(name);
      if (arity !== undefined) return arity;
      const slot = scope.find(name);
      if (slot === undefined || slot.instanceParams === 0) return undefined;
      return isSymbol(slot.entry) ? arityOf(slot.entry) - slot.instanceParams : 0;
    });
  }

  private unit(unit: Unit, following: readonly Unit[], to: Elaboration): void {
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
        this.definitions.announce(unit, following, to.context);
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
        this.definitions.expressions.expression(unit.body, to.scope);
        if (to.instance !== undefined) return;
        this.assumptions.push(unit.body);
        return;
      case 'nestedModule':
        to.nested.set(unit.module.name.text, { module: unit.module, home: to });
        return;
      case 'algorithmUnit':
        this.algorithmUnit(unit.algorithm, to);
        return;
      case 'skipped':
        return;
    }
  }

  private algorithmUnit(algorithm: Algorithm, to: Elaboration): void {
    if (to.instance !== undefined) {
      this.findings.report(
        errorAt(
          'MP801',
          to.instance.moduleName.span,
          `Module ${to.module.name.text} contains an algorithm, so it cannot be instantiated.`,
          { hint: 'Extend it instead.' },
        ),
      );
      return;
    }
    const after = this.resolveAlgorithm(algorithm, to.scope, (definitions, scope) => {
      const inner: Elaboration = {
        ...to,
        scope,
        context: { ...to.context, scope, announced: new Map() },
      };
      definitions.forEach((definition, index) => {
        this.unit(definition, definitions.slice(index + 1), inner);
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
        this.substitute(name, arity, to.instance, to);
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
        this.substitute(name, 0, to.instance, to);
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
      this.export(name.text, false, to);
    }
  }

  /** Gives a constant or variable of an instantiated module the meaning WITH says, or that of the same name where the instance stands. */
  private substitute(name: Name, arity: number, instance: Instance, to: Elaboration): void {
    instance.used.add(name.text);
    const explicit = instance.substitutions.get(name.text);
    const { outer } = instance;
    if (explicit === undefined && !instance.params.some((param) => param.name.text === name.text)) {
      const slot = outer.scope.find(name.text);
      if (slot === undefined || !isSymbol(slot.entry)) {
        if (outer.scope.isIncomplete()) return;
        this.findings.report(
          errorAt(
            'MP201',
            instance.moduleName.span,
            `Module ${instance.moduleName.text} needs a meaning for ${name.text}, which is not defined here.`,
            {
              related: [{ span: name.span, message: 'declared here' }],
              hint: `Say WITH ${name.text} <- ... .`,
            },
          ),
        );
        return;
      }
      if (slot.instanceParams === 0 && instance.params.length === 0) {
        to.scope.import(name.text, slot);
        return;
      }
    }
    const value: Argument = explicit?.value ?? bareApplication(name);
    if (instance.params.length === 0) {
      const slot = this.directSubstitution(value, arity, outer);
      if (slot !== undefined) {
        to.scope.import(name.text, slot);
        return;
      }
    }
    this.substituteByDefinition(name, arity, value, instance, to);
  }

  /** The slot of a value that is just the name of something with the wanted arity. */
  private directSubstitution(value: Argument, arity: number, outer: Elaboration): Slot | undefined {
    let slot: Slot | undefined;
    if (value.kind === 'application' && value.args.length === 0 && value.steps.length === 0) {
      slot = outer.scope.find(value.name.text);
    } else if (value.kind === 'operatorSymbol' && !languageOperators.has(value.operator)) {
      slot = outer.scope.find(value.operator);
    }
    if (slot === undefined || slot.instanceParams > 0 || !isSymbol(slot.entry)) return undefined;
    if (arityOf(slot.entry) !== arity) return undefined;
    this.findings.references.set(value, slot.entry);
    return slot;
  }

  /** `WITH a <- e` becomes a definition `I!a == e` in the scope of the instance. */
  private substituteByDefinition(
    name: Name,
    arity: number,
    value: Argument,
    instance: Instance,
    to: Elaboration,
  ): void {
    const { outer } = instance;
    if (value.kind === 'lambda' && value.params.length !== arity) {
      this.definitions.expressions.argument(value, outer.scope, arity);
      return;
    }
    const formals: readonly OperatorParameter[] = Array.from({ length: arity }, (_, index) => ({
      kind: 'operatorParameter',
      span: value.span,
      name:
        value.kind === 'lambda'
          ? (value.params[index] ?? name)
          : { kind: 'name', text: `${name.text}!argument${index + 1}`, span: value.span },
      arity: 0,
    }));
    const known = value.kind === 'application' ? outer.scope.find(value.name.text) : undefined;
    const isOwnParameter =
      value.kind === 'application' && instance.params.some((param) => param.name.text === value.name.text);
    const passed = isOwnParameter ? [] : instance.params.slice(0, known?.instanceParams ?? 0);
    const args = [...passed.map((param) => param.name), ...formals.map((formal) => formal.name)];
    const explicit = instance.substitutions.has(name.text);
    const definition: OperatorDefinition = {
      kind: 'operatorDefinition',
      span: value.span,
      local: true,
      name: { ...name, text: `${instance.prefix}${name.text}` },
      fixity: 'name',
      params: [...instance.params.map((param) => ({ ...param, name: { ...param.name } })), ...formals],
      body: applyArgument(
        value,
        (explicit ? args.slice(passed.length) : args).map(bareApplication),
        value.span,
      ),
      comment: undefined,
    };
    const symbol = this.definitions.operator(definition, {
      ...outer.context,
      scope: new Scope(outer.scope),
      prefix: '',
      announced: new Map(),
    });
    to.scope.define(name.text, symbol, { instanceParams: instance.params.length });
  }

  private extend(name: Name, to: Elaboration): void {
    if (this.importStandard(name, to.scope, to.exports)) return;
    const cache = to.instance?.extended ?? this.extended;
    let exports = cache.get(name.text);
    if (exports === undefined) {
      const module = this.moduleNamed(name, to);
      if (module === undefined) return;
      exports = this.elaborate(module, outermostScope(), undefined, to.instance);
      cache.set(name.text, exports);
    }
    this.merge(exports, name, to.scope, to.exports);
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
    if (nested === undefined && this.importStandard(name, new Scope(undefined), exports)) {
      if (params.length > 0) {
        this.findings.report(
          errorAt('MP801', name.span, `An instance of standard module ${name.text} cannot have parameters.`),
        );
        return undefined;
      }
      for (const substitution of substitutions) this.nothingToSubstitute(substitution, name);
      return exports;
    }
    const module = nested?.module ?? this.moduleNamed(name, to);
    if (module === undefined) return undefined;
    const instance: Instance = {
      moduleName: name,
      prefix,
      params,
      privateParams: instanceParameters(params, prefix),
      substitutions: new Map(substitutions.map((substitution) => [substitution.name.text, substitution])),
      used: new Set(),
      outer: to,
      extended: new Map(),
    };
    const base = nested?.home.scope ?? outermostScope();
    const result = this.elaborate(module, base, nested?.home, instance);
    for (const substitution of substitutions) {
      if (!instance.used.has(substitution.name.text)) this.nothingToSubstitute(substitution, name);
    }
    return result;
  }

  private nothingToSubstitute(substitution: Substitution, module: Name): void {
    this.findings.report(
      errorAt(
        'MP201',
        substitution.name.span,
        `Module ${module.text} has no constant or variable ${substitution.name.text}.`,
      ),
    );
  }

  /** Puts a standard module's operators, and those of the modules it extends, into a scope; answers false if there is no such module. */
  private importStandard(name: Name, scope: Scope, exports: Exports): boolean {
    const module = standardModule(name.text);
    if (module === undefined) return false;
    const slots: Exports = new Map();
    const collect = (moduleName: string): void => {
      const definition = standardModule(moduleName);
      if (definition === undefined) return;
      for (const extended of definition.extends) collect(extended);
      for (const [operator, params] of Object.entries(definition.operators)) {
        const entry = this.standardSymbol(moduleName, operator, params.length);
        slots.set(operator, { entry, shadowable: false, instanceParams: 0 });
      }
    };
    collect(name.text);
    this.merge(slots, name, scope, exports);
    return true;
  }

  private standardSymbol(module: string, name: string, arity: number): StandardOperatorSymbol {
    const key = `${module}!${name}`;
    const known = this.standardSymbols.get(key);
    if (known !== undefined) return known;
    const symbol: StandardOperatorSymbol = { kind: 'standard', name, span: undefined, module, arity };
    this.standardSymbols.set(key, symbol);
    return symbol;
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

  private moduleNamed(name: Name, to: Elaboration): Module | undefined {
    if (this.underWay.includes(name.text)) {
      this.findings.report(
        errorAt('MP205', name.span, `Module ${name.text} depends on itself.`, {
          hint: `The way round is ${[...this.underWay.slice(this.underWay.indexOf(name.text)), name.text].join(' -> ')}.`,
        }),
      );
      to.scope.incomplete = true;
      return undefined;
    }
    if (!this.parsed.has(name.text)) {
      const source = this.findModule(name.text);
      const result = source === undefined ? undefined : parseModule(source);
      if (result !== undefined) this.findings.report(...result.diagnostics);
      this.parsed.set(name.text, result?.value);
      if (result === undefined) this.moduleNotFound(name, to.scope);
    }
    const module = this.parsed.get(name.text);
    if (module === undefined) to.scope.incomplete = true;
    return module;
  }

  private moduleNotFound(name: Name, scope: Scope): void {
    scope.incomplete = true;
    const near = closest(name.text, Object.keys(standardModules));
    this.findings.report(
      errorAt('MP204', name.span, `There is no module ${name.text}.`, {
        hint:
          near === undefined
            ? `${name.text} is no standard module, and there is no file ${name.text}.tla beside the specification.`
            : `Did you mean ${near}?`,
      }),
    );
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

function findNested(
  name: string,
  from: Elaboration | undefined,
): { readonly module: Module; readonly home: Elaboration } | undefined {
  return from === undefined ? undefined : (from.nested.get(name) ?? findNested(name, from.parent));
}

function sameArity(a: Slot, b: Slot): boolean {
  return isSymbol(a.entry) && isSymbol(b.entry) && arityOf(a.entry) === arityOf(b.entry);
}

function bareApplication(name: Name): Application {
  return { kind: 'application', span: name.span, steps: [], name: { ...name }, args: [] };
}
