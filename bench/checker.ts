import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { topOfProfiles } from './raftkvs/profile.ts';
import { table } from './raftkvs/report.ts';

/**
 * `make bench-checker`: how fast the built checker explores raftkvs and the five largest specs of the oracle, end to end. Every run is a process
 * of its own; rates count its whole life, and are those of the median of `--runs`, in which the numbers of workers take turns. `--only NAME`,
 * `--workers 1,2`, `--profile` (where the time goes), `--large` (state spaces of 2 million and of 100 million instead, some 7 minutes for each run
 * of all).
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** Spec and configuration, from the root, and how deep it is searched if that is not to the end. */
type Search = readonly [spec: string, config: string, depth?: number];

const specs: readonly Search[] = [
  ['specs/raftkvs/raftkvs.tla', 'specs/raftkvs/models/MC.cfg', 24],
  ['specs/raftkvs/raftkvs.tla', 'specs/raftkvs/models/MC_small.cfg'],
  ['test/oracle/pluscal/RingTerminationP.tla', 'test/oracle/pluscal/RingTerminationP_big.cfg'],
  ['test/oracle/pluscal/QuorumRegisterC.tla', 'test/oracle/pluscal/QuorumRegisterC.cfg'],
  ['test/oracle/pluscal/PhilosophersC.tla', 'test/oracle/pluscal/PhilosophersC_big.cfg'],
  ['test/oracle/pluscal/BoundedQueueP.tla', 'test/oracle/pluscal/BoundedQueueP_big.cfg'],
  ['test/oracle/pluscal/BakeryP.tla', 'test/oracle/pluscal/BakeryP_big.cfg'],
];

const largeSpecs: readonly Search[] = [
  ['test/oracle/pluscal/BoundedQueueP.tla', 'bench/checker/BoundedQueueP_large.cfg'],
  ['bench/checker/Counters.tla', 'bench/checker/Counters.cfg'],
];

interface Measured {
  readonly result: string;
  readonly distinct: number;
  readonly generated: number;
  readonly visitedBytes: number;
  /** Of the whole process. */
  readonly megabytes: number;
}

interface Run {
  readonly measured: Measured;
  readonly seconds: number;
}

/** Runs in the process that is measured. */
const script = `
const [checker, spec, config, workers, depth] = process.argv.slice(1);
const { check } = await import(checker);
const options = { spec, config, workers: Number(workers) };
const report = await check(depth === '' ? options : { ...options, maximumDepth: Number(depth) });
const { result, distinct, generated, statistics } = report;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ result, distinct, generated, visitedBytes: statistics?.visitedBytes ?? 0, megabytes }));
`;

function run(
  spec: string,
  config: string,
  workers: number,
  depth: number | undefined,
  profileDirectory?: string,
): Run {
  const checker = new URL('../dist/checker/index.js', import.meta.url).href;
  const profile = profileDirectory === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDirectory];
  const begin = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...profile,
      '--input-type=module',
      '--eval',
      script,
      checker,
      join(root, spec),
      join(root, config),
      String(workers),
      depth === undefined ? '' : String(depth),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 24 },
  );
  const seconds = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${config}: ${stderr}`);
  return { measured: JSON.parse(stdout) as Measured, seconds };
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    workers: { type: 'string' },
    runs: { type: 'string' },
    large: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});

/** Of runs that differ in nothing but their time. */
function median(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((one, other) => one.seconds - other.seconds);
  return sorted[Math.floor((sorted.length - 1) / 2)] as Run;
}

function profiled(measure: (directory: string) => Run, title: string): Run {
  const directory = mkdtempSync(join(tmpdir(), 'profile-'));
  try {
    const found = measure(directory);
    console.log(`${title}\n${topOfProfiles(directory, 20)}\n`);
    return found;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const workerCounts = (values.workers ?? (values.large ? '1' : '1,2')).split(',').map(Number);
const rounds = values.profile ? 1 : Number(values.runs ?? (values.large ? '1' : '3'));
const searches = values.large ? largeSpecs : specs;
const rows: string[][] = [];
for (const [spec, config, depth] of searches.filter(([, name]) => name.includes(values.only))) {
  const name = `${config.split('/').at(-1) ?? config}${depth === undefined ? '' : ` to depth ${depth}`}`;
  // One state deep: what it takes to get to the first state.
  const start = run(spec, config, 1, 1);
  const runs = workerCounts.map((): Run[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [place, workers] of workerCounts.entries())
      runs[place]?.push(
        values.profile
          ? profiled(
              (directory) => run(spec, config, workers, depth, directory),
              `${name}, ${workers} worker(s)`,
            )
          : run(spec, config, workers, depth),
      );
  const medians = runs.map(median);
  for (const [place, { measured, seconds }] of medians.entries())
    rows.push([
      name,
      String(workerCounts[place]),
      measured.result,
      String(measured.distinct),
      String(measured.generated),
      seconds.toFixed(1),
      ((medians[0]?.seconds ?? seconds) / seconds).toFixed(2),
      Math.round(measured.generated / seconds).toString(),
      Math.round(measured.distinct / seconds).toString(),
      (measured.visitedBytes / measured.distinct).toFixed(1),
      start.seconds.toFixed(2),
      measured.megabytes.toFixed(0),
    ]);
}
const heads = [
  'model',
  'workers',
  'result',
  'distinct',
  'generated',
  's',
  'x first',
  'generated/s',
  'distinct/s',
  'B/state',
  'first state s',
  'MB',
];
console.log(table(heads, rows));
