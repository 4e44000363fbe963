import { ConfigError } from './config.ts';
import { RaftkvsError } from './errors.ts';
import { UsageError } from './flags.ts';
import { messageOf } from './text.ts';

/** How our programs end. */
export const exitCodes = {
  ok: 0,
  /** The configuration, an address, a directory or the data in it cannot be used; or a request got no answer. */
  problem: 1,
  usage: 2,
  /** A bug, or storage that failed under a running server. */
  failure: 70,
} as const;

/** Runs a program's `main` and turns what it throws into a message on standard error and an exit code. */
export async function runProgram(name: string, usage: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const [message, code] = report(name, usage, error);
    process.stderr.write(`${message}\n`);
    process.exitCode = code;
  }
}

function report(name: string, usage: string, error: unknown): readonly [string, number] {
  if (error instanceof UsageError) return [`${name}: ${error.message}\n\n${usage}`, exitCodes.usage];
  if (error instanceof ConfigError) return [error.message, exitCodes.problem];
  if (error instanceof RaftkvsError && error.code !== 'RAFTKVS_FAILED') {
    return [`${name}: ${error.message}`, exitCodes.problem];
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  return [`${name}: ${trace}`, exitCodes.failure];
}
