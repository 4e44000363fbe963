import type { Core, Diagnostic, ModelLayout, ModelVariable, Span } from '../../compiler/index.ts';
import { errorAt, variablesBeside } from '../../compiler/index.ts';
import type { Expressions } from './expressions.ts';
import type { FormulaPlan, StepsPlan } from './formula-plan.ts';
import type { FormulaPlanner } from './formula-planner.ts';
import { InitialPredicate } from './initial-predicate.ts';
import type { Levels } from './levels.ts';
import { levelOf } from './levels.ts';
import { translation } from './translation.ts';
import type { Unfolding } from './unfold.ts';

/** The behaviours to be explored, as those of the algorithm with what is said besides. */
export interface SpecificationPlan {
  /** How initial states are found where they are not the algorithm's. */
  readonly initial: PlannedInitial | undefined;
  /** Places of predicates that leave initial states of the algorithm out. */
  readonly initialFilters: readonly number[];
  /** The steps that are taken; undefined for all. */
  readonly steps: readonly StepsPlan[];
  /** Places of predicates that leave steps out. */
  readonly stepFilters: readonly number[];
  /** Where there is more to the steps than the algorithm's: what they are, as alternatives. */
  readonly actions: readonly PlannedAction[];
  /** Fairness and other formulas about whole behaviours. */
  readonly assumptions: readonly FormulaPlan[];
}

/** What leads to the initial states, by its place among the program's actions. */
export interface PlannedInitial {
  readonly span: Span;
  readonly place: number;
}

/** An action of the specification that is not just steps of the algorithm, by its place among the program's. */
export interface PlannedAction {
  readonly name: string;
  readonly span: Span;
  readonly place: number;
  /** Whether every such step is one of the algorithm's. */
  readonly isOfAlgorithm: boolean;
}

/** `[A]_v` in a specification, or NEXT. */
interface StepFormula {
  readonly action: Core;
  /** What holds of every step, those that leave v unchanged included. */
  readonly boxed: Core;
}

/** Takes the specification that a configuration names apart: Init, [][Next]_vars, fairness and what else is said of behaviours. */
export class SpecificationPlanner {
  readonly diagnostics: Diagnostic[] = [];
  private readonly planner: FormulaPlanner;
  private readonly expressions: Expressions;
  private readonly levels: Levels;
  private readonly unfolding: Unfolding;
  private readonly layout: ModelLayout;
  private initial: PlannedInitial | undefined;
  private readonly initialFilters: number[] = [];
  private readonly steps: StepsPlan[] = [];
  private readonly stepFilters: number[] = [];
  private readonly assumptions: FormulaPlan[] = [];
  private readonly initParts: Core[] = [];
  private readonly nextParts: StepFormula[] = [];
  private readonly actions: PlannedAction[] = [];

  constructor(
    planner: FormulaPlanner,
    expressions: Expressions,
    levels: Levels,
    unfolding: Unfolding,
    layout: ModelLayout,
  ) {
    this.planner = planner;
    this.layout = layout;
    this.expressions = expressions;
    this.levels = levels;
    this.unfolding = unfolding;
  }

  /** A temporal formula: SPECIFICATION. */
  ofFormula(core: Core, name: string, at: Span): SpecificationPlan {
    this.formula(core);
    const hint = 'Write Init /\\ [][Next]_vars /\\ ... with the names that pcal.trans defines.';
    if (this.initParts.length === 0) this.problem(at, `${name} does not say how behaviours begin.`, hint);
    else this.init(this.initParts);
    if (this.nextParts.length === 0)
      this.problem(at, `${name} does not say what the steps of behaviours are.`, hint);
    else this.next(this.nextParts);
    return this.result();
  }

  /** INIT and NEXT. */
  ofPredicates(init: Core, next: Core): SpecificationPlan {
    this.init([init]);
    this.next([{ action: next, boxed: next }]);
    return this.result();
  }

  private result(): SpecificationPlan {
    const { initial, initialFilters, steps, stepFilters, actions, assumptions } = this;
    return { initial, initialFilters, steps, stepFilters, actions, assumptions };
  }

  private formula(core: Core): void {
    if (core.kind === 'primitive' && core.operator === '/\\') {
      for (const part of core.args) this.formula(part);
      return;
    }
    if (isTranslation(core, 'Spec')) {
      this.initParts.push(translation('Init', core.span));
      const next = translation('Next', core.span);
      this.nextParts.push({ action: next, boxed: boxOf(next, translation('vars', core.span)) });
      this.assumptions.push({ kind: 'algorithmFairness' });
      return;
    }
    if (this.levels.of(core) <= levelOf.state) {
      this.initParts.push(core);
      return;
    }
    if (core.kind === 'primitive' && core.operator === '[]') {
      const [operand] = core.args;
      if (operand?.kind === 'action' && operand.box) {
        this.nextParts.push({ action: operand.action, boxed: operand });
        return;
      }
    }
    const unfolded = this.unfolding.once(core);
    if (unfolded !== undefined) this.formula(unfolded);
    else this.assumptions.push(this.planner.plan(core));
  }

  /** Whether there are variables of which the algorithm says nothing. */
  private get hasMore(): boolean {
    return variablesBeside(this.layout).length > 0;
  }

  private init(parts: readonly Core[]): void {
    const filters = this.hasMore ? undefined : this.around(parts, (part) => isTranslation(part, 'Init'));
    if (filters === undefined) this.ownInit(parts);
    else this.initialFilters.push(...filters.map((part) => this.expressions.add(part)));
  }

  /** Initial states that are not said to be the algorithm's. */
  private ownInit(parts: readonly Core[]): void {
    const [first] = parts;
    if (first === undefined) return;
    const predicate = new InitialPredicate(this.layout, this.levels, this.unfolding);
    const args = parts.map((part) => predicate.action(part));
    const { missing } = predicate;
    const { span } = first;
    if (missing.length === 0)
      this.initial = {
        span,
        place: this.expressions.addAction({ kind: 'primitive', operator: '/\\', args, span }),
      };
    else this.missing(span, missing);
  }

  private missing(span: Span, missing: readonly ModelVariable[]): void {
    const names = missing.map(({ name }) => name);
    const what = names.join(', ');
    const [name = ''] = names;
    if (missing.every(({ isBeside }) => isBeside))
      this.problem(
        span,
        `Nothing says what ${what} may be in the initial states: VARIABLE declares it beside the algorithm, which says nothing of it.`,
        `Check a specification that does: Init /\\ ${name} = ... /\\ [][Next /\\ ${name}' = ...]_<<vars, ${name}>>. Or declare ${name} in the algorithm.`,
      );
    else
      this.problem(
        span,
        `The initial states are not those of the algorithm, and nothing says what ${what} may be in them.`,
        `Write Init /\\ ... with the Init that pcal.trans defines, or say ${name} = ... or ${name} \\in ... too.`,
      );
  }

  private next(parts: readonly StepFormula[]): void {
    if (this.hasMore) {
      this.nextTogether(parts);
      return;
    }
    for (const [position, { action }] of parts.entries()) {
      let steps: StepsPlan | undefined;
      const filters = this.partsAround(action, (part) => (steps ??= this.planner.steps(part)) !== undefined);
      if (filters === undefined || steps === undefined) continue;
      if (steps.kind !== 'named' || steps.name !== 'Next') this.steps.push(steps);
      this.filter([...filters, ...withoutPlace(parts, position).map(({ boxed }) => boxed)]);
      return;
    }
    const [first, ...others] = parts;
    if (first === undefined) return;
    this.alternatives(first.action, 'Next');
    this.filter(others.map(({ boxed }) => boxed));
  }

  /** Where no one formula need say all of a step: steps of each, with what the others ask of them. What the algorithm says comes first. */
  private nextTogether(parts: readonly StepFormula[]): void {
    const ofAlgorithm = parts.filter(({ action }) => isOfAlgorithm(this.unfolding.actions(action)));
    const ordered = [...ofAlgorithm, ...parts.filter((part) => !ofAlgorithm.includes(part))];
    for (const one of ordered) {
      const { action } = one;
      const args = ordered.map((part) => (part === one ? action : part.boxed));
      const whole: Core =
        args.length === 1 ? action : { kind: 'primitive', operator: '/\\', args, span: action.span };
      this.alternatives(whole, nameOf(action) ?? 'Next');
    }
  }

  private filter(parts: readonly Core[]): void {
    this.stepFilters.push(...parts.map((part) => this.expressions.add(this.unfolding.actions(part))));
  }

  /** The alternatives of an action, each by the name of its definition. */
  private alternatives(core: Core, name: string): void {
    if (core.kind === 'primitive' && core.operator === '\\/') {
      for (const part of core.args) this.alternatives(part, name);
      return;
    }
    const unfolded = this.unfolding.once(core);
    if (core.kind === 'apply' && unfolded !== undefined && !this.isRecursive(core)) {
      this.alternatives(unfolded, core.operator.name);
      return;
    }
    const named = nameOf(core) ?? name;
    const action = this.unfolding.actions(core);
    const place = this.expressions.addAction(action);
    this.actions.push({ name: named, span: core.span, place, isOfAlgorithm: isOfAlgorithm(action) });
  }

  private isRecursive(core: Extract<Core, { kind: 'apply' }>): boolean {
    return core.operator.kind === 'operator' && core.operator.recursive;
  }

  /** All conjuncts of all parts besides the one wanted; undefined if that is not among them. */
  private around(parts: readonly Core[], isWanted: (part: Core) => boolean): readonly Core[] | undefined {
    for (const [position, part] of parts.entries()) {
      const rest = this.partsAround(part, isWanted);
      if (rest !== undefined) return [...rest, ...withoutPlace(parts, position)];
    }
    return undefined;
  }

  /** The conjuncts besides the one wanted; undefined if that is not among them. */
  private partsAround(core: Core, isWanted: (part: Core) => boolean): readonly Core[] | undefined {
    if (isWanted(core)) return [];
    if (core.kind === 'primitive' && core.operator === '/\\') return this.around(core.args, isWanted);
    const unfolded = this.unfolding.once(core);
    return unfolded === undefined ? undefined : this.partsAround(unfolded, isWanted);
  }

  private problem(span: Span | undefined, message: string, hint: string): void {
    if (span !== undefined) this.diagnostics.push(errorAt('MP211', span, message, { hint }));
  }
}

/** `[A]_v` */
function boxOf(action: Core, subscript: Core): Core {
  return { kind: 'action', box: true, action, subscript, span: action.span };
}

/** Whether an unfolded action can be taken only as a step that the algorithm takes. */
function isOfAlgorithm(action: Core): boolean {
  switch (action.kind) {
    case 'name':
      return action.symbol.kind === 'translation';
    case 'apply':
      return action.operator.kind === 'translation';
    case 'action':
      return !action.box && isOfAlgorithm(action.action);
    case 'quantifier':
      return action.quantifier === '\\E' && isOfAlgorithm(action.body);
    case 'let':
      return isOfAlgorithm(action.body);
    case 'if':
      return isOfAlgorithm(action.then) && isOfAlgorithm(action.else);
    case 'primitive':
      if (action.operator === '/\\') return action.args.some(isOfAlgorithm);
      return action.operator === '\\/' && action.args.every(isOfAlgorithm);
    default:
      return false;
  }
}

/** What the body of `\\E i \\in S : A(i)` is called. */
function nameOf(core: Core): string | undefined {
  if (core.kind === 'quantifier') return nameOf(core.body);
  if (core.kind === 'name' && core.symbol.kind === 'translation') return core.symbol.name;
  return core.kind === 'apply' ? core.operator.name : undefined;
}

function withoutPlace<T>(parts: readonly T[], place: number): readonly T[] {
  return parts.filter((_, other) => other !== place);
}

function isTranslation(core: Core, name: string): boolean {
  return core.kind === 'name' && core.symbol.kind === 'translation' && core.symbol.name === name;
}
