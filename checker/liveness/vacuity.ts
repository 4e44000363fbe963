import type { Formula } from '../model/index.ts';
import { describeFormula } from './describe.ts';
import type { Emptiness } from './emptiness.ts';
import { LeafFailure, STUTTER } from './propositions.ts';
import type { Term } from './terms.ts';
import { termOf } from './term-of.ts';

/** A property holds, but part of it asks for nothing: what stands to the left of `operator` is never true in any behaviour. */
export interface VacuityNote {
  readonly operator: '~>' | '=>';
  /** The left side, in TLA+ notation. */
  readonly never: string;
}

/** The implications of a property that are never triggered. `assumed` is what else every behaviour satisfies. */
export function vacuityOf(emptiness: Emptiness, formula: Formula, assumed: Term): readonly VacuityNote[] {
  const notes: VacuityNote[] = [];
  for (const { operator, left, isInitial } of implicationsOf(formula, true)) {
    if (!canBeTrue(emptiness, left, isInitial, assumed))
      notes.push({ operator, never: describeFormula(left) });
  }
  return notes;
}

interface Implication {
  readonly operator: VacuityNote['operator'];
  readonly left: Formula;
  /** Only the beginning of a behaviour matters. */
  readonly isInitial: boolean;
}

/** Those in positive places: under a negation an implication that is never triggered makes the property stronger, not weaker. */
function implicationsOf(formula: Formula, isInitial: boolean): readonly Implication[] {
  switch (formula.kind) {
    case 'and':
    case 'or':
      return formula.operands.flatMap((each) => implicationsOf(each, isInitial));
    case 'always':
    case 'eventually':
      return implicationsOf(formula.operand, false);
    case 'implies':
      return [{ operator: '=>', left: formula.left, isInitial }, ...implicationsOf(formula.right, isInitial)];
    case 'leadsTo':
      return [{ operator: '~>', left: formula.left, isInitial: false }];
    default:
      return [];
  }
}

function canBeTrue(emptiness: Emptiness, left: Formula, isInitial: boolean, assumed: Term): boolean {
  const { table } = emptiness;
  const term = termOf(table, left);
  try {
    if (term.isPropositional) return holdsSomewhere(emptiness, term, isInitial);
    const wanted = isInitial ? term : table.eventually(term);
    return emptiness.behaviourOf(table.and([wanted, assumed])) !== undefined;
  } catch (error) {
    // The property holds without a value for its left side there; so nothing is known that a note could say.
    if (error instanceof LeafFailure) return true;
    throw error;
  }
}

function holdsSomewhere(emptiness: Emptiness, term: Term, isInitial: boolean): boolean {
  const { graph, propositions, paths } = emptiness;
  for (const state of isInitial ? graph.initialStates : paths.order) {
    if (propositions.holdsOnStep(term, state, STUTTER)) return true;
    if (term.isStateLevel) continue;
    for (const edge of emptiness.stepsFrom(state)) {
      if (propositions.holdsOnStep(term, state, edge)) return true;
    }
  }
  return false;
}
