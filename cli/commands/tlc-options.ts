import type { Argv } from 'yargs';
import { countOf } from '../checking/amounts.ts';
import type { DistributedRequest } from '../checking/tlc-distributed.ts';
import { UsageError } from '../failures.ts';

/** What `check` is told of TLC. */
export interface TlcArguments {
  readonly engine: string;
  readonly 'tlc-distributed': number | undefined;
  readonly 'tlc-host': string | undefined;
  readonly 'tlc-port': number | undefined;
  readonly 'tlc-fpsets': number | undefined;
  readonly 'tlc-wait': number | undefined;
}

export function withTlcOptions<T>(yargs: Argv<T>): Argv<T & TlcArguments> {
  return yargs
    .option('engine', {
      choices: ['own', 'tlc'] as const,
      default: 'own',
      requiresArg: true,
      describe: 'tlc: run pcal.trans and TLC from the tla2tools.jar that TLA2TOOLS_JAR names',
    })
    .option('tlc-distributed', {
      type: 'number',
      requiresArg: true,
      describe: "TLC's distributed mode, with this many workers here, each of --workers threads; safety only",
    })
    .option('tlc-host', {
      type: 'string',
      requiresArg: true,
      describe: 'By this name of this machine workers elsewhere may join; what to run there is printed',
    })
    .option('tlc-port', {
      type: 'number',
      requiresArg: true,
      describe: "Where TLC's coordinator listens; by default 10997",
    })
    .option('tlc-fpsets', {
      type: 'number',
      requiresArg: true,
      describe: 'How many sets of fingerprints other machines keep; TLC waits for them',
    })
    .option('tlc-wait', {
      type: 'number',
      requiresArg: true,
      describe: `Seconds that TLC's coordinator may take until workers can join; by default ${usualWaitSeconds}`,
    });
}

/** Initial states are computed, and sets of fingerprints elsewhere begun, in that time. */
const usualWaitSeconds = 300;

/** What the command line asks of TLC's distributed mode; undefined: TLC's usual one. Throws UsageError. */
export function distributedOf(args: TlcArguments): DistributedRequest | undefined {
  const localWorkers = args['tlc-distributed'];
  const host = args['tlc-host'];
  const others = (['tlc-host', 'tlc-port', 'tlc-fpsets', 'tlc-wait'] as const).filter(
    (name) => args[name] !== undefined,
  );
  if (localWorkers === undefined) {
    if (others[0] === undefined) return undefined;
    throw new UsageError(`--${others[0]} is about TLC's distributed mode: --tlc-distributed N asks for it`);
  }
  if (args.engine !== 'tlc')
    throw new UsageError('--tlc-distributed is a mode of TLC: --engine tlc asks for it');
  if (!Number.isSafeInteger(localWorkers) || localWorkers < 0 || localWorkers > 256)
    throw new UsageError('--tlc-distributed: expected a number of workers from 0 to 256');
  if (localWorkers === 0 && host === undefined)
    throw new UsageError('--tlc-distributed 0: without workers here --tlc-host lets others join');
  // It becomes part of commands that people copy.
  if (host !== undefined && !/^[\w.:-]+$/.test(host))
    throw new UsageError(`--tlc-host: expected the name or address of this machine, not ${host}`);
  if (args['tlc-fpsets'] !== undefined && host === undefined)
    throw new UsageError('--tlc-fpsets: other machines reach this one by --tlc-host');
  const port = countOf('--tlc-port', args['tlc-port']);
  if (port !== undefined && port > 65_535)
    throw new UsageError('--tlc-port: expected a port from 1 to 65535');
  return {
    localWorkers,
    host,
    port,
    fingerprintSets: countOf('--tlc-fpsets', args['tlc-fpsets']) ?? 0,
    waitSeconds: countOf('--tlc-wait', args['tlc-wait']) ?? usualWaitSeconds,
  };
}
