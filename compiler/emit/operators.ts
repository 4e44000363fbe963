import type { OperatorDefinitionSymbol, OperatorParameterSymbol } from '../resolve/index.ts';
import type { Core, CoreApply, CoreDefinition, LoweredOperator } from '../lower/index.ts';
import { Block } from './block.ts';
import { definesInside } from './expressions.ts';
import type { ExpressionEmitting } from './emitted.ts';
import { functionValue } from './function-definitions.ts';
import type { Doc } from './layout.ts';
import { blockOf, hardLine, join, list, mark } from './layout.ts';
import { isLiteral } from './literals.ts';
import type { ModuleContext } from './module-context.ts';
import { parameterType } from './parameter-types.ts';

/** Emits the definitions of a module as functions of `iface` and the operator's parameters. */
export class OperatorEmitter {
  private readonly emitter: ExpressionEmitting;
  private readonly module: ModuleContext;
  private memoPlaces = 0;

  constructor(emitter: ExpressionEmitting) {
    this.emitter = emitter;
    this.module = emitter.module;
  }

  /** Number of places that definitions without parameters have taken in `iface.memo`. */
  get memoSize(): number {
    return this.memoPlaces;
  }

  /** `isExported`: part of what the module offers to programs. */
  emit(operator: LoweredOperator, isExported: boolean): Doc {
    const { definition } = operator;
    const text =
      definition.kind === 'operator' && definition.params.length > 0
        ? this.withParameters(definition, false, isExported)
        : this.withoutParameters(definition, isExported, operator.dependsOn === undefined);
    return [docComment(operator), text];
  }

  /** The variant whose parameters that may not be needed are functions. */
  emitLazy(symbol: OperatorDefinitionSymbol): Doc {
    const definition = this.module.definitions.get(symbol);
    if (definition?.kind !== 'operator') throw new Error(`emitting: ${symbol.name} is no operator`);
    return [
      `/** ${symbol.name}, with arguments that are evaluated only when needed. */`,
      hardLine,
      this.withParameters(definition, true, false),
    ];
  }

  private resultType(definition: CoreDefinition): string {
    return this.module.types.ofDefinition(definition.symbol) === 'boolean'
      ? 'boolean'
      : this.module.useType('Value');
  }

  private withoutParameters(definition: CoreDefinition, isExported: boolean, isConstant: boolean): Doc {
    const { module } = this;
    const block = new Block(undefined, module.isTaken);
    const isPlain = definition.kind === 'operator' && isLiteral(definition.body);
    const memoised = isConstant && !isPlain && !module.isImpure(definition);
    const place = memoised ? this.memoPlaces : 0;
    if (memoised) {
      this.memoPlaces += 1;
      block.use('iface');
    }
    this.bodyOf(definition, block, (value, target) => {
      const result: Doc = memoised ? [`(iface.memo[${place}] ??= `, value, ')'] : value;
      target.add(['return ', result, this.memoType(definition, memoised), ';']);
    });
    if (memoised && block.statements.length > 1) {
      // What the body needs before its result is not done again either.
      const type = this.memoType(definition, true);
      block.statements.unshift(
        `if (iface.memo[${place}] !== undefined) return iface.memo[${place}]${docText(type)};`,
      );
    }
    return this.function(definition, module.operator(definition.symbol).name, [], block, isExported);
  }

  private memoType(definition: CoreDefinition, memoised: boolean): Doc {
    return memoised && this.resultType(definition) === 'boolean' ? this.module.assertion('boolean') : '';
  }

  private bodyOf(
    definition: CoreDefinition,
    block: Block,
    deliver: (value: Doc, target: Block) => void,
  ): void {
    if (definition.kind === 'function') {
      deliver(functionValue(definition, this.emitter, block), block);
      return;
    }
    const deliverLeaf = (leaf: Core, target: Block): void => {
      deliver(this.emitter.value(leaf, target), target);
    };
    this.emitter.emitTo(definition.body, block, deliverLeaf, { leaves: true });
  }

  private withParameters(
    definition: Extract<CoreDefinition, { kind: 'operator' }>,
    isLazy: boolean,
    isExported: boolean,
  ): Doc {
    const { module } = this;
    const { symbol, params, body } = definition;
    const names = module.operator(symbol);
    const block = new Block(undefined, module.isTaken);
    const parameters = params.map((parameter, position) => {
      const lazy = isLazy && !module.strictness.isStrict(symbol, position);
      const text = block.declare(parameter.name);
      const binding = block.bind(parameter, text, 'value', lazy);
      return { symbol: parameter, binding, type: parameterType(parameter, lazy, module) };
    });
    const tailCalls = tailCallsOf(symbol, body);
    const fitsLoop = tailCalls.length > 0 && tailCalls.every((call) => this.fitsLoop(call, definition));
    if (fitsLoop) this.loop(definition, tailCalls, block);
    else {
      const returnLeaf = (leaf: Core, target: Block): void => {
        target.add(['return ', this.emitter.value(leaf, target), ';']);
      };
      this.emitter.emitTo(body, block, returnLeaf, { leaves: true });
    }
    const docs = parameters.map(({ binding, type }): Doc => [
      binding.uses > 0 ? binding.text : block.declare(`_${binding.text}`),
      module.annotation(type),
    ]);
    return this.function(definition, isLazy ? names.lazyName : names.name, docs, block, isExported);
  }

  private function(
    definition: CoreDefinition,
    name: string,
    parameters: readonly Doc[],
    block: Block,
    isExported: boolean,
  ): Doc {
    const { module } = this;
    const iface: Doc = [
      block.parameterName('iface'),
      module.typed ? `: ${module.useType('ArchetypeInterface')}` : '',
    ];
    return mark(definition.symbol.definition.span, [
      `${isExported ? 'export ' : ''}function ${name}`,
      list('(', [iface, ...parameters], ')'),
      module.annotation(this.resultType(definition)),
      ' ',
      blockOf(block.statements),
    ]);
  }

  // --- tail recursion ---

  /** A loop evaluates the arguments of the next round at once, which is right only if the next round needs them. */
  private fitsLoop(call: CoreApply, definition: Extract<CoreDefinition, { kind: 'operator' }>): boolean {
    return call.args.every((argument, position) => {
      const parameter = definition.params[position];
      if (parameter !== undefined && isName(argument, parameter)) return true;
      return (
        argument.kind !== 'lambda' &&
        argument.kind !== 'operatorReference' &&
        this.module.strictness.isStrict(definition.symbol, position)
      );
    });
  }

  private loop(
    definition: Extract<CoreDefinition, { kind: 'operator' }>,
    calls: readonly CoreApply[],
    block: Block,
  ): void {
    const { symbol, params, body } = definition;
    const changing = params.filter((parameter, position) =>
      calls.some((call) => {
        const argument = call.args[position];
        return argument === undefined || !isName(argument, parameter);
      }),
    );
    const round = new Block(block);
    const next = changing.map((parameter) => {
      const outer = block.lookup(parameter);
      if (outer?.kind !== 'value') throw new Error('emitting: a parameter is not in scope');
      outer.uses += 1;
      const variable = block.declare(`next_${outer.text}`);
      block.add([`let ${variable} = ${outer.text};`]);
      // Each round has parameters of its own, for what it hands out to be evaluated later.
      round.bind(parameter, outer.text);
      return { parameter, variable, text: outer.text };
    });
    this.emitter.emitTo(
      body,
      round,
      (leaf, target) => {
        if (leaf.kind !== 'apply' || leaf.operator !== symbol) {
          target.add(['return ', this.emitter.value(leaf, target), ';']);
          return;
        }
        const args = next.map(({ parameter, variable }) => {
          const argument = leaf.args[params.indexOf(parameter)] as Core;
          return { variable, value: this.emitter.value(argument, target) };
        });
        for (const { variable, value } of args) target.add([`${variable} = `, value, ';']);
        target.add('continue;');
      },
      { structured: (core) => definesInside(core) || tailCallsOf(symbol, core).length > 0, leaves: true },
    );
    const constants = next.map(({ variable, text }) => `const ${text} = ${variable};`);
    block.add(['for (;;) ', blockOf([...constants, ...round.statements])]);
  }
}

function docText(doc: Doc): string {
  return typeof doc === 'string' ? doc : '';
}

function isName(core: CoreApply['args'][number], parameter: OperatorParameterSymbol): boolean {
  if (core.kind === 'operatorReference') return core.operator === parameter;
  return core.kind === 'name' && core.symbol === parameter;
}

/** The calls of `symbol` whose value is that of `body`. */
function tailCallsOf(symbol: OperatorDefinitionSymbol, body: Core): readonly CoreApply[] {
  switch (body.kind) {
    case 'apply':
      return body.operator === symbol ? [body] : [];
    case 'if':
      return [...tailCallsOf(symbol, body.then), ...tailCallsOf(symbol, body.else)];
    case 'case':
      return [
        ...body.arms.flatMap((arm) => tailCallsOf(symbol, arm.value)),
        ...(body.other === undefined ? [] : tailCallsOf(symbol, body.other)),
      ];
    case 'let':
      return tailCallsOf(symbol, body.body);
    default:
      return [];
  }
}

function docComment(operator: LoweredOperator): Doc {
  const { symbol, comment } = operator;
  const { definition } = symbol;
  const { line: lineNumber } = definition.span.source.positionAt(definition.span.start);
  const where = `${definition.span.source.name.replace(/^.*[\\/]/, '')}:${lineNumber}`;
  const lines = (comment ?? '')
    .replaceAll('*/', '* /')
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (lines.length === 0) return [`/** ${symbol.name}, ${where} */`, hardLine];
  return [
    join(['/**', ` * ${symbol.name}, ${where}`, ...lines.map((text) => ` * ${text}`), ' */'], hardLine),
    hardLine,
  ];
}
