import type { ConstantSymbol } from '../resolve/index.ts';
import type {
  Core,
  CoreArgument,
  CoreDefinition,
  DefinitionSymbol,
  LoweredOperator,
  NameSymbol,
  OperatorSymbol,
} from '../lower/index.ts';
import { coreChildren, definitionChildren } from '../lower/index.ts';
import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import { unavailableOperators, unsupportedInExpression } from './availability.ts';
import { Block } from './block.ts';
import { collectDefinitions } from './definitions.ts';
import { ExpressionEmitter } from './expressions.ts';
import type { Doc, LayoutSink } from './layout.ts';
import { blockOf, hardLine, join, list, render } from './layout.ts';
import { ModuleContext } from './module-context.ts';
import { OperatorEmitter } from './operators.ts';

/** What stands around an expression: the definitions and constants of a spec that it may use. */
export interface ExpressionSurroundings {
  readonly operators: readonly LoweredOperator[];
  readonly constants: readonly ConstantSymbol[];
  /** Definitions that stand for constants: `N <- MyN` of a configuration. */
  readonly replacements?: ReadonlyMap<ConstantSymbol, DefinitionSymbol>;
}

export interface StandaloneExpression {
  /**
   * The body of a JavaScript function whose parameter `runtime` is the namespace of `mpcal-ts/runtime`; it returns a function of `iface`
   * that evaluates the expression. Of `iface` it uses `constants`, `constantOperators` and `memo` only.
   */
  readonly source: string;
  /** The constants whose values the evaluation may ask for, by their places in `iface.constants`; replaced ones are not among them. */
  readonly constants: readonly UsedConstant[];
  /** The same for constants with parameters, in `iface.constantOperators`. */
  readonly constantOperators: readonly UsedConstant[];
}

export interface UsedConstant {
  readonly name: string;
  readonly place: number;
  readonly symbol: ConstantSymbol;
}

/** Compiles a constant expression for evaluation on the spot, with those definitions around it that it needs. */
export function emitExpression(
  core: Core,
  surroundings: ExpressionSurroundings = { operators: [], constants: [] },
): PhaseResult<StandaloneExpression | undefined> {
  const unavailable = unavailableOperators(surroundings.operators);
  const diagnostics: readonly Diagnostic[] = unsupportedInExpression(core, unavailable);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const replacements = surroundings.replacements ?? new Map<ConstantSymbol, DefinitionSymbol>();
  const operators = operatorsFor(core, surroundings.operators, replacements);
  const definitions = collectDefinitions(
    operators.map(({ definition }) => definition),
    [core],
  );
  const module = new ModuleContext(core.span.source, definitions, [core], surroundings.constants, false);
  for (const { symbol } of operators) module.declareOperator(symbol);
  for (const constant of surroundings.constants) module.declareConstant(constant);
  const emitter = new ExpressionEmitter(module);
  const evaluate = ['return ', evaluation(core, emitter), ';'];
  const functions = operatorFunctions(operators, emitter);
  const used = (constants: readonly ConstantSymbol[]): readonly UsedConstant[] =>
    constants
      .map((symbol, place) => ({ name: symbol.name, place, symbol }))
      .filter(({ symbol }) => module.usedConstants.has(symbol));
  const constants = [
    ...used(module.constants).map(({ symbol, place }) => constantFunction(symbol, `constants[${place}]`)),
    ...used(module.constantOperators).map(({ symbol, place }) =>
      constantFunction(symbol, `constantOperators[${place}]`),
    ),
  ];
  const given = (constant: UsedConstant): boolean => !replacements.has(constant.symbol);
  function constantFunction(symbol: ConstantSymbol, place: string): Doc {
    const replacement = replacements.get(symbol);
    const args = symbol.arity > 0 ? ', ...args' : '';
    const call = symbol.arity > 0 ? '(...args)' : '';
    return replacement === undefined
      ? `const ${module.constantAccessor(symbol)} = (iface${args}) => iface.${place}${call};`
      : `const ${module.constantAccessor(symbol)} = ${module.operator(replacement).name};`;
  }
  const sites = module.sites.isEmpty ? [] : module.sites.declarations(module.use('site'));
  const hoisted = [...module.hoisted.values()].map(({ name, initializer }): Doc => [
    `const ${name} = `,
    initializer,
    ';',
  ]);
  const imports = list(
    'const { ',
    [...module.imports].map(([name, local]) => (name === local ? name : `${name}: ${local}`)),
    ' } = runtime;',
  );
  const sink = new TextSink();
  render(join([imports, ...sites, ...hoisted, ...constants, ...functions, evaluate], hardLine), sink);
  return {
    value: {
      source: sink.text,
      constants: used(module.constants).filter(given),
      constantOperators: used(module.constantOperators).filter(given),
    },
    diagnostics: [],
  };
}

/** `(iface) => value` */
function evaluation(core: Core, emitter: ExpressionEmitter): Doc {
  const block = new Block(undefined, emitter.module.isTaken);
  const returnLeaf = (leaf: Core, place: Block): void => {
    place.add(['return ', emitter.value(leaf, place), ';']);
  };
  emitter.emitTo(core, block, returnLeaf, { leaves: true });
  return [`(${block.parameterName('iface')}) => `, blockOf(block.statements)];
}

function operatorFunctions(
  operators: readonly LoweredOperator[],
  emitter: ExpressionEmitter,
): readonly Doc[] {
  const operatorEmitter = new OperatorEmitter(emitter);
  const functions = operators.map((operator) => operatorEmitter.emit(operator, false));
  // Emitting one lazy variant may ask for another.
  for (const symbol of emitter.module.lazyOperators) functions.push(operatorEmitter.emitLazy(symbol));
  return functions;
}

/** The definitions that the expression uses, directly or through others, in their order. */
function operatorsFor(
  core: Core,
  operators: readonly LoweredOperator[],
  replacements: ReadonlyMap<ConstantSymbol, DefinitionSymbol>,
): readonly LoweredOperator[] {
  const bySymbol = new Map<object, CoreDefinition>(
    operators.map(({ symbol, definition }) => [symbol, definition]),
  );
  const wanted = new Set<object>();
  const pending: CoreArgument[] = [core];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    pending.push(...coreChildren(next));
    const symbol = symbolIn(next);
    const used = symbol?.kind === 'constant' ? replacements.get(symbol) : symbol;
    const definition = used === undefined ? undefined : bySymbol.get(used);
    if (definition === undefined || wanted.has(definition.symbol)) continue;
    wanted.add(definition.symbol);
    pending.push(...definitionChildren(definition));
  }
  return operators.filter(({ symbol }) => wanted.has(symbol));
}

function symbolIn(core: CoreArgument): OperatorSymbol | NameSymbol | undefined {
  if (core.kind === 'name') return core.symbol;
  if (core.kind !== 'apply' && core.kind !== 'operatorReference') return undefined;
  return typeof core.operator === 'string' ? undefined : core.operator;
}

class TextSink implements LayoutSink {
  text = '';
  private level = 0;

  write(text: string): void {
    this.text += text;
  }
  newLine(): void {
    this.text += `\n${'  '.repeat(this.level)}`;
  }
  indent(): void {
    this.level += 1;
  }
  outdent(): void {
    this.level -= 1;
  }
  mark(): void {}
}
