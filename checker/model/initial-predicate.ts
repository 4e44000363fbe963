import type { Core, ModelLayout, ModelVariable } from '../../compiler/index.ts';
import type { Levels } from './levels.ts';
import { levelOf } from './levels.ts';
import type { Unfolding } from './unfold.ts';

/**
 * Makes of a predicate that describes initial states an action that leads to them from anywhere: TLC finds both in the same way, conjuncts from
 * left to right, where `x = e` and `x \in S` say what x is.
 */
export class InitialPredicate {
  /** The variables that are somewhere given values. */
  private readonly given = new Set<ModelVariable>();
  private readonly layout: ModelLayout;
  private readonly levels: Levels;
  private readonly unfolding: Unfolding;

  constructor(layout: ModelLayout, levels: Levels, unfolding: Unfolding) {
    this.layout = layout;
    this.levels = levels;
    this.unfolding = unfolding;
  }

  /** The variables of which no predicate so far says anything. */
  get missing(): readonly ModelVariable[] {
    return this.layout.variables.filter((variable) => !this.given.has(variable));
  }

  action(core: Core): Core {
    switch (core.kind) {
      case 'primitive':
        return this.primitive(core);
      case 'name':
        // The algorithm's Init says all of what is the algorithm's, wherever it stands.
        if (core.symbol.kind === 'translation' && core.symbol.name === 'Init')
          for (const variable of this.layout.variables) if (!variable.isBeside) this.given.add(variable);
        return this.primed(core);
      case 'quantifier':
        return {
          ...core,
          bounds: core.bounds.map((bound) => ({ ...bound, set: this.primed(bound.set) })),
          body: this.action(core.body),
        };
      case 'if':
        return {
          ...core,
          condition: this.primed(core.condition),
          then: this.action(core.then),
          else: this.action(core.else),
        };
      case 'case':
        return {
          ...core,
          arms: core.arms.map(({ condition, value }) => ({
            condition: this.primed(condition),
            value: this.action(value),
          })),
          other: core.other && this.action(core.other),
        };
      case 'let': {
        const inlined = this.unfolding.withoutLet(core);
        return inlined.kind === 'let' ? this.primed(core) : this.action(inlined);
      }
      case 'apply': {
        const isRecursive = core.operator.kind === 'operator' && core.operator.recursive;
        const unfolded = isRecursive ? undefined : this.unfolding.once(core);
        return unfolded === undefined ? this.primed(core) : this.action(unfolded);
      }
      default:
        return this.primed(core);
    }
  }

  private primitive(core: Extract<Core, { kind: 'primitive' }>): Core {
    const [left, right] = core.args;
    switch (core.operator) {
      case '/\\':
      case '\\/':
        return { ...core, args: core.args.map((part) => this.action(part)) };
      case '=>':
        if (left === undefined || right === undefined) break;
        return { ...core, args: [this.primed(left), this.action(right)] };
      case '=':
      case '\\in': {
        const variable = this.variableOf(left);
        if (variable === undefined || left === undefined || right === undefined) break;
        this.given.add(variable);
        return { ...core, args: [this.primed(left), this.primed(right)] };
      }
      default:
    }
    return this.primed(core);
  }

  private variableOf(core: Core | undefined): ModelVariable | undefined {
    if (core?.kind !== 'name') return undefined;
    const { symbol } = core;
    if (symbol.kind !== 'translation') return this.layout.bySymbol.get(symbol);
    const { pc, stack } = this.layout;
    return [pc, stack].find((variable) => variable?.name === symbol.name);
  }

  private primed(core: Core): Core {
    if (this.levels.of(core) === levelOf.constant) return core;
    return { kind: 'primitive', operator: "'", args: [core], span: core.span };
  }
}
