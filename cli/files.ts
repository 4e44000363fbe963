import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { causeOf, InputProblem } from './failures.ts';

/** No spec is larger; to take one apart that is would need more memory than there is. */
const largestTextBytes = 16 * 1024 * 1024;

/** The text of a file the user named: UTF-8, and not absurdly large. */
export function readText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.includes(0)) throw new InputProblem(`cannot read ${path}: it is no text in UTF-8`);
  return bytes.toString('utf8');
}

function readBytes(path: string): Buffer {
  let size: number;
  try {
    size = statSync(path).size;
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

/** Replaces a file as a whole: whoever reads it sees the old text or the new one, and a failure leaves the old. */
export function writeAtomically(path: string, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new InputProblem(`cannot write ${path}: ${causeOf(error)}`, { cause: error });
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
