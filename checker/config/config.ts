import type { Span } from '../../compiler/index.ts';
import type { Value } from '../../runtime/tla/index.ts';

/** A name where the configuration has it. */
export interface ConfigName {
  readonly text: string;
  readonly span: Span;
}

/** `N = 3`: a constant, or a definition of the spec that is to have this value instead. */
export interface ConfigValue {
  readonly name: ConfigName;
  readonly value: Value;
  /** `[M]`: holds inside module M only. */
  readonly module: ConfigName | undefined;
  readonly span: Span;
}
/** `N <- Other`: the constant or definition stands for another definition. */
export interface ConfigReplacement {
  readonly name: ConfigName;
  readonly by: ConfigName;
  /** `N <- [M] Other`: inside module M only. */
  readonly module: ConfigName | undefined;
  readonly span: Span;
}

/** A TLC configuration file. */
export interface Config {
  readonly values: readonly ConfigValue[];
  readonly replacements: readonly ConfigReplacement[];
  readonly specification: ConfigName | undefined;
  readonly init: ConfigName | undefined;
  readonly next: ConfigName | undefined;
  readonly invariants: readonly ConfigName[];
  readonly properties: readonly ConfigName[];
  readonly constraints: readonly ConfigName[];
  readonly actionConstraints: readonly ConfigName[];
  readonly symmetry: readonly ConfigName[];
  readonly view: ConfigName | undefined;
  readonly alias: ConfigName | undefined;
  readonly postcondition: ConfigName | undefined;
  readonly checkDeadlock: boolean | undefined;
}

/** A configuration that says nothing. */
export const emptyConfig: Config = {
  values: [],
  replacements: [],
  specification: undefined,
  init: undefined,
  next: undefined,
  invariants: [],
  properties: [],
  constraints: [],
  actionConstraints: [],
  symmetry: [],
  view: undefined,
  alias: undefined,
  postcondition: undefined,
  checkDeadlock: undefined,
};
