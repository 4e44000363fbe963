import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { causeOf, InputProblem } from './failures.ts';

/** No spec is larger; to take one apart that is would need more memory than there is. */
const largestTextBytes = 16 * 1024 * 1024;

/** A file as it was when it was read, so that it is replaced only if it still is. */
export interface ReadText {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
  readonly bytes: Buffer;
}

/** The text of a file the user named: UTF-8, and not absurdly large. Throws InputProblem. */
export function readText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.includes(0)) throw noText(path);
  return bytes.toString('utf8');
}

/**
 * Reads a file that may be written again. Throws InputProblem for what `readText` does not read, and for what is not UTF-8 throughout:
 * writing would lose it.
 */
export function readForRewriting(path: string): ReadText {
  const bytes = readBytes(path);
  const text = bytes.toString('utf8');
  if (bytes.includes(0) || !Buffer.from(text, 'utf8').equals(bytes)) throw noText(path);
  return { path, text, bytes };
}

function noText(path: string): InputProblem {
  return new InputProblem(`cannot read ${path}: it is no text in UTF-8`);
}

function readBytes(path: string): Buffer {
  let size: number;
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw new Error('it is a folder');
    size = found.size;
    if (size <= largestTextBytes) return readFileSync(path);
  } catch (error) {
    throw new InputProblem(`cannot read ${path}: ${causeOf(error)}`, { cause: error });
  }
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  throw new InputProblem(
    `cannot read ${path}: it has ${megabytes(size)} MB, and a spec has at most ${megabytes(largestTextBytes)}`,
  );
}

/** The text of a file that need not exist. */
export function readTextIfThere(path: string): string | undefined {
  return existsSync(path) ? readText(path) : undefined;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Writes a file as a whole: whoever reads it sees the old text or the new one, and a failure leaves the old. Throws InputProblem. */
export function writeAtomically(path: string, text: string): void {
  replaceWhole(path, path, text);
}

/**
 * Writes a file anew that has been read, in the same way; what a link points to is replaced, not the link. Throws InputProblem, and leaves
 * the file alone, if it is read-only or has changed in the meantime.
 */
export function rewrite({ path, bytes }: ReadText, text: string): void {
  let target = path;
  let mode = 0;
  try {
    target = realpathSync(path);
    ({ mode } = statSync(target));
  } catch (error) {
    throw new InputProblem(`cannot write ${path}: ${causeOf(error)}`, { cause: error });
  }
  if ((mode & 0o222) === 0) throw new InputProblem(`cannot write ${path}: the file is read-only`);
  const check = (): void => {
    if (!readFileSync(target).equals(bytes))
      throw new InputProblem(`${path} has changed in the meantime, so it is left alone: try again`);
  };
  replaceWhole(path, target, text, { mode, check });
}

/** Puts a new file in the place of `target`, which messages call `path`, if `check` does not throw at the last moment. */
function replaceWhole(
  path: string,
  target: string,
  text: string,
  options: { readonly mode?: number; readonly check?: () => void } = {},
): void {
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, options.mode === undefined ? {} : { mode: options.mode });
    options.check?.();
    renameSync(temporary, target);
  } catch (error) {
    removeIfPossible(temporary);
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(`cannot write ${path}: ${causeOf(error)}`, { cause: error });
  }
}

/** Clears up after a failure, which is what the user is to be told of. */
export function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing could be written there is nothing to remove.
  }
}

/** A source of user modules: `Name.tla` in the first of the folders that has it. */
export function moduleFinder<T>(
  folders: readonly string[],
  makeSource: (path: string, text: string) => T,
): (name: string) => T | undefined {
  return (name) => {
    for (const folder of folders) {
      const path = join(folder, `${name}.tla`);
      const text = readTextIfThere(path);
      if (text !== undefined) return makeSource(path, text);
    }
    return undefined;
  };
}
