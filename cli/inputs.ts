import { basename, dirname, relative, resolve } from 'node:path';
import type { Diagnostic } from '../compiler/index.ts';
import { InputProblem } from './failures.ts';
import { isFolder, moduleFinder } from './files.ts';
import type { Terminal } from './terminal.ts';

/** A path as the user wrote it, from where he is. */
export function pathOf(named: string, { workingDirectory }: Terminal): string {
  return resolve(workingDirectory, named);
}

/** A path as it is shown to the user: from where he is. */
export function shownPath(path: string, { workingDirectory }: Terminal): string {
  return relative(workingDirectory, path) || basename(path);
}

/**
 * A source of the modules that a spec may name: `Name.tla` in its own folder (without a spec, in the current one), then in those of
 * `--module-path`. `makeSource` takes a name to show and a text. Throws InputProblem if one of these is no folder.
 */
export function findModules<T>(
  specPath: string | undefined,
  modulePath: readonly string[],
  terminal: Terminal,
  makeSource: (name: string, text: string) => T,
): (name: string) => T | undefined {
  const own = specPath === undefined ? terminal.workingDirectory : dirname(specPath);
  const others = modulePath.map((folder) => {
    const path = pathOf(folder, terminal);
    if (!isFolder(path)) throw new InputProblem(`--module-path: there is no folder ${folder}`);
    return path;
  });
  const folders = [own, ...others];
  return moduleFinder(folders, (path, text) => makeSource(shownPath(path, terminal), text));
}

/** The diagnostics that the user wants to see. */
export function wantedOf(diagnostics: readonly Diagnostic[], warnings: boolean): readonly Diagnostic[] {
  return warnings ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error');
}

/** Prints diagnostics with frames of the texts they are about. */
export async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  terminal: Terminal,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { renderDiagnostics } = await import('../compiler/diagnostics/index.ts');
  terminal.error(renderDiagnostics(diagnostics, { color: terminal.color }));
}
