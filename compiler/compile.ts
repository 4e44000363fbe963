import { analyze } from './analyze/index.ts';
import { withoutConsequences } from './consequences.ts';
import { depthProblem } from './depth.ts';
import type { PhaseResult } from './diagnostics/index.ts';
import { failed, hasErrors, inSourceOrder } from './diagnostics/index.ts';
// The forms for models and single expressions, which the door has as well, are not loaded for compiling.
import { emitTypeScript } from './emit/emit.ts';
import type { EmittedModule } from './emit/index.ts';
import { lower } from './lower/index.ts';
import { resolveSpec } from './resolve/index.ts';
import type { FindModule, ResolvedSpec } from './resolve/index.ts';
import type { Source } from './source/index.ts';
import { parseModule } from './syntax/index.ts';
import type { Unit } from './syntax/index.ts';

export interface FrontEndOptions {
  /** Answers the source of a user module that the spec extends or instantiates; undefined if there is none. */
  readonly findModule: FindModule;
  /** Whether a step may assign to a variable more than once on one path; true unless said otherwise. */
  readonly multipleWrites?: boolean;
}

export interface CompileOptions extends FrontEndOptions {
  /** The name of the file the TypeScript will be written to, without folder: `raftkvs.ts`. */
  readonly fileName: string;
}

/**
 * Parses a spec, binds its names and checks it, with further `units` at the end of its module. All problems found are reported together;
 * `value` is undefined if one is an error.
 */
export function check(
  source: Source,
  options: FrontEndOptions,
  units: readonly Unit[] = [],
): PhaseResult<ResolvedSpec | undefined> {
  const parsed = parseModule(source);
  const depth = depthProblem(parsed.value);
  if (depth !== undefined) return failed([...parsed.diagnostics, depth]);
  const module = { ...parsed.value, units: [...parsed.value.units, ...units] };
  const resolved = resolveSpec(module, options);
  const rules = analyze(resolved.value, { multipleWrites: options.multipleWrites ?? true });
  const found = [...resolved.diagnostics, ...rules];
  const isWhole = !hasErrors(parsed.diagnostics);
  const own = isWhole ? found : withoutConsequences(found, parsed);
  const diagnostics = inSourceOrder([...parsed.diagnostics, ...own]);
  return hasErrors(diagnostics) ? failed(diagnostics) : { value: resolved.value, diagnostics };
}

/** A spec's text to TypeScript. `value` is undefined if there is an error; warnings may come with a value. Pure. */
export function compile(source: Source, options: CompileOptions): PhaseResult<EmittedModule | undefined> {
  const checked = check(source, options);
  if (checked.value === undefined) return failed(checked.diagnostics);
  const lowered = lower(checked.value);
  const emitted = emitTypeScript(lowered, source, options);
  return {
    value: emitted.value,
    diagnostics: inSourceOrder([...checked.diagnostics, ...emitted.diagnostics]),
  };
}
