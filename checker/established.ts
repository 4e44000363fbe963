import type { Diagnostic, ImpureUse } from '../compiler/index.ts';
import { errorAt } from '../compiler/index.ts';
import type { Model } from './model/index.ts';
import type { Finding } from './report.ts';
import { placeText } from './report.ts';
import type { SearchStatistics } from './search/index.ts';
import { placeOf } from './trace/index.ts';

/** What no search of all states can go through: steps and formulas that draw at random. Initial values may: they are drawn once. */
export function drawsWhereAllCount({ impurities }: Model): readonly Diagnostic[] {
  if (impurities === undefined) return [];
  return [...impurities.steps, ...impurities.formulas].filter(isDraw).map(({ operator, span }) =>
    errorAt('MP801', span, `${operator} draws at random, so no search goes through all that may happen.`, {
      hint: 'Let the spec choose any element (with x \\in S, \\E, \\A), or simulate it.',
    }),
  );
}

function isDraw({ impurity }: ImpureUse): boolean {
  return impurity === 'draws';
}

function placesOf(uses: readonly ImpureUse[]): string {
  return uses.map(({ operator, span }) => `${operator} (${placeText(placeOf(span))})`).join(', ');
}

/** Takes back from an ok what was not established, and says what limits it. */
export function established(
  model: Model,
  finding: Finding,
  statistics: SearchStatistics,
): { readonly finding: Finding; readonly notes: readonly string[] } {
  if (finding.result !== 'ok') return { finding, notes: [] };
  const notes = [...registerNotes(model), ...stepNotes(model, statistics), ...claimNotes(model)];
  const draws = model.impurities?.initialValues.filter(isDraw) ?? [];
  if (draws.length === 0) return { finding, notes };
  const message = `Nothing wrong was found from those initial states that happened to be drawn: ${placesOf(draws)}`;
  return { finding: { ...finding, result: 'incomplete', message }, notes };
}

/** Where steps read registers, or figures of the search. */
export function readsOfRegisters({ impurities }: Model): readonly ImpureUse[] {
  return (impurities?.steps ?? []).filter(
    ({ operator, impurity }) => impurity === 'remembers' && operator !== 'TLCSet',
  );
}

/** What steps read of registers depends on what was explored before. */
function registerNotes(model: Model): readonly string[] {
  const reads = readsOfRegisters(model);
  if (reads.length === 0) return [];
  return [
    `What steps do depends on the order in which states are explored, so others may have been missed: ${placesOf(reads)}`,
  ];
}

/** A search that never left the initial states. */
function stepNotes(model: Model, { initial, distinct, generated }: SearchStatistics): readonly string[] {
  if (distinct > initial) return [];
  const isConstrained = model.constraints.length + model.actionConstraints.length > 0;
  if (isConstrained && generated > distinct)
    return ['Only initial states were checked: no step leads to another state inside the constraints'];
  return ['Only initial states were checked: no step leads to another state'];
}

/** A check of nothing but what steps assert. */
function claimNotes({ invariants, properties, checksDeadlock }: Model): readonly string[] {
  if (invariants.length + properties.length > 0) return [];
  const besides = checksDeadlock ? ', assertions and deadlock' : ' and assertions';
  return [`No invariant or property was given: steps were checked for failing evaluations${besides} only`];
}
