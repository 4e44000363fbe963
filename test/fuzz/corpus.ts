import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check, reportToJson, traceToItf } from '../../checker/index.ts';
import { Source } from '../../compiler/index.ts';
import { wordsOf } from './mutate.ts';

const root = new URL('../../', import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** The texts of a folder by their paths in the repository; without the mutants of specs, which are much the same texts. */
function texts(folder: string, ending: string): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((file) => file.endsWith(ending) && !file.includes('/mutants/'))
    .sort();
}

/** A text as words, from a file of the repository, or what one is made of. */
export interface Seed {
  readonly path: string;
  readonly words: readonly string[];
}

/** What texts are mutated, by what they are. Long texts take long, and stand apart to be drawn less often. */
export interface Corpus {
  readonly specs: readonly Seed[];
  readonly longSpecs: readonly Seed[];
  readonly expressions: readonly Seed[];
  readonly configs: readonly Seed[];
  readonly traces: readonly Seed[];
}

const longSpecBytes = 6000;
const specFolders = ['specs', 'test/oracle', 'test/golden', 'test/compiler/resolve/accepted'] as const;

/** Violations of several kinds, whose traces are seeds. */
const violated = [
  { spec: 'test/oracle/pluscal/JugsC.tla', config: 'test/oracle/pluscal/JugsC.cfg' },
  { spec: 'test/oracle/pluscal/TwoLocksP.tla', config: 'test/oracle/pluscal/TwoLocksP.cfg' },
  { spec: 'test/oracle/pluscal/CountdownP.tla', config: 'test/oracle/pluscal/CountdownP_stutter.cfg' },
  { spec: 'test/oracle/pluscal/HeadErrorC.tla', config: 'test/oracle/pluscal/HeadErrorC.cfg' },
] as const;

/** The spec whose model configurations are read for and traces followed on. */
export const modelled = violated[0];

export async function corpus(): Promise<Corpus> {
  const seed = (path: string): Seed => ({ path, words: wordsOf(read(path)) });
  const all = specFolders.flatMap((folder) => texts(folder, '.tla'));
  const isLong = (path: string): boolean => read(path).length > longSpecBytes;
  const lines = read('test/oracle/expressions.tsv').split('\n');
  const expressions = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const traces = await Promise.all(violated.map(tracesOf));
  return {
    specs: all.filter((path) => !isLong(path)).map(seed),
    longSpecs: all.filter(isLong).map(seed),
    expressions: expressions.map((line) => ({
      path: 'test/oracle/expressions.tsv',
      words: wordsOf((line.split('\t')[0] ?? '').replaceAll('␤', '\n')),
    })),
    configs: specFolders.flatMap((folder) => texts(folder, '.cfg')).map(seed),
    traces: traces.flat(),
  };
}

/** A source of the repository. */
export function sourceOf(path: string): Source {
  return new Source(path, read(path));
}

/** What checking finds wrong, in both formats. */
async function tracesOf({ spec, config }: (typeof violated)[number]): Promise<readonly Seed[]> {
  const at = (path: string): string => fileURLToPath(new URL(path, root));
  const report = await check({ spec: at(spec), config: at(config) });
  if (report.trace === undefined) throw new Error(`${spec}: nothing is violated`);
  return [reportToJson(report), traceToItf(report.trace)].map((json) => ({
    path: config,
    words: wordsOf(JSON.stringify(json)),
  }));
}
