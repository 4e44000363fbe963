import { prepareModel, readTrace, replay, TraceFormatError } from '../../checker/index.ts';
import type { Model } from '../../checker/index.ts';
import {
  compile,
  compileExpression,
  diagnosticsToJson,
  formatSpec,
  hasErrors,
  parseModule,
  pluscalOf,
  renderDiagnostics,
  Source,
  treeDepthProblem,
  treeToJson,
} from '../../compiler/index.ts';
import type { Diagnostic, PhaseResult } from '../../compiler/index.ts';
import * as runtime from '../../runtime/index.ts';
import { modelled, sourceOf } from './corpus.ts';

/** Does with a text what the commands do. Throws if anything but a result or diagnostics comes of it. */
export type Subject = (text: string) => void;

/** What a phase answers has to be whole: a value or an error, and diagnostics that can be shown. */
function taken<T>({ value, diagnostics }: PhaseResult<T | undefined>): T | undefined {
  if (value === undefined && !hasErrors(diagnostics)) throw new Error('neither result nor error');
  shown(diagnostics);
  return value;
}

function shown(diagnostics: readonly Diagnostic[]): void {
  renderDiagnostics(diagnostics, { color: false });
  for (const { place, message } of diagnosticsToJson(diagnostics))
    if (place.line < 1 || place.column < 1 || message === '')
      throw new Error(`a diagnostic without place or message: ${JSON.stringify({ place, message })}`);
}

const findModuleIn =
  (text: string) =>
  (name: string): Source | undefined =>
    name === 'M' ? new Source('M.tla', text) : undefined;

/** The commands compile and parse. */
function compileSpec(text: string): void {
  const source = new Source('Fuzz.tla', text);
  const options = { fileName: 'Fuzz.ts', multipleWrites: text.length % 2 === 0 };
  taken(compile(source, { ...options, findModule: findModuleIn(text) }));
  if (text.length % 8 !== 0) return;
  const parsed = parseModule(source);
  if (treeDepthProblem(parsed.value, 'whenWritten') === undefined) treeToJson(parsed.value);
}

function format(text: string): void {
  const formatted = taken(formatSpec(new Source('Fuzz.tla', text)));
  if (formatted !== undefined && taken(formatSpec(new Source('Fuzz.tla', formatted))) !== formatted)
    throw new Error('formatting again changes the text');
}

function pluscal(text: string): void {
  taken(pluscalOf(new Source('Fuzz.tla', text), { findModule: findModuleIn(text) }));
}

/** What the commands check and simulate do before they search. */
function modelOf(text: string): void {
  const source = new Source('Fuzz.tla', text);
  taken(prepareModel({ source, findModule: findModuleIn(text), config: undefined }));
}

/** The command eval. Sets that are large on purpose take long to be enumerated: only what has small numbers is evaluated. */
function expression(text: string): void {
  const compiled = taken(compileExpression(new Source('expression', text), { findModule: () => undefined }));
  if (compiled === undefined || /\d\d|[\^*\\]|Nat|Int|Seq|SUBSET|Permutations|STRING|->/.test(text)) return;
  const evaluation = new Function('runtime', compiled.source) as (
    library: typeof runtime,
  ) => (iface: object) => runtime.Value;
  runtime.setOutputHook(() => undefined);
  runtime.setWarningHook(() => undefined);
  try {
    const value = evaluation(runtime)({ constants: [], constantOperators: [], memo: [] });
    runtime.toTlaString(value);
  } catch (error) {
    if (!(runtime.asEvaluationError(error) instanceof runtime.TlaEvaluationError)) throw error;
  } finally {
    runtime.setOutputHook(undefined);
    runtime.setWarningHook(undefined);
  }
}

const modelledSpec = sourceOf(modelled.spec);

/** A configuration, read and given to a spec. */
function config(text: string): void {
  const source = new Source('Fuzz.cfg', text);
  taken(prepareModel({ source: modelledSpec, config: source, findModule: () => undefined }));
}

let violated: Model | undefined;

/** `check --replay`. */
function trace(text: string): void {
  violated ??= prepareModel({
    source: modelledSpec,
    config: sourceOf(modelled.config),
    findModule: () => undefined,
  }).value?.model;
  if (violated === undefined) throw new Error(`${modelled.spec} has no model`);
  try {
    replay(violated, readTrace(text));
  } catch (error) {
    if (!(error instanceof TraceFormatError)) throw error;
  }
}

export const subjects = {
  compile: compileSpec,
  format,
  pluscal,
  model: modelOf,
  expression,
  config,
  trace,
} satisfies Record<string, Subject>;
export type SubjectName = keyof typeof subjects;
