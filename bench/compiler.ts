/**
 * How the time of each phase of the compiler grows with the length of a spec: `make bench-compiler`. Every shape of spec is compiled at a
 * size and at ten times that size; a phase should take at most twelve times as long. Then what compiling raftkvs takes, as a command and as
 * a function that has run before. `--only TEXT` selects shapes (or raftkvs), `--size N` sets the smaller size.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  analyze,
  compile,
  emitTypeScript,
  formatSpec,
  hasErrors,
  lower,
  parseModule,
  pluscalOf,
  renderDiagnostics,
  resolveSpec,
  Source,
  treeDepthProblem,
} from '../compiler/index.ts';
import { shapes } from './compiler/shapes.ts';
import type { Shape } from './compiler/shapes.ts';

const wantedRatio = 12;
/** What takes less at the larger size is too short to be judged. */
const smallestMilliseconds = 40;
const rounds = 2;

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, size: { type: 'string', default: '150' } },
});
const size = Number(values.size);

type Times = ReadonlyMap<string, number>;

/** Milliseconds of the processor for each phase, once. Phases that the spec does not get to are left out. */
function timesOf(shape: Shape, length: number): Times {
  const times = new Map<string, number>();
  const timed = <T>(phase: string, work: () => T): T => {
    const began = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(began);
    times.set(phase, (user + system) / 1000);
    return result;
  };
  const source = new Source('Long.tla', shape.text(length));
  const modules = shape.modules?.(length) ?? new Map<string, string>();
  const findModule = (name: string): Source | undefined => {
    const text = modules.get(name);
    return text === undefined ? undefined : new Source(`${name}.tla`, text);
  };
  const parsed = timed('parse', () => parseModule(source));
  if (timed('depth', () => treeDepthProblem(parsed.value)) !== undefined) return times;
  const resolved = timed('resolve', () => resolveSpec(parsed.value, { findModule }));
  const found = timed('analyze', () => analyze(resolved.value, { multipleWrites: true }));
  const diagnostics = [...parsed.diagnostics, ...resolved.diagnostics, ...found];
  timed('render', () => renderDiagnostics(diagnostics, { color: false }));
  if (hasErrors(diagnostics)) return times;
  const lowered = timed('lower', () => lower(resolved.value));
  timed('emit', () => emitTypeScript(lowered, source, { fileName: 'Long.ts' }));
  timed('pluscal', () => pluscalOf(source, { findModule }));
  timed('format', () => formatSpec(source));
  return times;
}

function best(shape: Shape, length: number): Times {
  const all = Array.from({ length: rounds }, () => timesOf(shape, length));
  return new Map(
    [...(all[0] ?? [])].map(([phase]) => [
      phase,
      Math.min(...all.map((times) => times.get(phase) ?? Infinity)),
    ]),
  );
}

function report(shape: Shape): void {
  const [small, large] = [best(shape, size), best(shape, 10 * size)];
  const cells = [...large].map(([phase, milliseconds]) => {
    const ratio = milliseconds / (small.get(phase) ?? milliseconds);
    const judged = milliseconds >= smallestMilliseconds;
    const mark = judged && ratio > wantedRatio ? '!' : '';
    return `${phase} ${milliseconds.toFixed(0)}${judged ? ` (x${ratio.toFixed(1)}${mark})` : ''}`;
  });
  console.log(`${shape.name}: ${cells.join(', ')}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function reportRaftkvs(): void {
  const path = fileURLToPath(new URL('../specs/raftkvs/raftkvs.tla', import.meta.url));
  const source = new Source('raftkvs.tla', readFileSync(path, 'utf8'));
  const milliseconds = Array.from({ length: 20 }, () => {
    const began = performance.now();
    compile(source, { fileName: 'raftkvs.ts', findModule: () => undefined });
    return performance.now() - began;
  });
  console.log(
    `raftkvs: ${median(milliseconds.slice(10)).toFixed(0)} ms to compile (median of ten, after ten); ${(milliseconds[0] ?? 0).toFixed(0)} ms the first time`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
  const whole = Array.from({ length: 7 }, () => {
    const began = performance.now();
    execFileSync(process.execPath, [
      command,
      'compile',
      path,
      '-o',
      join(folder, 'raftkvs.ts'),
      '--no-warnings',
    ]);
    return performance.now() - began;
  });
  rmSync(folder, { recursive: true });
  console.log(`raftkvs: ${median(whole).toFixed(0)} ms for the whole command (median of ${whole.length})`);
}

console.log(`milliseconds at size ${10 * size}, and how many times as long as at size ${size}`);
for (const shape of shapes) if (shape.name.includes(values.only)) report(shape);
if ('raftkvs'.startsWith(values.only)) reportRaftkvs();
