import { readdirSync, readFileSync } from 'node:fs';
import { compile, diagnosticsToJson, renderDiagnostics, Source } from '../../compiler/index.ts';
import { mutated, randomSource, wordsOf } from './mutate.ts';

const root = new URL('../../', import.meta.url);

function texts(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tla'))
    .sort()
    .map((file) => readFileSync(new URL(`${folder}/${file}`, root), 'utf8'));
}

/** Every spec of the repository, as words. */
export function corpus(): readonly (readonly string[])[] {
  return ['specs', 'test/oracle', 'test/golden', 'test/compiler/resolve/accepted']
    .flatMap(texts)
    .map(wordsOf);
}

export interface Failure {
  readonly seed: number;
  readonly text: string;
  readonly what: string;
}

/** Longer than any text of the corpus takes on a busy machine, and shorter than a hang. */
const patienceMilliseconds = 20_000;

/**
 * Compiles a text. What is wrong with that: an exception, a time beyond all bounds, or diagnostics that cannot be shown. Undefined if all
 * is well: a result, or diagnostics with an error.
 */
export function problemOf(text: string, now: () => number): string | undefined {
  const started = now();
  try {
    const { value, diagnostics } = compile(new Source('Fuzz.tla', text), {
      fileName: 'Fuzz.ts',
      multipleWrites: text.length % 2 === 0,
      findModule: (name) => (name === 'M' ? new Source('M.tla', text) : undefined),
    });
    if (value === undefined && !diagnostics.some(({ severity }) => severity === 'error'))
      return 'neither result nor error';
    renderDiagnostics(diagnostics, { color: false });
    const outside = diagnosticsToJson(diagnostics).find(
      ({ place, message }) => place.line < 1 || place.column < 1 || message === '',
    );
    if (outside !== undefined) return `a diagnostic without place or message: ${JSON.stringify(outside)}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const took = now() - started;
  return took > patienceMilliseconds ? `took ${Math.round(took)} ms` : undefined;
}

/** The mutated text of a seed. */
export function textOf(seed: number, words: readonly (readonly string[])[]): string {
  const random = randomSource(seed);
  return mutated(words[random(words.length)] ?? [], words[random(words.length)] ?? [], random);
}

/** Compiles the mutated texts of the seeds from `first` on; answers what failed. */
export function* campaign(first: number, count: number, now: () => number): Generator<Failure | undefined> {
  const words = corpus();
  for (let seed = first; seed < first + count; seed++) {
    const text = textOf(seed, words);
    const what = problemOf(text, now);
    yield what === undefined ? undefined : { seed, text, what };
  }
}
