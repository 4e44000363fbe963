import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { etcdVersion, startEtcd } from './raftkvs/etcd.ts';
import type { Cluster } from './raftkvs/cluster.ts';
import { fill, runLoad } from './raftkvs/load.ts';
import { startRaftkvs } from './raftkvs/ours.ts';
import { cpuSeconds } from './raftkvs/processes.ts';
import { topOfProfiles } from './raftkvs/profile.ts';
import { ratiosOf, ratioTable, rowTable, table } from './raftkvs/report.ts';
import type { Row } from './raftkvs/report.ts';
import { workloadNamed } from './raftkvs/workloads.ts';
import type { Workload } from './raftkvs/workloads.ts';

const usage = `Measures raftkvs, and etcd if it is on the PATH: three server processes and one client process on loopback, every write synced.

  npx tsx bench/raftkvs.ts [options]

  --clients 1,10,100   concurrent clients, each in a closed loop
  --workloads put,get  also A, B, C, D and F of YCSB
  --duration 5         seconds measured per row, after a warm-up
  --warm-up 2          seconds before measuring
  --keys 10000         different keys
  --value-bytes 100    bytes per value
  --no-etcd            raftkvs only
  --idle               instead: CPU of idle servers over 10 s
  --endurance 200000   instead: puts/s after 10,000 and after so many puts
  --profile            also where the servers' CPU time goes
  --help               prints this

Results go to standard output and, as JSON, to bench/results/.`;

interface Options {
  readonly workloads: readonly Workload[];
  readonly clients: readonly number[];
  readonly durationMilliseconds: number;
  readonly warmUpMilliseconds: number;
  readonly keyCount: number;
  readonly valueBytes: number;
  readonly profile: boolean;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new RangeError(`--${name} expects a positive number, but got ${text}`);
}

async function measure(cluster: Cluster, options: Options): Promise<Row[]> {
  const { durationMilliseconds, warmUpMilliseconds, keyCount, valueBytes } = options;
  await fill(cluster.client, Math.max(...options.clients), keyCount, valueBytes);
  const rows: Row[] = [];
  const pids = [...cluster.pids, process.pid];
  for (const workload of options.workloads) {
    for (const clients of options.clients) {
      let [before, after] = [0, 0];
      const load = { workload, clients, warmUpMilliseconds, durationMilliseconds, keyCount, valueBytes };
      const onMeasuring = (phase: 'begin' | 'end'): void => {
        if (phase === 'begin') before = cpuSeconds(pids);
        else after = cpuSeconds(pids);
      };
      const result = await runLoad(cluster.client, { ...load, onMeasuring });
      const cpuMicrosecondsPerOperation = ((after - before) * 1e6) / result.operations;
      rows.push({
        store: cluster.name,
        workload: workload.name,
        clients,
        ...result,
        cpuMicrosecondsPerOperation,
      });
      process.stderr.write(
        `${cluster.name}: ${workload.name}, ${clients} clients: ${result.perSecond.toFixed(0)}/s\n`,
      );
    }
  }
  return rows;
}

async function compare(options: Options, withEtcd: boolean): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const rows: Row[] = [];
    const profiles = join(directory, 'profiles');
    const nodeArguments = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
    const starts = [() => startRaftkvs(Math.max(...options.clients), nodeArguments)];
    const etcd = withEtcd ? etcdVersion() : undefined;
    const clusters: (() => Promise<Cluster>)[] =
      etcd === undefined ? starts : [...starts, () => startEtcd(directory)];
    for (const start of clusters) {
      const cluster = await start();
      try {
        rows.push(...(await measure(cluster, options)));
      } finally {
        await cluster.stop();
      }
    }
    const ratios = ratiosOf(rows, 'raftkvs', 'etcd');
    process.stdout.write(`\n${rowTable(rows)}\n`);
    if (etcd === undefined)
      process.stdout.write('\nWithout etcd: it is not on the PATH, or was not asked for.\n');
    else process.stdout.write(`\n${etcd}\n${ratioTable(ratios)}\n`);
    if (options.profile) process.stdout.write(`\nCPU of the servers\n${topOfProfiles(profiles, 40)}\n`);
    save('raftkvs', { options, etcd: etcd ?? null, rows, ratios });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const idleSeconds = 10;

async function idle(): Promise<void> {
  const cluster = await startRaftkvs(1);
  try {
    await cluster.client.put(0, 'key', 'value');
    await sleep(2000);
    const before = cluster.pids.map((pid) => cpuSeconds([pid]));
    await sleep(idleSeconds * 1000);
    const roles = new Map((await cluster.servers.statuses()).map(({ id, role }) => [id, role]));
    const rows = cluster.pids.map((pid, index) => {
      const percent = (100 * (cpuSeconds([pid]) - (before[index] ?? 0))) / idleSeconds;
      return { id: index + 1, role: roles.get(index + 1) ?? 'unknown', percent };
    });
    const cells = rows.map(({ id, role, percent }) => [String(id), role, `${percent.toFixed(2)}%`]);
    process.stdout.write(`${table(['server', 'role', 'of a core'], cells)}\n`);
    save('raftkvs-idle', { seconds: idleSeconds, rows });
  } finally {
    await cluster.stop();
  }
}

const enduranceClients = 100;
const enduranceFirst = 10_000;
const enduranceWindow = 10_000;

/** Rates over windows of puts that end at 10,000 (after a warm-up of as many) and at `total`. */
async function endurance(total: number, options: Options): Promise<void> {
  if (total < enduranceFirst + 2 * enduranceWindow)
    throw new RangeError('--endurance expects at least 30000');
  const cluster = await startRaftkvs(enduranceClients);
  try {
    const putMany = async (count: number): Promise<number> => {
      const begin = performance.now();
      for (let done = 0; done < count; done += options.keyCount) {
        await fill(
          cluster.client,
          enduranceClients,
          Math.min(options.keyCount, count - done),
          options.valueBytes,
        );
      }
      return (1000 * count) / (performance.now() - begin);
    };
    await putMany(enduranceFirst);
    const early = await putMany(enduranceWindow);
    await putMany(total - enduranceFirst - 2 * enduranceWindow);
    const late = await putMany(enduranceWindow);
    const cells = [
      [String(enduranceFirst), early.toFixed(0)],
      [String(total), late.toFixed(0)],
      ['late / early', (late / early).toFixed(2)],
    ];
    process.stdout.write(`${table(['puts so far', 'puts/s'], cells)}\n`);
    save('raftkvs-endurance', { total, early, late });
  } finally {
    await cluster.stop();
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function save(name: string, result: object): void {
  const directory = new URL('./results/', import.meta.url);
  mkdirSync(directory, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
  const content = { at: new Date().toISOString(), machine, ...result };
  writeFileSync(new URL(`${name}.json`, directory), `${JSON.stringify(content, undefined, 2)}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '1,10,100' },
      workloads: { type: 'string', default: 'put,get' },
      duration: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '2' },
      keys: { type: 'string', default: '10000' },
      'value-bytes': { type: 'string', default: '100' },
      'no-etcd': { type: 'boolean', default: false },
      idle: { type: 'boolean', default: false },
      endurance: { type: 'string' },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const options: Options = {
    clients: values.clients.split(',').map((text) => positive('clients', text)),
    workloads: values.workloads.split(',').map(workloadNamed),
    durationMilliseconds: 1000 * positive('duration', values.duration),
    warmUpMilliseconds: 1000 * positive('warm-up', values['warm-up']),
    keyCount: positive('keys', values.keys),
    valueBytes: positive('value-bytes', values['value-bytes']),
    profile: values.profile,
  };
  if (values.help) process.stdout.write(`${usage}\n`);
  else if (values.idle) await idle();
  else if (values.endurance !== undefined) await endurance(positive('endurance', values.endurance), options);
  else await compare(options, !values['no-etcd']);
}

await main();
