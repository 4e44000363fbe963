import { seededRandom } from '../seeded-random.ts';
import type { Random } from '../seeded-random.ts';
import type { Corpus, Seed } from './corpus.ts';
import { below, mutated, oneOf } from './mutate.ts';
import { subjects } from './subjects.ts';
import type { SubjectName } from './subjects.ts';

/** A mutated text, and what is done with it. */
export interface Input {
  readonly subject: SubjectName;
  /** The files that it is made of. */
  readonly from: readonly string[];
  readonly text: string;
}

/** The input of a number: the same on every machine as long as the corpus is the same. */
export function inputOf(seed: number, corpus: Corpus): Input {
  const random = seededRandom(seed);
  const { subject, seeds } = drawn(corpus, random);
  const [one, other] = [oneOf(seeds, random), oneOf(seeds, random)];
  return { subject, from: [one.path, other.path], text: mutated(one.words, other.words, random) };
}

/** Long specs are drawn seldom, since each takes as long as a hundred short ones. */
function drawn(
  { specs, longSpecs, expressions, configs, traces }: Corpus,
  random: Random,
): { readonly subject: SubjectName; readonly seeds: readonly Seed[] } {
  const spec = below(400, random) === 0 ? longSpecs : specs;
  const place = below(100, random);
  if (place < 30) return { subject: 'compile', seeds: spec };
  if (place < 40) return { subject: 'format', seeds: spec };
  if (place < 50) return { subject: 'pluscal', seeds: spec };
  if (place < 60) return { subject: 'model', seeds: spec };
  if (place < 80) return { subject: 'expression', seeds: expressions };
  if (place < 90) return { subject: 'config', seeds: configs };
  return { subject: 'trace', seeds: traces };
}

/** What is wrong with how an input is dealt with: an exception. Undefined if all is well. */
export function problemOf({ subject, text }: Input): string | undefined {
  try {
    subjects[subject](text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
