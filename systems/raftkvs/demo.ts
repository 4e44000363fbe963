import { createInterface } from 'node:readline';
import { styleText } from 'node:util';
import { runSession } from './client-session.ts';
import { connect } from './index.ts';
import type { RaftkvsClient } from './index.ts';
import { LocalCluster } from './local-cluster.ts';
import { exitCodes, runProgram } from './program.ts';
import { RaftkvsError } from './errors.ts';

/** The tour behind `make run`: three servers, a few puts and gets, a crash of the leader, its return. */

const usage = 'The demonstration takes no arguments; see raftkvs-server --help and raftkvs-client --help.';

const keysAtFirst = 5;
const keysWithoutLeader = 5;

function say(text: string): void {
  process.stdout.write(`\n${styleText('bold', text)}\n`);
}

function tell(text: string): void {
  process.stdout.write(`  ${text}\n`);
}

async function main(): Promise<number> {
  say('Starting three servers, each a process of its own, on free ports of this machine.');
  const cluster = await LocalCluster.start({ numServers: 3, numClients: 2 });
  const stopOnSignal = (): void => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopOnSignal);
  try {
    for (const [id, { mailboxAddr }] of cluster.config.servers) {
      tell(`server ${id} at ${mailboxAddr}, process ${cluster.pid(id)}`);
    }
    tell(`configuration and data: ${cluster.directory} (removed at the end)`);
    const store = await connect(cluster.config, { requestTimeoutMilliseconds: 30_000 });
    try {
      await tour(cluster, store);
      if (process.stdin.isTTY) await converse(store);
    } finally {
      await store.close();
    }
  } finally {
    say('Stopping the servers and removing their data.');
    await cluster.stop();
  }
  tell('done');
  return exitCodes.ok;
}

async function tour(cluster: LocalCluster, store: RaftkvsClient): Promise<void> {
  say('They elect a leader: the one that talks to clients and tells the others what to store.');
  const first = await cluster.leader();
  tell(`server ${first.id} leads in term ${first.term}; a new election begins a new term`);

  say('A client stores values. Each is on the disks of two servers before the client hears "stored".');
  await putAll(store, 1, keysAtFirst);
  await getAll(store, 1, keysAtFirst);

  say(`Now the leader crashes: kill -9 of server ${first.id}, process ${cluster.pid(first.id)}.`);
  const killedAt = performance.now();
  await cluster.stopServer(first.id, 'SIGKILL');
  const second = await cluster.leader();
  tell(
    `after ${Math.round(performance.now() - killedAt)} ms, server ${second.id} leads in term ${second.term}`,
  );

  say('Two of three servers are a majority: nothing is lost, and the store goes on.');
  await getAll(store, 1, keysAtFirst);
  await putAll(store, keysAtFirst + 1, keysAtFirst + keysWithoutLeader);

  say(
    `Server ${first.id} starts again. It reads its log from the disk and gets from the leader what it missed.`,
  );
  cluster.startServer(first.id);
  await showCatchingUp(cluster, first.id);

  say('Every server now has all of it:');
  for (const { id, role, term, logLength, commitIndex, keys } of await cluster.statuses()) {
    tell(
      `server ${id}: ${role.padEnd(8)} term ${term}, ${logLength} log entries, ${commitIndex} committed, ${keys} keys`,
    );
  }
}

async function putAll(store: RaftkvsClient, first: number, last: number): Promise<void> {
  for (let index = first; index <= last; index += 1) {
    await store.put(`key-${index}`, `value-${index}`);
    tell(`put key-${index} value-${index}  stored`);
  }
}

async function getAll(store: RaftkvsClient, first: number, last: number): Promise<void> {
  for (let index = first; index <= last; index += 1) {
    const value = await store.get(`key-${index}`);
    if (value !== `value-${index}`)
      throw new RaftkvsError('RAFTKVS_FAILED', `key-${index} has the value ${value}`);
    tell(`get key-${index}  ${value}`);
  }
}

async function showCatchingUp(cluster: LocalCluster, id: number): Promise<void> {
  const seen = await cluster.waitFor(`the start of server ${id}`, 30_000, () => cluster.status(id));
  tell(`recovered from its disk: term ${seen.term}, ${seen.logLength} log entries`);
  const [leader, follower] = await cluster.waitFor(`server ${id} catching up`, 30_000, async () => {
    const leading = await cluster.leader();
    const following = await cluster.status(id);
    const level = following?.term === leading.term && following.commitIndex === leading.commitIndex;
    return level ? ([leading, following] as const) : undefined;
  });
  tell(
    `caught up with server ${leader.id}: ${follower.logLength} log entries, ${follower.commitIndex} committed`,
  );
}

async function converse(store: RaftkvsClient): Promise<void> {
  say('Now it is yours: get KEY, put KEY VALUE; help for more, Ctrl-D to leave.');
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  lines.on('SIGINT', () => lines.close());
  await runSession(lines, store, {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stdout.write(`${line}\n`),
    patienceMilliseconds: 3000,
    every: (milliseconds, action) => {
      const timer = setInterval(action, milliseconds);
      return () => clearInterval(timer);
    },
    numberLines: false,
    prompt: () => lines.prompt(),
  });
}

await runProgram('raftkvs-demo', usage, main);
