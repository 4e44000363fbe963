import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './report.ts';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the CPU time of the profiled processes went: the functions with the largest self time, over all `.cpuprofile` files of a directory. */
export function topOfProfiles(directory: string, count: number): string {
  const microseconds = new Map<string, number>();
  let total = 0;
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Profile;
    const names = new Map(profile.nodes.map((node) => [node.id, nameOf(node)]));
    profile.samples.forEach((sample, index) => {
      const delta = profile.timeDeltas[index] ?? 0;
      const place = names.get(sample) ?? '?';
      if (place.startsWith('(idle)')) return;
      total += delta;
      microseconds.set(place, (microseconds.get(place) ?? 0) + delta);
    });
  }
  const top = [...microseconds].sort((a, b) => b[1] - a[1]).slice(0, count);
  return table(
    ['self ms', 'share', 'function'],
    top.map(([place, spent]) => [(spent / 1000).toFixed(0), `${((100 * spent) / total).toFixed(1)}%`, place]),
  );
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const file = url.split('/').slice(-3).join('/');
  return `${functionName === '' ? '(anonymous)' : functionName}${file === '' ? '' : `  ${file}:${lineNumber + 1}`}`;
}
