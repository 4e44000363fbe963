import { build } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';
import type { Step, Workload } from './workloads.ts';

/** A store under load: one connection to it per process, used by many closed-loop clients. */
export interface StoreClient {
  /** `client` counts from 0; at most one request per client is under way. */
  put(client: number, key: string, value: string): Promise<void>;
  /** Undefined when the key is not there. */
  get(client: number, key: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface LoadOptions {
  readonly workload: Workload;
  readonly clients: number;
  readonly warmUpMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly keyCount: number;
  readonly valueBytes: number;
  /** Called when warm-up ends and when measuring ends: the moments to read CPU meters at. */
  readonly onMeasuring: (phase: 'begin' | 'end') => void;
}

export interface LoadResult {
  readonly operations: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly maxMilliseconds: number;
}

/** Runs a closed loop: every client sends its next request as soon as it has the answer to the last. Throws on any wrong answer. */
export async function runLoad(store: StoreClient, options: LoadOptions): Promise<LoadResult> {
  const histogram = build({ bitBucketSize: 64, numberOfSignificantValueDigits: 3 });
  const begin = performance.now() + options.warmUpMilliseconds;
  const end = begin + options.durationMilliseconds;
  const steps = options.workload.start(options.keyCount);
  const clients = Array.from({ length: options.clients }, (_, client) =>
    runClient(store, client, steps(client), options.valueBytes, histogram, begin, end),
  );
  const phases = [at(begin, () => options.onMeasuring('begin')), at(end, () => options.onMeasuring('end'))];
  await Promise.all([...clients, ...phases]);
  const seconds = options.durationMilliseconds / 1000;
  return {
    operations: histogram.totalCount,
    seconds,
    perSecond: histogram.totalCount / seconds,
    p50Milliseconds: histogram.getValueAtPercentile(50) / 1000,
    p99Milliseconds: histogram.getValueAtPercentile(99) / 1000,
    maxMilliseconds: histogram.maxValue / 1000,
  };
}

/** Stores every key once, so that gets find something. */
export async function fill(
  store: StoreClient,
  clients: number,
  keyCount: number,
  valueBytes: number,
): Promise<void> {
  let next = 0;
  const worker = async (client: number): Promise<void> => {
    while (next < keyCount) {
      const key = next;
      next += 1;
      await store.put(client, keyName(key), valueOf(key, valueBytes));
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => worker(client)));
}

async function runClient(
  store: StoreClient,
  client: number,
  nextStep: () => Step,
  valueBytes: number,
  histogram: Histogram,
  begin: number,
  end: number,
): Promise<void> {
  for (let now = performance.now(); now < end;) {
    await runStep(store, client, nextStep(), valueBytes);
    const answered = performance.now();
    if (now >= begin && answered <= end)
      histogram.recordValue(Math.max(1, Math.round((answered - now) * 1000)));
    now = answered;
  }
}

/** Does what a step says; throws if a get gives anything but the key's value. */
export async function runStep(
  store: StoreClient,
  client: number,
  { kind, key }: Step,
  valueBytes: number,
): Promise<void> {
  const [name, expected] = [keyName(key), valueOf(key, valueBytes)];
  if (kind !== 'put') {
    const value = await store.get(client, name);
    if (value !== expected) throw new Error(`wrong answer for ${name}: ${value}`);
  }
  if (kind !== 'get') await store.put(client, name, expected);
}

function keyName(key: number): string {
  return `key-${String(key).padStart(8, '0')}`;
}

/** The value of a key is a function of the key, so that every get can be checked. */
function valueOf(key: number, bytes: number): string {
  return `${key}-`.padEnd(bytes, 'abcdefghijklmnopqrstuvwxyz');
}

function at(moment: number, action: () => void): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(
      () => {
        action();
        resolve();
      },
      Math.max(0, moment - performance.now()),
    );
  });
}
