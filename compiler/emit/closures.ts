import type { CorePattern } from '../lower/index.ts';
import { isPatternTuple } from '../lower/index.ts';
import { Block } from './block.ts';
import type { ValueBinding } from './block.ts';
import type { ClosureParameter } from './emitted.ts';
import type { Doc } from './layout.ts';
import { blockOf, callOf, list } from './layout.ts';
import type { ModuleContext } from './module-context.ts';

/** Emits a body into a function's block; answers the expression to return if there is nothing else to it. */
export type EmitBody = (inner: Block) => Doc | undefined;

/** A parameter's name once its body is known: one that is not used is left out or marked. */
interface Parameter {
  readonly binding: ValueBinding;
  readonly type: Doc;
}

/** Emits arrow functions. Parameters the body does not use are left out where possible, for TypeScript's sake. */
export class ClosureEmitter {
  private readonly module: ModuleContext;

  constructor(module: ModuleContext) {
    this.module = module;
  }

  /** A function of parameters with names of their own. */
  of(params: readonly ClosureParameter[], block: Block, emitBody: EmitBody, result?: Doc): Doc {
    const inner = new Block(block);
    const parameters = params.map(({ symbol, hint, type, lazy }): Parameter => ({
      binding: inner.bind(symbol, inner.declare(hint), 'value', lazy),
      type: type === undefined ? '' : this.module.annotation(type),
    }));
    return this.finish(parameters, inner, emitBody, result);
  }

  /** A function of elements that match patterns, one parameter each. */
  ofPatterns(patterns: readonly CorePattern[], block: Block, emitBody: EmitBody): Doc {
    const inner = new Block(block);
    const takeApart: (() => Doc)[] = [];
    const parameters = patterns.map((pattern): Parameter => ({
      binding: this.component(pattern, inner, takeApart),
      type: '',
    }));
    return this.finishPatterns(parameters, takeApart, inner, emitBody);
  }

  /** A function of one key; several patterns together match a tuple. */
  ofKey(patterns: readonly CorePattern[], block: Block, emitBody: EmitBody): Doc {
    if (patterns.length === 1) return this.ofPatterns(patterns, block, emitBody);
    const inner = new Block(block);
    const takeApart: (() => Doc)[] = [];
    const whole = inner.bind({}, inner.declare('key'));
    takeApart.push(this.destructuring(patterns, whole, inner, takeApart));
    return this.finishPatterns([{ binding: whole, type: '' }], takeApart.reverse(), inner, emitBody);
  }

  private finishPatterns(
    parameters: readonly Parameter[],
    takeApart: readonly (() => Doc)[],
    inner: Block,
    emitBody: EmitBody,
  ): Doc {
    return this.finish(parameters, inner, (place) => {
      const only = emitBody(place);
      if (takeApart.length === 0) return only;
      if (only !== undefined) place.add(['return ', only, ';']);
      place.statements.unshift(...takeApart.map((statement) => statement()));
      return undefined;
    });
  }

  /** A function of the old value, for EXCEPT. */
  ofOldValue(block: Block, emitBody: EmitBody): Doc {
    const inner = new Block(block);
    const binding = inner.bind({}, inner.declare('old'));
    inner.atSign = binding;
    return this.finish([{ binding, type: '' }], inner, emitBody);
  }

  private finish(parameters: readonly Parameter[], inner: Block, emitBody: EmitBody, result?: Doc): Doc {
    const only = emitBody(inner);
    const lastUsed = parameters.findLastIndex(({ binding, type }) => binding.uses > 0 || type !== '');
    const names = parameters
      .slice(0, lastUsed + 1)
      .map(({ binding, type }): Doc => [
        binding.uses > 0 ? binding.text : inner.declare(`_${binding.text}`),
        type,
      ]);
    const head: Doc = [
      list('(', names, ')'),
      result === undefined ? '' : this.module.annotation(result),
      ' => ',
    ];
    if (only !== undefined && inner.statements.length === 0) return [head, only];
    if (only !== undefined) inner.add(['return ', only, ';']);
    return [head, blockOf(inner.statements)];
  }

  /** Declares what a pattern binds; a tuple's components are taken apart by statements to be asked for when the body is known. */
  private component(pattern: CorePattern, inner: Block, takeApart: (() => Doc)[]): ValueBinding {
    if (!isPatternTuple(pattern)) return inner.bind(pattern, inner.declare(pattern.name));
    const whole = inner.bind(pattern, inner.declare(pattern.map((symbol) => symbol.name).join('_')));
    takeApart.push(this.destructuring(pattern, whole, inner, takeApart));
    return whole;
  }

  private destructuring(
    patterns: readonly CorePattern[],
    whole: ValueBinding,
    inner: Block,
    takeApart: (() => Doc)[],
  ): () => Doc {
    const components = patterns.map((pattern) => this.component(pattern, inner, takeApart));
    whole.uses += 1;
    return () => {
      const [first] = patterns;
      const span = first === undefined || isPatternTuple(first) ? undefined : first.span;
      const call = callOf(this.module.use('tupleComponents'), [
        whole.text,
        String(components.length),
        ...(span === undefined ? [] : [this.module.site(span)]),
      ]);
      const lastUsed = components.findLastIndex((component) => component.uses > 0);
      if (lastUsed < 0) return [call, ';'];
      const names = components
        .slice(0, lastUsed + 1)
        .map((component) => (component.uses > 0 ? component.text : ''));
      const type = this.module.typed
        ? this.module.assertion(`[${components.map(() => this.module.useType('Value')).join(', ')}]`)
        : '';
      return [`const [${names.join(', ')}] = `, call, type, ';'];
    };
  }
}
