import type { FindModule } from '../../compiler/index.ts';
import { Source } from '../../compiler/index.ts';
import { emptyConfig, parseConfig } from '../config/index.ts';
import type { Model, ModelOverrides } from '../model/index.ts';
import { buildModel } from '../model/index.ts';

/**
 * How a worker makes its model: it imports `module` (a URL) and calls its export `name` with the argument, which crosses threads by structured
 * cloning. Equal calls must give equal models.
 */
export interface ModelRecipe {
  readonly module: string;
  readonly name: string;
  readonly argument: unknown;
}

/** A source as data. */
interface Text {
  readonly name: string;
  readonly text: string;
}

/** All the texts that a spec consists of. */
interface SpecData {
  readonly source: Text;
  readonly modules: readonly (readonly [string, Text])[];
  readonly config: Text | undefined;
  readonly checksDeadlock: boolean;
  readonly overrides: ModelOverrides;
}

/** Remembers the modules that were found, so that a worker can find them again. */
export class ModuleRecorder {
  readonly found = new Map<string, Source>();
  readonly findModule: FindModule;

  constructor(findModule: FindModule) {
    this.findModule = (name) => {
      const source = findModule(name);
      if (source !== undefined) this.found.set(name, source);
      return source;
    };
  }
}

/** The recipe of a spec with its configuration. `modules` have been recorded while the caller built the same model. */
export function specRecipe(spec: {
  readonly source: Source;
  readonly modules: ReadonlyMap<string, Source>;
  readonly config: Source | undefined;
  /** FALSE: as `CHECK_DEADLOCK FALSE` in the configuration. */
  readonly deadlock?: boolean | undefined;
  readonly overrides?: ModelOverrides;
}): ModelRecipe {
  const textOf = ({ name, text }: Source): Text => ({ name, text });
  const argument: SpecData = {
    source: textOf(spec.source),
    modules: [...spec.modules].map(([name, source]) => [name, textOf(source)] as const),
    config: spec.config && textOf(spec.config),
    checksDeadlock: spec.deadlock ?? true,
    overrides: spec.overrides ?? {},
  };
  return { module: import.meta.url, name: 'modelOfSpec', argument };
}

/** What a worker calls for a `specRecipe`. */
export function modelOfSpec(argument: unknown): Model {
  const { source, modules, config, checksDeadlock, overrides } = argument as SpecData;
  const sourceOf = ({ name, text }: Text): Source => new Source(name, text);
  const sources = new Map(modules.map(([name, text]) => [name, sourceOf(text)]));
  const parsed = config === undefined ? emptyConfig : parseConfig(sourceOf(config)).value;
  const { value, diagnostics } = buildModel({
    source: sourceOf(source),
    findModule: (name) => sources.get(name),
    config: checksDeadlock ? parsed : { ...parsed, checkDeadlock: false },
    overrides,
  });
  if (value === undefined)
    throw new Error(`a worker could not build the model: ${diagnostics[0]?.message ?? 'no reason given'}`);
  return value;
}
