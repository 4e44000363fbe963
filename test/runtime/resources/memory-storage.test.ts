import { describe, expect, it } from 'vitest';
import type { Storage, StorageOperation } from '../../../runtime/kernel/seams.ts';
import { newMemoryStorage } from '../../../runtime/resources/memory-storage.ts';

const put = (key: string, ...bytes: number[]): StorageOperation => ({
  kind: 'put',
  key,
  value: Uint8Array.from(bytes),
});

async function contents(storage: Storage, prefix = ''): Promise<Record<string, number[]>> {
  return Object.fromEntries((await storage.entries(prefix)).map(([key, value]) => [key, [...value]]));
}

describe('a memory storage', () => {
  it('loses on a crash what was held, and keeps what was synced', async () => {
    const storage = newMemoryStorage();
    await storage.write([put('a', 1)]);
    storage.holdSyncs();
    void storage.write([put('a', 2), put('b', 3)]);
    expect(storage.heldBatches).toBe(1);
    expect(await contents(storage.crash())).toEqual({ a: [1] });
  });

  it('has on a crash what reached the disk in whole batches, the oldest first', async () => {
    const storage = newMemoryStorage();
    storage.holdSyncs();
    void storage.write([put('a', 1), put('b', 1)]);
    void storage.write([{ kind: 'delete', key: 'a' }]);
    void storage.write([put('b', 3)]);
    expect(await contents(storage.crash(2))).toEqual({ b: [1] });
  });

  it('never tells a process that crashed what became of its writes', async () => {
    const storage = newMemoryStorage();
    let settled = false;
    storage.holdSyncs();
    void storage.write([put('a', 1)]).finally(() => (settled = true));
    storage.crash(1);
    void storage.write([put('b', 1)]).finally(() => (settled = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(settled).toBe(false);
  });

  it('resolves a held write when its sync is let go', async () => {
    const storage = newMemoryStorage();
    storage.holdSyncs();
    const first = storage.write([put('a', 1)]);
    const second = storage.write([put('b', 2)]);
    storage.releaseSyncs(1);
    await first;
    expect(await contents(storage)).toEqual({ a: [1] });
    storage.releaseSyncs();
    await second;
    await storage.write([put('c', 3)]);
    expect(storage.syncedBatches).toBe(3);
  });

  it('fails all writes after one that failed', async () => {
    const storage = newMemoryStorage();
    storage.failNextWrite(new Error('no space'));
    await expect(storage.write([put('a', 1)])).rejects.toThrow('no space');
    await expect(storage.write([put('b', 1)])).rejects.toMatchObject({ code: 'STORAGE_WRITE_FAILED' });
    expect(await contents(storage.crash())).toEqual({});
  });

  it('does not see what a caller does to its bytes afterwards', async () => {
    const storage = newMemoryStorage();
    const value = Uint8Array.from([1]);
    await storage.write([{ kind: 'put', key: 'a', value }]);
    value[0] = 9;
    const [entry] = await storage.entries('a');
    entry?.[1].fill(8);
    expect(await contents(storage)).toEqual({ a: [1] });
  });
});
