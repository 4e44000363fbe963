import type { Value } from '../tla/index.ts';
import type { Frame, MPCalArchetype } from './archetype.ts';
import type { ConstantOperator, ContextSettings } from './config.ts';
import { ContextConfigError } from './errors.ts';

/** `AServer.net` -> `net` */
function shortName(qualified: string): string {
  return qualified.slice(qualified.indexOf('.') + 1);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function bindAll<T>(
  archetype: MPCalArchetype,
  what: string,
  required: readonly string[],
  given: ReadonlyMap<string, T>,
  bind: (name: string, value: T) => void,
  problems: string[],
): void {
  const names = required.map(shortName);
  for (const name of names) {
    const value = given.get(name);
    if (value === undefined) problems.push(`${what} ${name} is not bound`);
    else bind(name, value);
  }
  for (const name of given.keys()) {
    if (!names.includes(name)) {
      problems.push(`${archetype.name} has no ${what} ${name} (it has: ${listed(names)})`);
    }
  }
}

/** A frame of the archetype with its parameters bound; all that is missing or too much is reported in one error. */
export function bindParameters(archetype: MPCalArchetype, settings: ContextSettings): Frame {
  const frame = archetype.newFrame();
  // Generated frame classes have a field per parameter, named as in the spec or as `fieldNames` says.
  const fields = frame as unknown as Record<string, unknown>;
  const problems: string[] = [];
  const bind = (name: string, value: unknown): void => {
    fields[archetype.fieldNames?.[name] ?? name] = value;
  };
  bindAll(archetype, 'reference parameter', archetype.requiredRefParams, settings.refParams, bind, problems);
  bindAll(archetype, 'value parameter', archetype.requiredValParams, settings.valueParams, bind, problems);
  if (problems.length > 0) throw new ContextConfigError(`${archetype.name}: ${problems.join('; ')}`);
  return frame;
}

/**
 * Values of the module's constants in the order generated code expects. Definitions of constants the module lacks are allowed: bundles
 * serve several archetypes.
 */
export function bindConstants(
  archetype: MPCalArchetype,
  settings: ContextSettings,
): { readonly constants: readonly Value[]; readonly constantOperators: readonly ConstantOperator[] } {
  const { module } = archetype;
  const missing = [
    ...module.constantNames.filter((name) => !settings.constants.has(name)),
    ...module.constantOperatorNames.filter((name) => !settings.constantOperators.has(name)),
  ];
  if (missing.length > 0) {
    throw new ContextConfigError(
      `${archetype.name}: no value for constant ${missing.join(', ')} of ${module.name}: use defineConstantValue or defineConstantOperator`,
    );
  }
  return {
    constants: module.constantNames.map((name) => settings.constants.get(name) as Value),
    constantOperators: module.constantOperatorNames.map(
      (name) => settings.constantOperators.get(name) as ConstantOperator,
    ),
  };
}
