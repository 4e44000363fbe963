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
  /** See StatePredicate: what held of the state before holds of the successor. */
  readonly isUntouched?: (() => boolean) | undefined;
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

/** A predicate of states without its name. */
type Judgement = Pick<StatePredicate, 'holds' | 'isUntouched'>;

/** The formula as a predicate of one state, if it is one. */
function judgementOf(formula: Formula): Judgement | undefined {
  switch (formula.kind) {
    case 'constant':
      return { holds: () => formula.value };
    case 'state':
      return { holds: (state) => formula.holds(state), isUntouched: formula.isUntouched };
    case 'not': {
      const operand = judgementOf(formula.operand);
      return operand && { holds: (state) => !operand.holds(state), isUntouched: operand.isUntouched };
    }
    case 'and':
    case 'or': {
      const operands = formula.operands.map(judgementOf);
      if (!operands.every((operand) => operand !== undefined)) return undefined;
      const isUntouched = untouchedAll(operands);
      return formula.kind === 'and'
        ? { holds: (state) => operands.every((operand) => operand.holds(state)), isUntouched }
        : { holds: (state) => operands.some((operand) => operand.holds(state)), isUntouched };
    }
    case 'implies':
    case 'equivalent': {
      const left = judgementOf(formula.left);
      const right = judgementOf(formula.right);
      if (left === undefined || right === undefined) return undefined;
      const isUntouched = untouchedAll([left, right]);
      return formula.kind === 'implies'
        ? { holds: (state) => !left.holds(state) || right.holds(state), isUntouched }
        : { holds: (state) => left.holds(state) === right.holds(state), isUntouched };
    }
    default:
      return undefined;
  }
}

/** Nothing that any of them reads has changed. */
function untouchedAll(operands: readonly Judgement[]): () => boolean {
  return () => operands.every(({ isUntouched }) => isUntouched?.() === true);
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
    isUntouched: invariant.isUntouched,
  }));
  const initially: StateCheck[] = [];
  const actions: ActionPredicate[] = [];
  const temporal: TemporalProperty[] = [];
  for (const { name, span, formula } of model.properties) {
    const remaining: Formula[] = [];
    for (const conjunct of conjunctsOf(formula)) {
      const body = conjunct.kind === 'always' ? conjunct.operand : conjunct;
      const judgement = judgementOf(body);
      if (judgement !== undefined)
        (conjunct.kind === 'always' ? always : initially).push({ kind: 'property', name, ...judgement });
      else if (conjunct.kind === 'always' && body.kind === 'action')
        actions.push({
          name,
          span,
          holds: (before, after) => body.holds(before, after),
          isUntouched: body.isUntouched,
        });
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

/**
 * Whether every predicate holds; the first error of an evaluation goes to the caller, who has been told by `evaluating` of what. What no step
 * since the state before has touched is not evaluated: it held there.
 */
export function allHold(
  predicates: readonly StatePredicate[],
  state: State,
  evaluating: (name: string) => void,
): boolean {
  for (let place = 0; place < predicates.length; place += 1) {
    const predicate = predicates[place] as StatePredicate;
    if (predicate.isUntouched?.() === true) continue;
    evaluating(predicate.name);
    if (!predicate.holds(state)) return false;
  }
  return true;
}
