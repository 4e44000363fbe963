import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { causeOf, InputProblem } from '../failures.ts';

/** How a Java ended. */
export interface JavaEnd {
  /** All it printed, errors included. */
  readonly out: string;
  /** In words: `ended with code 1`, `was ended by SIGKILL`. */
  readonly end: string;
  readonly isSuccess: boolean;
  /** By us, before it ended by itself. */
  readonly wasStopped: boolean;
}

/** A Java that runs. */
export interface JavaRun {
  /** Rejects with InputProblem if there is no Java. */
  readonly ended: Promise<JavaEnd>;
}

/** How long a Java that was asked to end may take, before it is made to. */
const patienceMilliseconds = 3000;

/** What ends a program that does not listen; Ctrl-C is the terminal's. */
const fatalSignals = ['SIGTERM', 'SIGHUP'] as const;

/** The Javas of one check, all of which run in one folder and end with it. */
export class Javas {
  private readonly folder: string;
  private readonly running = new Set<ChildProcess>();
  private readonly stopped = new Set<ChildProcess>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Starts one; `onText` gets what it prints, as it comes. */
  start(args: readonly string[], onText: (text: string) => void = () => undefined): JavaRun {
    const child = spawn('java', [...args], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.running.add(child);
    const out: string[] = [];
    const receive = (text: string): void => {
      out.push(text);
      onText(text);
    };
    child.stdout.setEncoding('utf8').on('data', receive);
    child.stderr.setEncoding('utf8').on('data', receive);
    const ended = new Promise<JavaEnd>((resolve, reject) => {
      child.on('error', (error) => {
        this.running.delete(child);
        const message = `--engine tlc needs Java, which cannot be run: ${causeOf(error)}`;
        reject(new InputProblem(message, { cause: error }));
      });
      child.on('close', (code, signal) => {
        this.running.delete(child);
        const end = signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`;
        resolve({ out: out.join(''), end, isSuccess: code === 0, wasStopped: this.stopped.has(child) });
      });
    });
    // Who stops waiting for one is not told of it.
    ended.catch(() => undefined);
    return { ended };
  }

  /** Has them end with this program when it is told to end: nobody else would look after them. What it returns ends that. */
  endWithProcess(): () => void {
    const end = (signal: NodeJS.Signals): void => {
      for (const child of this.running) child.kill('SIGKILL');
      forget();
      process.kill(process.pid, signal);
    };
    const forget = (): void => {
      for (const signal of fatalSignals) process.off(signal, end);
    };
    for (const signal of fatalSignals) process.on(signal, end);
    return forget;
  }

  /** Ends all that run, and comes back when they have ended. */
  async stop(): Promise<void> {
    const running = [...this.running];
    for (const child of running) this.stopped.add(child);
    await Promise.all(running.map(stopOne));
  }
}

async function stopOne(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    if (child.exitCode !== null || child.signalCode !== null) {
      clearTimeout(force);
      resolve();
      return;
    }
    child.kill('SIGTERM');
  });
}
