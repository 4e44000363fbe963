import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';
import type { Model } from '../model/index.ts';
import type { ModelRecipe } from './recipe.ts';

/** A worker thread ended before its work was done. */
export class WorkerFailure extends Error {
  constructor(worker: number, message: string, options?: ErrorOptions) {
    super(`worker ${worker} failed: ${message}`, options);
    this.name = 'WorkerFailure';
  }
}

/** Runs one of this folder's entries. What is installed is JavaScript; sources are run through the loader that tests and benches use. */
export function newThread(name: 'worker' | 'simulation-worker', options: WorkerOptions): Worker {
  const entry = new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  if (!entry.pathname.endsWith('.ts')) return new Worker(entry, { execArgv: ownArguments(), ...options });
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/cjs$/, 'mjs');
  const script = `import(${JSON.stringify(pathToFileURL(loader).href)})
    .then(({ register }) => (register(), import(${JSON.stringify(entry.href)})));`;
  return new Worker(script, { ...options, eval: true });
}

/** What Node was told for threads too. `--input-type` is about the text of `--eval`, and threads that run files refuse it. */
function ownArguments(): string[] {
  return process.execArgv.filter((argument) => !argument.startsWith('--input-type'));
}

/** In a worker: the model that the recipe describes. */
export async function modelOf(recipe: ModelRecipe): Promise<Model> {
  const made = (await import(recipe.module)) as Record<string, (argument: unknown) => Model>;
  const make = made[recipe.name];
  if (make === undefined) throw new Error(`${recipe.module} has no export ${recipe.name}`);
  return make(recipe.argument);
}
