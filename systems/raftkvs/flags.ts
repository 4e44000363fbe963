import { parseArgs } from 'node:util';
import { messageOf, nearestWord } from './text.ts';

/** One flag of a program. */
export interface Flag {
  /** Name in kebab case, without dashes: `srv-id`. */
  readonly name: string;
  /** Other spellings, without dashes: `srvId`, `c`. */
  readonly aliases: readonly string[];
  readonly kind: 'text' | 'switch';
}

/** Wrong usage of a program, in a sentence. */
export class UsageError extends Error {
  readonly code = 'RAFTKVS_USAGE';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What the command line said, by the flags' names. */
export interface FlagValues {
  text(name: string): string | undefined;
  isSet(name: string): boolean;
}

/**
 * Reads a command line. Long flags may be written with one dash, as programs in Go have them (`-srvId 1`, `-srvId=1`), or with two.
 * Throws UsageError for unknown flags, missing values and arguments that belong to no flag.
 */
export function parseFlags(argv: readonly string[], flags: readonly Flag[]): FlagValues {
  const names = new Map(
    flags.flatMap((flag) => [flag.name, ...flag.aliases].map((name) => [name, flag] as const)),
  );
  const normalised = argv.map((argument) => normalise(argument, names));
  const options = Object.fromEntries(
    flags.map((flag) => [
      flag.name,
      { type: flag.kind === 'text' ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({ args: normalised, options, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(messageOf(error).split('. ')[0] ?? '');
  }
  return {
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    isSet: (name) => values[name] === true,
  };
}

/** `-srvId`, `--srvId=1` and the like as `--srv-id`, `--srv-id=1`; everything that is no flag as it is. */
function normalise(argument: string, names: ReadonlyMap<string, Flag>): string {
  const match = /^--?([A-Za-z][A-Za-z-]*)(=.*)?$/su.exec(argument);
  const name = match?.[1];
  if (name === undefined) return argument;
  const flag = names.get(name);
  if (flag !== undefined) return `--${flag.name}${match?.[2] ?? ''}`;
  const suggestion = nearestWord(name, names.keys());
  throw new UsageError(
    `unknown flag ${argument}${suggestion === undefined ? '' : `; did you mean ${dashed(suggestion)}?`}`,
  );
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

/** The id a flag gives; throws UsageError unless it is a whole number from 1. */
export function idFlag(values: FlagValues, name: string, spelling: string): number {
  const text = values.text(name);
  if (text === undefined) throw new UsageError(`missing ${spelling}`);
  if (!/^[1-9]\d{0,6}$/u.test(text)) {
    throw new UsageError(`${spelling} expects a whole number from 1, but got ${JSON.stringify(text)}`);
  }
  return Number(text);
}

/** The text a flag gives; throws UsageError when it is missing. */
export function requiredFlag(values: FlagValues, name: string, spelling: string): string {
  const text = values.text(name);
  if (text === undefined || text === '') throw new UsageError(`missing ${spelling}`);
  return text;
}
