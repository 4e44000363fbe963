import type { Value } from '../../runtime/index.ts';
import type { Machine } from './machine.ts';
import type { SlotValues } from './model.ts';
import type { Program } from './program.ts';
import { siteOf } from './sites.ts';
import type { PlannedInitial } from './specification.ts';

/** The initial states of a specification that are not the algorithm's, possibly more than once; `size` is their number of slots. */
export function ownInitialStates(
  { place, span }: PlannedInitial,
  program: Program,
  machine: Machine,
  size: number,
): readonly SlotValues[] {
  const code = program.actions[place];
  if (code === undefined) throw new Error('model: an initial predicate that was not compiled');
  const nowhere = new Array<Value>(size).fill(false);
  // All of them, before anybody is given one: whoever is may ask the machine for something else.
  const found: SlotValues[] = [];
  machine.evaluate(
    () => {
      machine.actions.initialStates(code(machine), siteOf(span), (state) => found.push(state.slice()));
    },
    nowhere,
    nowhere,
  );
  return found;
}
