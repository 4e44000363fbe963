import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Storage, StorageOperation } from '../../../runtime/kernel/seams.ts';
import { openLevelStorage } from '../../../runtime/resources/level-storage.ts';
import { newMemoryStorage } from '../../../runtime/resources/memory-storage.ts';

const put = (key: string, text: string): StorageOperation => ({
  kind: 'put',
  key,
  value: new TextEncoder().encode(text),
});

/** What every Storage does, whatever is under it. */
function storageSuite(name: string, open: () => Promise<Storage>): void {
  describe(`${name} as a storage`, () => {
    const opened: Storage[] = [];
    afterEach(async () => {
      for (const storage of opened.splice(0)) await storage.close();
    });

    async function fresh(): Promise<Storage> {
      const storage = await open();
      opened.push(storage);
      return storage;
    }

    async function texts(storage: Storage, prefix: string): Promise<string[]> {
      const decoder = new TextDecoder();
      return (await storage.entries(prefix)).map(([key, value]) => `${key}=${decoder.decode(value)}`);
    }

    it('is empty at first', async () => {
      expect(await texts(await fresh(), '')).toEqual([]);
    });

    it('gives the entries under a prefix in key order', async () => {
      const storage = await fresh();
      await storage.write([put('b:2', 'x'), put('a:1', 'w'), put('b:10', 'y'), put('b', 'v'), put('c', 'z')]);
      expect(await texts(storage, 'b')).toEqual(['b=v', 'b:10=y', 'b:2=x']);
      expect(await texts(storage, 'b:')).toEqual(['b:10=y', 'b:2=x']);
      expect((await texts(storage, '')).length).toBe(5);
    });

    it('orders keys by code unit', async () => {
      const storage = await fresh();
      await storage.write([put('k\uffff', '2'), put('k\u{1f600}', '1'), put('ka', '0')]);
      expect((await storage.entries('k')).map(([key]) => key)).toEqual(['ka', 'k\u{1f600}', 'k\uffff']);
    });

    it('applies the operations of a batch in order', async () => {
      const storage = await fresh();
      await storage.write([put('a', '1'), { kind: 'delete', key: 'a' }, put('b', '1'), put('b', '2')]);
      expect(await texts(storage, '')).toEqual(['b=2']);
    });

    it('applies batches in the order of the calls', async () => {
      const storage = await fresh();
      const writes = Array.from({ length: 20 }, (_none, count) => storage.write([put('a', String(count))]));
      await Promise.all(writes);
      expect(await texts(storage, '')).toEqual(['a=19']);
    });

    it('deletes what is not there without complaint', async () => {
      const storage = await fresh();
      await expect(storage.write([{ kind: 'delete', key: 'a' }])).resolves.toBeUndefined();
    });

    it('keeps bytes as they are, also none and many', async () => {
      const storage = await fresh();
      const bytes = Uint8Array.from({ length: 100_000 }, (_none, index) => index % 256);
      await storage.write([
        { kind: 'put', key: 'many', value: bytes },
        { kind: 'put', key: 'none', value: new Uint8Array() },
      ]);
      const [many, none] = await storage.entries('');
      expect(many !== undefined && Buffer.compare(many[1], bytes)).toBe(0);
      expect(none?.[1].length).toBe(0);
    });

    it('gives many entries', async () => {
      const storage = await fresh();
      const keys = Array.from({ length: 2_500 }, (_none, index) => `k${String(index).padStart(5, '0')}`);
      await storage.write([...keys.map((key) => put(key, key)), put('l', 'other')]);
      expect((await storage.entries('k')).map(([key]) => key)).toEqual(keys);
    });

    it('closes more than once, and refuses writes then', async () => {
      const storage = await fresh();
      await storage.close();
      await storage.close();
      await expect(storage.write([put('a', '1')])).rejects.toMatchObject({ code: 'STORAGE_WRITE_FAILED' });
    });
  });
}

storageSuite('memory', () => Promise.resolve(newMemoryStorage()));

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

storageSuite('a LevelDB database', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mpcal-storage-'));
  directories.push(directory);
  return openLevelStorage(join(directory, 'database'), { identity: 'test' });
});
