import { basename, resolve } from 'node:path';
import type { CheckOptions, CheckReport, Checked, PreparedModel, SpecTexts } from '../../checker/index.ts';
import type { Diagnostic } from '../../compiler/index.ts';
import { causeOf, InputProblem } from '../failures.ts';
import { readText, writeAtomically } from '../files.ts';
import { printDiagnostics, shownPath } from '../inputs.ts';
import { exitCode } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { grouped } from './amounts.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import { exitCodeOf } from './exit-codes.ts';
import { stateMemory } from './memory.ts';
import { ProgressLine } from './progress.ts';
import type { SpecArguments } from './spec-files.ts';
import { newConfigPath, readSpec } from './spec-files.ts';
import type { DistributedRequest } from './tlc-distributed.ts';
import type { TraceFiles } from './trace-files.ts';
import { refuseTraceFiles, writeTraceFiles } from './trace-files.ts';

/** What all verbs that explore a model are asked. */
export interface ModelRequest extends SpecArguments, TraceFiles {
  readonly traceExpr: readonly string[];
  readonly minimize: boolean;
  readonly coverage: boolean;
  readonly json: boolean;
  readonly warnings: boolean;
}

export interface CheckRequest extends ModelRequest {
  readonly workers: number;
  readonly depthFirst: boolean;
  readonly depth: number | undefined;
  /** In bytes. */
  readonly memory: number | undefined;
  readonly checkpoint: string | undefined;
  readonly resume: string | undefined;
  readonly dump: string | undefined;
  readonly dumpTo: string | undefined;
  readonly replay: string | undefined;
  readonly initCfg: boolean;
  readonly engine: string;
  /** Of TLC's distributed mode; undefined: the usual one. */
  readonly distributed: DistributedRequest | undefined;
}

/** Does what `check` was asked to do. */
export async function runCheck(request: CheckRequest, terminal: Terminal): Promise<ExitCode> {
  return tellingProblems(request, terminal, () => checkAsAsked(request, terminal));
}

/** Runs what may find that something the user wrote makes no sense, and tells that. */
export async function tellingProblems(
  { json }: Pick<ModelRequest, 'json'>,
  terminal: Terminal,
  action: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const { SpecProblem } = await import('../../checker/index.ts');
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof SpecProblem)) throw error;
    await tellProblems(error.diagnostics, json, terminal);
    return exitCode.inputProblem;
  }
}

async function checkAsAsked(request: CheckRequest, terminal: Terminal): Promise<ExitCode> {
  if (request.initCfg) return writeConfig(request, terminal);
  const texts = await textsOf(request, terminal);
  const { startCrew } = await import('../../checker/index.ts');
  const crew = mayUseThreads(request) ? startCrew(texts, request.workers) : undefined;
  try {
    return await checkTexts(texts, { ...request, crew }, terminal);
  } finally {
    await crew?.end();
  }
}

/** Whether several threads may search, as far as the command line tells. */
function mayUseThreads({ engine, replay, depthFirst, dump }: CheckRequest): boolean {
  return engine === 'own' && replay === undefined && !depthFirst && dump === undefined;
}

/** A request with the threads that have been started for it. */
type CrewedRequest = CheckRequest & Pick<CheckOptions, 'crew'>;

async function checkTexts(texts: SpecTexts, request: CrewedRequest, terminal: Terminal): Promise<ExitCode> {
  const prepared = await prepareTexts(texts, request, terminal);
  if (prepared === undefined) return exitCode.inputProblem;
  if (request.replay !== undefined) return followTrace(prepared, request, request.replay, terminal);
  if (request.engine === 'tlc') {
    const { checkByTlc } = await import('./tlc.ts');
    const { report, wasInterrupted } = await checkByTlc(prepared, request, terminal);
    await tell(report, request, terminal);
    return wasInterrupted ? exitCode.interrupted : exitCodeOf(report);
  }
  const { checked, wasInterrupted } = await search(prepared, request, terminal);
  await tell(checked.report, request, terminal);
  if (request.dump !== undefined) await dumpGraph(prepared, checked, request, request.dump, terminal);
  return wasInterrupted ? exitCode.interrupted : exitCodeOf(checked.report);
}

async function search(
  prepared: PreparedModel,
  request: CrewedRequest,
  terminal: Terminal,
): Promise<{ readonly checked: Checked; readonly wasInterrupted: boolean }> {
  const {
    BlockStoreFailure,
    CheckpointMismatch,
    DamagedCheckpoint,
    NotSaveable,
    OutOfMemory,
    WorkerFailure,
    checkModel,
  } = await import('../../checker/index.ts');
  const foreseen = [BlockStoreFailure, CheckpointMismatch, DamagedCheckpoint, NotSaveable, OutOfMemory];
  const { depth } = request;
  const memory = await stateMemory(request.memory, request.workers);
  try {
    return await whileInterruptible(request, terminal, async (signal, progress) =>
      checkModel(prepared, {
        order: request.depthFirst ? 'depth-first' : 'breadth-first',
        ...(depth === undefined ? {} : { maximumDepth: depth }),
        ...checkpointOf(request, terminal),
        workers: request.workers,
        crew: request.crew,
        ...memory,
        traceExpressions: request.traceExpr,
        minimize: request.minimize,
        keepGraph: request.dump !== undefined,
        signal,
        onProgress: (state) => {
          progress.show(state);
        },
      }),
    );
  } catch (error) {
    const isForeseen = error instanceof WorkerFailure && error.isForeseen;
    if (isForeseen || foreseen.some((kind) => error instanceof kind))
      throw new InputProblem(causeOf(error), { cause: error });
    throw error;
  }
}

function checkpointOf(
  { checkpoint, resume }: CheckRequest,
  terminal: Terminal,
): Pick<CheckOptions, 'checkpoint'> {
  if (checkpoint === undefined && resume === undefined) return {};
  const pathOf = (name: string): string => resolve(terminal.workingDirectory, name);
  return {
    checkpoint: {
      resumed: resume === undefined ? undefined : readCheckpoint(pathOf(resume)),
      save:
        checkpoint === undefined
          ? undefined
          : async (pieces) => {
              await writeCheckpoint(pathOf(checkpoint), pieces);
              terminal.error(`saved the search: --resume ${checkpoint} goes on with it\n`);
            },
    },
  };
}

/** Compiles the spec; undefined if something is wrong with it, which has been told. */
export async function prepare(request: ModelRequest, terminal: Terminal): Promise<PreparedModel | undefined> {
  return prepareTexts(await textsOf(request, terminal), request, terminal);
}

async function textsOf(request: ModelRequest, terminal: Terminal): Promise<SpecTexts> {
  await refuseTraceFiles(request, terminal);
  return readSpec(request, terminal);
}

async function prepareTexts(
  texts: SpecTexts,
  request: ModelRequest,
  terminal: Terminal,
): Promise<PreparedModel | undefined> {
  const { prepareModel } = await import('../../checker/index.ts');
  const { value, diagnostics } = prepareModel(texts);
  const wanted = request.warnings ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error');
  await tellProblems(wanted, request.json && value === undefined, terminal);
  return value;
}

/** Diagnostics for people, or as the one JSON object of a run that came to nothing. */
async function tellProblems(
  diagnostics: readonly Diagnostic[],
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  if (json) {
    const { diagnosticsToJson } = await import('../../compiler/index.ts');
    terminal.out(`${JSON.stringify({ diagnostics: diagnosticsToJson(diagnostics) }, undefined, 2)}\n`);
  } else await printDiagnostics(diagnostics, terminal);
}

/**
 * Runs a search that the user may interrupt, with a line that says how far it is. What the spec prints comes before the report, or, if that is to be the
 * only output (`json`), among the errors.
 */
export async function whileInterruptible<T>(
  { json }: Pick<ModelRequest, 'json'>,
  terminal: Terminal,
  search: (signal: AbortSignal, progress: ProgressLine) => Promise<T>,
): Promise<{ readonly checked: T; readonly wasInterrupted: boolean }> {
  const controller = new AbortController();
  const progress = new ProgressLine(terminal);
  const forget = terminal.onInterrupt?.(() => {
    controller.abort();
  });
  const { setOutputHook } = await import('../../runtime/tla/index.ts');
  setOutputHook((line) => {
    progress.end();
    if (json) terminal.error(`${line}\n`);
    else terminal.out(`${line}\n`);
  });
  try {
    const checked = await search(controller.signal, progress);
    return { checked, wasInterrupted: controller.signal.aborted };
  } finally {
    forget?.();
    setOutputHook(undefined);
    progress.end();
  }
}

/** Prints a report as asked, then writes its trace: what was found is told also if that fails. */
export async function tell(
  report: CheckReport,
  request: Pick<ModelRequest, 'json' | 'coverage' | keyof TraceFiles>,
  terminal: Terminal,
): Promise<void> {
  const { reportToJson } = await import('../../checker/index.ts');
  if (request.json) terminal.out(`${JSON.stringify(reportToJson(report), undefined, 2)}\n`);
  else {
    const { reportText } = await import('./report-text.ts');
    terminal.out(await reportText(report, { color: terminal.outColor ?? false, coverage: request.coverage }));
  }
  await writeTraceFiles(report, request, terminal);
}

async function dumpGraph(
  { model }: PreparedModel,
  { graph }: Checked,
  request: CheckRequest,
  format: string,
  terminal: Terminal,
): Promise<void> {
  const { graphToDot, graphToJson, mostDumped } = await import('./graph-dump.ts');
  if (graph === undefined) return;
  if (graph.stateCount > mostDumped) {
    const count = grouped(graph.stateCount);
    throw new InputProblem(
      `the graph has ${count} states; no more than ${grouped(mostDumped)} are written: make the model smaller, or bound it by --depth`,
    );
  }
  const name = request.dumpTo ?? `${basename(request.spec).replace(/\.tla$/, '')}.${format}`;
  const path = resolve(terminal.workingDirectory, name);
  writeAtomically(path, format === 'dot' ? graphToDot(model, graph) : graphToJson(model, graph));
  terminal.error(`wrote ${shownPath(path, terminal)}\n`);
}

async function writeConfig(request: CheckRequest, terminal: Terminal): Promise<ExitCode> {
  const path = newConfigPath(resolve(terminal.workingDirectory, request.spec), request.config, terminal);
  const texts = await readSpec({ ...request, config: undefined }, terminal);
  const { initialConfigText, requirementsOf } = await import('../../checker/index.ts');
  const { value, diagnostics } = requirementsOf(texts.source, texts.findModule);
  if (value === undefined) {
    await tellProblems(diagnostics, request.json, terminal);
    return exitCode.inputProblem;
  }
  writeAtomically(path, initialConfigText(value));
  terminal.out(`wrote ${shownPath(path, terminal)}\n`);
  return exitCode.ok;
}

async function followTrace(
  { model, config }: PreparedModel,
  request: CheckRequest,
  file: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const { TraceFormatError, readTrace, replay, replayReport, traceExpressions } =
    await import('../../checker/index.ts');
  const text = readText(resolve(terminal.workingDirectory, file));
  try {
    const recorded = readTrace(text);
    const expressions = traceExpressions(model, config, request.traceExpr);
    const report = replayReport(model, recorded, replay(model, recorded), expressions);
    if (report.kind === 'reproduced') {
      await tell(report.report, request, terminal);
      return exitCodeOf(report.report);
    }
    const refuted = { result: 'incomplete', reproduced: false, message: report.message };
    if (request.json) terminal.out(`${JSON.stringify(refuted, undefined, 2)}\n`);
    else terminal.out(`${report.message}\n`);
    return exitCode.ok;
  } catch (error) {
    if (error instanceof TraceFormatError)
      throw new InputProblem(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}
