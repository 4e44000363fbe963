import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { causeOf, InputProblem } from './failures.ts';

/** The text of a file the user named. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputProblem(`cannot read ${path}: ${causeOf(error)}`, { cause: error });
  }
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
