import type {
  CoreDefinition,
  CoreFunctionDefinition,
  CoreLet,
  CoreOperatorDefinition,
} from '../lower/index.ts';
import type { Binding, Block } from './block.ts';
import { functionValue } from './function-definitions.ts';
import type { Emitted, ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { callOf } from './layout.ts';
import { parameterType } from './parameter-types.ts';

/** Emits LETs: their definitions become statements before the expression. */
export class LetEmitter {
  private readonly emitter: ExpressionEmitting;

  constructor(emitter: ExpressionEmitting) {
    this.emitter = emitter;
  }

  emit(core: CoreLet, block: Block): Emitted {
    return this.around(core, block, () => this.emitter.emit(core.body, block));
  }

  /**
   * Declares the definitions in `block` around what `emitBody` adds. A definition that nothing uses is left out; one that the body
   * certainly evaluates is evaluated at once, others when first used.
   */
  around<T>(core: CoreLet, block: Block, emitBody: () => T): T {
    const certain = this.emitter.module.strictness.evaluatedBy(core.body);
    const entries = core.definitions.map((definition) => ({
      definition,
      binding: this.declare(definition, certain, block),
      statements: [] as readonly Doc[],
      emitted: '',
    }));
    const body = block.capture(emitBody);
    // Later definitions use earlier ones, recursive ones each other: go on until every variant that is used has been emitted.
    for (let changed = true; changed;) {
      changed = false;
      for (const entry of entries.toReversed()) {
        const wanted = wantedVariants(entry.binding);
        if (wanted === entry.emitted) continue;
        entry.emitted = wanted;
        entry.statements = block.capture(() =>
          this.define(entry.definition, entry.binding, block),
        ).statements;
        changed = true;
      }
    }
    for (const entry of entries) block.statements.push(...entry.statements);
    block.statements.push(...body.statements);
    return body.result;
  }

  private declare(definition: CoreDefinition, certain: ReadonlySet<object>, block: Block): Binding {
    const { module } = this.emitter;
    const { symbol } = definition;
    const name = block.declare(symbol.name);
    if (definition.kind === 'operator' && definition.params.length > 0)
      return block.bindFunction(symbol, name, block.declare(`${name}Lazy`));
    const value = definition.kind === 'operator' ? definition.body : undefined;
    const isEager = certain.has(symbol) || (value !== undefined && this.emitter.isSafe(value, block));
    return block.bind(symbol, name, module.types.ofDefinition(symbol), !isEager);
  }

  private define(definition: CoreDefinition, binding: Binding, block: Block): void {
    if (binding.kind === 'function') {
      if (definition.kind !== 'operator') throw new Error('emitting: a function is no operator');
      if (binding.uses > 0) block.add(this.operator(definition, binding.text, false, block));
      if (binding.lazyUses > 0) block.add(this.operator(definition, binding.lazyText, true, block));
      return;
    }
    const { module } = this.emitter;
    if (!binding.lazy) {
      const value =
        definition.kind === 'operator'
          ? this.emitter.value(definition.body, block)
          : this.function(definition, block);
      block.add([`const ${binding.text} = `, value, ';']);
      return;
    }
    const thunk =
      definition.kind === 'operator'
        ? this.emitter.closure([], definition.body, block)
        : (['() => ', this.function(definition, block)] satisfies Doc);
    block.add([`const ${binding.text} = `, callOf(module.use('lazy'), [thunk]), ';']);
  }

  private operator(definition: CoreOperatorDefinition, name: string, isLazy: boolean, block: Block): Doc {
    const { module } = this.emitter;
    const { symbol, params, body } = definition;
    const thunks = params.map((_, position) => isLazy && !module.strictness.isStrict(symbol, position));
    const closure = this.emitter.closure(
      params.map((parameter, position) => ({
        symbol: parameter,
        hint: parameter.name,
        type: parameterType(parameter, thunks[position] ?? false, module),
        lazy: thunks[position] ?? false,
      })),
      body,
      block,
      module.types.ofDefinition(symbol) === 'boolean' ? 'boolean' : module.useType('Value'),
    );
    return [`const ${name} = `, closure, ';'];
  }

  private function(definition: CoreFunctionDefinition, block: Block): Doc {
    return functionValue(definition, this.emitter, block);
  }
}

function wantedVariants(binding: Binding): string {
  if (binding.kind === 'value') return binding.uses > 0 ? 'value' : '';
  return `${binding.uses > 0 ? 'strict' : ''}${binding.lazyUses > 0 ? 'lazy' : ''}`;
}
