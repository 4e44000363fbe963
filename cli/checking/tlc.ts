import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Dirent } from 'node:fs';
import type { CheckReport, PreparedModel } from '../../checker/index.ts';
import type { Source } from '../../compiler/index.ts';
import { InputProblem } from '../failures.ts';
import type { Terminal } from '../terminal.ts';
import { Javas } from './java.ts';
import type { JavaEnd } from './java.ts';
import type { CheckRequest } from './run-check.ts';
import { readSpec } from './spec-files.ts';
import { runDistributed } from './tlc-distributed.ts';
import { readTlcOutput } from './tlc-output.ts';
import { tlcReport } from './tlc-report.ts';

/** What TLC found of a spec, by its PlusCal form, as a report of our own. Throws InputProblem. */
export async function checkByTlc(
  prepared: PreparedModel,
  request: CheckRequest,
  terminal: Terminal,
): Promise<{ readonly report: CheckReport; readonly wasInterrupted: boolean }> {
  const jar = jarOf(process.env['TLA2TOOLS_JAR'], terminal);
  refuseWhatTlcCannot(request);
  if (request.distributed !== undefined) await refuseWhatDistributedTlcCannot(prepared);
  const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-tlc-'));
  const javas = new Javas(folder);
  let wasInterrupted = false;
  const forgetSignals = javas.endWithProcess();
  const forgetInterrupt = terminal.onInterrupt?.(() => {
    wasInterrupted = true;
    void javas.stop();
  });
  try {
    const begin = performance.now();
    const module = await writeInput(folder, request, terminal);
    const translated = await javas.start(['-cp', jar, 'pcal.trans', '-nocfg', `${module}.tla`]).ended;
    if (!translated.isSuccess && !wasInterrupted)
      throw new InputProblem(`pcal.trans does not translate the PlusCal form:\n${translated.out.trim()}`);
    const { out, end } = wasInterrupted
      ? translated
      : await runTlc(javas, { jar, module, request, say: terminal.error });
    const output = readTlcOutput(out);
    if (output.result === undefined && !wasInterrupted)
      throw new InputProblem(`TLC ${end} and without a verdict:\n${out.trim().slice(-4000)}`);
    const { distributed } = request;
    const report = await tlcReport(prepared, output, {
      traceExpr: request.traceExpr,
      workers:
        distributed === undefined
          ? request.workers
          : Math.max(output.registered, distributed.localWorkers * request.workers),
      seconds: (performance.now() - begin) / 1000,
    });
    return {
      report:
        output.result === undefined
          ? { ...report, message: 'TLC was stopped before its end; nothing wrong was found so far' }
          : report,
      wasInterrupted: wasInterrupted && output.result === undefined,
    };
  } finally {
    forgetInterrupt?.();
    await javas.stop();
    forgetSignals();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TlcRun {
  readonly jar: string;
  readonly module: string;
  readonly request: CheckRequest;
  readonly say: (text: string) => void;
}

async function runTlc(javas: Javas, { jar, module, request, say }: TlcRun): Promise<JavaEnd> {
  const specArguments = [
    ...(request.deadlock ? [] : ['-deadlock']),
    '-config',
    `${module}.cfg`,
    `${module}.tla`,
  ];
  const { distributed, workers } = request;
  if (distributed !== undefined)
    return runDistributed(javas, { ...distributed, jar, threads: workers, specArguments, say });
  return javas.start([
    '-XX:+UseParallelGC',
    '-cp',
    jar,
    'tlc2.TLC',
    '-tool',
    '-noGenerateSpecTE',
    '-workers',
    String(workers),
    ...specArguments,
  ]).ended;
}

/** Nothing that was asked for is left undone in silence. */
function refuseWhatTlcCannot(request: CheckRequest): void {
  const asked: readonly (readonly [option: string, isAsked: boolean])[] = [
    ['--dump', request.dump !== undefined],
    ['--checkpoint', request.checkpoint !== undefined],
    ['--resume', request.resume !== undefined],
    ['--depth', request.depth !== undefined],
    ['--depth-first', request.depthFirst],
    ['--memory', request.memory !== undefined],
    ['--minimize', request.minimize],
    ['--coverage', request.coverage],
  ];
  const refused = asked.filter(([, isAsked]) => isAsked).map(([option]) => option);
  if (refused.length > 0)
    throw new InputProblem(`--engine tlc checks only: the own engine has ${refused.join(', ')}`);
}

async function refuseWhatDistributedTlcCannot({ model, config }: PreparedModel): Promise<void> {
  const { safetyChecksOf } = await import('../../checker/index.ts');
  const names = safetyChecksOf(model).temporal.map(({ name }) => name);
  if (names.length > 0)
    throw new InputProblem(
      `TLC's distributed mode does not check properties of whole behaviours, only safety: ${names.join(', ')}; without --tlc-distributed TLC checks them`,
    );
  if (config.postcondition !== undefined)
    throw new InputProblem(
      `TLC's distributed mode has no POSTCONDITION (${config.postcondition.text}); without --tlc-distributed TLC checks it`,
    );
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
  const texts = await readSpec(request, terminal);
  const path = resolve(terminal.workingDirectory, request.spec);
  const others = request.modulePath.map((each) => resolve(terminal.workingDirectory, each));
  // The folder of the spec comes last: what it has is looked for nowhere else.
  for (const source of [...others.toReversed(), dirname(path)]) {
    for (const { name } of readdirSync(source, { withFileTypes: true }).filter(isModule))
      copyFileSync(join(source, name), join(folder, name));
  }
  const module = basename(path).replace(/\.tla$/, '');
  writeFileSync(join(folder, `${module}.tla`), await plusCalText(texts));
  writeFileSync(join(folder, `${module}.cfg`), await configText(texts.config, request));
  return module;
}

function isModule(entry: Dirent): boolean {
  return entry.name.endsWith('.tla') && !entry.isDirectory();
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
