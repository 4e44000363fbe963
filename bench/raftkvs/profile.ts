import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from './report.ts';

interface ProfileNode {
  readonly id: number;
  /** Lines and columns from 0. */
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the CPU time of the profiled processes went: the functions with the largest self time, over all `.cpuprofile` files of a directory. */
export function topOfProfiles(directory: string, count: number): string {
  const microseconds = new Map<string, number>();
  const maps = new SourceMaps();
  let total = 0;
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Profile;
    const names = new Map(profile.nodes.map((node) => [node.id, nameOf(node, maps)]));
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

function nameOf(
  { callFrame: { functionName, url, lineNumber, columnNumber } }: ProfileNode,
  maps: SourceMaps,
): string {
  const { file, line } = maps.placeOf(url, lineNumber, columnNumber);
  const shortened = file
    .split('/')
    .filter((part) => part !== '..')
    .slice(-3)
    .join('/');
  const name = functionName === '' ? '(anonymous)' : functionName;
  return shortened === '' ? name : `${name}  ${shortened}:${line + 1}`;
}

/** Where bundled code stands in the sources. */
class SourceMaps {
  private readonly maps = new Map<string, SourceMap | undefined>();

  /** The place itself if no map is beside its file. */
  placeOf(url: string, line: number, column: number): { readonly file: string; readonly line: number } {
    const entry = this.mapOf(url)?.findEntry(line, column);
    return entry !== undefined && 'originalSource' in entry
      ? { file: entry.originalSource, line: entry.originalLine }
      : { file: url, line };
  }

  private mapOf(url: string): SourceMap | undefined {
    if (!this.maps.has(url)) this.maps.set(url, readMap(url));
    return this.maps.get(url);
  }
}

function readMap(url: string): SourceMap | undefined {
  if (!url.startsWith('file:')) return undefined;
  const path = `${fileURLToPath(url)}.map`;
  return existsSync(path)
    ? new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload)
    : undefined;
}
