#!/usr/bin/env node
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { runSession } from './client-session.ts';
import { loadConfig } from './config.ts';
import { durationExpectation, parseDuration } from './duration.ts';
import { RaftkvsError } from './errors.ts';
import { idFlag, parseFlags, requiredFlag, UsageError } from './flags.ts';
import type { Flag } from './flags.ts';
import { connect } from './index.ts';
import { exitCodes, runProgram } from './program.ts';
import { messageOf } from './text.ts';

const usage = `raftkvs-client reads and writes a replicated key-value store.

  raftkvs-client -clientId ID -c FILE [-f WORKLOAD] [--give-up DURATION]

  -clientId, --client-id ID  which client of the configuration this is, from 1; one process at a time may use an id
  -c, --config FILE          the configuration, in YAML; the same file for every server and client
  -f, --workload FILE        reads commands from a file instead of standard input
  --give-up DURATION         gives up a request after so long without an answer (5s); without it, keeps trying
  -h, --help                 prints this

Commands, one per line: get KEY, put KEY VALUE, help, quit. Words with spaces go in double quotes.
Answers, one per line on standard output: KEY VALUE, or "key not found". Messages go to standard error.
Exit codes: 0 every request was answered, 1 some were not, or the configuration cannot be used, 2 wrong usage, 70 internal error.

Example: echo 'put color blue' | raftkvs-client -clientId 1 -c configs/local-3.yaml`;

const flags: readonly Flag[] = [
  { name: 'client-id', aliases: ['clientId'], kind: 'text' },
  { name: 'config', aliases: ['c'], kind: 'text' },
  { name: 'workload', aliases: ['f'], kind: 'text' },
  { name: 'give-up', aliases: ['giveUp'], kind: 'text' },
  { name: 'help', aliases: ['h'], kind: 'switch' },
];

async function main(argv: readonly string[]): Promise<number> {
  const values = parseFlags(argv, flags);
  if (values.isSet('help')) {
    process.stdout.write(`${usage}\n`);
    return exitCodes.ok;
  }
  const id = idFlag(values, 'client-id', '-clientId ID');
  const config = loadConfig(requiredFlag(values, 'config', '-c FILE'));
  if (!config.clients.has(id)) {
    throw new UsageError(`-clientId ${id}: the configuration has clients 1 to ${config.numClients}`);
  }
  const giveUp = giveUpFlag(values.text('give-up'));
  const workload = values.text('workload');
  const input = workload === undefined ? process.stdin : await openWorkload(workload);
  const store = await connect(config, { clientIds: [id], requestTimeoutMilliseconds: giveUp });
  const interactive = workload === undefined && process.stdin.isTTY === true;
  const lines = createInterface({
    input,
    output: interactive ? process.stdout : undefined,
    prompt: '> ',
    crlfDelay: Infinity,
  });
  lines.on('SIGINT', () => {
    lines.close();
    void store.close();
  });
  if (interactive)
    process.stdout.write(`client ${id} of ${config.numServers} servers; type help for the commands\n`);
  try {
    const { unanswered } = await runSession(lines, store, {
      print: (line) => process.stdout.write(`${line}\n`),
      complain: (line) => process.stderr.write(`${line}\n`),
      patienceMilliseconds: 2 * config.clientRequestTimeout,
      every: (milliseconds, action) => {
        const timer = setInterval(action, milliseconds);
        return () => clearInterval(timer);
      },
      numberLines: !interactive,
      ...(interactive ? { prompt: () => lines.prompt() } : {}),
    });
    return unanswered === 0 ? exitCodes.ok : exitCodes.problem;
  } finally {
    lines.close();
    await store.close();
  }
}

function giveUpFlag(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  throw new UsageError(`--give-up expects ${durationExpectation}, but got ${JSON.stringify(text)}`);
}

async function openWorkload(path: string): Promise<NodeJS.ReadableStream> {
  try {
    const file = await open(path);
    return file.createReadStream({ encoding: 'utf8' });
  } catch (error) {
    throw new RaftkvsError('RAFTKVS_CANNOT_START', `cannot read the workload ${path}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

await runProgram('raftkvs-client', usage, () => main(process.argv.slice(2)));
