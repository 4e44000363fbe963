import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { canonicalAddress, parseAddress } from './address.ts';
import { ConfigError, readConfigText } from './config-problems.ts';
import type { ConfigProblem } from './config-problems.ts';
import {
  configSchema,
  defaultElectionMilliseconds,
  defaultHeartbeatMilliseconds,
  knownKeys,
} from './config-schema.ts';
import type { ConfigFile } from './config-schema.ts';
import { parseDuration, showDuration } from './duration.ts';
import { messageOf, nearestWord } from './text.ts';

export { ConfigError } from './config-problems.ts';
export type { ConfigProblem } from './config-problems.ts';

/** The two addresses a server listens at, as `host:port`. */
export interface ServerAddresses {
  readonly mailboxAddr: string;
  readonly monitorAddr: string;
}

/** What a cluster and its clients are run with. Durations are in milliseconds. */
export interface RaftkvsConfig {
  readonly numServers: number;
  readonly numClients: number;
  readonly debug: boolean;
  /** Whether term, vote and log survive the process. */
  readonly persist: boolean;
  /** Each server keeps its data in `server-<id>` below this directory. */
  readonly dataDir: string;
  readonly clientRequestTimeout: number;
  readonly fd: { readonly pullInterval: number; readonly timeout: number };
  readonly mailboxes: {
    readonly receiveChanSize: number;
    readonly dialTimeout: number;
    /** Accepted for the sake of existing files: reading parks until a message arrives. */
    readonly readTimeout: number;
    readonly writeTimeout: number;
  };
  readonly leaderElection: { readonly timeout: number; readonly timeoutOffset: number };
  /** Interval of a leader's heartbeats; entries are sent at once. */
  readonly appendEntriesSendInterval: number;
  /** Accepted for the sake of existing files: a section that finds a shared resource busy parks until it is free. */
  readonly sharedResourceTimeout: number;
  /** Accepted for the sake of existing files: a section that finds an input channel empty parks until it has a value. */
  readonly inputChanReadTimeout: number;
  /** By server id, from 1 to numServers. */
  readonly servers: ReadonlyMap<number, ServerAddresses>;
  /** Mailbox address by client id, from 1 to numClients. Clients of one range share one. */
  readonly clients: ReadonlyMap<number, string>;
}

/** Reads and checks a configuration file. Throws ConfigError, which names every problem. */
export function loadConfig(path: string): RaftkvsConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const problem = { key: '', value: messageOf(error), expected: 'a readable file', line: 1, column: 1 };
    throw new ConfigError(path, [problem], { cause: error });
  }
  return parseConfig(text, path);
}

/** Checks the text of a configuration file; `fileName` is for messages only. Throws ConfigError, which names every problem. */
export function parseConfig(text: string, fileName: string): RaftkvsConfig {
  const file = readConfigText(text);
  if (file.problems.length > 0) throw new ConfigError(fileName, file.problems);
  const parsed = configSchema.safeParse(file.content ?? {});
  const found: Finding[] = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => shapeFindings(issue, file.content))),
    ...crossFindings(file.content),
  ];
  if (!parsed.success || found.length > 0) {
    const problems = found.map((finding) => toProblem(finding, file.position(finding.path)));
    throw new ConfigError(
      fileName,
      problems.sort((a, b) => a.line - b.line || a.column - b.column),
    );
  }
  return toConfig(parsed.data);
}

interface Finding {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
  readonly expected: string;
  readonly hint?: string;
}

function toProblem({ path, ...rest }: Finding, place: { line: number; column: number }): ConfigProblem {
  return { key: path.map(String).join('.'), ...rest, ...place };
}

function shapeFindings(issue: z.core.$ZodIssue, content: unknown): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(issue.path, key, valueAt(content, [...issue.path, key])));
  }
  const expected = issue.code === 'custom' ? issue.message : expectedGroup(issue.path);
  return [{ path: issue.path, value: valueAt(content, issue.path), expected }];
}

function unknownKey(path: readonly PropertyKey[], key: string, value: unknown): Finding {
  const known = knownKeys[groupName(path)] ?? [];
  const suggestion = nearestWord(key, known);
  const hint = suggestion === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${suggestion}?`;
  return { path: [...path, key], value, expected: 'no such key', hint };
}

function expectedGroup(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'a file of keys and values';
  const known = knownKeys[groupName(path)];
  return known === undefined ? 'one entry per id' : `a group of the keys ${known.join(', ')}`;
}

/** The group a path names in `knownKeys`: ids become `N`. */
function groupName(path: readonly PropertyKey[]): string {
  return path.length === 2 ? `${String(path[0])}.N` : path.map(String).join('.');
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => groupAt(value)[String(key)], content);
}

function groupAt(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** What no single key can tell: counts against entries, addresses against each other, intervals against time-outs. */
function crossFindings(content: unknown): Finding[] {
  const file = groupAt(content);
  return [
    ...serverFindings(file['numServers'], file['servers']),
    ...clientFindings(file['numClients'], file['clients']),
    ...addressFindings(file),
    ...heartbeatFindings(file),
  ];
}

function serverFindings(count: unknown, servers: unknown): Finding[] {
  if (servers === undefined || !isCount(count)) return [];
  const entries = groupAt(servers);
  const extra = Object.keys(entries).filter((key) => !isIdUpTo(key, count));
  return [
    ...missingIds(count, new Set(Object.keys(entries).map(Number))).map((id) => ({
      path: ['servers', id],
      value: undefined,
      expected: `an entry for every server from 1 to numServers (${count})`,
    })),
    ...extra.map((key) => ({
      path: ['servers', key],
      value: entries[key],
      expected: `a server id from 1 to numServers (${count})`,
    })),
  ];
}

function clientFindings(count: unknown, clients: unknown): Finding[] {
  if (clients === undefined || !isCount(count)) return [];
  const seen = new Set<number>();
  const findings: Finding[] = [];
  for (const [key, entry] of Object.entries(groupAt(clients))) {
    const range = clientRange(key);
    const path = ['clients', key];
    if (range === undefined || range.last > count) {
      findings.push({
        path,
        value: entry,
        expected: `a client id from 1 to numClients (${count}), or a range of them such as 1-${count}`,
      });
      continue;
    }
    for (let id = range.first; id <= range.last; id += 1) {
      if (seen.has(id)) {
        findings.push({
          path,
          value: entry,
          expected: `every client id once, and client ${id} has an entry already`,
        });
        break;
      }
      seen.add(id);
    }
  }
  const missing = missingIds(count, seen)[0];
  if (missing !== undefined && findings.length === 0) {
    const expected = `an entry for every client from 1 to numClients (${count})`;
    findings.push({ path: ['clients', missing], value: undefined, expected });
  }
  return findings;
}

function addressFindings(file: Readonly<Record<string, unknown>>): Finding[] {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const section of ['servers', 'clients']) {
    for (const [id, entry] of Object.entries(groupAt(file[section]))) {
      for (const [name, text] of Object.entries(groupAt(entry))) {
        const address = typeof text === 'string' ? parseAddress(text) : undefined;
        if (address === undefined) continue;
        const key = `${section}.${id}.${name}`;
        const owner = owners.get(canonicalAddress(address));
        if (owner === undefined) owners.set(canonicalAddress(address), key);
        else {
          const expected = `an address of its own, and ${owner} has this one already`;
          findings.push({ path: [section, id, name], value: text, expected });
        }
      }
    }
  }
  return findings;
}

function heartbeatFindings(file: Readonly<Record<string, unknown>>): Finding[] {
  const value = file['appendEntriesSendInterval'];
  const heartbeat = durationOr(value, defaultHeartbeatMilliseconds);
  const election = durationOr(groupAt(file['leaderElection'])['timeout'], defaultElectionMilliseconds);
  if (heartbeat === undefined || election === undefined || heartbeat < election) return [];
  return [
    {
      path: ['appendEntriesSendInterval'],
      value: value ?? showDuration(heartbeat),
      expected: `less than leaderElection.timeout (${showDuration(election)})`,
      hint: 'followers would stand for election between two heartbeats',
    },
  ];
}

/** Milliseconds of a key that may be left out; undefined when it holds no duration. */
function durationOr(value: unknown, byDefault: number): number | undefined {
  if (value === undefined) return byDefault;
  return typeof value === 'string' ? parseDuration(value) : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100_000;
}

function isIdUpTo(key: string, count: number): boolean {
  return /^[1-9]\d*$/u.test(key) && Number(key) <= count;
}

function missingIds(count: number, present: ReadonlySet<number>): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter((id) => !present.has(id));
}

/** `7` or `1-100`; undefined when it is neither. */
function clientRange(key: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?$/u.exec(key);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  return first <= last ? { first, last } : undefined;
}

function toConfig({ servers, clients, ...rest }: ConfigFile): RaftkvsConfig {
  const clientAddresses = new Map<number, string>();
  for (const [key, { mailboxAddr }] of Object.entries(clients)) {
    const { first, last } = clientRange(key) ?? { first: 1, last: 0 };
    for (let id = first; id <= last; id += 1) clientAddresses.set(id, mailboxAddr);
  }
  const serverAddresses = new Map(Object.entries(servers).map(([id, entry]) => [Number(id), entry] as const));
  return { ...rest, servers: serverAddresses, clients: clientAddresses };
}
