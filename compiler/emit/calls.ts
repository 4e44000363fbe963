import type { OperatorDefinitionSymbol, OperatorParameterSymbol } from '../resolve/index.ts';
import type { Core, CoreApply, CoreArgument, CoreOperatorReference, OperatorSymbol } from '../lower/index.ts';
import type { Block } from './block.ts';
import { atom } from './emitted.ts';
import type { ClosureParameter, Emitted, ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { callOf } from './layout.ts';
import { isLiteral } from './literals.ts';
import { standardOperator } from './standard-operators.ts';

/** Emits applications of operators, and operators given as arguments. */
export class CallEmitter {
  private readonly emitter: ExpressionEmitting;

  constructor(emitter: ExpressionEmitting) {
    this.emitter = emitter;
  }

  apply(core: CoreApply, block: Block): Emitted {
    const { module } = this.emitter;
    const { operator, args } = core;
    switch (operator.kind) {
      case 'standard': {
        const standard = standardOperator(operator);
        if (standard === undefined) throw new Error(`emitting: ${operator.name} has no implementation`);
        const name = module.useStandard(standard.function);
        if (standard.isValue) return atom(name, standard.result);
        const docs = args.map((argument) => this.argument(argument, block));
        return atom(
          callOf(name, standard.fallible ? [...docs, module.site(core.span)] : docs),
          standard.result,
        );
      }
      case 'translation':
        if (module.state === undefined) throw new Error(`emitting: ${operator.name} has no counterpart`);
        return module.state.translation(
          operator,
          args.map((argument) => this.argument(argument, block)),
          block,
        );
      case 'constant':
        return atom(
          callOf(module.constantAccessor(operator), [
            block.use('iface'),
            ...args.map((argument) => this.argument(argument, block)),
          ]),
        );
      case 'parameter': {
        const binding = block.lookup(operator);
        if (binding === undefined) throw new Error(`emitting: ${operator.name} is not in scope`);
        binding.uses += 1;
        const strict = module.strictness.ofParameter(operator);
        const docs = args.map((argument, position) =>
          isExpression(argument) && strict[position] === false
            ? this.thunk(argument, block)
            : this.argument(argument, block),
        );
        return atom(callOf(binding.text, docs));
      }
      case 'function':
        return this.definedFunction(core, block);
      case 'operator':
        return this.definedOperator(operator, args, block);
    }
  }

  private definedFunction(core: CoreApply, block: Block): Emitted {
    const { operator } = core;
    const binding = block.lookup(operator);
    if (binding?.kind === 'value') {
      binding.uses += 1;
      return atom(binding.lazy ? `${binding.text}()` : binding.text);
    }
    if (operator.kind !== 'function') throw new Error(`emitting: ${operator.name} is no function`);
    return atom(callOf(this.emitter.module.operator(operator).name, [block.use('iface')]));
  }

  private definedOperator(
    operator: OperatorDefinitionSymbol,
    args: readonly CoreArgument[],
    block: Block,
  ): Emitted {
    const { module } = this.emitter;
    const type = module.types.ofDefinition(operator);
    const binding = block.lookup(operator);
    if (binding?.kind === 'value') {
      binding.uses += 1;
      return atom(binding.lazy ? `${binding.text}()` : binding.text, type);
    }
    const needsLazy = args.some(
      (argument, position) =>
        isExpression(argument) &&
        !module.strictness.isStrict(operator, position) &&
        !this.emitter.isSafe(argument, block),
    );
    const docs = args.map((argument, position) =>
      needsLazy && isExpression(argument) && !module.strictness.isStrict(operator, position)
        ? this.thunk(argument, block)
        : this.argument(argument, block, operator.params[position]),
    );
    if (binding !== undefined) {
      if (needsLazy) binding.lazyUses += 1;
      else binding.uses += 1;
      return atom(callOf(needsLazy ? binding.lazyText : binding.text, docs), type);
    }
    if (needsLazy) module.lazyOperators.add(operator);
    const names = module.operator(operator);
    return atom(callOf(needsLazy ? names.lazyName : names.name, [block.use('iface'), ...docs]), type);
  }

  /** A function that evaluates the argument when called, at most once. */
  thunk(argument: Core, block: Block): Doc {
    if (argument.kind === 'name' || (argument.kind === 'apply' && argument.args.length === 0)) {
      const binding = block.lookup(argument.kind === 'name' ? argument.symbol : argument.operator);
      if (binding?.kind === 'value' && binding.lazy) {
        binding.uses += 1;
        return binding.text;
      }
    }
    const closure = this.emitter.closure([], argument, block);
    return this.emitter.isSafe(argument, block)
      ? closure
      : callOf(this.emitter.module.use('lazy'), [closure]);
  }

  // --- arguments ---

  /** `parameter` is what the argument is given for, if that is known: it says which of its own arguments an operator takes as functions. */
  private argument(argument: CoreArgument, block: Block, parameter?: OperatorParameterSymbol): Doc {
    const strict = parameter === undefined ? [] : this.emitter.module.strictness.ofParameter(parameter);
    switch (argument.kind) {
      case 'lambda':
        return this.emitter.closure(argument.params.map(asParameter(strict)), argument.body, block);
      case 'operatorReference':
        return this.reference(argument, block, strict);
      default:
        return this.emitter.value(argument, block);
    }
  }

  private reference(reference: CoreOperatorReference, block: Block, strict: readonly boolean[]): Doc {
    const { operator, span } = reference;
    if (typeof operator !== 'string') {
      const binding = block.lookup(operator);
      if (binding !== undefined && this.takesValues(operator, strict)) {
        binding.uses += 1;
        return binding.text;
      }
    }
    const params = parametersFor(typeof operator === 'string' ? primitiveArity(operator) : arityOf(operator));
    const args = params.map((symbol): Core => ({ kind: 'name', symbol, span }));
    const body: Core =
      typeof operator === 'string'
        ? { kind: 'primitive', operator, args, span }
        : { kind: 'apply', operator, args, span };
    return this.emitter.closure(params.map(asParameter(strict)), body, block);
  }

  /** Whether an operator in scope takes its arguments in the form that is wanted: as functions where `strict` says false. */
  private takesValues(operator: OperatorSymbol, strict: readonly boolean[]): boolean {
    const own = operator.kind === 'parameter' ? this.emitter.module.strictness.ofParameter(operator) : [];
    return (
      own.every((isStrict, position) => isStrict === (strict[position] ?? true)) &&
      (own.length > 0 || !strict.includes(false))
    );
  }

  /** See ExpressionEmitting.isSafe. */
  isSafe(core: CoreApply, block: Block): boolean {
    const { operator, args } = core;
    if (operator.kind === 'standard') return standardOperator(operator)?.isValue ?? false;
    if (operator.kind !== 'operator' && operator.kind !== 'function') return false;
    const binding = block.lookup(operator);
    if (binding !== undefined) return binding.kind === 'value' && !binding.lazy;
    const definition = this.emitter.module.definitions.get(operator);
    return args.length === 0 && definition?.kind === 'operator' && isLiteral(definition.body);
  }
}

function isExpression(argument: CoreArgument): argument is Core {
  return argument.kind !== 'lambda' && argument.kind !== 'operatorReference';
}

function asParameter(
  strict: readonly boolean[],
): (symbol: OperatorParameterSymbol, position: number) => ClosureParameter {
  return (symbol, position) => ({ symbol, hint: symbol.name, lazy: strict[position] === false });
}

function parametersFor(arity: number): readonly OperatorParameterSymbol[] {
  return Array.from({ length: arity }, (_, position) => ({
    kind: 'parameter',
    name: String.fromCharCode('a'.charCodeAt(0) + position),
    span: undefined,
    arity: 0,
  }));
}

function arityOf(operator: OperatorSymbol): number {
  if (operator.kind === 'operator') return operator.params.length;
  return operator.kind === 'function' ? 0 : operator.arity;
}

const prefixOperators: ReadonlySet<string> = new Set(['~', 'SUBSET', 'UNION', 'DOMAIN']);

function primitiveArity(operator: string): number {
  return prefixOperators.has(operator) ? 1 : 2;
}
