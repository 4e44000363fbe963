import type {
  BoundNameSymbol,
  Core,
  CoreBound,
  CoreDefinition,
  Diagnostic,
  ModelLayout,
} from '../../compiler/index.ts';
import {
  anyCore,
  errorAt,
  isPatternTuple,
  patternSymbols,
  spanText,
  variablesBeside,
} from '../../compiler/index.ts';
import type { Expressions } from './expressions.ts';
import type { FormulaPlan, Range, StepsPlan } from './formula-plan.ts';
import type { Levels } from './levels.ts';
import { levelOf } from './levels.ts';
import type { Unfolding } from './unfold.ts';
import { translation } from './translation.ts';

/** Turns temporal formulas into plans; the expressions at their leaves are added to those of the model. */
export class FormulaPlanner {
  readonly diagnostics: Diagnostic[] = [];
  private readonly expressions: Expressions;
  private readonly levels: Levels;
  private readonly unfolding: Unfolding;
  private readonly layout: ModelLayout;
  private bound: readonly BoundNameSymbol[] = [];
  private lets: readonly CoreDefinition[] = [];

  constructor(expressions: Expressions, levels: Levels, unfolding: Unfolding, layout: ModelLayout) {
    this.layout = layout;
    this.expressions = expressions;
    this.levels = levels;
    this.unfolding = unfolding;
  }

  /** `boxed`: whether an operator such as [] stands around, so that formulas about steps make sense. */
  plan(core: Core, boxed = false): FormulaPlan {
    const level = this.levels.of(core);
    if (core.kind === 'boolean') return { kind: 'constant', value: core.value };
    if (level <= levelOf.state) return this.leaf('state', core);
    if (level === levelOf.action) {
      if (boxed) return this.leaf('action', core);
      return this.problem(core, 'A formula about steps must stand under [] or <>, as [][A]_v or <><<A>>_v.');
    }
    switch (core.kind) {
      case 'primitive':
        return this.primitive(core, boxed);
      case 'quantifier':
        return this.ranges<FormulaPlan>(
          core.bounds,
          () => this.plan(core.body, boxed),
          (range, body) => ({ kind: core.quantifier === '\\A' ? 'forAll' : 'exists', range, body }),
        );
      case 'if': {
        const condition = this.plan(core.condition, boxed);
        const then = this.plan(core.then, boxed);
        const otherwise = this.plan(core.else, boxed);
        return {
          kind: 'and',
          operands: [
            { kind: 'implies', left: condition, right: then },
            { kind: 'or', operands: [condition, otherwise] },
          ],
        };
      }
      case 'let':
        return this.let(core, boxed);
      case 'fairness':
        return this.fairness(core);
      case 'name':
        return this.named(core, core.symbol.name, boxed);
      case 'apply': {
        const unfolded = this.unfolding.once(core);
        if (unfolded !== undefined) return this.plan(unfolded, boxed);
        return this.named(core, core.operator.name, boxed);
      }
      default:
        return this.problem(core, 'This is no temporal formula that can be checked.');
    }
  }

  private primitive(core: Extract<Core, { kind: 'primitive' }>, boxed: boolean): FormulaPlan {
    const { operator, args } = core;
    const [left, right] = args as readonly [Core, Core];
    switch (operator) {
      case '/\\':
      case '\\/':
        return {
          kind: operator === '/\\' ? 'and' : 'or',
          operands: args.map((operand) => this.plan(operand, boxed)),
        };
      case '~':
        return { kind: 'not', operand: this.plan(left, boxed) };
      case '=>':
        return { kind: 'implies', left: this.plan(left, boxed), right: this.plan(right, boxed) };
      case '<=>':
      case '\\equiv':
        return { kind: 'equivalent', left: this.plan(left, boxed), right: this.plan(right, boxed) };
      case '[]':
        return { kind: 'always', operand: this.plan(left, true) };
      case '<>':
        return { kind: 'eventually', operand: this.plan(left, true) };
      case '~>':
        return { kind: 'leadsTo', left: this.plan(left, true), right: this.plan(right, true) };
      default:
        return this.problem(core, `The operator ${operator} cannot be checked.`);
    }
  }

  /** A name of the translation that is a formula. */
  private named(core: Core, name: string, boxed: boolean): FormulaPlan {
    if (name === 'Termination') return { kind: 'eventually', operand: { kind: 'terminated' } };
    if (name !== 'Spec') return this.problem(core, `${name} is no temporal formula that can be checked.`);
    const { span } = core;
    const next: Core = {
      kind: 'action',
      box: true,
      action: translation('Next', span),
      subscript: translation('vars', span),
      span,
    };
    return {
      kind: 'and',
      operands: [
        this.plan(translation('Init', span), boxed),
        { kind: 'always', operand: this.plan(next, true) },
        { kind: 'algorithmFairness' },
      ],
    };
  }

  /** What a LET defines about steps and behaviours is put where it is used; the rest is defined again at every leaf. */
  private let(core: Extract<Core, { kind: 'let' }>, boxed: boolean): FormulaPlan {
    const body = this.unfolding.withoutLet(core);
    if (body.kind !== 'let') return this.plan(body, boxed);
    const before = this.lets;
    this.lets = [...before, ...body.definitions];
    const plan = this.plan(body.body, boxed);
    this.lets = before;
    return plan;
  }

  /** Plans what stands under bounds, and wraps it once for each name or tuple they bind. */
  private ranges<T>(bounds: readonly CoreBound[], planBody: () => T, wrap: (range: Range, body: T) => T): T {
    const outside = this.bound;
    const wanted = bounds.flatMap(({ set, patterns }) =>
      patterns.map((pattern): Range => {
        if (this.levels.of(set) > levelOf.constant)
          this.problem(set, 'A temporal formula can be quantified over a constant set only.');
        const range: Range = {
          set: this.add(set),
          symbols: patternSymbols(pattern),
          isTuple: isPatternTuple(pattern),
        };
        this.bound = [...this.bound, ...range.symbols];
        return range;
      }),
    );
    const body = planBody();
    this.bound = outside;
    return wanted.reduceRight((inner, range) => wrap(range, inner), body);
  }

  // --- fairness ---

  private fairness(core: Extract<Core, { kind: 'fairness' }>): FormulaPlan {
    const { strong, action, subscript, span } = core;
    const taken: Core = { kind: 'action', box: false, action, subscript, span };
    const happens: FormulaPlan = {
      kind: 'always',
      operand: { kind: 'eventually', operand: this.leaf('action', taken) },
    };
    const disabled: FormulaPlan = {
      kind: 'not',
      operand: this.leaf('state', { kind: 'primitive', operator: 'ENABLED', args: [taken], span }),
    };
    const never: FormulaPlan = strong
      ? { kind: 'eventually', operand: { kind: 'always', operand: disabled } }
      : { kind: 'always', operand: { kind: 'eventually', operand: disabled } };
    const steps = this.isEverything(subscript) ? this.steps(action) : undefined;
    return { kind: 'fairness', strong, steps, formula: { kind: 'or', operands: [happens, never] } };
  }

  /** Whether a subscript changes whenever anything does. */
  private isEverything(subscript: Core): boolean {
    if (variablesBeside(this.layout).length > 0) return false;
    if (subscript.kind === 'name')
      return subscript.symbol.kind === 'translation' && subscript.symbol.name === 'vars';
    const unfolded = this.unfolding.once(subscript);
    return unfolded !== undefined && this.isEverything(unfolded);
  }

  /** The steps of the algorithm that an action consists of; undefined if it is something else. */
  steps(action: Core): StepsPlan | undefined {
    switch (action.kind) {
      case 'name':
      case 'apply': {
        const symbol = action.kind === 'name' ? action.symbol : action.operator;
        const [self] = action.kind === 'apply' ? action.args : [];
        if (symbol.kind === 'translation' && self?.kind !== 'lambda' && self?.kind !== 'operatorReference')
          return {
            kind: 'named',
            name: symbol.name,
            self: self === undefined ? undefined : this.add(self),
          };
        const unfolded = action.kind === 'apply' ? this.unfolding.once(action) : undefined;
        return unfolded === undefined ? undefined : this.steps(unfolded);
      }
      case 'primitive': {
        if (action.operator === '/\\') return this.conjunction(action.args);
        if (action.operator !== '\\/') return undefined;
        const parts = action.args.map((part) => this.steps(part));
        const known = parts.filter((part) => part !== undefined);
        return known.length === parts.length ? { kind: 'union', parts: known } : undefined;
      }
      case 'quantifier': {
        if (action.quantifier !== '\\E') return undefined;
        if (action.bounds.some(({ set }) => this.levels.of(set) > levelOf.constant)) return undefined;
        return this.ranges<StepsPlan | undefined>(
          action.bounds,
          () => this.steps(action.body),
          (range, body) => (body === undefined ? undefined : { kind: 'exists', range, body }),
        );
      }
      default:
        return undefined;
    }
  }

  /** `pc[self] # "l" /\ P(self)`, as pcal.trans writes the fair part of a process. */
  private conjunction(parts: readonly Core[]): StepsPlan | undefined {
    const labels: string[] = [];
    const others: Core[] = [];
    for (const part of parts) {
      const label = otherLabel(part);
      if (label === undefined) others.push(part);
      else labels.push(label);
    }
    const [only] = others;
    const plan = others.length === 1 && only !== undefined ? this.steps(only) : undefined;
    return plan === undefined ? undefined : { kind: 'without', part: plan, labels };
  }

  // --- leaves ---

  private leaf(kind: 'state' | 'action', core: Core): FormulaPlan {
    return { kind, text: spanText(core.span).replace(/\s+/g, ' '), span: core.span, place: this.add(core) };
  }

  private add(core: Core): number {
    const used =
      this.lets.length > 0 &&
      anyCore(core, (node) => node.kind === 'apply' || node.kind === 'operatorReference');
    const whole: Core = used ? { kind: 'let', definitions: this.lets, body: core, span: core.span } : core;
    return this.expressions.add(this.unfolding.actions(whole), this.bound);
  }

  private problem(core: Core, message: string): FormulaPlan {
    this.diagnostics.push(
      errorAt('MP211', core.span, message, {
        hint: 'Use [], <>, ~>, WF_ and SF_ over formulas about states, and [][A]_v for steps.',
      }),
    );
    return { kind: 'constant', value: true };
  }
}

/** The label in `pc[self] # "l"` or `pc # "l"`. */
function otherLabel(core: Core): string | undefined {
  if (core.kind !== 'primitive' || (core.operator !== '#' && core.operator !== '/=')) return undefined;
  const [place, label] = core.args;
  const pc = place?.kind === 'functionApplication' ? place.function : place;
  const isPc = pc?.kind === 'name' && pc.symbol.kind === 'translation' && pc.symbol.name === 'pc';
  return isPc && label?.kind === 'string' ? label.value : undefined;
}
