import { errorAt } from '../diagnostics/index.ts';
import type {
  Argument,
  Expression,
  Name,
  OperatorDefinition,
  OperatorParameter,
  Substitution,
} from '../syntax/index.ts';
import type { DefinitionContext, DefinitionResolver } from './definitions.ts';
import { applyArgument, bareName } from './instances.ts';
import { arityOf, isSymbol } from './naming.ts';
import type { Findings } from './naming.ts';
import { Scope } from './scope.ts';
import type { Slot } from './scope.ts';
import { languageOperators } from './standard-modules.ts';

/** How the constants and variables of a module get their meaning where it is instantiated. */
export interface Instance {
  /** The module's name where the instance stands. */
  readonly moduleName: Name;
  readonly prefix: string;
  /** As written, for the substitutions; and under private names, for the module's own definitions. */
  readonly params: readonly OperatorParameter[];
  readonly privateParams: readonly OperatorParameter[];
  readonly substitutions: ReadonlyMap<string, Substitution>;
  /** Names that have been substituted. */
  readonly used: Set<string>;
  /** Where the instance stands. */
  readonly outer: { readonly scope: Scope; readonly context: DefinitionContext };
}

/** Gives constants and variables of instantiated modules the meaning WITH says, or that of the same name where the instance stands. */
export class Substituter {
  private readonly findings: Findings;
  private readonly definitions: DefinitionResolver;

  constructor(findings: Findings, definitions: DefinitionResolver) {
    this.findings = findings;
    this.definitions = definitions;
  }

  /** Defines `name` in the scope of the instantiated module. */
  substitute(name: Name, arity: number, instance: Instance, scope: Scope): void {
    instance.used.add(name.text);
    const explicit = instance.substitutions.get(name.text);
    const isParameter = instance.params.some((param) => param.name.text === name.text);
    if (explicit === undefined && !isParameter) {
      const slot = instance.outer.scope.find(name.text);
      if (slot === undefined || !isSymbol(slot.entry)) {
        this.missing(name, instance);
        scope.incomplete = true;
        return;
      }
      if (slot.instanceParams === 0) {
        scope.import(name.text, slot);
        return;
      }
    }
    const value: Argument = explicit?.value ?? bareName(name);
    const slot = this.slotOf(value, arity, instance);
    if (slot === undefined) this.define(name, arity, value, instance, scope);
    else scope.import(name.text, slot);
  }

  private missing(name: Name, instance: Instance): void {
    if (instance.outer.scope.isIncomplete()) return;
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
  }

  /** The slot of a value that is just the name of something with the wanted arity, and not of a parameter of the instance. */
  private slotOf(
    value: Argument,
    arity: number,
    { params, outer: { scope: outer } }: Instance,
  ): Slot | undefined {
    let slot: Slot | undefined;
    if (value.kind === 'application' && params.some((param) => param.name.text === value.name.text))
      return undefined;
    if (value.kind === 'application' && value.args.length === 0 && value.steps.length === 0) {
      slot = outer.find(value.name.text);
    } else if (value.kind === 'operatorSymbol' && !languageOperators.has(value.operator)) {
      slot = outer.find(value.operator);
    }
    if (slot === undefined || slot.instanceParams > 0 || !isSymbol(slot.entry)) return undefined;
    if (arityOf(slot.entry) !== arity) return undefined;
    this.findings.references.set(value, slot.entry);
    return slot;
  }

  /** `WITH a <- e` becomes a definition `I!a == e` in the scope of the instance, with the parameters of the instance before those of `a`. */
  private define(name: Name, arity: number, value: Argument, instance: Instance, scope: Scope): void {
    const { outer } = instance;
    if (!isOfArity(value, arity)) {
      this.definitions.expressions.argument(value, outer.scope, arity);
      scope.incomplete = true;
      return;
    }
    const formals = formalParameters(name, arity, value);
    const definition: OperatorDefinition = {
      kind: 'operatorDefinition',
      span: value.span,
      local: true,
      name: { ...name, text: `${instance.prefix}${name.text}` },
      fixity: 'name',
      params: [...instance.params.map((param) => ({ ...param, name: { ...param.name } })), ...formals],
      body: applyArgument(
        value,
        [...this.passedOn(name, value, instance), ...formals.map((formal) => bareName(formal.name))],
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
    scope.define(name.text, symbol, { instanceParams: instance.params.length });
  }

  /** A constant that means the one of the same name outside, which itself needs parameters of the instance around it, gets them. */
  private passedOn(name: Name, value: Argument, instance: Instance): readonly Expression[] {
    if (instance.substitutions.has(name.text) || value.kind !== 'application') return [];
    if (instance.params.some((param) => param.name.text === name.text)) return [];
    const needed = instance.outer.scope.find(name.text)?.instanceParams ?? 0;
    return instance.params.slice(0, needed).map((param) => bareName(param.name));
  }
}

/** Whether a value has the form of an operator with that many arguments; how many one takes that is only named, its use tells. */
function isOfArity(value: Argument, arity: number): boolean {
  switch (value.kind) {
    case 'lambda':
      return value.params.length === arity;
    case 'operatorSymbol':
      return arity > 0;
    case 'application':
      return arity === 0 || value.args.length === 0;
    default:
      return arity === 0;
  }
}

function formalParameters(name: Name, arity: number, value: Argument): readonly OperatorParameter[] {
  return Array.from({ length: arity }, (_, index) => ({
    kind: 'operatorParameter',
    span: value.span,
    name:
      value.kind === 'lambda'
        ? (value.params[index] ?? name)
        : { kind: 'name', text: `${name.text}!argument${index + 1}`, span: value.span },
    arity: 0,
  }));
}
