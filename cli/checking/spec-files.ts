import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SpecTexts } from '../../checker/index.ts';
import type { Source } from '../../compiler/index.ts';
import { InputProblem } from '../failures.ts';
import { readText } from '../files.ts';
import { findModules, pathOf, shownPath } from '../inputs.ts';
import type { Terminal } from '../terminal.ts';

/** What the command line says of a spec and its configuration. */
export interface SpecArguments {
  readonly spec: string;
  readonly config: string | undefined;
  readonly inv: readonly string[];
  readonly prop: readonly string[];
  readonly const: readonly string[];
  readonly deadlock: boolean;
  readonly modulePath: readonly string[];
}

/** Reads the files the user named. Throws InputProblem. */
export async function readSpec(args: SpecArguments, terminal: Terminal): Promise<SpecTexts> {
  const { Source } = await import('../../compiler/index.ts');
  const read = (path: string): Source => new Source(shownPath(path, terminal), readText(path));
  const specPath = pathOf(args.spec, terminal);
  const source = read(specPath);
  const configPath = configOf(specPath, args.config, terminal);
  return {
    source,
    findModule: findModules(specPath, args.modulePath, terminal, (name, text) => new Source(name, text)),
    config: configPath === undefined ? undefined : read(configPath),
    invariants: args.inv,
    properties: args.prop,
    constants: args.const,
    deadlock: args.deadlock,
  };
}

/** The configuration the user named, or that of the spec: <name>.cfg beside it, models/<name>.cfg, models/MC.cfg. */
function configOf(specPath: string, given: string | undefined, terminal: Terminal): string | undefined {
  if (given !== undefined) {
    const path = pathOf(given, terminal);
    const withEnding = `${path}.cfg`;
    if (!existsSync(path) && existsSync(withEnding)) return withEnding;
    return path;
  }
  return configCandidates(specPath).find((path) => existsSync(path));
}

function configCandidates(specPath: string): readonly string[] {
  const folder = dirname(specPath);
  const name = `${basename(specPath).replace(/\.tla$/, '')}.cfg`;
  return [join(folder, name), join(folder, 'models', name), join(folder, 'models', 'MC.cfg')];
}

/** Where a new configuration of a spec belongs. Throws InputProblem if there is one already. */
export function newConfigPath(specPath: string, given: string | undefined, terminal: Terminal): string {
  const path = given === undefined ? (configCandidates(specPath)[0] as string) : pathOf(given, terminal);
  if (existsSync(path))
    throw new InputProblem(`will not overwrite ${shownPath(path, terminal)}; name another file with -c`);
  return path;
}
