import type { ModelLayout } from '../../../compiler/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { TlaEvaluationError, TlaFunctionLike } from '../../../runtime/tla/index.ts';
import type { Explorer } from '../explorer.ts';
import type { SlotValues } from '../model.ts';

/** Functions with more arguments are kept whole. */
const MOST_KEYS = 64;

/**
 * The slots whose values are kept by their elements, with the arguments of these: variables that archetypes are given to use by index, if they are
 * functions with several arguments in the first initial state.
 */
export function splitKeys(layout: ModelLayout, explorer: Explorer): ReadonlyMap<number, readonly Value[]> {
  const slots = indexedSlots(layout);
  const keys = new Map<number, readonly Value[]>();
  if (slots.size === 0) return keys;
  const values = firstInitial(explorer);
  for (const slot of slots) {
    const value = values?.[slot];
    if (!(value instanceof TlaFunctionLike)) continue;
    const whole = value.evaluated();
    if (whole.size < 2 || whole.size > MOST_KEYS) continue;
    keys.set(
      slot,
      Array.from({ length: whole.size }, (_, position) => whole.keyAt(position)),
    );
  }
  return keys;
}

function indexedSlots(layout: ModelLayout): ReadonlySet<number> {
  const slots = new Set<number>();
  for (const { body, instance } of layout.declarations) {
    body.params.forEach((parameter, position) => {
      const argument = instance?.args[position];
      if (!parameter.ref || parameter.arity === 0 || argument?.kind !== 'variable') return;
      const place = layout.bySymbol.get(argument.variable)?.place;
      if (place?.kind === 'shared') slots.add(place.slot);
    });
  }
  return slots;
}

class Found extends Error {}

/** Undefined if there is none, or if it cannot be evaluated: that is told when the search comes to it. */
function firstInitial(explorer: Explorer): SlotValues | undefined {
  let first: SlotValues | undefined;
  try {
    explorer.initialStates((values) => {
      first = values.slice();
      throw new Found();
    });
  } catch (error) {
    if (!(error instanceof Found || error instanceof TlaEvaluationError)) throw error;
  }
  return first;
}
