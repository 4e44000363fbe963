import type { Value } from '../../runtime/tla/index.ts';
import { asBoolean, elements, tupleComponents } from '../../runtime/tla/index.ts';
import type { Evaluating } from './expressions.ts';
import type { FormulaPlan, Range, StepsPlan } from './formula-plan.ts';
import type { Formula } from './formula.ts';
import type { State, StepFairness } from './model.ts';
import { siteOf } from './sites.ts';

/** What formulas need to know of the steps of a model. */
export interface StepNames {
  /** Of the predicate at a place, whether a step leaves it alone: see StatePredicate and ActionPredicate. */
  untouched(kind: 'state' | 'action', place: number): (() => boolean) | undefined;
  isTerminated(state: State): boolean;
  /** The steps that pcal.trans would call so; `self` is the identity, if one is given. */
  stepsNamed(name: string, self: Value | undefined): readonly number[];
  labelOf(step: number): string;
  /** The formula that fairness of steps stands for. */
  asFormula(fairness: StepFairness): Formula;
  /**
   * Whether behaviours take all steps of the algorithm and no others, and there are no variables but its: then what can be taken in a state tells what
   * is enabled there.
   */
  readonly areAllOfAlgorithm: boolean;
  /** The fairness that the algorithm asks for. */
  algorithmFairness(): readonly StepFairness[];
}

type Leaf = Extract<FormulaPlan, { readonly place: number }>;

/** Expands the quantifiers of planned formulas and gives their leaves code. */
export class FormulaBinder {
  private readonly evaluator: Evaluating;
  private readonly steps: StepNames;

  constructor(evaluator: Evaluating, steps: StepNames) {
    this.evaluator = evaluator;
    this.steps = steps;
  }

  /** `bound` are the values of the names bound around the formula, outermost first. May throw TlaEvaluationError. */
  formula(plan: FormulaPlan, bound: readonly Value[] = []): Formula {
    switch (plan.kind) {
      case 'constant':
        return plan;
      case 'state':
        return {
          kind: 'state',
          text: plan.text,
          holds: (state) => this.holds(plan, state, state, bound),
          isUntouched: this.steps.untouched('state', plan.place),
        };
      case 'action':
        return {
          kind: 'action',
          text: plan.text,
          holds: (before, after) => this.holds(plan, before, after, bound),
          isUntouched: this.steps.untouched('action', plan.place),
        };
      case 'terminated':
        return { kind: 'state', text: 'Termination', holds: (state) => this.steps.isTerminated(state) };
      case 'not':
      case 'always':
      case 'eventually':
        return { kind: plan.kind, operand: this.formula(plan.operand, bound) };
      case 'and':
      case 'or':
        return { kind: plan.kind, operands: plan.operands.map((operand) => this.formula(operand, bound)) };
      case 'implies':
      case 'equivalent':
      case 'leadsTo':
        return {
          kind: plan.kind,
          left: this.formula(plan.left, bound),
          right: this.formula(plan.right, bound),
        };
      case 'forAll':
      case 'exists':
        return {
          kind: plan.kind === 'forAll' ? 'and' : 'or',
          operands: this.instances(plan.range, bound).map((inner) => this.formula(plan.body, inner)),
        };
      case 'fairness':
        return this.formula(plan.formula, bound);
      case 'algorithmFairness':
        return {
          kind: 'and',
          operands: this.steps.algorithmFairness().map((fair) => this.steps.asFormula(fair)),
        };
    }
  }

  private holds({ text, span, place }: Leaf, before: State, after: State, bound: readonly Value[]): boolean {
    const value = this.evaluator.evaluate(place, before, after, bound);
    return typeof value === 'boolean' ? value : asBoolean(value, { ...siteOf(span), text });
  }

  /** The conjuncts of a formula that are fairness of steps, and what is left. */
  assumption(plan: FormulaPlan): {
    readonly fairness: readonly StepFairness[];
    readonly formulas: readonly Formula[];
  } {
    const fairness: StepFairness[] = [];
    const formulas: Formula[] = [];
    const take = (part: FormulaPlan, bound: readonly Value[]): void => {
      if (part.kind === 'and')
        part.operands.forEach((operand) => {
          take(operand, bound);
        });
      else if (part.kind === 'forAll')
        this.instances(part.range, bound).forEach((inner) => {
          take(part.body, inner);
        });
      else if (part.kind === 'algorithmFairness' && this.steps.areAllOfAlgorithm)
        fairness.push(...this.steps.algorithmFairness());
      else if (part.kind === 'fairness' && part.steps !== undefined && this.steps.areAllOfAlgorithm)
        fairness.push({ strong: part.strong, steps: new Set(this.stepSet(part.steps, bound)) });
      else formulas.push(this.formula(part, bound));
    };
    take(plan, []);
    return { fairness, formulas };
  }

  /** The steps, by number, that a plan of steps means. */
  stepSet(plan: StepsPlan, bound: readonly Value[] = []): readonly number[] {
    switch (plan.kind) {
      case 'named': {
        const self = plan.self === undefined ? undefined : this.evaluator.evaluate(plan.self, [], [], bound);
        return this.steps.stepsNamed(plan.name, self);
      }
      case 'without':
        return this.stepSet(plan.part, bound).filter(
          (step) => !plan.labels.includes(this.steps.labelOf(step)),
        );
      case 'union':
        return plan.parts.flatMap((part) => this.stepSet(part, bound));
      case 'exists':
        return this.instances(plan.range, bound).flatMap((inner) => this.stepSet(plan.body, inner));
    }
  }

  /** The values of bound names, with each element of the range. */
  private instances(
    { set, symbols, isTuple }: Range,
    bound: readonly Value[],
  ): readonly (readonly Value[])[] {
    const values = elements(this.evaluator.evaluate(set, [], [], bound));
    return values.map((value) => [...bound, ...(isTuple ? tupleComponents(value, symbols.length) : [value])]);
  }
}
