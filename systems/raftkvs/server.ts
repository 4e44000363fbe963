#!/usr/bin/env node
import { parseAddress, addressExpectation } from './address.ts';
import { startServer } from './bootstrap.ts';
import type { RunningServer } from './bootstrap.ts';
import { loadConfig } from './config.ts';
import { idFlag, parseFlags, requiredFlag, UsageError } from './flags.ts';
import type { Flag } from './flags.ts';
import { makeLogger } from './log.ts';
import { exitCodes, runProgram } from './program.ts';
import { serveStatus } from './status.ts';

const usage = `raftkvs-server runs one server of a replicated key-value store.

  raftkvs-server -srvId ID -c FILE [--status HOST:PORT] [--json]

  -srvId, --srv-id ID     which server of the configuration this is, from 1
  -c, --config FILE       the configuration, in YAML; the same file for every server and client
  --status HOST:PORT      answers GET /status (JSON) and GET /metrics (Prometheus) there
  --json                  logs in JSON, also on a terminal
  -h, --help              prints this

It stops on SIGINT or SIGTERM. Exit codes: 0 stopped, 1 the configuration or something it names cannot be used,
2 wrong usage, 70 internal error or failed storage.

Example: raftkvs-server -srvId 1 -c configs/local-3.yaml`;

const flags: readonly Flag[] = [
  { name: 'srv-id', aliases: ['srvId'], kind: 'text' },
  { name: 'config', aliases: ['c'], kind: 'text' },
  { name: 'status', aliases: [], kind: 'text' },
  { name: 'json', aliases: [], kind: 'switch' },
  { name: 'help', aliases: ['h'], kind: 'switch' },
];

async function main(argv: readonly string[]): Promise<number> {
  const values = parseFlags(argv, flags);
  if (values.isSet('help')) {
    process.stdout.write(`${usage}\n`);
    return exitCodes.ok;
  }
  const id = idFlag(values, 'srv-id', '-srvId ID');
  const config = loadConfig(requiredFlag(values, 'config', '-c FILE'));
  if (!config.servers.has(id)) {
    throw new UsageError(`-srvId ${id}: the configuration has servers 1 to ${config.numServers}`);
  }
  const statusAddress = values.text('status');
  if (statusAddress !== undefined && parseAddress(statusAddress) === undefined) {
    throw new UsageError(`--status expects ${addressExpectation}, but got ${JSON.stringify(statusAddress)}`);
  }
  const forPeople = process.stdout.isTTY === true && !values.isSet('json');
  const server = await startServer(config, id, { logger: makeLogger({ debug: config.debug, forPeople }) });
  return await serve(server, statusAddress);
}

/** Runs until a signal comes or the server fails. */
async function serve(server: RunningServer, statusAddress: string | undefined): Promise<number> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    const status = statusAddress === undefined ? undefined : await serveStatus(statusAddress, server);
    try {
      await Promise.race([stopped, server.failed]);
    } finally {
      await status?.close();
    }
  } finally {
    await server.stop();
  }
  return exitCodes.ok;
}

await runProgram('raftkvs-server', usage, () => main(process.argv.slice(2)));
