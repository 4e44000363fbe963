import type { Argv } from 'yargs';
import { severalValues, withModulePath, withSpec, withWarnings } from '../options.ts';
import type { ModulePathArgument, SpecArgument, WarningsArgument } from '../options.ts';

/** What all verbs that explore a spec under a configuration are told. */
export interface ModelArguments extends SpecArgument, ModulePathArgument, WarningsArgument {
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
  readonly 'trace-tla': string | undefined;
}

/** Options of all verbs that explore a spec under a configuration. */
export function withModelOptions(yargs: Argv): Argv<ModelArguments> {
  return withWarnings(withModulePath(withSpec(yargs)))
    .option('config', {
      alias: 'c',
      type: 'string',
      requiresArg: true,
      describe: "TLC's configuration file; by default that of the spec's name, beside it or in models/",
    })
    .option('inv', {
      ...severalValues,
      describe: 'An invariant to check, besides those of the configuration',
    })
    .option('prop', { ...severalValues, describe: 'A temporal property to check' })
    .option('const', { ...severalValues, describe: 'A constant: N=3, or N<-Definition' })
    .option('deadlock', {
      type: 'boolean',
      default: true,
      describe: 'Report deadlocks (--no-deadlock not to)',
    })
    .option('trace-expr', { ...severalValues, describe: 'An expression to show in every state of a trace' })
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
    .option('trace-tla', {
      type: 'string',
      requiresArg: true,
      describe: 'Write the trace as a TLA+ module, NAME.tla, and its configuration, NAME.cfg',
    });
}
