import type {
  Core,
  CoreArgument,
  CoreDefinition,
  DefinitionSymbol,
  LoweredSpec,
  LoweredVariable,
  Section,
  Step,
} from '../lower/index.ts';
import { coreChildren, definitionChildren } from '../lower/index.ts';

/** Every definition of a spec, those in LETs included, by its symbol. */
export type Definitions = ReadonlyMap<DefinitionSymbol, CoreDefinition>;

/** The expressions of a step itself, without those of the steps inside it. */
export function stepExpressions(step: Step): readonly Core[] {
  switch (step.kind) {
    case 'read':
      return step.indices;
    case 'write':
      return [...step.indices, step.value];
    case 'evaluate':
    case 'set':
    case 'setMapped':
    case 'bind':
    case 'print':
    case 'yield':
      return [step.value];
    case 'if':
    case 'await':
    case 'assert':
      return [step.condition];
    case 'choose':
      return [step.set];
    case 'call':
      return step.args.flatMap((argument) => (argument.kind === 'value' ? [argument.value] : []));
    case 'either':
    case 'jump':
    case 'return':
      return [];
  }
}

/** The steps inside a step. */
export function stepChildren(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'if':
      return [...step.then, ...step.else];
    case 'either':
      return step.branches.flat();
    case 'bind':
    case 'choose':
      return step.body;
    default:
      return [];
  }
}

/** Calls `visit` for every step of a body, outer ones first. */
export function forEachStep(steps: readonly Step[], visit: (step: Step) => void): void {
  for (const step of steps) {
    visit(step);
    forEachStep(stepChildren(step), visit);
  }
}

/** All steps of a body, outer ones first. */
export function stepsWithin(steps: readonly Step[]): readonly Step[] {
  const found: Step[] = [];
  forEachStep(steps, (step) => found.push(step));
  return found;
}

/** The expressions of a body's variables and sections. */
export function bodyExpressions(
  variables: readonly LoweredVariable[],
  sections: readonly Section[],
): readonly Core[] {
  const found: Core[] = variables.flatMap(({ initial }) => (initial === undefined ? [] : [initial.value]));
  for (const section of sections) forEachStep(section.body, (step) => found.push(...stepExpressions(step)));
  return found;
}

/** The definitions of a module and of the expressions given. */
export function collectDefinitions(
  topLevel: readonly CoreDefinition[],
  expressions: readonly CoreArgument[],
): Definitions {
  const found = new Map<DefinitionSymbol, CoreDefinition>();
  const visit = (core: CoreArgument): void => {
    if (core.kind === 'let')
      for (const definition of core.definitions) found.set(definition.symbol, definition);
    coreChildren(core).forEach(visit);
  };
  for (const definition of topLevel) {
    found.set(definition.symbol, definition);
    definitionChildren(definition).forEach(visit);
  }
  expressions.forEach(visit);
  return found;
}

/** The expressions of a spec's archetypes and procedures. */
export function archetypeExpressions(spec: LoweredSpec): readonly Core[] {
  const bodies = [...(spec.algorithm?.archetypes ?? []), ...(spec.algorithm?.procedures ?? [])];
  return bodies.flatMap((body) => bodyExpressions(body.variables, body.sections));
}
