import type { ModelLayout, ModelSection, Step } from '../../compiler/index.ts';
import { stepsWithin } from '../../compiler/index.ts';
import type { ProcessPlace } from './machine.ts';

/**
 * The places of a state that a section may change when `place` runs it, `pc` included, each once; undefined if that cannot be told: in procedures
 * with references, and where a procedure is called or left.
 */
export function writtenSlots(
  { body, section }: ModelSection,
  place: ProcessPlace,
  layout: ModelLayout,
): readonly number[] | undefined {
  const slots = new Set<number>();
  let known = true;
  const add = (symbol: object): void => {
    const variable = layout.bySymbol.get(symbol);
    if (variable === undefined) known = false;
    else
      slots.add(variable.place.kind === 'shared' ? variable.place.slot : place.base + variable.place.offset);
  };
  const instance = layout.declarations[place.declaration]?.instance;
  const addReference = (step: Extract<Step, { kind: 'read' | 'write' }>): void => {
    const position = body.params.indexOf(step.parameter);
    const argument = layout.procedures.includes(body) ? undefined : instance?.args[position];
    if (argument === undefined) known = false;
    // Reading changes something through a mapping macro only.
    else if (step.kind === 'write' || instance?.mappings[position] !== undefined)
      add(argument.kind === 'variable' ? argument.variable : step.parameter);
  };
  for (const step of stepsWithin(section.body)) {
    if (step.kind === 'set') add(step.target);
    else if (step.kind === 'read' || step.kind === 'write') addReference(step);
    else if (step.kind === 'call' || step.kind === 'return') known = false;
  }
  const { pc } = layout;
  slots.add(pc.place.kind === 'shared' ? pc.place.slot : place.base + pc.place.offset);
  return known ? [...slots].sort((a, b) => a - b) : undefined;
}
