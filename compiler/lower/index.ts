/** Lowering: a resolved spec as definitions and critical sections, plain data that the emitters and the checker read. */
export { lower, lowerExpression } from './lower.ts';
export type * from './core.ts';
export { boundSymbols, definitionChildren, isPatternTuple, patternSymbols } from './core.ts';
export { endsPath } from './ends-path.ts';
export { ownDependency, stateDependencies, stateDependency } from './levels.ts';
export type * from './lowered-spec.ts';
export { anyCore, coreChildren, mapArgument, mapCore, mapDefinition } from './map-core.ts';
export type { Replace } from './map-core.ts';
export { mapSpec } from './map-spec.ts';
