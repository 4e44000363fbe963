import type { FindModule } from '../../compiler/index.ts';
import { Source } from '../../compiler/index.ts';
import { emptyConfig, parseConfig } from '../config/index.ts';
import type { Model, ModelOverrides } from '../model/index.ts';
import { buildModel } from '../model/index.ts';

/** How a worker makes its model, as data that cross threads by structured cloning. Equal recipes must give equal models. */
export type ModelRecipe = SpecRecipe | ExportRecipe;

/** The model of a spec. */
export interface SpecRecipe {
  readonly kind: 'spec';
  readonly spec: SpecData;
}

/** What the export `name` of `module` (a URL) gives when it is called with the argument. */
export interface ExportRecipe {
  readonly kind: 'export';
  readonly module: string;
  readonly name: string;
  readonly argument: unknown;
}

/** A source as data. */
interface Text {
  readonly name: string;
  readonly text: string;
}

/** All the texts that a spec consists of, and what was added to its configuration. */
export interface SpecData {
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

/** All modules that a text and those modules may use: those whose names stand behind EXTENDS and INSTANCE, in comments too, and that are found. */
export function modulesNamed(root: Source, findModule: FindModule): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    for (const [, names = ''] of next.text.matchAll(/\b(?:EXTENDS|INSTANCE)\s+(\w+(?:\s*,\s*\w+)*)/g))
      for (const name of names.split(/\s*,\s*/)) {
        const source = found.has(name) ? undefined : findModule(name);
        if (source === undefined) continue;
        found.set(name, source);
        pending.push(source);
      }
  return found;
}

/** The recipe of a spec with its configuration. `modules` have been recorded while the caller built the same model. */
export function specRecipe(spec: {
  readonly source: Source;
  readonly modules: ReadonlyMap<string, Source>;
  readonly config: Source | undefined;
  /** FALSE: as `CHECK_DEADLOCK FALSE` in the configuration. */
  readonly deadlock?: boolean | undefined;
  readonly overrides?: ModelOverrides;
}): SpecRecipe {
  const textOf = ({ name, text }: Source): Text => ({ name, text });
  const data: SpecData = {
    source: textOf(spec.source),
    modules: [...spec.modules].map(([name, source]) => [name, textOf(source)] as const),
    config: spec.config && textOf(spec.config),
    checksDeadlock: spec.deadlock ?? true,
    overrides: spec.overrides ?? {},
  };
  return { kind: 'spec', spec: data };
}

/** In a worker: the model that the recipe describes. */
export async function modelOf(recipe: ModelRecipe): Promise<Model> {
  if (recipe.kind === 'spec') return modelOfSpec(recipe.spec);
  const made = (await import(recipe.module)) as Record<string, (argument: unknown) => Model>;
  const make = made[recipe.name];
  if (make === undefined) throw new Error(`${recipe.module} has no export ${recipe.name}`);
  return make(recipe.argument);
}

function modelOfSpec({ source, modules, config, checksDeadlock, overrides }: SpecData): Model {
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
