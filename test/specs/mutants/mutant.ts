/** One defect in a specification: specs/<system>/mutants/<name>.tla has it, and the configuration beside it finds it. */
export interface SpecMutant {
  /** A TLA+ identifier: the module's and the files' name. */
  readonly name: string;
  readonly defect: string;
  /** What is replaced in the specification's text, each occurring there once. */
  readonly edits: readonly (readonly [find: string, replace: string])[];
  /** The model under models/ that the configuration is made from. */
  readonly model: string;
  /** Constants that differ from the model's. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Invariants and properties that the configuration asks for instead of the model's. */
  readonly properties?: string;
  /** Not by a search of the model, but by the simulation of the compiled archetypes (test/specs/raftkvs/mutants.test.ts). */
  readonly isCaughtElsewhere?: boolean;
  /** The result, and the property or, for a failed assertion or a deadlock, nothing. */
  readonly caughtBy: readonly string[];
}
