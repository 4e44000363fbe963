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
  private readonly initParts: Core[] = [];
  private readonly nextParts: Core[] = [];

  constructor(planner: FormulaPlanner, expressions: Expressions, levels: Levels, unfolding: Unfolding) {
    this.planner = planner;
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
    this.next([next]);
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
      this.initParts.push(translation('Init', core.span));
      this.nextParts.push(translation('Next', core.span));
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
        this.nextParts.push(operand.action);
        return;
      }
    }
    const unfolded = this.unfolding.once(core);
    if (unfolded !== undefined) this.formula(unfolded);
    else this.assumptions.push(this.planner.plan(core));
  }

  private init(parts: readonly Core[]): void {
    const filters = this.around(parts, (part) => isTranslation(part, 'Init'));
    if (filters === undefined)
      this.problem(
        parts[0]?.span,
        'The initial states must be those of the algorithm or some of them.',
        'Write Init /\\ ... with the Init that pcal.trans defines.',
      );
    else this.initialFilters.push(...filters.map((part) => this.expressions.add(part)));
  }

  private next(parts: readonly Core[]): void {
    let steps: StepsPlan | undefined;
    const filters = this.around(parts, (part) => {
      steps ??= this.planner.steps(part);
      return steps !== undefined;
    });
    if (filters === undefined || steps === undefined) {
      this.problem(
        parts[0]?.span,
        'The steps must be those of the algorithm or some of them.',
        'Write Next /\\ ... with the Next that pcal.trans defines, or name labels and processes.',
      );
      return;
    }
    if (steps.kind !== 'named' || steps.name !== 'Next') this.steps.push(steps);
    this.stepFilters.push(...filters.map((part) => this.expressions.add(this.unfolding.actions(part))));
  }

  /** All conjuncts of all parts besides the one wanted; undefined if that is not among them. */
  private around(parts: readonly Core[], isWanted: (part: Core) => boolean): readonly Core[] | undefined {
    for (const [position, part] of parts.entries()) {
      const rest = this.partsAround(part, isWanted);
      if (rest !== undefined) return [...rest, ...parts.filter((_, other) => other !== position)];
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

function isTranslation(core: Core, name: string): boolean {
  return core.kind === 'name' && core.symbol.kind === 'translation' && core.symbol.name === name;
}
