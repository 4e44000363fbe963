import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';
import { afterAll, describe, expect, it } from 'vitest';
import { shapes } from '../../bench/compiler/shapes.ts';
import type { Shape } from '../../bench/compiler/shapes.ts';

/** What the compiler does is counted, since times tell of the machine as well. */
class Counting {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
    this.post('Profiler.enable');
    this.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** How often every block of the compiler has run since the last time, by file, function and offset. */
  take(): ReadonlyMap<string, number> {
    const { result } = this.post('Profiler.takePreciseCoverage') as Profiler.TakePreciseCoverageReturnType;
    const counts = new Map<string, number>();
    for (const { url, functions } of result) {
      const [, file] = /\/(compiler\/.*)$/.exec(url) ?? [];
      if (file === undefined || url.includes('/node_modules/') || url.includes('/bench/')) continue;
      for (const { functionName, ranges } of functions) {
        for (const { startOffset, count } of ranges) {
          const key = `${file} ${functionName} ${startOffset}`;
          counts.set(key, (counts.get(key) ?? 0) + count);
        }
      }
    }
    return counts;
  }

  stop(): void {
    this.session.disconnect();
  }

  /** The inspector of the own process answers before it returns. */
  private post(method: string, parameters?: object): unknown {
    let answer: unknown;
    this.session.post(method, parameters, (error, result) => {
      if (error !== null) throw error;
      answer = result;
    });
    return answer;
  }
}

const counting = new Counting();
// What is loaded before the counting begins is not counted in full.
const { analyze, compile, formatSpec, parseModule, pluscalOf, renderDiagnostics, resolveSpec, Source } =
  await import('../../compiler/index.ts');

const small = 15;
const large = 10 * small;
/** Ten times as much, and the logarithm of a binary search or a sort; a square is a hundred times as much. */
const mostTimes = 30;
/** Squares, but nothing that grows faster. */
const mostTimesOfSquare = 130;
/** What runs this often for each element or less is no matter, as what begins at some depth only. */
const fewForEach = 60;

/** All phases, over a spec of some size. */
function run(shape: Shape, size: number): ReadonlyMap<string, number> {
  const source = new Source('Long.tla', shape.text(size));
  const modules = shape.modules?.(size) ?? new Map<string, string>();
  const findModule = (name: string): InstanceType<typeof Source> | undefined => {
    const text = modules.get(name);
    return text === undefined ? undefined : new Source(`${name}.tla`, text);
  };
  counting.take();
  const { diagnostics } = compile(source, { fileName: 'Long.ts', findModule });
  // With errors in an early phase, `compile` leaves the later ones out.
  analyze(resolveSpec(parseModule(source).value, { findModule }).value, { multipleWrites: true });
  renderDiagnostics(diagnostics, { color: false });
  pluscalOf(source, { findModule });
  formatSpec(source);
  return counting.take();
}

describe('a spec ten times as long is ten times the work, in every part of the compiler', () => {
  afterAll(() => {
    counting.stop();
  });

  it.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
    const most = shape.square === undefined ? mostTimes : mostTimesOfSquare;
    const few = run(shape, small);
    const many = run(shape, large);
    expect([...many.values()].some((count) => count >= large)).toBe(true);
    const steep = [...many]
      .map(([place, count]) => ({ place, from: few.get(place) ?? 0, to: count }))
      .filter(({ from, to }) => to > fewForEach * large && to > most * Math.max(from, 1));
    expect(steep).toEqual([]);
  });
});
