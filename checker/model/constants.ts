import type {
  ConstantSymbol,
  Core,
  CoreArgument,
  Diagnostic,
  LoweredOperator,
  LoweredSpec,
  OperatorSymbol,
  PhaseResult,
} from '../../compiler/index.ts';
import { closest, errorAt, nameHint, mapCore, mapSpec, stateDependencies } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { defaultInitValue } from '../../runtime/tla/index.ts';
import type { Config, ConfigName, ConfigReplacement, ConfigValue } from '../config/index.ts';

/** A spec whose constants have values, and whose definitions are those the configuration puts in their places. */
export interface BoundSpec {
  readonly spec: LoweredSpec;
  readonly added: readonly LoweredOperator[];
  readonly constants: readonly ConstantSymbol[];
  readonly values: ReadonlyMap<ConstantSymbol, Value>;
}

/** One thing that stands for another, in one module or in all. */
interface Substitution {
  readonly module: string | undefined;
  readonly by: ConstantSymbol | LoweredOperator['symbol'];
}

/** Gives the constants of a spec their values. `added` are definitions from outside that see the same constants. */
export function bindConstants(
  spec: LoweredSpec,
  added: readonly LoweredOperator[],
  config: Pick<Config, 'values' | 'replacements'>,
): PhaseResult<BoundSpec | undefined> {
  return new ConstantBinder(spec, added).bind(config);
}

class ConstantBinder {
  private readonly spec: LoweredSpec;
  private readonly added: readonly LoweredOperator[];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly values = new Map<ConstantSymbol, Value>();
  private readonly substitutions = new Map<object, Substitution[]>();
  private readonly extraConstants: ConstantSymbol[] = [];
  private readonly standard: ReadonlyMap<string, OperatorSymbol>;

  constructor(spec: LoweredSpec, added: readonly LoweredOperator[]) {
    this.spec = spec;
    this.added = added;
    this.standard = standardOperatorsIn(spec);
  }

  bind(config: Pick<Config, 'values' | 'replacements'>): PhaseResult<BoundSpec | undefined> {
    for (const value of config.values) this.value(value);
    for (const replacement of config.replacements) this.replacement(replacement);
    this.reportMissing();
    const { diagnostics } = this;
    return { value: diagnostics.length > 0 ? undefined : this.result(), diagnostics };
  }

  private value({ name, value, module, span }: ConfigValue): void {
    if (name.text === 'defaultInitValue' && this.target(name) === undefined) {
      if (value !== defaultInitValue)
        this.diagnostics.push(
          errorAt('MP110', span, 'defaultInitValue can be the model value of that name only.', {
            hint: 'Write defaultInitValue = defaultInitValue, or leave it out.',
          }),
        );
      return;
    }
    const target = this.found(name);
    if (target === undefined) return;
    const arity = arityOf(target);
    if (arity > 0) {
      this.diagnostics.push(
        errorAt('MP110', span, `${name.text} takes ${arity} arguments, so it cannot have a value.`, {
          hint: `Define an operator with as many parameters and write ${name.text} <- it.`,
        }),
      );
      return;
    }
    if (target.kind === 'constant' && module === undefined) {
      this.values.set(target, value);
      return;
    }
    const constant: ConstantSymbol = { kind: 'constant', name: name.text, span: name.span, arity: 0 };
    this.extraConstants.push(constant);
    this.values.set(constant, value);
    this.substitute(target, { module: module?.text, by: constant });
  }

  private replacement({ name, by, module, span }: ConfigReplacement): void {
    const target = this.found(name);
    const other = this.found(by);
    if (target === undefined || other === undefined) return;
    if (other.kind !== 'operator' && other.kind !== 'function' && other.kind !== 'constant') {
      this.diagnostics.push(
        errorAt('MP110', by.span, `${by.text} is not a definition of the spec.`, {
          hint: 'Give a constant or a definition.',
        }),
      );
      return;
    }
    if (arityOf(target) !== arityOf(other)) {
      this.diagnostics.push(
        errorAt(
          'MP202',
          span,
          `${name.text} takes ${arityOf(target)} arguments, but ${by.text} takes ${arityOf(other)}.`,
          { hint: 'Replace an operator by one that takes as many arguments.' },
        ),
      );
      return;
    }
    this.substitute(target, { module: module?.text, by: other });
  }

  private substitute(target: OperatorSymbol, substitution: Substitution): void {
    const before = this.substitutions.get(target) ?? [];
    this.substitutions.set(target, [...before, substitution]);
  }

  // --- names ---

  private found(name: ConfigName): OperatorSymbol | undefined {
    const target = this.target(name);
    if (target !== undefined) return target;
    const near = closest(name.text, [
      ...this.spec.constants.map((constant) => constant.name),
      ...this.spec.operators.map(({ symbol }) => symbol.name),
    ]);
    this.diagnostics.push(
      errorAt(
        'MP201',
        name.span,
        `The spec has no constant or definition ${name.text}.`,
        nameHint(near, `Define or declare ${name.text} in the spec, or leave the line out.`),
      ),
    );
    return undefined;
  }

  private target({ text }: ConfigName): OperatorSymbol | undefined {
    return (
      this.spec.constants.find(({ name }) => name === text) ??
      this.spec.operators.find(({ symbol }) => symbol.name === text)?.symbol ??
      this.standard.get(text)
    );
  }

  private reportMissing(): void {
    const missing = this.spec.constants.filter(
      (constant) => !this.values.has(constant) && !this.substitutions.has(constant),
    );
    const [first, ...others] = missing;
    if (first?.span === undefined) return;
    const names = missing.map(({ name }) => name).join(', ');
    this.diagnostics.push(
      errorAt(
        'MP210',
        first.span,
        `${missing.length === 1 ? 'A constant has' : 'Constants have'} no value: ${names}.`,
        {
          related: others.flatMap(({ name, span }) =>
            span === undefined ? [] : [{ span, message: `${name} has none either` }],
          ),
          hint: `Say CONSTANTS ${missing.map(({ name, arity }) => (arity === 0 ? `${name} = ...` : `${name} <- ...`)).join(' ')} in the configuration.`,
        },
      ),
    );
  }

  // --- what comes of it ---

  private result(): BoundSpec {
    const constants = [...this.spec.constants, ...this.extraConstants];
    if (this.substitutions.size === 0)
      return { spec: this.spec, added: this.added, constants, values: this.values };
    const replace = (core: CoreArgument): CoreArgument | undefined => this.replaced(core, replace);
    const spec = mapSpec(this.spec, replace);
    const added = this.added.map((operator) =>
      operator.definition.kind === 'operator'
        ? {
            ...operator,
            definition: { ...operator.definition, body: mapCore(operator.definition.body, replace) },
          }
        : operator,
    );
    const dependencies = stateDependencies(spec.operators.map(({ definition }) => definition));
    const operators = spec.operators.map((operator) => ({
      ...operator,
      dependsOn: dependencies.get(operator.symbol),
    }));
    return { spec: { ...spec, operators }, added, constants, values: this.values };
  }

  private replaced(
    core: CoreArgument,
    replace: (core: CoreArgument) => CoreArgument | undefined,
  ): CoreArgument | undefined {
    if (core.kind === 'name') {
      const by = this.substituteFor(core.symbol, core);
      return by === undefined ? undefined : applied(by, [], core);
    }
    if (core.kind !== 'apply' && core.kind !== 'operatorReference') return undefined;
    const { operator } = core;
    if (typeof operator === 'string') return undefined;
    const by = this.substituteFor(operator, core);
    if (by === undefined) return undefined;
    if (core.kind === 'operatorReference') return { ...core, operator: by };
    return applied(
      by,
      core.args.map((argument) => mapAny(argument, replace)),
      core,
    );
  }

  private substituteFor(symbol: object, core: CoreArgument): Substitution['by'] | undefined {
    const module = core.span.source.name.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
    return this.substitutions
      .get(symbol)
      ?.find((substitution) => substitution.module === undefined || substitution.module === module)?.by;
  }
}

function mapAny(
  argument: CoreArgument,
  replace: (core: CoreArgument) => CoreArgument | undefined,
): CoreArgument {
  if (argument.kind === 'operatorReference') return replace(argument) ?? argument;
  if (argument.kind === 'lambda') return { ...argument, body: mapCore(argument.body, replace) };
  return mapCore(argument, replace);
}

function applied(by: Substitution['by'], args: readonly CoreArgument[], core: CoreArgument): Core {
  return by.kind === 'constant' && by.arity === 0
    ? { kind: 'name', symbol: by, span: core.span }
    : { kind: 'apply', operator: by, args, span: core.span };
}

function arityOf(symbol: OperatorSymbol): number {
  if (symbol.kind === 'operator') return symbol.params.length;
  return symbol.kind === 'function' ? 0 : symbol.arity;
}

/** The operators of standard modules that the spec uses. */
function standardOperatorsIn(spec: LoweredSpec): ReadonlyMap<string, OperatorSymbol> {
  const found = new Map<string, OperatorSymbol>();
  mapSpec(spec, (core) => {
    if ((core.kind === 'apply' || core.kind === 'operatorReference') && typeof core.operator !== 'string')
      if (core.operator.kind === 'standard') found.set(core.operator.name, core.operator);
    return undefined;
  });
  return found;
}
