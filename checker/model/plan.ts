import type {
  Core,
  Diagnostic,
  LoweredOperator,
  LoweredSpec,
  ModelLayout,
  PhaseResult,
  Span,
} from '../../compiler/index.ts';
import { errorAt } from '../../compiler/index.ts';
import type { Expressions } from './expressions.ts';
import type { FormulaPlan } from './formula-plan.ts';
import { FormulaPlanner } from './formula-planner.ts';
import { otherThanFormula } from './kinds.ts';
import type { Levels } from './levels.ts';
import { levelOf } from './levels.ts';
import type { NamedExpression } from './names.ts';
import { definitionSpan } from './names.ts';
import type { SpecificationPlan } from './specification.ts';
import { SpecificationPlanner } from './specification.ts';
import { translation } from './translation.ts';
import type { Unfolding } from './unfold.ts';

export type Role =
  | 'specification'
  | 'init'
  | 'next'
  | 'invariant'
  | 'property'
  | 'constraint'
  | 'actionConstraint'
  | 'symmetry'
  | 'view'
  | 'postcondition';

/** Something the configuration wants of a model. */
export interface NamedRole {
  readonly role: Role;
  readonly expression: NamedExpression;
}

/** A predicate by the place of its expression. */
export interface PlannedPredicate {
  readonly name: string;
  readonly span: Span;
  readonly place: number;
}
export interface PlannedProperty {
  readonly name: string;
  readonly span: Span;
  readonly formula: FormulaPlan;
}

/** What a model evaluates, by the places of expressions in its program. */
export interface Plan {
  readonly invariants: readonly PlannedPredicate[];
  readonly constraints: readonly PlannedPredicate[];
  readonly actionConstraints: readonly PlannedPredicate[];
  readonly properties: readonly PlannedProperty[];
  readonly assumptions: readonly PlannedPredicate[];
  readonly symmetry: readonly PlannedPredicate[];
  readonly view: PlannedPredicate | undefined;
  readonly postcondition: PlannedPredicate | undefined;
  readonly specification: SpecificationPlan;
}

/** A role with the definition, added to the spec, that its expression has become. */
export interface FilledRole extends NamedRole {
  readonly definition: LoweredOperator;
}

/** Decides how each thing the configuration names is evaluated; its expressions are added to `expressions`. */
export function planOf(
  spec: LoweredSpec,
  named: readonly FilledRole[],
  expressions: Expressions,
  levels: Levels,
  unfolding: Unfolding,
  layout: ModelLayout,
): PhaseResult<Plan | undefined> {
  const planner = new Planner(spec, named, expressions, levels, unfolding, layout);
  const plan = planner.plan();
  return { value: planner.diagnostics.length > 0 ? undefined : plan, diagnostics: planner.diagnostics };
}

class Planner {
  readonly diagnostics: Diagnostic[] = [];
  private readonly spec: LoweredSpec;
  private readonly named: readonly FilledRole[];
  private readonly expressions: Expressions;
  private readonly levels: Levels;
  private readonly unfolding: Unfolding;
  private readonly layout: ModelLayout;
  private readonly formulas: FormulaPlanner;

  constructor(
    spec: LoweredSpec,
    named: readonly FilledRole[],
    expressions: Expressions,
    levels: Levels,
    unfolding: Unfolding,
    layout: ModelLayout,
  ) {
    this.layout = layout;
    this.spec = spec;
    this.named = named;
    this.expressions = expressions;
    this.levels = levels;
    this.unfolding = unfolding;
    this.formulas = new FormulaPlanner(expressions, levels, this.unfolding, layout);
  }

  plan(): Plan {
    const invariants = this.predicates('invariant', levelOf.state, 'an invariant is about single states');
    const constraints = this.predicates('constraint', levelOf.state, 'a constraint is about single states');
    const actionConstraints = this.predicates(
      'actionConstraint',
      levelOf.action,
      'an action constraint is about single steps',
    );
    const symmetry = this.predicates(
      'symmetry',
      levelOf.constant,
      'a symmetry is a constant set of permutations',
    );
    const [view] = this.predicates('view', levelOf.state, 'a view is about single states');
    const [postcondition] = this.predicates(
      'postcondition',
      levelOf.constant,
      'a postcondition is about no state: it asks TLCGet what was explored',
    );
    const properties = this.filling('property').flatMap(({ expression, definition }) => {
      const core = bodyOf(definition);
      if (!this.isFormula(expression, core)) return [];
      const { name } = expression;
      return [{ name, span: definitionSpan(definition), formula: this.formulas.plan(core) }];
    });
    const assumptions = this.spec.assumptions.map((core, number) => ({
      name: `assumption ${number + 1}`,
      span: core.span,
      place: this.expressions.addOnce(core),
    }));
    const specification = this.specification();
    this.diagnostics.push(...this.formulas.diagnostics);
    return {
      invariants,
      constraints,
      actionConstraints,
      properties,
      assumptions,
      symmetry,
      view,
      postcondition,
      specification,
    };
  }

  private filling(role: Role): readonly FilledRole[] {
    return this.named.filter((filled) => filled.role === role);
  }

  private predicates(role: Role, highest: number, what: string): readonly PlannedPredicate[] {
    return this.filling(role).flatMap(({ expression, definition }) => {
      const core = bodyOf(definition);
      if (role !== 'symmetry' && role !== 'view' && !this.isFormula(expression, core)) return [];
      const level = this.levels.of(core);
      if (level <= highest) {
        const unfolded = this.unfolding.actions(core);
        const place =
          role === 'postcondition' ? this.expressions.addOnce(unfolded) : this.expressions.add(unfolded);
        return [{ name: expression.name, span: definitionSpan(definition), place }];
      }
      const hint =
        role === 'invariant' ? { hint: `Check it as a property: PROPERTY ${expression.name}.` } : {};
      this.diagnostics.push(
        errorAt('MP211', expression.span, `${expression.name} is ${levelNames[level]}, but ${what}.`, hint),
      );
      return [];
    });
  }

  /** False, and told, if an expression can be seen to be none. */
  private isFormula({ name, span }: NamedExpression, core: Core): boolean {
    const other = otherThanFormula(core, this.unfolding);
    if (other !== undefined)
      this.diagnostics.push(errorAt('MP211', span, `${name} is ${other}, which is neither TRUE nor FALSE.`));
    return other === undefined;
  }

  private specification(): SpecificationPlan {
    const planner = new SpecificationPlanner(
      this.formulas,
      this.expressions,
      this.levels,
      this.unfolding,
      this.layout,
    );
    const [whole] = this.filling('specification');
    const [init] = this.filling('init');
    const [next] = this.filling('next');
    const alone = init ?? next;
    if (whole !== undefined && alone !== undefined)
      this.diagnostics.push(
        errorAt(
          'MP110',
          alone.expression.span,
          'A configuration has either SPECIFICATION or INIT and NEXT, not both.',
          { hint: 'Leave one of them out.' },
        ),
      );
    else if (alone !== undefined && (init === undefined || next === undefined))
      this.diagnostics.push(
        errorAt('MP110', alone.expression.span, 'INIT and NEXT go together.', {
          hint: `Add ${init === undefined ? 'INIT' : 'NEXT'}, or use SPECIFICATION.`,
        }),
      );
    const plan = this.specificationBy(planner, whole, init, next);
    this.diagnostics.push(...planner.diagnostics);
    return plan;
  }

  private specificationBy(
    planner: SpecificationPlanner,
    whole: FilledRole | undefined,
    init: FilledRole | undefined,
    next: FilledRole | undefined,
  ): SpecificationPlan {
    if (whole !== undefined)
      return planner.ofFormula(bodyOf(whole.definition), whole.expression.name, whole.expression.span);
    if (init !== undefined && next !== undefined)
      return planner.ofPredicates(bodyOf(init.definition), bodyOf(next.definition));
    const { algorithm } = this.spec;
    const span = algorithm?.processes[0]?.span ?? algorithm?.instances[0]?.span;
    if (span === undefined)
      return {
        initial: undefined,
        initialFilters: [],
        steps: [],
        stepFilters: [],
        actions: [],
        assumptions: [],
      };
    return planner.ofFormula(translation('Spec', span), 'Spec', span);
  }
}

const levelNames = ['a constant', 'about states', 'about steps', 'a temporal formula'] as const;

/** The expression that an added definition stands for. */
export function bodyOf(definition: LoweredOperator): Core {
  if (definition.definition.kind !== 'operator') throw new Error('model: a function among the names');
  return definition.definition.body;
}
