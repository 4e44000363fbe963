import type { TranslationSymbol } from '../resolve/index.ts';
import type { Core, CoreAction, CoreArgument, CorePattern, CorePrimitive } from '../lower/index.ts';
import type { Block } from './block.ts';
import { ClosureEmitter } from './closures.ts';
import { atLeast, level } from './emitted.ts';
import type { Emitted, ExpressionEmitting } from './emitted.ts';
import type { Doc } from './layout.ts';
import { callOf, list } from './layout.ts';
import { LetEmitter } from './lets.ts';
import type { ModelVariable } from './model-layout.ts';
import { quote } from './names.ts';

/** What is known of the variables in an action. */
export interface ActionVariables {
  /** Those of `vars`. */
  readonly ofAlgorithm: readonly ModelVariable[];
  /** The variable that an expression just names. */
  variableOf(core: Core | undefined, block: Block): ModelVariable | undefined;
  /** The definition without parameters that an expression just names. */
  definitionOf(core: Core, block: Block): Core | undefined;
  unchanged(core: Core, block: Block): Emitted;
}

/** Names of the translation that are no actions. */
const noActions: ReadonlySet<string> = new Set([
  'pc',
  'stack',
  'vars',
  'ProcSet',
  'Init',
  'Spec',
  'Termination',
  'defaultInitValue',
]);

/**
 * Emits an action not as a predicate of two states but as what finds the second states, by calls of `iface.actions`: conjuncts from left to right,
 * where `x' = e` and `x' \in S` say what x' is unless it is known, and everything else is a condition.
 */
export class ActionEmitter {
  private readonly variables: ActionVariables;
  private readonly emitter: ExpressionEmitting;
  private readonly closures: ClosureEmitter;
  private readonly lets: LetEmitter;

  constructor(variables: ActionVariables, emitter: ExpressionEmitting) {
    this.variables = variables;
    this.emitter = emitter;
    this.closures = new ClosureEmitter(emitter.module);
    this.lets = new LetEmitter(emitter);
  }

  action(core: Core, block: Block): Doc {
    switch (core.kind) {
      case 'primitive':
        return this.primitive(core, block);
      case 'action':
        return this.subscripted(core, block);
      case 'quantifier': {
        const patterns = core.bounds.flatMap((bound) =>
          bound.patterns.map((pattern) => ({ pattern, set: bound.set })),
        );
        return this.quantified(core.quantifier === '\\E' ? 'some' : 'every', patterns, core.body, block);
      }
      case 'if':
        return this.either(core.condition, core.then, (inner) => this.action(core.else, inner), block);
      case 'case': {
        const failing = this.call('noCase', [this.emitter.module.site(core.span)], block);
        const other = (inner: Block): Doc =>
          core.other === undefined ? failing : this.action(core.other, inner);
        return core.arms.reduceRight<(inner: Block) => Doc>(
          (rest, arm) => (inner) => this.either(arm.condition, arm.value, rest, inner),
          other,
        )(block);
      }
      case 'let':
        return this.call(
          'later',
          [this.within(block, (inner) => this.lets.around(core, inner, () => this.action(core.body, inner)))],
          block,
        );
      case 'name':
        return core.symbol.kind === 'translation'
          ? this.step(core.symbol, [], core, block)
          : this.test(core, block);
      case 'apply':
        return core.operator.kind === 'translation'
          ? this.step(core.operator, core.args, core, block)
          : this.test(core, block);
      default:
        return this.test(core, block);
    }
  }

  private primitive(core: CorePrimitive, block: Block): Doc {
    const { operator, args } = core;
    const [left, right] = args;
    switch (operator) {
      case '/\\':
      case '\\/':
        return this.call(
          operator === '/\\' ? 'all' : 'any',
          [
            list(
              '[',
              args.map((part) => this.action(part, block)),
              ']',
            ),
          ],
          block,
        );
      case '=>':
        if (left === undefined || right === undefined) break;
        return this.either(left, right, (inner) => this.call('all', ['[]'], inner), block);
      case 'UNCHANGED': {
        const kept = left === undefined ? undefined : this.kept(left, block);
        if (kept === undefined) break;
        return this.call(
          'keep',
          [
            list(
              '[',
              kept.map(({ index }) => String(index)),
              ']',
            ),
          ],
          block,
        );
      }
      case '=':
      case '\\in': {
        const variable = this.primed(left, block);
        if (variable === undefined || right === undefined) break;
        return this.call(
          operator === '=' ? 'assign' : 'choose',
          [
            String(variable.index),
            this.emitter.closure([], right, block),
            this.emitter.module.site(core.span),
          ],
          block,
        );
      }
      case "'":
        // Only the algorithm knows which states it may begin in.
        if (left?.kind !== 'name' || left.symbol.kind !== 'translation' || left.symbol.name !== 'Init') break;
        return this.call('begin', [], block);
      default:
    }
    return this.test(core, block);
  }

  private primed(core: Core | undefined, block: Block): ModelVariable | undefined {
    if (core?.kind !== 'primitive' || core.operator !== "'") return undefined;
    return this.variables.variableOf(core.args[0], block);
  }

  /** `[A]_v`: A, or v stays. `<<A>>_v`: A, and v does not. */
  private subscripted(core: CoreAction, block: Block): Doc {
    const { action, subscript, box, span } = core;
    const stays: Core = { kind: 'primitive', operator: 'UNCHANGED', args: [subscript], span };
    const first = this.action(action, block);
    const second = box
      ? this.action(stays, block)
      : this.call(
          'test',
          [
            this.within(block, (inner) => [
              '!',
              atLeast(this.variables.unchanged(subscript, inner), level.unary),
            ]),
            this.emitter.module.site(span),
          ],
          block,
        );
    return this.call(box ? 'any' : 'all', [list('[', [first, second], ']')], block);
  }

  private quantified(
    how: 'some' | 'every',
    bounds: readonly { readonly pattern: CorePattern; readonly set: Core }[],
    body: Core,
    block: Block,
  ): Doc {
    const [first, ...others] = bounds;
    if (first === undefined) return this.action(body, block);
    const forEach = this.closures.ofPatterns([first.pattern], block, (inner) =>
      this.quantified(how, others, body, inner),
    );
    const set = this.emitter.closure([], first.set, block);
    return this.call(how, [set, forEach, this.emitter.module.site(first.set.span)], block);
  }

  private either(condition: Core, then: Core, otherwise: (inner: Block) => Doc, block: Block): Doc {
    return this.call(
      'either',
      [
        this.emitter.closure([], condition, block),
        this.within(block, (inner) => this.action(then, inner)),
        this.within(block, otherwise),
        this.emitter.module.site(condition.span),
      ],
      block,
    );
  }

  /** A step of the algorithm. */
  private step(symbol: TranslationSymbol, args: readonly CoreArgument[], core: Core, block: Block): Doc {
    if (noActions.has(symbol.name)) return this.test(core, block);
    const [self] = args;
    const identity =
      self === undefined || self.kind === 'lambda' || self.kind === 'operatorReference'
        ? []
        : [this.emitter.closure([], self, block)];
    return this.call('step', [quote(symbol.name), ...identity], block);
  }

  private test(core: Core, block: Block): Doc {
    return this.call(
      'test',
      [this.emitter.closure([], core, block), this.emitter.module.site(core.span)],
      block,
    );
  }

  /** The variables that an expression consists of; undefined if there is more to it. */
  private kept(core: Core, block: Block): readonly ModelVariable[] | undefined {
    const variable = this.variables.variableOf(core, block);
    if (variable !== undefined) return [variable];
    if (core.kind === 'name' && core.symbol.kind === 'translation' && core.symbol.name === 'vars')
      return this.variables.ofAlgorithm;
    if (core.kind === 'tuple') {
      const parts = core.elements.map((element) => this.kept(element, block));
      const known = parts.filter((part) => part !== undefined);
      return known.length === parts.length ? known.flat() : undefined;
    }
    const definition = this.variables.definitionOf(core, block);
    return definition === undefined ? undefined : this.kept(definition, block);
  }

  private within(block: Block, emitBody: (inner: Block) => Doc): Doc {
    return this.closures.of([], block, emitBody);
  }

  private call(name: string, args: readonly Doc[], block: Block): Doc {
    return callOf(`${block.use('iface')}.actions.${name}`, args);
  }
}
