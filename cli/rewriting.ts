import { Buffer } from 'node:buffer';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { causeOf, InputProblem } from './failures.ts';

/** Larger files are no specs. */
const largestBytes = 16 * 1024 * 1024;

/** A file as it was when it was read, so that it is replaced only if it still is. */
export interface ReadSpec {
  /** As the user wrote it. */
  readonly path: string;
  readonly text: string;
  readonly bytes: Buffer;
}

/** Reads a spec file that may be written again. Throws InputProblem for what is no text in UTF-8, or too large to be a spec. */
export function readSpec(path: string): ReadSpec {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > largestBytes)
      throw new InputProblem(
        `${path} is too large to be a spec: ${size} bytes, at most ${largestBytes} are read`,
      );
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(`cannot read ${path}: ${causeOf(error)}`, { cause: error });
  }
  const text = bytes.toString('utf8');
  // Whatever is no UTF-8 would be lost in writing.
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new InputProblem(`${path} is not a text in UTF-8`);
  return { path, text, bytes };
}

/**
 * Replaces a file as a whole: whoever reads it sees the old text or the new one, and a failure leaves the old. Throws InputProblem, and leaves the file alone, if it is read-only or
 * has changed since it was read.
 */
export function replaceSpec({ path, bytes }: ReadSpec, text: string): void {
  let temporary: string | undefined;
  try {
    // What a link points to is replaced, not the link.
    const target = realpathSync(path);
    const { mode } = statSync(target);
    if ((mode & 0o222) === 0) throw new InputProblem(`cannot write ${path}: the file is read-only`);
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    writeFileSync(temporary, text, { mode });
    if (!readFileSync(target).equals(bytes))
      throw new InputProblem(`${path} has changed in the meantime, so it is left alone: try again`);
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(`cannot write ${path}: ${causeOf(error)}`, { cause: error });
  }
}
