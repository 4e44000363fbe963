import type { Core, Diagnostic, Span } from '../../compiler/index.ts';
import { errorAt } from '../../compiler/index.ts';
import type { Expressions } from './expressions.ts';
import type { FormulaPlan, StepsPlan } from './formula-plan.ts';
import type { FormulaPlanner } from './formula-planner.ts';
import type { Levels } from './levels.ts';
import { levelOf } from './levels.ts';
import { translation } from './translation.ts';
import type { Unfolding } from './unfold.ts';

/** The behaviours to be explored, as those of the algorithm with what is said besides. */
export interface SpecificationPlan {
  /** Places of predicates that leave initial states of the algorithm out. */
  readonly initialFilters: readonly number[];
  /** The steps that are taken; undefined for all. */
  readonly steps: readonly StepsPlan[];
  /** Places of predicates that leave steps out. */
  readonly stepFilters: readonly number[];
  /** Fairness and other formulas about whole behaviours. */
  readonly assumptions: readonly FormulaPlan[];
}

/** Takes the specification that a configuration names apart: Init, [][Next]_vars, fairness and what else is said of behaviours. */
export class SpecificationPlanner {
  readonly diagnostics: Diagnostic[] = [];
  private readonly planner: FormulaPlanner;
  private readonly expressions: Expressions;
  private readonly levels: Levels;
  private readonly unfolding: Unfolding;
  private readonly initialFilters: number[] = [];
  private readonly steps: StepsPlan[] = [];
  private readonly stepFilters: number[] = [];
  private readonly assumptions: FormulaPlan[] = [];
  private hasInit = false;
  private hasNext = false;

  constructor(planner: FormulaPlanner, expressions: Expressions, levels: Levels, unfolding: Unfolding) {
    this.planner = planner;
    this.expressions = expressions;
    this.levels = levels;
    this.unfolding = unfolding;
  }

  /** A temporal formula: SPECIFICATION. */
  ofFormula(core: Core, name: string, at: Span): SpecificationPlan {
    this.formula(core);
    if (!this.hasInit)
      this.problem(
        at,
        `${name} does not say how behaviours begin.`,
        'Write Init /\\ [][Next]_vars /\\ ... with the names that pcal.trans defines.',
      );
    if (!this.hasNext)
      this.problem(
        at,
        `${name} does not say what the steps of behaviours are.`,
        'Write Init /\\ [][Next]_vars /\\ ... with the names that pcal.trans defines.',
      );
    return this.result();
  }

  /** INIT and NEXT. */
  ofPredicates(init: Core, next: Core): SpecificationPlan {
    this.init(init);
    this.next(next);
    return this.result();
  }

  private result(): SpecificationPlan {
    const { initialFilters, steps, stepFilters, assumptions } = this;
    return { initialFilters, steps, stepFilters, assumptions };
  }

  private formula(core: Core): void {
    if (core.kind === 'primitive' && core.operator === '/\\') {
      for (const part of core.args) this.formula(part);
      return;
    }
    if (isTranslation(core, 'Spec')) {
      this.init(translation('Init', core.span));
      this.next(translation('Next', core.span));
      this.assumptions.push({ kind: 'algorithmFairness' });
      return;
    }
    if (this.levels.of(core) <= levelOf.state) {
      this.init(core);
      return;
    }
    if (core.kind === 'primitive' && core.operator === '[]') {
      const [operand] = core.args;
      if (operand?.kind === 'action' && operand.box) {
        this.next(operand.action);
        return;
      }
    }
    const unfolded = this.unfolding.once(core);
    if (unfolded !== undefined) this.formula(unfolded);
    else this.assumptions.push(this.planner.plan(core));
  }

  private init(core: Core): void {
    this.hasInit = true;
    const parts = this.partsAround(core, (part) => isTranslation(part, 'Init'));
    if (parts === undefined)
      this.problem(
        core.span,
        'The initial states must be those of the algorithm or some of them.',
        'Write Init /\\ ... with the Init that pcal.trans defines.',
      );
    else this.initialFilters.push(...parts.map((part) => this.expressions.add(part)));
  }

  private next(core: Core): void {
    this.hasNext = true;
    let steps: StepsPlan | undefined;
    const parts = this.partsAround(core, (part) => {
      steps ??= this.planner.steps(part);
      return steps !== undefined;
    });
    if (parts === undefined || steps === undefined)
      this.problem(
        core.span,
        'The steps must be those of the algorithm or some of them.',
        'Write Next /\\ ... with the Next that pcal.trans defines, or name labels and processes.',
      );
    else {
      if (steps.kind !== 'named' || steps.name !== 'Next') this.steps.push(steps);
      this.stepFilters.push(...parts.map((part) => this.expressions.add(this.unfolding.actions(part))));
    }
  }

  /** The conjuncts besides the one wanted; undefined if that is not among them. */
  private partsAround(core: Core, isWanted: (part: Core) => boolean): readonly Core[] | undefined {
    if (isWanted(core)) return [];
    if (core.kind === 'primitive' && core.operator === '/\\') {
      for (const [position, part] of core.args.entries()) {
        const rest = this.partsAround(part, isWanted);
        if (rest !== undefined) return [...rest, ...core.args.filter((_, other) => other !== position)];
      }
      return undefined;
    }
    const unfolded = this.unfolding.once(core);
    return unfolded === undefined ? undefined : this.partsAround(unfolded, isWanted);
  }

  private problem(span: Span, message: string, hint: string): void {
    this.diagnostics.push(errorAt('MP211', span, message, { hint }));
  }
}

function isTranslation(core: Core, name: string): boolean {
  return core.kind === 'name' && core.symbol.kind === 'translation' && core.symbol.name === name;
}
