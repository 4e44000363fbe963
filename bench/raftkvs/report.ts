import type { LoadResult } from './load.ts';

/** One line of the result: one store, one workload, one number of clients. */
export interface Row extends LoadResult {
  readonly store: string;
  readonly workload: string;
  readonly clients: number;
  /** CPU of all servers and the client, in microseconds. */
  readonly cpuMicrosecondsPerOperation: number;
}

/** Our rate over etcd's in the same row, and the ratio of the median latencies. */
export interface Ratio {
  readonly workload: string;
  readonly clients: number;
  readonly rate: number;
  readonly p50: number;
}

export function ratiosOf(rows: readonly Row[], ours: string, theirs: string): readonly Ratio[] {
  return rows
    .filter((row) => row.store === ours)
    .flatMap((mine) => {
      const other = rows.find(
        (row) => row.store === theirs && row.workload === mine.workload && row.clients === mine.clients,
      );
      if (other === undefined) return [];
      const rate = mine.perSecond / other.perSecond;
      return [
        {
          workload: mine.workload,
          clients: mine.clients,
          rate,
          p50: mine.p50Milliseconds / other.p50Milliseconds,
        },
      ];
    });
}

export function rowTable(rows: readonly Row[]): string {
  return table(
    ['store', 'load', 'clients', 'ops/s', 'p50 ms', 'p99 ms', 'max ms', 'CPU us/op'],
    rows.map((row) => [
      row.store,
      row.workload,
      String(row.clients),
      row.perSecond.toFixed(0),
      row.p50Milliseconds.toFixed(2),
      row.p99Milliseconds.toFixed(2),
      row.maxMilliseconds.toFixed(2),
      row.cpuMicrosecondsPerOperation.toFixed(0),
    ]),
  );
}

export function ratioTable(ratios: readonly Ratio[]): string {
  return table(
    ['load', 'clients', 'ops/s, ours / etcd', 'p50, ours / etcd'],
    ratios.map((ratio) => [
      ratio.workload,
      String(ratio.clients),
      ratio.rate.toFixed(2),
      ratio.p50.toFixed(2),
    ]),
  );
}

/** Columns of text, the numbers to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return /^[\d.-]+%?$/u.test(cell) || heads.includes(cell) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ');
  return [line(heads), ...rows.map(line)].join('\n');
}
