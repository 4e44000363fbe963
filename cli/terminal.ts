/** What the program writes to; tests supply their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether `error` goes to a screen that shows colours. */
  readonly color: boolean;
  readonly workingDirectory: string;
}

/** Exit codes; part of the interface. */
export const exitCode = { ok: 0, inputProblem: 1, usage: 2, internal: 70 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The process's own terminal. NO_COLOR and dumb terminals get no colours. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    color: stderr.isTTY && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb',
    workingDirectory: process.cwd(),
  };
}
