import type {
  Core,
  CoreArgument,
  ModelLayout,
  ModelSection,
  ModelVariable,
} from '../../../compiler/index.ts';
import { coreChildren, stepExpressions, stepsWithin } from '../../../compiler/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { TlaEvaluationError, TlaFunctionLike } from '../../../runtime/tla/index.ts';
import type { Explorer } from '../explorer.ts';
import type { ProcessPlace } from '../machine.ts';
import type { SlotValues } from '../model.ts';

/** Functions with more arguments are kept whole. */
const MOST_KEYS = 64;

/**
 * The slots whose values are kept by their elements, with the arguments of these: variables that the algorithm uses by index and never gives a
 * value of another shape, as far as the text tells, if they are functions with several arguments in the first initial state.
 */
export function splitKeys(
  layout: ModelLayout,
  sections: readonly ModelSection[],
  places: readonly ProcessPlace[],
  explorer: Explorer,
): ReadonlyMap<number, readonly Value[]> {
  const slots = new Set([...referredByIndex(layout)].flatMap((variable) => slotsOf(variable, places)));
  for (const variable of usedByIndex(layout, sections))
    for (const slot of slotsOf(variable, places)) slots.add(slot);
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

function slotsOf({ place, owners }: ModelVariable, places: readonly ProcessPlace[]): readonly number[] {
  if (place.kind === 'shared') return [place.slot];
  return places
    .filter(({ declaration }) => owners?.includes(declaration) === true)
    .map(({ base }) => base + place.offset);
}

/** Variables that instances give to their archetypes to use by index. */
function referredByIndex(layout: ModelLayout): ReadonlySet<ModelVariable> {
  const variables = new Set<ModelVariable>();
  for (const { body, instance } of layout.declarations) {
    body.params.forEach((parameter, position) => {
      const argument = instance?.args[position];
      if (!parameter.ref || parameter.arity === 0 || argument?.kind !== 'variable') return;
      const variable = layout.bySymbol.get(argument.variable);
      if (variable?.place.kind === 'shared') variables.add(variable);
    });
  }
  return variables;
}

/** Variables of which sections read or write elements, and which none writes otherwise than so, or as functions and records written out. */
function usedByIndex(layout: ModelLayout, sections: readonly ModelSection[]): ReadonlySet<ModelVariable> {
  const used = new Set<object>();
  const reshaped = new Set<object>();
  for (const { section } of sections)
    for (const step of stepsWithin(section.body)) {
      for (const expression of stepExpressions(step)) noteIndexed(expression, used);
      if (step.kind === 'set' && !keepsShape(step.value, step.target)) reshaped.add(step.target);
    }
  // Calls and returns write those of procedures.
  for (const { params, variables } of layout.procedures)
    for (const symbol of [...params, ...variables.map((variable) => variable.symbol)]) reshaped.add(symbol);
  const variables = new Set<ModelVariable>();
  for (const symbol of used) {
    const variable = layout.bySymbol.get(symbol);
    if (variable !== undefined && !reshaped.has(symbol)) variables.add(variable);
  }
  return variables;
}

/** Adds the symbols of names of which an expression takes elements or makes functions with other ones. */
function noteIndexed(expression: CoreArgument, used: Set<object>): void {
  const pending: CoreArgument[] = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const base = indexedBy(next);
    if (base?.kind === 'name') used.add(base.symbol);
    pending.push(...coreChildren(next));
  }
}

function indexedBy(core: CoreArgument): Core | undefined {
  switch (core.kind) {
    case 'functionApplication':
      return core.function;
    case 'field':
      return core.record;
    case 'except':
      return core.base;
    default:
      return undefined;
  }
}

/** Whether the value to be written is likely to have the domain of the present one. */
function keepsShape(value: Core, target: object): boolean {
  switch (value.kind) {
    case 'function':
    case 'record':
      return true;
    case 'except':
      return keepsShape(value.base, target);
    case 'name':
      return value.symbol === target;
    case 'if':
      return keepsShape(value.then, target) && keepsShape(value.else, target);
    case 'let':
      return keepsShape(value.body, target);
    default:
      return false;
  }
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
