import type { CheckReport, LabelCoverage } from '../../checker/index.ts';
import { duration, grouped } from './amounts.ts';

/** What a check found, as a person reads it. */
export async function reportText(
  report: CheckReport,
  options: { readonly color: boolean; readonly coverage: boolean },
): Promise<string> {
  const [{ renderTrace }, { painterFor }] = await Promise.all([
    import('../../checker/index.ts'),
    import('./painter.ts'),
  ]);
  const painter = painterFor(options.color);
  const isFine = report.result === 'ok';
  const blocks = [isFine ? painter.after(report.message) : painter.bad(report.message)];
  if (report.trace !== undefined) blocks.push('', renderTrace(report.trace, painter).trimEnd(), '');
  blocks.push(...report.notes.map((note) => `${painter.heading('Note:')} ${note}`));
  if (options.coverage) blocks.push('', ...coverageLines(report.coverage, report.walks === undefined), '');
  blocks.push(...statisticsLines(report));
  return `${blocks.join('\n')}\n`;
}

function statisticsLines(report: CheckReport): readonly string[] {
  if (report.walks !== undefined) return [walksLine(report, report.walks)];
  const { distinct, generated, depth, initial, seconds, workers, statistics } = report;
  const rate = seconds > 0 ? `, ${grouped(generated / seconds)}/s` : '';
  const lines = [
    `${grouped(generated)} states generated (${grouped(initial)} initial), ${grouped(distinct)} distinct, depth ${grouped(depth)}; ` +
      `${duration(seconds)}${rate}, ${workers === 1 ? '1 worker' : `${workers} workers`}`,
  ];
  if (statistics === undefined) return lines;
  const { outDegree, collisionProbability } = statistics;
  if (report.result === 'ok') {
    const { calculated, actual } = collisionProbability;
    const estimates = [calculated, ...(actual === undefined ? [] : [actual])].map((p) => p.toExponential(1));
    lines.push(
      `Probability that a state was missed because fingerprints collided: ${estimates.join(', based on actual fingerprints ')}`,
    );
    if (outDegree !== undefined) {
      const { minimum, maximum, average, percentile95 } = outDegree;
      lines.push(
        `New states per state: ${average.toFixed(2)} on average (minimum ${minimum}, maximum ${maximum}, 95th percentile ${percentile95})`,
      );
    }
  }
  return lines;
}

function walksLine(
  { generated, depth, seconds, seed, workers }: CheckReport,
  { count, violating }: NonNullable<CheckReport['walks']>,
): string {
  const which = violating === undefined ? '' : `, walk ${grouped(violating + 1)} found it`;
  const effort = `${duration(seconds)}, ${grouped(generated / seconds)}/s, ${workers === 1 ? '1 worker' : `${workers} workers`}`;
  return `${grouped(count)} walks${which}; ${grouped(generated)} states visited, ${grouped(depth)} on the longest walk; ${effort}\nSeed ${seed ?? 0} makes the same walks again.`;
}

/** Every label of every process, with how often it was taken; those never taken are what the reader looks for. */
function coverageLines(coverage: readonly LabelCoverage[], withStates: boolean): readonly string[] {
  const rows = coverage.map(({ process, self, label, place, taken, newStates }) => ({
    name: `${process}${self === undefined ? '' : `(${self})`} ${label}`,
    taken,
    text: takenText(taken, newStates, withStates),
    place: `${place.file}:${place.line}:${place.column}`,
  }));
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  const textWidth = Math.max(0, ...rows.map(({ text }) => text.length));
  const lines = rows.map(
    ({ name, text, place }) => `  ${name.padEnd(width)}  ${text.padEnd(textWidth)}  ${place}`,
  );
  const never = rows.filter(({ taken }) => taken === 0).length;
  return ['Labels:', ...lines, never === 0 ? '  every label was taken' : `  ${never} never taken`];
}

function takenText(taken: number, newStates: number, withStates: boolean): string {
  if (taken === 0) return 'never taken';
  return withStates ? `${grouped(taken)} taken, ${grouped(newStates)} new states` : `${grouped(taken)} taken`;
}
