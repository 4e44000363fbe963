import type { Readable, Writable } from 'node:stream';

/** What is typed or piped into the program. */
export interface Keyboard {
  readonly input: Readable & { setRawMode?(raw: boolean): unknown };
  /** Where a person sees prompts and what he types; undefined if nobody is there to see them. */
  readonly screen: Writable | undefined;
}

/** What the program reads and writes; tests supply their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether `error` goes to a screen that shows colours. */
  readonly color: boolean;
  /** Whether `out` does; not unless said so. */
  readonly outColor?: boolean;
  /** Whether `error` goes to a screen on which a line can be written anew, to show how far something is. */
  readonly isLive?: boolean;
  /** Calls back when the user wants the program to end (Ctrl-C); the first time only. What it returns ends that. */
  readonly onInterrupt?: (callback: () => void) => () => void;
  readonly workingDirectory: string;
  /** Without one there is nothing to read. */
  readonly keyboard?: Keyboard;
}

/** Exit codes; part of the interface. */
export const exitCode = {
  ok: 0,
  inputProblem: 1,
  usage: 2,
  internal: 70,
  // What a check found: TLC's codes.
  assumption: 10,
  deadlock: 11,
  safety: 12,
  liveness: 13,
  assertion: 14,
  evaluation: 75,
  // As shells have it for SIGINT.
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Lets a program go on, and end as it would, when nobody reads what it writes any more (`| head`). Other failures of the stream are thrown. */
export function bearClosing(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** The process's own terminal. NO_COLOR and dumb terminals get no colours. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  bearClosing(stdout);
  bearClosing(stderr);
  const isColorful = env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb';
  return {
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    color: stderr.isTTY && isColorful,
    outColor: stdout.isTTY && isColorful,
    isLive: stderr.isTTY && env['TERM'] !== 'dumb',
    onInterrupt: (callback) => {
      process.once('SIGINT', callback);
      return () => void process.off('SIGINT', callback);
    },
    workingDirectory: process.cwd(),
    keyboard: {
      get input() {
        return process.stdin;
      },
      get screen() {
        return process.stdin.isTTY && stdout.isTTY ? stdout : undefined;
      },
    },
  };
}
