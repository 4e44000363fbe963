import { z } from 'zod';
import { addressExpectation, parseAddress } from './address.ts';
import { durationExpectation, parseDuration } from './duration.ts';

/**
 * The shape of a configuration file, one leaf per key of the user's document. A leaf's issue carries as its message what was expected;
 * config.ts adds key, value and position.
 */

/** A key that must be there: `parse` answers undefined for what is not acceptable. */
function leaf<T>(expected: string, parse: (raw: unknown) => T | undefined) {
  return z.unknown().transform((raw, context): T => {
    const value = parse(raw);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', message: expected, input: raw });
    return z.NEVER;
  });
}

function durationLeaf(byDefaultMilliseconds: number) {
  return leaf(durationExpectation, (raw) =>
    typeof raw === 'string' ? parseDuration(raw) : undefined,
  ).default(byDefaultMilliseconds);
}

function countLeaf(highest: number) {
  return leaf(`a whole number from 1 to ${highest}`, (raw) =>
    typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= highest ? raw : undefined,
  );
}

function flagLeaf(byDefault: boolean) {
  return leaf('true or false', (raw) => (typeof raw === 'boolean' ? raw : undefined)).default(byDefault);
}

const addressLeaf = leaf(addressExpectation, (raw) =>
  typeof raw === 'string' && parseAddress(raw) !== undefined ? raw : undefined,
);

const pathLeaf = leaf('the path of a directory', (raw) =>
  typeof raw === 'string' && raw.trim() !== '' ? raw : undefined,
);

/** A group of keys that may be left out altogether. */
function group<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<Shape, z.core.$strict>>);
}

export const defaultElectionMilliseconds = 150;
export const defaultHeartbeatMilliseconds = 50;

const serverShape = { mailboxAddr: addressLeaf, monitorAddr: addressLeaf };
const clientShape = { mailboxAddr: addressLeaf };
const detectorShape = { pullInterval: durationLeaf(200), timeout: durationLeaf(100) };
const electionShape = {
  timeout: durationLeaf(defaultElectionMilliseconds),
  timeoutOffset: durationLeaf(150),
};
const mailboxesShape = {
  receiveChanSize: countLeaf(10_000_000).default(10_000),
  dialTimeout: durationLeaf(50),
  readTimeout: durationLeaf(50),
  writeTimeout: durationLeaf(50),
};

/** The largest cluster and the largest number of clients a file may ask for. */
const mostServers = 99;
const mostClients = 100_000;

export const configSchema = z.strictObject({
  numServers: countLeaf(mostServers),
  numClients: countLeaf(mostClients),
  debug: flagLeaf(false),
  persist: flagLeaf(true),
  dataDir: pathLeaf.default('data'),
  clientRequestTimeout: durationLeaf(1500),
  fd: group(detectorShape),
  mailboxes: group(mailboxesShape),
  leaderElection: group(electionShape),
  appendEntriesSendInterval: durationLeaf(defaultHeartbeatMilliseconds),
  sharedResourceTimeout: durationLeaf(2),
  inputChanReadTimeout: durationLeaf(20),
  servers: z.record(z.string(), z.strictObject(serverShape)),
  clients: z.record(z.string(), z.strictObject(clientShape)),
});

export type ConfigFile = z.infer<typeof configSchema>;

/** The keys a file may have at its top (`''`) and below each group; `N` stands for the ids. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(configSchema.shape),
  fd: Object.keys(detectorShape),
  mailboxes: Object.keys(mailboxesShape),
  leaderElection: Object.keys(electionShape),
  'servers.N': Object.keys(serverShape),
  'clients.N': Object.keys(clientShape),
};
