import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Source, errorAt, hasErrors, renderDiagnostics } from '../compiler/index.ts';
import type { Diagnostic, FindModule, PhaseResult, Span } from '../compiler/index.ts';
import type { Config } from './config/index.ts';
import { emptyConfig, parseConfig } from './config/index.ts';
import { drawsWhereAllCount, established, readsOfRegisters } from './established.ts';
import { explore } from './explore.ts';
import type { Exploration, ExploreOptions } from './explore.ts';
import { ExpressionProblem, buildModel } from './model/index.ts';
import type { Figures, Model, ModelOverrides } from './model/index.ts';
import type { ParallelOptions, SpecRecipe } from './parallel/index.ts';
import { Crew, ModuleRecorder, modulesNamed, specRecipe } from './parallel/index.ts';
import { withPostcondition } from './postcondition.ts';
import type { CheckReport, Finding } from './report.ts';
import { coverageOfSteps, traceOfFinding } from './report.ts';
import { NondeterministicModel } from './search/index.ts';
import type { Checkpoint, SearchOptions, SearchOutcome, StateGraph, TimedProgress } from './search/index.ts';
import { minimizeFinding } from './shorten.ts';
import type { TraceExpression } from './trace/index.ts';

/** A spec with its configuration, as texts. */
export interface SpecTexts {
  readonly source: Source;
  readonly findModule: FindModule;
  /** Undefined: no configuration file. */
  readonly config: Source | undefined;
  /** Added to the configuration: names (or expressions) of invariants and properties, and `N = 3` or `N <- M`. */
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
  readonly constants?: readonly string[];
  /** FALSE: as `CHECK_DEADLOCK FALSE` in the configuration. */
  readonly deadlock?: boolean;
}

/** A model, and what the configuration says of it that is not part of the model. */
export interface PreparedModel {
  readonly model: Model;
  readonly config: Config;
  /** Equal only if all texts are: of the spec, the modules it extends, the configuration and what was added to it. */
  readonly identity: string;
  /** How other threads make the same model. */
  readonly recipe: SpecRecipe;
}

/** Compiles a spec under its configuration. `value` is undefined if something is wrong with either. Pure. */
export function prepareModel(texts: SpecTexts): PhaseResult<PreparedModel | undefined> {
  const { deadlock } = texts;
  const parsed =
    texts.config === undefined ? { value: emptyConfig, diagnostics: [] } : parseConfig(texts.config);
  if (hasErrors(parsed.diagnostics)) return { value: undefined, diagnostics: parsed.diagnostics };
  const config = deadlock === false ? { ...parsed.value, checkDeadlock: false } : parsed.value;
  const overrides = overridesOf(texts);
  const { source } = texts;
  const recorder = new ModuleRecorder(texts.findModule);
  const { value: model, diagnostics } = buildModel({
    source,
    findModule: recorder.findModule,
    config,
    overrides,
  });
  const all = [...parsed.diagnostics, ...diagnostics];
  if (model === undefined) return { value: undefined, diagnostics: all };
  const modules = recorder.found;
  const recipe = specRecipe({ source, modules, config: texts.config, deadlock, overrides });
  const identity = createHash('sha256').update(JSON.stringify(recipe.spec)).digest('hex');
  return { value: { model, config, identity, recipe }, diagnostics: all };
}

function overridesOf({ invariants, properties, constants }: SpecTexts): Required<ModelOverrides> {
  return { invariants: invariants ?? [], properties: properties ?? [], constants: constants ?? [] };
}

/**
 * Starts the threads of a search by several workers while the spec is still to be prepared by this one. To be handed to `checkModel`, and to be ended
 * in any case. Undefined where one searches, or if modules cannot be read: that is told when the spec is prepared.
 */
export function startCrew(texts: SpecTexts, workers: number): Crew | undefined {
  if (workers < 2) return undefined;
  const { source, config, deadlock } = texts;
  let modules: ReadonlyMap<string, Source>;
  try {
    modules = modulesNamed(source, texts.findModule);
  } catch {
    return undefined;
  }
  return new Crew(specRecipe({ source, modules, config, deadlock, overrides: overridesOf(texts) }), workers);
}

export interface CheckOptions {
  /** Breadth-first, the default, finds shortest counterexamples. */
  readonly order?: 'breadth-first' | 'depth-first';
  /** States on longer paths are not visited; initial states are at 1. */
  readonly maximumDepth?: number;
  /** Threads that search; 1 unless said otherwise. One searches in any case where several cannot. */
  readonly workers?: number;
  /** Where states go when memory is short, with one thread and with several. */
  readonly spill?: SearchOptions['spill'];
  readonly workerSpill?: ParallelOptions['spill'];
  /** See `startCrew`. */
  readonly crew?: Crew | undefined;
  /** Expressions to show in every state of a counterexample. */
  readonly traceExpressions?: readonly string[];
  /** Look for a shorter counterexample; of interest where the search is not breadth-first. */
  readonly minimize?: boolean;
  readonly keepGraph?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TimedProgress) => void;
  /** Saves the search when it is stopped, or goes on with one that was. */
  readonly checkpoint?: Omit<Checkpoint, 'identity'>;
}

export interface Checked {
  readonly report: CheckReport;
  /** If it was asked for. */
  readonly graph: StateGraph | undefined;
}

/** Explores a model and says what it found. */
export async function checkModel(
  { model, config, identity, recipe }: PreparedModel,
  options: CheckOptions = {},
): Promise<Checked> {
  const begin = performance.now();
  const draws = drawsWhereAllCount(model);
  if (draws.length > 0) throw new SpecProblem(draws);
  const expressions = traceExpressions(model, config, options.traceExpressions ?? []);
  const order = options.order ?? 'breadth-first';
  const { finding, outcome, graph, notes, workers } = await explored(model, {
    order,
    maximumDepth: options.maximumDepth,
    spill: options.spill,
    workers: options.workers ?? 1,
    recipe,
    workerSpill: options.workerSpill,
    crew: options.crew,
    keepGraph: options.keepGraph ?? false,
    signal: options.signal,
    onProgress: options.onProgress,
    checkpoint: options.checkpoint === undefined ? undefined : { identity, ...options.checkpoint },
  });
  const limited = established(model, finding, outcome.statistics);
  const shown =
    finding.result === 'ok'
      ? withPostcondition(model, limited.finding, {
          mode: order === 'depth-first' ? 'dfs' : 'bfs',
          ...figuresOf(outcome),
          seconds: (performance.now() - begin) / 1000,
          workers,
        })
      : finding;
  const shortest = options.minimize === true ? minimizeFinding(model, shown) : shown;
  return {
    report: {
      ...reportOf(model, shortest, outcome, expressions),
      notes: [...notes, ...limited.notes],
      workers,
      seconds: (performance.now() - begin) / 1000,
    },
    graph,
  };
}

/** Explores; where a specification gave other states the second time because of what it reads of registers, that is a problem of its own. */
async function explored(model: Model, options: ExploreOptions): Promise<Exploration> {
  try {
    return await explore(model, options);
  } catch (error) {
    const reads = error instanceof NondeterministicModel ? readsOfRegisters(model) : [];
    if (error instanceof NondeterministicModel && reads.length > 0)
      throw new SpecProblem(
        reads.map(({ operator, span }) =>
          errorAt(
            'MP801',
            span,
            `Something wrong was found, but the way there is another each time: ${operator} gives other values.`,
            {
              hint: 'Keep what steps depend on in variables.',
            },
          ),
        ),
      );
    throw error;
  }
}

function figuresOf({
  statistics: { distinct, generated, depth },
}: SearchOutcome): Pick<Figures, 'distinct' | 'generated' | 'diameter' | 'level' | 'queue' | 'traces'> {
  return { distinct, generated, diameter: depth, level: depth, queue: 0, traces: 0 };
}

function reportOf(
  model: Model,
  finding: Finding,
  { statistics }: SearchOutcome,
  expressions: readonly TraceExpression[],
): Omit<CheckReport, 'notes' | 'seconds' | 'workers'> {
  return {
    spec: model.name,
    ...finding,
    trace: traceOfFinding(model, finding, expressions),
    distinct: statistics.distinct,
    generated: statistics.generated,
    depth: statistics.depth,
    initial: statistics.initial,
    statistics,
    walks: undefined,
    coverage: coverageOfSteps(model, statistics.coverage),
    seed: undefined,
  };
}

/** What is shown of every state: the configuration's ALIAS instead of the variables, and what was asked for besides. Throws SpecProblem. */
export function traceExpressions(
  model: Model,
  { alias }: Config,
  texts: readonly string[],
): readonly TraceExpression[] {
  const asked = texts.map((name) => ({ name, evaluate: traceExpression(model, name, undefined) }));
  if (alias === undefined) return asked;
  const { text, span } = alias;
  return [{ name: text, isAlias: true, evaluate: traceExpression(model, text, span) }, ...asked];
}

/** `at` is where a configuration has the expression. */
function traceExpression(model: Model, text: string, at: Span | undefined): TraceExpression['evaluate'] {
  try {
    return model.traceExpression(text);
  } catch (error) {
    if (!(error instanceof ExpressionProblem)) throw error;
    const { diagnostics } = error;
    throw new SpecProblem(
      at === undefined ? diagnostics : diagnostics.map((diagnostic) => ({ ...diagnostic, span: at })),
    );
  }
}

/** Something is wrong with a spec or its configuration. The message shows what, where. */
export class SpecProblem extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(renderDiagnostics(diagnostics, { color: false }));
    this.name = 'SpecProblem';
    this.diagnostics = diagnostics;
  }
}

export interface CheckFilesOptions extends CheckOptions, Omit<SpecTexts, 'source' | 'findModule' | 'config'> {
  /** Path of the .tla file; modules it extends are looked for beside it. */
  readonly spec: string;
  /** Path of the TLC configuration file; without it the spec is checked for deadlock and what the options ask for. */
  readonly config?: string;
}

/**
 * Checks a spec: `expect((await check({ spec: 'locksvc.tla', config: 'MC.cfg' })).result).toBe('ok')`. Throws SpecProblem if the spec or its
 * configuration does not make sense, and what the file system throws.
 */
export async function check(options: CheckFilesOptions): Promise<CheckReport> {
  const read = (path: string): Source => new Source(basename(path), readFileSync(path, 'utf8'));
  const folder = dirname(options.spec);
  const texts: SpecTexts = {
    ...options,
    source: read(options.spec),
    findModule: (name) => readIfThere(join(folder, `${name}.tla`)),
    config: options.config === undefined ? undefined : read(options.config),
  };
  const crew = options.order === 'depth-first' ? undefined : startCrew(texts, options.workers ?? 1);
  try {
    const { value, diagnostics } = prepareModel(texts);
    if (value === undefined) throw new SpecProblem(diagnostics);
    return (await checkModel(value, { ...options, crew })).report;
  } finally {
    await crew?.end();
  }
}

function readIfThere(path: string): Source | undefined {
  try {
    return new Source(basename(path), readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
