import type { ModelLayout, ModelVariable } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import type { ProcessPlace } from './machine.ts';
import type { Program } from './program.ts';
import type { Reference } from './reference.ts';
import { MappedReference, PlainReference, SlotTarget } from './reference.ts';

/** What the reference parameters of a process's archetype stand for. */
export interface ProcessReferences {
  /** By the parameter's position. */
  readonly references: readonly (Reference | undefined)[];
  /** By what a procedure is given: the name of a parameter or of a variable of the archetype. */
  readonly referencesByName: ReadonlyMap<Value, Reference>;
}

export function referencesOf(place: ProcessPlace, layout: ModelLayout, program: Program): ProcessReferences {
  const declaration = layout.declarations[place.declaration];
  const byName = new Map<Value, Reference>();
  const slotOf = (variable: ModelVariable): number =>
    variable.place.kind === 'shared' ? variable.place.slot : place.base + variable.place.offset;
  const { body, instance } = declaration ?? {};
  for (const symbol of [
    ...(body?.params ?? []),
    ...(body?.variables.map((variable) => variable.symbol) ?? []),
  ]) {
    const variable = layout.bySymbol.get(symbol);
    if (variable !== undefined) byName.set(symbol.name, new PlainReference(new SlotTarget(slotOf(variable))));
  }
  const references = (body?.params ?? []).map((parameter, position) => {
    const argument = instance?.args[position];
    if (!parameter.ref || argument === undefined) return undefined;
    const variable = layout.bySymbol.get(argument.kind === 'variable' ? argument.variable : parameter);
    if (variable === undefined) throw new Error(`model: ${parameter.name} has no place`);
    const target = new SlotTarget(slotOf(variable));
    const macro = instance?.mappings[position];
    const bodies =
      macro === undefined
        ? undefined
        : program.mappings[layout.mappingMacros.findIndex(({ name }) => name === macro)];
    const reference = bodies === undefined ? new PlainReference(target) : new MappedReference(target, bodies);
    byName.set(parameter.name, reference);
    return reference;
  });
  return { references, referencesByName: byName };
}
