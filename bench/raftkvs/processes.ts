import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A process started for a measurement. */
export interface Started {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The last lines it wrote to stdout and stderr. */
  readonly tail: () => string;
  /** Sends a signal and waits for the end; resolves at once when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program; `onLine` sees each line of its output. */
export function start(command: string, args: readonly string[], onLine?: (line: string) => void): Started {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const pieces = (rest + chunk).split('\n');
      rest = pieces.pop() ?? '';
      for (const line of pieces) {
        onLine?.(line);
        lines.push(line);
        if (lines.length > 20) lines.shift();
      }
    });
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${command}`);
  return {
    process: child,
    pid,
    tail: () => lines.join('\n'),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/** Clock ticks per second of /proc/<pid>/stat: USER_HZ, 100 on every Linux. */
const ticksPerSecond = 100;

/** CPU seconds (user and system) that processes have used so far; the present process is measured exactly. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
}

function cpuSecondsOf(pid: number): number {
  if (pid === process.pid) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field, the program's name in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resolves when `condition` holds; throws after the time limit. */
export async function waitUntil(
  what: string,
  limitMilliseconds: number,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + limitMilliseconds;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what} took longer than ${limitMilliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
