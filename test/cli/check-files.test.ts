import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../cli/checking/checkpoint-file.ts';
import { InputProblem } from '../../cli/failures.ts';
import { runProgram } from '../../cli/program.ts';
import { counterConfig, counterSpec, folderWith, jsonOf } from './check-spec.ts';
import { runIn, temporaryFolder } from './harness.ts';

describe('the file of a saved search', () => {
  it('gives back the pieces that were saved', async () => {
    const path = join(temporaryFolder(), 'saved');
    const pieces = [new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array(100_000).fill(9)];
    await writeCheckpoint(path, pieces);
    expect([...readCheckpoint(path)].map((piece) => new Uint8Array(piece))).toEqual(pieces);
  });

  it('is the old one if saving fails', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'saved');
    await writeCheckpoint(path, [new Uint8Array([1])]);
    const failing = function* (): Generator<Uint8Array> {
      yield new Uint8Array([2]);
      throw new Error('disk full');
    };
    await expect(writeCheckpoint(path, failing())).rejects.toThrow(InputProblem);
    expect([...readCheckpoint(path)].map((piece) => [...piece])).toEqual([[1]]);
    expect(readdirSync(folder)).toEqual(['saved']);
  });

  it.each([
    ['another file', 'something else entirely, which is no search', 'no saved search'],
    ['half of one', 'mpcal-ts checkpoint 1\n\x08\0\0\0\0\0\0\0abc', 'ends too early'],
    ['nonsense', 'mpcal-ts checkpoint 1\n\x08\0\0\0\0\0\x08\x08', 'damaged'],
  ])('is refused if it is %s', (_, text, message) => {
    const path = join(temporaryFolder(), 'saved');
    writeFileSync(path, Buffer.from(text, 'latin1'));
    expect(() => [...readCheckpoint(path)]).toThrow(message);
  });
});

describe('mpcal-ts check --checkpoint', () => {
  const safety = counterConfig.replace('PROPERTY Full\n', '');
  const spec = counterSpec.replace('Small ==', 'Huge == x < 100000\nSmall ==');
  const big = safety.replace('Max = 3', 'Max = 60');

  /** Runs until the search first looks whether to stop. */
  async function interrupted(
    folder: string,
    ...args: readonly string[]
  ): Promise<{ code: number; error: string }> {
    const error: string[] = [];
    const code = await runProgram(['check', 'Counter.tla', ...args], {
      out: () => undefined,
      error: (text) => error.push(text),
      color: false,
      workingDirectory: folder,
      onInterrupt: (callback) => {
        callback();
        return () => undefined;
      },
    });
    return { code, error: error.join('') };
  }

  it('saves a search that is interrupted, and --resume ends it as if nothing had been', async () => {
    const folder = folderWith({ 'Counter.tla': spec, 'Counter.cfg': big });
    const { report: whole } = await jsonOf(folder, 'check', 'Counter.tla');
    const { code, error } = await interrupted(folder, '--checkpoint', 'saved');
    expect([code, error]).toEqual([130, 'saved the search: --resume saved goes on with it\n']);
    const { code: resumedCode, report } = await jsonOf(folder, 'check', 'Counter.tla', '--resume', 'saved');
    expect(resumedCode).toBe(0);
    for (const field of ['result', 'distinct', 'generated', 'depth', 'initial']) {
      expect(report[field]).toEqual(whole[field]);
    }
  });

  it.each([
    ['1', '3'],
    ['2', '1'],
    ['3', '2'],
  ])('saves what %s threads have, and --resume ends it with %s', async (before, after) => {
    const folder = folderWith({ 'Counter.tla': spec, 'Counter.cfg': big });
    const { report: whole } = await jsonOf(folder, 'check', 'Counter.tla');
    const { code } = await interrupted(folder, '--checkpoint', 'saved', '--workers', before);
    expect(code).toBe(130);
    const resumed = await jsonOf(folder, 'check', 'Counter.tla', '--resume', 'saved', '--workers', after);
    expect(resumed.report['notes']).toEqual(whole['notes']);
    for (const field of ['result', 'distinct', 'generated', 'depth', 'initial'])
      expect(resumed.report[field]).toEqual(whole[field]);
  });

  it('refuses to go on when the spec is another', async () => {
    const folder = folderWith({ 'Counter.tla': spec, 'Counter.cfg': big });
    await interrupted(folder, '--checkpoint', 'saved');
    writeFileSync(join(folder, 'Counter.tla'), spec.replace('old + 1', 'old + 2'));
    const { code, error } = await runIn(folder, 'check', 'Counter.tla', '--resume', 'saved');
    expect(code).toBe(1);
    expect(error).toContain('the specification or its configuration was changed');
  });

  it('says why a search for liveness properties cannot be saved', async () => {
    const folder = folderWith({ 'Counter.tla': spec, 'Counter.cfg': counterConfig });
    const { code, error } = await runIn(folder, 'check', 'Counter.tla', '--checkpoint', 'saved');
    expect(code).toBe(1);
    expect(error).toContain('Full');
  });
});

describe('mpcal-ts check --init-cfg', () => {
  it('writes a configuration to fill in', async () => {
    const folder = folderWith({ 'Counter.tla': counterSpec });
    const { code, out } = await runIn(folder, 'check', 'Counter.tla', '--init-cfg');
    expect([code, out]).toEqual([0, 'wrote Counter.cfg\n']);
    const text = readFileSync(join(folder, 'Counter.cfg'), 'utf8');
    expect(text).toMatch(/^SPECIFICATION Spec\n\nCONSTANTS\n {4}Max = .*\n {4}Broken = /);
    expect(text).toContain('InRange');
    expect(text).toContain('Grows');
  });

  it('does not overwrite one', async () => {
    const folder = folderWith({ 'Counter.tla': counterSpec, 'Counter.cfg': 'mine' });
    const { code, error } = await runIn(folder, 'check', 'Counter.tla', '--init-cfg');
    expect(code).toBe(1);
    expect(error).toContain('will not overwrite Counter.cfg');
    expect(readFileSync(join(folder, 'Counter.cfg'), 'utf8')).toBe('mine');
  });

  it('writes where it is told to', async () => {
    const folder = folderWith({ 'Counter.tla': counterSpec });
    mkdirSync(join(folder, 'models'));
    expect((await runIn(folder, 'check', 'Counter.tla', '--init-cfg', '-c', 'models/A.cfg')).code).toBe(0);
    expect(existsSync(join(folder, 'models/A.cfg'))).toBe(true);
  });
});
