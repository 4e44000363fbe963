import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLevelStorage } from '../../../runtime/resources/level-storage.ts';
import { newPersistentLog } from '../../../runtime/resources/persistent-log.ts';
import { makeRecordFromObject, makeTuple, toTlaString } from '../../../runtime/tla/index.ts';
import { Harness } from './harness.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mpcal-level-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const bytes = new TextEncoder().encode('value');

describe('a LevelDB database', () => {
  it('has after it is opened again what was written', async () => {
    const first = await openLevelStorage(directory);
    await first.write([{ kind: 'put', key: 'a', value: bytes }]);
    await first.close();
    const second = await openLevelStorage(directory);
    expect((await second.entries('')).map(([key]) => key)).toEqual(['a']);
    await second.close();
  });

  it('creates its directory, and those it is in', async () => {
    const storage = await openLevelStorage(join(directory, 'deep', 'er'));
    await storage.close();
    expect(await readdir(join(directory, 'deep'))).toEqual(['er']);
  });

  it('waits on close for the writes under way', async () => {
    const first = await openLevelStorage(directory);
    const write = first.write([{ kind: 'put', key: 'a', value: bytes }]);
    await first.close();
    await expect(write).resolves.toBeUndefined();
  });

  it('says which directory is in use by another', async () => {
    const storage = await openLevelStorage(directory);
    await expect(openLevelStorage(directory)).rejects.toMatchObject({
      code: 'STORAGE_LOCKED',
      message: expect.stringContaining(`${directory} is in use by another process`) as string,
    });
    await storage.close();
  });

  it('says why a directory cannot be used', async () => {
    const file = join(directory, 'file');
    await writeFile(file, 'text');
    await expect(openLevelStorage(join(file, 'database'))).rejects.toMatchObject({
      code: 'STORAGE_UNUSABLE',
      message: expect.stringContaining('ENOTDIR') as string,
    });
  });

  it.each([
    ['a CURRENT file that points nowhere', 'CURRENT', 'nowhere\n'],
    ['a CURRENT file without a name', 'CURRENT', 'x'],
    ['a damaged manifest', 'MANIFEST', 'nonsense, and enough of it to fill the header of a record'],
  ])('reports %s as corruption', async (_name, prefix, text) => {
    const storage = await openLevelStorage(directory);
    await storage.write([{ kind: 'put', key: 'a', value: bytes }]);
    await storage.close();
    const file = (await readdir(directory)).find((name) => name.startsWith(prefix)) ?? '';
    await writeFile(join(directory, file), text);
    await expect(openLevelStorage(directory)).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
  });

  describe('with an identity', () => {
    it('is opened again under the same identity', async () => {
      await (await openLevelStorage(directory, { identity: 'cluster/1' })).close();
      const again = await openLevelStorage(directory, { identity: 'cluster/1' });
      expect(await again.entries('')).toEqual([]);
      await again.close();
    });

    it('is refused to another, with both names', async () => {
      await (await openLevelStorage(directory, { identity: 'cluster/1' })).close();
      await expect(openLevelStorage(directory, { identity: 'cluster/2' })).rejects.toMatchObject({
        code: 'STORAGE_IDENTITY_MISMATCH',
        message: expect.stringMatching(/belongs to "cluster\/1", but "cluster\/2"/) as string,
      });
      // The refused one has let go of the database.
      await (await openLevelStorage(directory, { identity: 'cluster/1' })).close();
    });

    it('is refused when there is data and no identity', async () => {
      const anonymous = await openLevelStorage(directory);
      await anonymous.write([{ kind: 'put', key: 'a', value: bytes }]);
      await anonymous.close();
      await expect(openLevelStorage(directory, { identity: 'cluster/1' })).rejects.toMatchObject({
        code: 'STORAGE_IDENTITY_MISMATCH',
      });
    });
  });

  it('holds a persistent log over a restart', async () => {
    const commands = { concat: 1, pop: 2 };
    const storage = await openLevelStorage(directory);
    const harness = new Harness({ storage });
    const log = await newPersistentLog('plog', { storage }, commands);
    for (const entries of [makeTuple('a', 'b'), makeTuple('c')]) {
      const attempt = harness.attempt();
      log.write(attempt, makeRecordFromObject({ cmd: 1, entries }));
      attempt.commitNow();
      await harness.domain.sync();
    }
    await storage.close();
    const reopened = await openLevelStorage(directory);
    const recovered = await newPersistentLog('plog', { storage: reopened }, commands);
    expect(toTlaString(recovered.value)).toBe('<<"a", "b", "c">>');
    await reopened.close();
  });
});
