import type {
  ActionPredicate,
  Formula,
  Model,
  State,
  StatePredicate,
  TemporalProperty,
} from '../model/index.ts';

/** A predicate of single states and what its violation is called. */
export interface StateCheck {
  readonly kind: 'invariant' | 'property';
  readonly name: string;
  holds(state: State): boolean;
}

/** What the search itself decides of a model: everything that a finite behaviour can violate and that has a simple form. */
export interface SafetyChecks {
  /** Of every state: the invariants, then `[]P`. */
  readonly always: readonly StateCheck[];
  /** Of initial states: properties without a temporal operator. */
  readonly initially: readonly StateCheck[];
  /** Of every step: `[][A]_v`. */
  readonly actions: readonly ActionPredicate[];
  /** The conjuncts that remain, one property for each that was given; what is left is decided on the state graph. */
  readonly temporal: readonly TemporalProperty[];
}

/** The formula as a predicate of one state, if it is one. */
function statePredicateOf(formula: Formula): ((state: State) => boolean) | undefined {
  switch (formula.kind) {
    case 'constant':
      return () => formula.value;
    case 'state':
      return (state) => formula.holds(state);
    case 'not': {
      const operand = statePredicateOf(formula.operand);
      return operand && ((state) => !operand(state));
    }
    case 'and':
    case 'or': {
      const operands = formula.operands.map(statePredicateOf);
      if (!operands.every((operand) => operand !== undefined)) return undefined;
      return formula.kind === 'and'
        ? (state) => operands.every((operand) => operand(state))
        : (state) => operands.some((operand) => operand(state));
    }
    case 'implies':
    case 'equivalent': {
      const left = statePredicateOf(formula.left);
      const right = statePredicateOf(formula.right);
      if (left === undefined || right === undefined) return undefined;
      return formula.kind === 'implies'
        ? (state) => !left(state) || right(state)
        : (state) => left(state) === right(state);
    }
    default:
      return undefined;
  }
}

/** Conjuncts of the formula, with [] distributed over conjunctions and doubled [] removed. */
function conjunctsOf(formula: Formula): Formula[] {
  if (formula.kind === 'and') return formula.operands.flatMap(conjunctsOf);
  if (formula.kind !== 'always') return [formula];
  return conjunctsOf(formula.operand).map((operand) =>
    operand.kind === 'always' ? operand : { kind: 'always', operand },
  );
}

/** Splits every property of the model into what the search decides and what remains. */
export function safetyChecksOf(model: Model): SafetyChecks {
  const always: StateCheck[] = model.invariants.map((invariant) => ({
    kind: 'invariant',
    name: invariant.name,
    holds: (state) => invariant.holds(state),
  }));
  const initially: StateCheck[] = [];
  const actions: ActionPredicate[] = [];
  const temporal: TemporalProperty[] = [];
  for (const { name, span, formula } of model.properties) {
    const remaining: Formula[] = [];
    for (const conjunct of conjunctsOf(formula)) {
      const body = conjunct.kind === 'always' ? conjunct.operand : conjunct;
      const predicate = statePredicateOf(body);
      if (predicate !== undefined)
        (conjunct.kind === 'always' ? always : initially).push({ kind: 'property', name, holds: predicate });
      else if (conjunct.kind === 'always' && body.kind === 'action')
        actions.push({ name, span, holds: (before, after) => body.holds(before, after) });
      else remaining.push(conjunct);
    }
    const [only, ...others] = remaining;
    if (only !== undefined)
      temporal.push({
        name,
        span,
        formula: others.length === 0 ? only : { kind: 'and', operands: remaining },
      });
  }
  return { always, initially, actions, temporal };
}

/** Whether every predicate holds; the first error of an evaluation goes to the caller. */
export function allHold(predicates: readonly StatePredicate[], state: State): boolean {
  for (const predicate of predicates) if (!predicate.holds(state)) return false;
  return true;
}
