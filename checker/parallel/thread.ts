import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/** A worker thread ended before its work was done. */
export class WorkerFailure extends Error {
  /** Memory or a disk was not enough; otherwise it is a defect. */
  readonly isForeseen: boolean;

  constructor(worker: number, message: string, options?: ErrorOptions & { readonly isForeseen?: boolean }) {
    super(`worker ${worker} failed: ${message}`, options);
    this.name = 'WorkerFailure';
    this.isForeseen = options?.isForeseen ?? false;
  }
}

/**
 * Runs one of this folder's entries. What is installed is JavaScript, and package.json ("imports") says where; sources are run through the loader
 * that tests and benches use.
 */
export function newThread(name: 'worker' | 'simulation-worker', options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    const entry = new URL(import.meta.resolve(`#checker/${name}`));
    return new Worker(entry, { execArgv: ownArguments(), ...options });
  }
  const entry = new URL(`./${name}.ts`, import.meta.url);
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
