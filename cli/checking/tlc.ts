import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { CheckReport, PreparedModel } from '../../checker/index.ts';
import type { Source } from '../../compiler/index.ts';
import { causeOf, InputProblem } from '../failures.ts';
import type { Terminal } from '../terminal.ts';
import type { CheckRequest } from './run-check.ts';
import { readSpec } from './spec-files.ts';
import { readTlcOutput } from './tlc-output.ts';
import type { TlcOutput } from './tlc-output.ts';

/** Has TLC check a spec, by its PlusCal form, and gives what it found as a report of our own. Throws InputProblem. */
export async function checkByTlc(
  prepared: PreparedModel,
  request: CheckRequest,
  terminal: Terminal,
): Promise<CheckReport> {
  const jar = jarOf(process.env['TLA2TOOLS_JAR'], terminal);
  const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-tlc-'));
  try {
    const begin = performance.now();
    const module = await writeInput(folder, request, terminal);
    const translated = await java(folder, ['-cp', jar, 'pcal.trans', '-nocfg', `${module}.tla`]);
    if (translated.end !== succeeded)
      throw new InputProblem(`pcal.trans does not translate the PlusCal form:\n${translated.out.trim()}`);
    const { out, end } = await java(folder, [
      '-XX:+UseParallelGC',
      '-cp',
      jar,
      'tlc2.TLC',
      '-tool',
      '-noGenerateSpecTE',
      '-workers',
      String(request.workers),
      ...(request.deadlock ? [] : ['-deadlock']),
      '-config',
      `${module}.cfg`,
      `${module}.tla`,
    ]);
    const output = readTlcOutput(out);
    if (output.result === undefined)
      throw new InputProblem(`TLC ${end} and without a verdict:\n${out.trim().slice(-4000)}`);
    return await reportOf(prepared, output, request, (performance.now() - begin) / 1000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function jarOf(named: string | undefined, terminal: Terminal): string {
  if (named === undefined || named === '')
    throw new InputProblem('--engine tlc needs TLC: set TLA2TOOLS_JAR to the path of tla2tools.jar');
  const jar = resolve(terminal.workingDirectory, named);
  if (!existsSync(jar)) throw new InputProblem(`TLA2TOOLS_JAR names ${named}, which does not exist`);
  return jar;
}

/** The spec in its PlusCal form, the modules beside it and the configuration; answers the module's name. */
async function writeInput(folder: string, request: CheckRequest, terminal: Terminal): Promise<string> {
  if (request.replay !== undefined || request.dump !== undefined || request.checkpoint !== undefined)
    throw new InputProblem(
      '--engine tlc checks only: --replay, --dump and --checkpoint are for the own engine',
    );
  const texts = await readSpec(request, terminal);
  const path = resolve(terminal.workingDirectory, request.spec);
  for (const file of readdirSync(dirname(path))) {
    if (file.endsWith('.tla')) copyFileSync(join(dirname(path), file), join(folder, file));
  }
  const module = basename(path).replace(/\.tla$/, '');
  writeFileSync(join(folder, `${module}.tla`), await plusCalText(texts));
  writeFileSync(join(folder, `${module}.cfg`), await configText(texts.config, request));
  return module;
}

async function plusCalText({ source, findModule }: Awaited<ReturnType<typeof readSpec>>): Promise<string> {
  // Plain PlusCal is what TLC's translator reads already.
  if (!source.text.includes('--mpcal')) return source.text;
  const { pluscalOf, renderDiagnostics } = await import('../../compiler/index.ts');
  const { value, diagnostics } = pluscalOf(source, { findModule });
  if (value === undefined)
    throw new InputProblem(
      `the spec has no PlusCal form:\n${renderDiagnostics(diagnostics, { color: false })}`,
    );
  return value.spec;
}

/** The configuration with what the command line adds; what that says of constants stands instead of what the file says of them. */
async function configText(
  config: Source | undefined,
  { inv, prop, const: constants }: CheckRequest,
): Promise<string> {
  const notNames = [...inv, ...prop].filter((name) => !/^\w+$/.test(name));
  if (notNames.length > 0)
    throw new InputProblem(`TLC takes names of definitions, not expressions: ${notNames.join(', ')}`);
  const [{ withConstants }, { Source }] = await Promise.all([
    import('../../checker/index.ts'),
    import('../../compiler/index.ts'),
  ]);
  return [
    withConstants(config ?? new Source('none', 'SPECIFICATION Spec'), constants),
    ...inv.map((name) => `INVARIANT ${name}`),
    ...prop.map((name) => `PROPERTY ${name}`),
    '',
  ].join('\n');
}

const succeeded = 'ended with code 0';

/** Runs Java; `end` says how it ended, in words. */
function java(
  folder: string,
  args: readonly string[],
): Promise<{ readonly out: string; readonly end: string }> {
  return new Promise((resolvePromise, reject) => {
    const child = spawn('java', [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.on('error', (error) => {
      reject(
        new InputProblem(`--engine tlc needs Java, which cannot be run: ${causeOf(error)}`, { cause: error }),
      );
    });
    child.on('close', (code, signal) => {
      const end = signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`;
      resolvePromise({ out: out.join(''), end });
    });
  });
}

/** TLC's trace is followed on our own model, which knows the labels, places and choices of the source. */
async function reportOf(
  { model, config }: PreparedModel,
  output: TlcOutput,
  request: CheckRequest,
  seconds: number,
): Promise<CheckReport> {
  const { replay, replayReport, traceExpressions } = await import('../../checker/index.ts');
  const expressions = traceExpressions(model, config, request.traceExpr);
  // Of temporal properties TLC does not say which one is violated.
  const names =
    output.result === 'property' && output.violated === undefined
      ? model.properties.map(({ name }) => name)
      : [output.violated];
  const attempts = names.flatMap((violated) => {
    const trace = output.trace === undefined ? undefined : { ...output.trace, violated };
    return trace === undefined ? [] : [replayReport(model, trace, replay(model, trace), expressions)];
  });
  const replayed = attempts.find(({ kind }) => kind === 'reproduced') ?? attempts[0];
  const shown = replayed?.kind === 'reproduced' ? replayed.report : undefined;
  const unread =
    shown === undefined && output.stateTexts.length > 0
      ? [
          `TLC's trace could not be followed in the source${replayed?.kind === 'refuted' ? ` (${replayed.message})` : ''}; as TLC gave it:`,
          ...output.stateTexts,
        ]
      : [];
  return {
    spec: model.name,
    result: output.result ?? 'incomplete',
    violated: output.violated ?? shown?.violated,
    isLiveness: output.isLiveness,
    message: output.message ?? 'TLC found nothing wrong',
    place: undefined,
    trace: shown?.trace,
    path: shown?.path,
    distinct: output.distinct,
    generated: output.generated,
    depth: output.depth,
    initial: 0,
    statistics: undefined,
    walks: undefined,
    coverage: [],
    notes: unread,
    seconds,
    workers: request.workers,
    seed: undefined,
  };
}
