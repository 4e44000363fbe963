import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtProgram } from '../../../bench/built-program.ts';
import { programCommand } from '../../../systems/raftkvs/local-cluster.ts';

/** The arguments that make Node run a program: built, if the build is current, else from the sources. */
export function programArguments(program: 'server' | 'client' | 'demo'): readonly string[] {
  return builtProgram(program) ?? programCommand(program);
}

export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of raftkvs' programs to its end; `input` is its standard input. */
export async function runProgram(
  program: 'server' | 'client' | 'demo',
  args: readonly string[],
  input = '',
): Promise<ProgramResult> {
  const child = spawn(process.execPath, [...programArguments(program), ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.stdin.on('error', () => undefined).end(input);
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}
