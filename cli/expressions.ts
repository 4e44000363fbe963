import type * as compilerModule from '../compiler/index.ts';
import type * as runtimeModule from '../runtime/tla/index.ts';
import type { Diagnostic, ExpressionScope, Source, Span, StandaloneExpression } from '../compiler/index.ts';
import type { Site, TlaEvaluationError, Value } from '../runtime/tla/index.ts';
import { readText } from './files.ts';
import { findModules, pathOf, shownPath } from './inputs.ts';
import type { Terminal } from './terminal.ts';

type Compiler = typeof compilerModule;
type Runtime = typeof runtimeModule;

/** What expressions may use. */
export interface SessionOptions {
  /** The spec file, as the user named it. */
  readonly spec: string | undefined;
  readonly extends: readonly string[];
  readonly modulePath: readonly string[];
  readonly constants: ConstantValues;
}

/** What the spec's constants and definitions are given, by name. */
export interface ConstantValues {
  readonly values: ReadonlyMap<string, Value>;
  /** Names of definitions that stand for constants or other definitions: `N <- MyN`. */
  readonly replacements: ReadonlyMap<string, string>;
}

export type Outcome =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'problems'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An expression that has no value. */
export interface Failure {
  /** Stable, as the runtime's errors have it. */
  readonly code: string;
  readonly message: string;
  /** The expression that has no value, if it is known. */
  readonly span: Span | undefined;
}

/** What came of a definition. */
export type Defined =
  | { readonly kind: 'defined'; readonly names: readonly string[] }
  | { readonly kind: 'problems'; readonly diagnostics: readonly Diagnostic[] };

/** A text with definitions, and the names they define. */
interface Definitions {
  readonly source: Source;
  readonly names: readonly string[];
}

/** Evaluates expressions in the scope of a spec, and of what has been defined in the meantime. */
export class ExpressionSession {
  private readonly compiler: Compiler;
  private readonly runtime: Runtime;
  private readonly options: SessionOptions;
  private readonly terminal: Terminal;
  private readonly spec: Source | undefined;
  /** Every text an evaluation may point into, by the name the runtime knows it under. */
  private readonly sources = new Map<string, Source>();
  private definitions: readonly Definitions[] = [];
  private readonly findModule: (name: string) => Source | undefined;

  /** Loads the compiler, and the spec; throws InputProblem if it cannot be read. */
  static async open(options: SessionOptions, terminal: Terminal): Promise<ExpressionSession> {
    const [compiler, runtime] = await Promise.all([
      import('../compiler/index.ts'),
      import('../runtime/tla/index.ts'),
    ]);
    return new ExpressionSession(options, terminal, compiler, runtime);
  }

  private constructor(options: SessionOptions, terminal: Terminal, compiler: Compiler, runtime: Runtime) {
    this.options = options;
    this.terminal = terminal;
    this.compiler = compiler;
    this.runtime = runtime;
    const make = (name: string, text: string): Source => this.remember(new compiler.Source(name, text));
    const specPath = options.spec === undefined ? undefined : pathOf(options.spec, terminal);
    this.findModule = findModules(specPath, options.modulePath, terminal, make);
    this.spec = specPath === undefined ? undefined : make(shownPath(specPath, terminal), readText(specPath));
  }

  /** The errors of the spec: with any, nothing can be evaluated. */
  problemsOfSpec(): readonly Diagnostic[] {
    if (this.spec === undefined) return [];
    const { diagnostics } = this.compiler.check(this.spec, { findModule: this.findModule });
    return diagnostics.filter(({ severity }) => severity === 'error');
  }

  /** A text to be evaluated; `name` is what messages call it. */
  source(name: string, text: string): Source {
    return this.remember(new this.compiler.Source(name, text));
  }

  evaluate(source: Source): Outcome {
    const compiled = this.compiler.compileExpression(source, this.scope(this.definitions));
    if (compiled.value === undefined) return { kind: 'problems', diagnostics: compiled.diagnostics };
    const missing = this.constantsWithoutValue(compiled.value);
    if (missing.length > 0) {
      const [what, has] = missing.length === 1 ? ['constant', 'has'] : ['constants', 'have'];
      const message = `the ${what} ${missing.join(', ')} ${has} no value: give a configuration with -c`;
      return { kind: 'failed', failure: { code: 'constant-without-value', message, span: undefined } };
    }
    return this.attempt(compiled.value);
  }

  /**
   * Adds definitions; answers their names. Where they replace earlier ones of the same names they stand behind all others if those can do
   * without them, so that they may use all there is; otherwise they take the place of what they replace.
   */
  define(source: Source): Defined {
    const names = this.compiler
      .parseUnits(source)
      .value.flatMap((unit) => this.compiler.definedNames(unit) ?? []);
    const isReplaced = (other: Definitions): boolean => other.names.some((name) => names.includes(name));
    const entry = { source, names };
    const place = this.definitions.findIndex(isReplaced);
    const before = this.definitions.slice(0, Math.max(place, 0)).filter((other) => !isReplaced(other));
    const after = this.definitions.slice(Math.max(place, 0)).filter((other) => !isReplaced(other));
    const candidates = [
      [...before, ...after, entry],
      [...before, entry, ...after],
    ];
    const found = candidates.map((definitions) => ({ definitions, problems: this.problemsOf(definitions) }));
    const sound = found.find(({ problems }) => problems.length === 0);
    if (sound === undefined) {
      // What is wrong with the text itself comes before what is wrong with its place.
      const own = found.map(({ problems }) => problems.filter(({ span }) => span.source === source));
      const diagnostics = own.find((problems) => problems.length > 0) ?? found[1]?.problems ?? [];
      return { kind: 'problems', diagnostics };
    }
    this.definitions = sound.definitions;
    return { kind: 'defined', names };
  }

  /** Texts of the definitions so far. */
  get definitionTexts(): readonly string[] {
    return this.definitions.map(({ source }) => source.text.trim());
  }

  private problemsOf(definitions: readonly Definitions[]): readonly Diagnostic[] {
    const last = definitions.at(-1);
    if (last === undefined) return [];
    const scope = this.scope(definitions.slice(0, -1));
    return this.compiler.checkDefinitions(last.source, scope).diagnostics;
  }

  private scope(definitions: readonly Definitions[]): ExpressionScope {
    return {
      ...(this.spec === undefined ? {} : { spec: this.spec }),
      extends: this.options.extends,
      definitions: definitions.map(({ source }) => source),
      findModule: this.findModule,
      replacements: this.options.constants.replacements,
      given: [...this.options.constants.values.keys()],
    };
  }

  private constantsWithoutValue({ constants, constantOperators }: StandaloneExpression): readonly string[] {
    const { values } = this.options.constants;
    return [...constants.filter(({ name }) => !values.has(name)), ...constantOperators].map(
      ({ name }) => name,
    );
  }

  private attempt(compiled: StandaloneExpression): Outcome {
    const { runtime } = this;
    runtime.setOutputHook((line) => {
      this.terminal.out(`${line}\n`);
    });
    runtime.setWarningHook((message) => {
      this.terminal.error(`warning: ${message}\n`);
    });
    try {
      return { kind: 'value', value: this.run(compiled) };
    } catch (thrown) {
      const error = runtime.asEvaluationError(thrown);
      if (error instanceof runtime.TlaEvaluationError)
        return { kind: 'failed', failure: this.failure(error) };
      throw error;
    } finally {
      runtime.setOutputHook(undefined);
      runtime.setWarningHook(undefined);
    }
  }

  private run(compiled: StandaloneExpression): Value {
    const { values } = this.options.constants;
    const iface = { constants: [] as Value[], constantOperators: [], memo: [] };
    for (const { name, place } of compiled.constants) iface.constants[place] = values.get(name) as Value;
    // The runtime and the compiled text fit each other: both are of this package.
    const evaluation = new Function('runtime', compiled.source) as (
      runtime: Runtime,
    ) => (iface: object) => Value;
    const value = evaluation(this.runtime)(iface);
    // What is lazy is evaluated here, where failures are expected.
    this.runtime.toTlaString(value);
    return value;
  }

  private failure(error: TlaEvaluationError): Failure {
    const { code, message, site } = error;
    return {
      code,
      message: site === undefined ? message : message.slice(0, message.lastIndexOf('\n')),
      span: site === undefined ? undefined : this.spanOf(site),
    };
  }

  /** Where a site of the runtime is. Its text has one space for each gap and may be cut, so the end is right only within a line. */
  private spanOf({ file, line, column, text }: Site): Span | undefined {
    const source = this.sources.get(file);
    const lineStart = source?.starts()[line - 1];
    if (source === undefined || lineStart === undefined) return undefined;
    const start = lineStart + column - 1;
    return { source, start, end: Math.min(start + text.length, source.text.length) };
  }

  private remember(source: Source): Source {
    this.sources.set(source.name.replace(/^.*[\\/]/, ''), source);
    return source;
  }
}
