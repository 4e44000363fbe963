import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { CheckReport } from '../../checker/index.ts';
import { InputProblem, UsageError } from '../failures.ts';
import { readText, writeAtomically } from '../files.ts';
import { shownPath } from '../inputs.ts';
import type { Terminal } from '../terminal.ts';

/** The files that a trace is to be written to. */
export interface TraceFiles {
  readonly itf: string | undefined;
  readonly traceTla: string | undefined;
}

/** Refuses, before anything is explored, files that must not be written. Throws InputProblem and UsageError. */
export async function refuseTraceFiles({ traceTla }: TraceFiles, terminal: Terminal): Promise<void> {
  if (traceTla === undefined) return;
  const { writtenBy } = await import('../../checker/index.ts');
  const path = resolve(terminal.workingDirectory, traceTla);
  if (!/^\w*[A-Za-z]\w*\.tla$/.test(basename(path)))
    throw new UsageError(
      `--trace-tla: the module is named like its file: expected NAME.tla, not ${traceTla}`,
    );
  for (const file of [path, configPath(path)]) {
    if (existsSync(file) && !readText(file).includes(writtenBy))
      throw new InputProblem(`will not overwrite ${shownPath(file, terminal)}, which is no trace`);
  }
}

/** Writes the trace of a report, if it has one. Throws InputProblem. */
export async function writeTraceFiles(
  { trace }: CheckReport,
  { itf, traceTla }: TraceFiles,
  terminal: Terminal,
): Promise<void> {
  if (trace === undefined) return;
  const { traceToItf, traceToModule } = await import('../../checker/index.ts');
  if (itf !== undefined) {
    const path = resolve(terminal.workingDirectory, itf);
    writeAtomically(path, `${JSON.stringify(traceToItf(trace), undefined, 1)}\n`);
  }
  if (traceTla !== undefined) {
    const path = resolve(terminal.workingDirectory, traceTla);
    const { module, config } = traceToModule(trace, basename(path, '.tla'));
    writeAtomically(path, module);
    writeAtomically(configPath(path), config);
  }
}

function configPath(path: string): string {
  return path.replace(/\.tla$/, '.cfg');
}
