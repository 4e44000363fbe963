import { InputProblem } from '../failures.ts';
import type { JavaEnd, Javas } from './java.ts';
import { hasBegunToServe } from './tlc-output.ts';

/** What TLC's distributed mode was asked to be like. */
export interface DistributedRequest {
  /** Workers that are started here; there may be others elsewhere if there is a host. */
  readonly localWorkers: number;
  /** The name of this machine by which others reach it; without one all stays on this machine. */
  readonly host: string | undefined;
  /** Undefined: TLC's own. */
  readonly port: number | undefined;
  /** Sets of fingerprints that are kept elsewhere, for which TLC waits; 0: it keeps them itself. */
  readonly fingerprintSets: number;
  /** How long the coordinator may take until workers can join, and to end when none is left. */
  readonly waitSeconds: number;
}

interface Run extends DistributedRequest {
  readonly jar: string;
  /** Threads of each worker that is started here. */
  readonly threads: number;
  /** What the coordinator is told of the spec. */
  readonly specArguments: readonly string[];
  readonly say: (text: string) => void;
}

/** TLC's classes take their settings as properties of Java that begin with the class's name. */
const coordinatorClass = 'tlc2.tool.distributed.TLCServer';
const workerClass = 'tlc2.tool.distributed.TLCWorker';
const fingerprintSetClass = 'tlc2.tool.distributed.fp.DistributedFPSet';

/**
 * Has a coordinator and workers of TLC check a spec; answers how the coordinator ended. All of `javas` are for the caller to stop. Throws InputProblem
 * if the coordinator does not come up, or no worker is left.
 */
export async function runDistributed(javas: Javas, run: Run): Promise<JavaEnd> {
  if (run.host !== undefined) run.say(forOtherMachines(run, run.host));
  const waits = new AbortController();
  const ready = new Signal();
  let soFar = '';
  const coordinator = javas.start(coordinatorArguments(run), (text) => {
    if (ready.isGiven) return;
    soFar += text;
    if (hasBegunToServe(soFar)) ready.give();
  });
  try {
    return await Promise.race([
      coordinator.ended,
      neverReady(ready, run, waits.signal),
      noWorkerLeft(startWorkers(javas, run, waits.signal), run, waits.signal),
    ]);
  } finally {
    waits.abort();
  }
}

function coordinatorArguments(run: Run): readonly string[] {
  const { fingerprintSets, jar, specArguments } = run;
  return [
    '-XX:+UseParallelGC',
    `-Djava.rmi.server.hostname=${run.host ?? localHost}`,
    ...portProperty(run),
    ...(fingerprintSets === 0 ? [] : [`-D${coordinatorClass}.expectedFPSetCount=${fingerprintSets}`]),
    '-cp',
    jar,
    coordinatorClass,
    '-tool',
    ...specArguments,
  ];
}

const localHost = '127.0.0.1';

function portProperty({ port }: DistributedRequest): readonly string[] {
  return port === undefined ? [] : [`-D${coordinatorClass}.port=${port}`];
}

/** How the workers end, each on its own; a worker waits by itself for the coordinator to come up. */
function startWorkers(javas: Javas, run: Run, finished: AbortSignal): readonly Promise<JavaEnd>[] {
  const host = run.host ?? localHost;
  return Array.from({ length: run.localWorkers }, async (_, index) => {
    const worker = javas.start([
      '-XX:+UseParallelGC',
      `-Djava.rmi.server.hostname=${host}`,
      ...portProperty(run),
      `-D${workerClass}.threadCount=${run.threads}`,
      '-cp',
      run.jar,
      workerClass,
      host,
    ]);
    const end = await worker.ended;
    // The coordinator ends workers when all is done, with code 0; what it was looking at it gives to another if one dies.
    if (!end.isSuccess && !end.wasStopped && !finished.aborted)
      run.say(`TLC's worker ${index + 1} ${end.end}\n`);
    return end;
  });
}

async function neverReady(ready: Signal, { waitSeconds }: Run, finished: AbortSignal): Promise<never> {
  await Promise.race([ready.given, seconds(waitSeconds, finished)]);
  if (ready.isGiven) return forever();
  throw new InputProblem(
    `TLC's coordinator was not ready for workers after ${waitSeconds} s; --tlc-wait lets it take longer`,
  );
}

async function noWorkerLeft(
  workers: readonly Promise<JavaEnd>[],
  { host, waitSeconds }: Run,
  finished: AbortSignal,
): Promise<never> {
  const ends = await Promise.all(workers);
  // Others can join; and where all are stopped the coordinator is, too.
  if (host !== undefined || ends.some(({ wasStopped }) => wasStopped)) return forever();
  const failed = ends.findLast(({ isSuccess }) => !isSuccess) ?? ends.at(-1);
  // Workers that have ended well were told to, by a coordinator that is about to end.
  if (failed?.isSuccess === true) await seconds(waitSeconds, finished);
  throw new InputProblem(
    `no worker of TLC is left: the last ${failed?.end ?? 'never began'}\n${failed?.out.trim().slice(-4000) ?? ''}`,
  );
}

/** What people run elsewhere so that other machines take part. */
function forOtherMachines(run: Run, host: string): string {
  const command = (className: string): string =>
    ['java', '-Djava.rmi.server.hostname=THAT_MACHINE', ...portProperty(run), '-cp', 'tla2tools.jar']
      .concat(className, host)
      .join(' ');
  const { fingerprintSets } = run;
  const sets =
    fingerprintSets === 0
      ? ''
      : `TLC waits for ${fingerprintSets} set${fingerprintSets === 1 ? '' : 's'} of fingerprints, each begun on another machine by\n  ${command(fingerprintSetClass)}\n`;
  return (
    `${sets}Other machines take part with the same tla2tools.jar, where THAT_MACHINE is the name by which this one reaches them:\n` +
    `  ${command(workerClass)}\n`
  );
}

/** Something that happens at most once, and may be waited for. */
class Signal {
  readonly given: Promise<void>;
  isGiven = false;
  private resolve: () => void = () => undefined;

  constructor() {
    this.given = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  give(): void {
    this.isGiven = true;
    this.resolve();
  }
}

/** Ends after so many seconds, or never if what it is for has finished. */
function seconds(count: number, finished: AbortSignal): Promise<void> {
  if (finished.aborted) return forever();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, count * 1000);
    finished.addEventListener('abort', () => void clearTimeout(timer));
  });
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
