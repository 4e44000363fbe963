import type { Argv } from 'yargs';

/** One value each time the option is given. */
export const severalValues = {
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
  requiresArg: true,
} as const;

export interface SpecArgument {
  readonly spec: string;
}

/** `<spec>`: the file a verb is about. */
export function withSpec<T>(yargs: Argv<T>): Argv<T & SpecArgument> {
  return yargs.positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' });
}

export interface ModulePathArgument {
  readonly 'module-path': string[];
}

/** `--module-path`: where modules are, besides the folder of the spec. */
export function withModulePath<T>(yargs: Argv<T>): Argv<T & ModulePathArgument> {
  return yargs.option('module-path', {
    ...severalValues,
    describe: 'A folder to look for modules in, after that of the spec; for each folder once',
  });
}

export interface WarningsArgument {
  readonly warnings: boolean;
}

/** `--no-warnings` */
export function withWarnings<T>(yargs: Argv<T>): Argv<T & WarningsArgument> {
  return yargs.option('warnings', {
    type: 'boolean',
    default: true,
    describe: 'Print warnings as well as errors (--no-warnings to leave them out)',
  });
}
