import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { topOfProfiles } from '../../bench/raftkvs/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'mpcal-ts-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The report on one function that was busy for two milliseconds. */
function reportOn(functionName: string, url: string, lineNumber: number, columnNumber: number): string {
  const callFrame = { functionName, url, lineNumber, columnNumber };
  const profile = { nodes: [{ id: 1, callFrame }], samples: [1, 1], timeDeltas: [1000, 1000] };
  writeFileSync(join(folder, 'main.cpuprofile'), JSON.stringify(profile));
  return topOfProfiles(folder, 10);
}

describe('the profile', () => {
  it('names the source of a function in a bundle', () => {
    const source = 'type T = number;\n\nexport function busy(x: T): T {\n  return x;\n}\n';
    const options = { loader: 'ts', sourcemap: true, sourcefile: '../../checker/search/busy.ts' } as const;
    const { code, map } = transformSync(source, options);
    const path = join(folder, 'chunk.js');
    writeFileSync(path, code);
    writeFileSync(`${path}.map`, map);
    expect(code.split('\n')[0]).toContain('function busy(');
    const report = reportOn('busy', pathToFileURL(path).href, 0, code.indexOf('(x)'));
    expect(report).toContain('busy  checker/search/busy.ts:3');
  });

  it('names the file itself where there is no source map', () => {
    const url = pathToFileURL(join(folder, 'unmapped.js')).href;
    expect(reportOn('busy', url, 6, 0)).toMatch(/busy {2}\S*unmapped\.js:7/u);
  });

  it('names what is in no file', () => {
    expect(reportOn('(garbage collector)', '', -1, -1)).toMatch(/\(garbage collector\)\s*$/u);
  });
});
