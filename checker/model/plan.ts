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
import type { Levels } from './levels.ts';
import { levelOf } from './levels.ts';
import type { NamedExpression } from './names.ts';
import { definitionSpan } from './names.ts';

export type Role =
  | 'specification'
  | 'init'
  | 'next'
  | 'invariant'
  | 'property'
  | 'constraint'
  | 'actionConstraint'
  | 'symmetry'
  | 'view';

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
}

/** Decides how each thing the configuration names is evaluated; its expressions are added to `expressions`. */
export function planOf(
  spec: LoweredSpec,
  _layout: ModelLayout,
  named: readonly { readonly role: NamedRole; readonly definition: LoweredOperator }[],
  expressions: Expressions,
  levels: Levels,
): PhaseResult<Plan | undefined> {
  const diagnostics: Diagnostic[] = [];
  const predicates = (role: Role, highest: number, what: string): readonly PlannedPredicate[] =>
    named.flatMap(({ role: { role: own, expression }, definition }) => {
      if (own !== role) return [];
      const core = bodyOf(definition);
      const level = levels.of(core);
      if (level > highest) {
        diagnostics.push(
          errorAt(
            'MP211',
            expression.span,
            `${expression.name} is ${levelNames[level]}, but ${what}.`,
            role === 'invariant' ? { hint: `Check it as a property: PROPERTY ${expression.name}.` } : {},
          ),
        );
        return [];
      }
      return [{ name: expression.name, span: definitionSpan(definition), place: expressions.add(core) }];
    });
  const invariants = predicates('invariant', levelOf.state, 'an invariant is about single states');
  const constraints = predicates('constraint', levelOf.state, 'a constraint is about single states');
  const actionConstraints = predicates(
    'actionConstraint',
    levelOf.action,
    'an action constraint is about single steps',
  );
  const symmetry = predicates('symmetry', levelOf.constant, 'a symmetry is a constant set of permutations');
  const [view] = predicates('view', levelOf.state, 'a view is about single states');
  const assumptions = spec.assumptions.map((core, number) => ({
    name: `assumption ${number + 1}`,
    span: core.span,
    place: expressions.add(core),
  }));
  const plan: Plan = {
    invariants,
    constraints,
    actionConstraints,
    properties: [],
    assumptions,
    symmetry,
    view,
  };
  return { value: diagnostics.length > 0 ? undefined : plan, diagnostics };
}

const levelNames = ['a constant', 'about states', 'about steps', 'a temporal formula'] as const;

/** The expression that an added definition stands for. */
export function bodyOf(definition: LoweredOperator): Core {
  if (definition.definition.kind !== 'operator') throw new Error('model: a function among the names');
  return definition.definition.body;
}
