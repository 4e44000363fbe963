import { pino } from 'pino';
import type { Logger } from 'pino';
import { build as pretty } from 'pino-pretty';

export type { Logger } from 'pino';

export interface LogOptions {
  /** Also what happens to every request. */
  readonly debug: boolean;
  /** For people rather than for programs. */
  readonly forPeople: boolean;
}

/** A log on standard output: one JSON object per line, or coloured text for people. Entries about what happened name it in `event`. */
export function makeLogger({ debug, forPeople }: LogOptions): Logger {
  const options = { level: debug ? 'debug' : 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (!forPeople) return pino(options, pino.destination({ fd: 1, sync: true }));
  const colorize = process.stdout.hasColors?.() ?? false;
  return pino(options, pretty({ colorize, translateTime: 'SYS:HH:MM:ss.l', hideObject: true, sync: true }));
}

/** A log that keeps nothing, for programs that embed a server. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
