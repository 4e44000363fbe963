/** The exploration of a model's states by several threads. */
export type { ModelRecipe, SpecRecipe } from './recipe.ts';
export type { ParallelOptions } from './parallel-search.ts';
export type { SpillPlan } from './messages.ts';
export { Crew } from './crew.ts';
export { BlockStoreFailure, FileBlockStore } from './file-block-store.ts';
export { automaticWorkers, parallelSearch } from './parallel-search.ts';
export { parallelSimulation } from './parallel-simulation.ts';
export { ModuleRecorder, modulesNamed, specRecipe } from './recipe.ts';
export { WorkerFailure } from './thread.ts';
