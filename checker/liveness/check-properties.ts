import type { TemporalProperty } from '../model/index.ts';
import type { StateGraph } from '../search/state-graph.ts';
import { OUTSIDE } from '../search/state-graph.ts';
import type { TlaEvaluationError } from '../../runtime/tla/index.ts';
import type { CheckedModel } from './checked-model.ts';
import type { Counterexample } from './counterexample.ts';
import { finiteBehaviour } from './counterexample.ts';
import { Emptiness } from './emptiness.ts';
import { LeafFailure, STUTTER } from './propositions.ts';
import type { Term } from './terms.ts';
import { termOf } from './term-of.ts';
import { TermTable } from './terms.ts';
import type { VacuityNote } from './vacuity.ts';
import { vacuityOf } from './vacuity.ts';

export type PropertyVerdict =
  | { readonly kind: 'holds'; readonly property: TemporalProperty; readonly notes: readonly VacuityNote[] }
  | {
      readonly kind: 'violated';
      readonly property: TemporalProperty;
      readonly counterexample: Counterexample;
    }
  | {
      /** A predicate of the property (or of what is assumed) has no value in the last state, or on the last step, of `behaviour`. */
      readonly kind: 'error';
      readonly property: TemporalProperty;
      readonly predicate: string;
      readonly error: TlaEvaluationError;
      readonly behaviour: Counterexample;
    };

/**
 * Why a verdict may say less than it seems to. `constraint`: behaviours end where a constraint cuts them off, so violations beyond are not
 * found. `symmetry`, `view`: states stand for others, so a cycle of the graph need not be one of the specification. `incomplete`: not all
 * states were explored. `no-behaviour`: no behaviour of the graph satisfies the specification's fairness, so everything holds of all of them.
 */
export type LivenessWarning = 'constraint' | 'symmetry' | 'view' | 'incomplete' | 'no-behaviour';

export interface LivenessResult {
  /** One for every property of the model that was checked, in its order; after one that does not hold there are others only if asked for. */
  readonly verdicts: readonly PropertyVerdict[];
  readonly warnings: readonly LivenessWarning[];
}

export interface LivenessOptions {
  /** The search ended before it had explored all states. */
  readonly isIncomplete?: boolean;
  /** Go on after the first property that does not hold. */
  readonly checkAll?: boolean;
  /** Do not look for implications that are never triggered. */
  readonly skipVacuity?: boolean;
}

/**
 * Checks the temporal properties of a model on its state graph, under the fairness of the specification. A behaviour is an infinite path from
 * an initial state that may stutter anywhere; a property holds if it is true of every behaviour that satisfies `Model.fairness` and
 * `Model.assumedFormulas`. Sound and complete for graphs that are complete. Predicates that have no value give a verdict, not an exception.
 */
export function checkProperties(
  model: CheckedModel,
  graph: StateGraph,
  options: LivenessOptions = {},
): LivenessResult {
  if (model.properties.length === 0) return { verdicts: [], warnings: [] };
  const table = new TermTable();
  const emptiness = new Emptiness(graph, table, model, options.isIncomplete === true);
  const assumed = table.and(model.assumedFormulas.map((each) => termOf(table, each)));
  const verdicts: PropertyVerdict[] = [];
  for (const property of model.properties) {
    const verdict = checkProperty(emptiness, property, assumed, options);
    verdicts.push(verdict);
    if (verdict.kind !== 'holds' && options.checkAll !== true) break;
  }
  return { verdicts, warnings: warningsOf(model, emptiness, assumed, verdicts, options) };
}

function checkProperty(
  emptiness: Emptiness,
  property: TemporalProperty,
  assumed: Term,
  options: LivenessOptions,
): PropertyVerdict {
  try {
    const counterexample = counterexampleTo(emptiness, termOf(emptiness.table, property.formula), assumed);
    if (counterexample !== undefined) return { kind: 'violated', property, counterexample };
    const notes = options.skipVacuity === true ? [] : vacuityOf(emptiness, property.formula, assumed);
    return { kind: 'holds', property, notes };
  } catch (error) {
    if (!(error instanceof LeafFailure)) throw error;
    const behaviour = behaviourTo(emptiness, error.state, error.edge);
    return { kind: 'error', property, predicate: error.leaf.text, error: error.cause, behaviour };
  }
}

function counterexampleTo(emptiness: Emptiness, formula: Term, assumed: Term): Counterexample | undefined {
  const { table } = emptiness;
  const conjuncts = formula.kind === 'and' ? formula.operands : [formula];
  // With fairness of steps alone every finite behaviour can go on fairly, so what is wrong once is wrong whatever follows.
  const isMachineClosed = assumed === table.true;
  for (const conjunct of conjuncts) {
    const found =
      isMachineClosed && isSafety(conjunct)
        ? violationOf(emptiness, conjunct)
        : emptiness.behaviourOf(table.and([table.not(conjunct), assumed]));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `[]P`, `[][A]_v`, or P of the initial state. */
function isSafety(term: Term): boolean {
  if (term.kind === 'always') return term.operand.isPropositional;
  return term.isPropositional && term.isStateLevel;
}

/** A shortest behaviour at whose end a safety property is broken. */
function violationOf(emptiness: Emptiness, term: Term): Counterexample | undefined {
  const { graph, propositions, paths } = emptiness;
  const [everywhere, predicate] = term.kind === 'always' ? [true, term.operand] : [false, term];
  for (const state of everywhere ? paths.order : graph.initialStates) {
    if (predicate.isStateLevel) {
      if (!propositions.holdsInState(predicate, state)) return behaviourTo(emptiness, state, undefined);
      continue;
    }
    for (const edge of [STUTTER, ...emptiness.stepsFrom(state)]) {
      if (!propositions.holdsOnStep(predicate, state, edge)) return behaviourTo(emptiness, state, edge);
    }
  }
  return undefined;
}

/** The shortest behaviour to a state, and one step more if `edge` says which. */
function behaviourTo(emptiness: Emptiness, state: number, edge: number | undefined): Counterexample {
  const { start, edges } = emptiness.paths.pathTo(state);
  return finiteBehaviour(emptiness.graph, start, edge === undefined ? edges : [...edges, edge]);
}

function warningsOf(
  model: CheckedModel,
  emptiness: Emptiness,
  assumed: Term,
  verdicts: readonly PropertyVerdict[],
  options: LivenessOptions,
): readonly LivenessWarning[] {
  const warnings: LivenessWarning[] = [];
  const isCut = hasEdgesOutside(emptiness);
  if (isCut) warnings.push('constraint');
  if (model.hasSymmetry) warnings.push('symmetry');
  if (model.hasView) warnings.push('view');
  if (options.isIncomplete === true) warnings.push('incomplete');
  // Without assumptions and cuts every finite behaviour goes on fairly.
  const mayBeEmpty = isCut || assumed !== emptiness.table.true || emptiness.graph.initialStates.length === 0;
  if (mayBeEmpty && verdicts.every((each) => each.kind === 'holds')) {
    if (isContradictory(emptiness, assumed)) warnings.push('no-behaviour');
  }
  return warnings;
}

function isContradictory(emptiness: Emptiness, assumed: Term): boolean {
  try {
    return emptiness.behaviourOf(assumed) === undefined;
  } catch (error) {
    // No verdict needed the predicate that has no value, and of contradiction nothing is known.
    if (error instanceof LeafFailure) return false;
    throw error;
  }
}

function hasEdgesOutside({ graph }: Emptiness): boolean {
  for (let state = 0; state < graph.stateCount; state += 1) {
    const from = graph.firstEdge[state] ?? 0;
    const to = from + (graph.edgeCount[state] ?? 0);
    for (let edge = from; edge < to; edge += 1) if (graph.edgeTargets[edge] === OUTSIDE) return true;
  }
  return false;
}
