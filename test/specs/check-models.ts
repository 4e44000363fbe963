import { fileURLToPath } from 'node:url';
import { runProgram } from '../../cli/program.ts';
import { checkedModels, walkedModels } from './models.ts';
import { systems } from './mutants/files.ts';

// `make mc`, `make sim` and `make check-mutants`: runs what is listed, prints a table, and fails if something is not as it must be.
//   check-models.ts models | walks | mutants [system]
// What finds a mutant must find nothing in the spec itself, as far as it went.

interface Row {
  readonly what: string;
  readonly args: readonly string[];
  isExpected(report: Report): boolean;
  /** The same for a spec without the defect; given the states of the trace. */
  readonly withoutDefect?: (traceLength: number) => readonly string[];
}

interface Report {
  readonly result: string;
  readonly violated: string | null;
  readonly distinct: number;
  readonly generated: number;
  readonly traceLength: number | null;
  readonly seconds: number;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

function walkOptions(walks: {
  readonly num: number;
  readonly depth: number;
  readonly seed: number;
}): string[] {
  return ['--num', String(walks.num), '--depth', String(walks.depth), '--seed', String(walks.seed)];
}

function modelRows(models: typeof checkedModels): readonly Row[] {
  return models.map(({ system, config, result, violated, walks }) => ({
    what: `${system} ${config}`,
    args: [
      walks === undefined ? 'check' : 'simulate',
      `specs/${system}/${system}.tla`,
      '-c',
      `specs/${system}/models/${config}`,
      ...(walks === undefined ? [] : walkOptions(walks)),
    ],
    isExpected: (report) => report.result === result && report.violated === (violated ?? null),
  }));
}

function mutantRows(): readonly Row[] {
  return Object.entries(systems).flatMap(([system, mutants]) =>
    mutants
      .filter(({ isCaughtElsewhere }) => isCaughtElsewhere !== true)
      .map(({ name, caughtBy }) => ({
        what: `${system} ${name}`,
        args: ['check', `specs/${system}/mutants/${name}.tla`],
        isExpected: ({ result, violated }: Report) => caughtBy.includes(violated ?? result),
        withoutDefect: (traceLength: number) => [
          ...['check', `specs/${system}/${system}.tla`, '-c', `specs/${system}/mutants/${name}.cfg`],
          ...['--depth', String(traceLength)],
        ],
      })),
  );
}

async function reportOf(args: readonly string[]): Promise<Report> {
  const out: string[] = [];
  const error: string[] = [];
  await runProgram([...args, '--json', '--no-warnings'], {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
    color: false,
    workingDirectory: root,
  });
  if (out.length === 0) throw new Error(error.join(''));
  return JSON.parse(out.join('')) as Report;
}

const [kind = 'models', only = ''] = process.argv.slice(2);
const rows = kind === 'mutants' ? mutantRows() : modelRows(kind === 'walks' ? walkedModels : checkedModels);
for (const { what, args, isExpected, withoutDefect } of rows) {
  if (!what.startsWith(only)) continue;
  const report = await reportOf(args);
  const { result, violated, distinct, generated, traceLength, seconds } = report;
  const found = violated === null ? result : `${result} ${violated}`;
  const control = withoutDefect === undefined ? undefined : await reportOf(withoutDefect(traceLength ?? 1));
  const isSound = control === undefined || control.result === 'ok' || control.result === 'incomplete';
  const isRight = isExpected(report) && isSound;
  const states = kind === 'walks' || distinct === 0 ? `${generated} visited` : `${distinct} distinct`;
  const length = traceLength === null ? '' : `, trace of ${traceLength}`;
  if (!isSound) console.log(`${what}: the spec without the defect gives ${control.result} as well`);
  console.log(
    `${isRight ? 'as expected' : 'NOT EXPECTED'}  ${what}: ${found}, ${states}${length}, ${seconds} s`,
  );
  if (!isRight) process.exitCode = 1;
}
