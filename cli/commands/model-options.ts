import type { Argv } from 'yargs';

/** What all verbs that explore a spec under a configuration are told. */
export interface ModelArguments {
  readonly spec: string;
  readonly config: string | undefined;
  readonly inv: string[];
  readonly prop: string[];
  readonly const: string[];
  readonly deadlock: boolean;
  readonly 'trace-expr': string[];
  readonly minimize: boolean;
  readonly coverage: boolean;
  readonly json: boolean;
  readonly itf: string | undefined;
  readonly 'module-path': string[];
  readonly warnings: boolean;
}

/** Options of all verbs that explore a spec under a configuration. */
export function withModelOptions(yargs: Argv): Argv<ModelArguments> {
  return yargs
    .positional('spec', { type: 'string', demandOption: true, describe: 'The .tla file' })
    .option('config', {
      alias: 'c',
      type: 'string',
      requiresArg: true,
      describe: "TLC's configuration file; by default that of the spec's name, beside it or in models/",
    })
    .option('inv', {
      ...several,
      describe: 'An invariant to check, besides those of the configuration',
    })
    .option('prop', { ...several, describe: 'A temporal property to check' })
    .option('const', { ...several, describe: 'A constant: N=3, or N<-Definition' })
    .option('deadlock', {
      type: 'boolean',
      default: true,
      describe: 'Report deadlocks (--no-deadlock not to)',
    })
    .option('trace-expr', { ...several, describe: 'An expression to show in every state of a trace' })
    .option('minimize', {
      type: 'boolean',
      default: false,
      describe: 'Look for a shorter behaviour with the same violation',
    })
    .option('coverage', {
      type: 'boolean',
      default: false,
      describe: 'Say how often every label was taken',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' })
    .option('itf', {
      type: 'string',
      requiresArg: true,
      describe: "Write the trace to a file in Apalache's Informal Trace Format",
    })
    .option('module-path', { ...several, describe: 'Folders to look for modules in, after that of the spec' })
    .option('warnings', {
      type: 'boolean',
      default: true,
      describe: 'Print warnings as well as errors (--no-warnings to leave them out)',
    });
}

/** One value each time the option is given. */
const several = {
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
  requiresArg: true,
} as const;
