import { describe, expect, it } from 'vitest';
import { newMemoryStorage } from '../../../runtime/resources/memory-storage.ts';
import type { MemoryStorage } from '../../../runtime/resources/memory-storage.ts';
import { newPersistentValue } from '../../../runtime/resources/persistent-value.ts';
import { interval, makeTuple, powerSet, TlaCodecError, toTlaString } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { Harness } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'a persistent value',
  { reads: 'value', writes: 'updates', indexable: true, durable: true, afterClose: 'unaffected' },
  async () => {
    const storage = newMemoryStorage();
    return {
      resource: await newPersistentValue('term', { storage }, 0),
      harness: new Harness({ storage }),
      samples: [7, 8],
      validIndex: 1,
    };
  },
);

async function write(storage: MemoryStorage, name: string, value: Value): Promise<void> {
  const harness = new Harness({ storage });
  const variable = await newPersistentValue(name, { storage }, 'initial');
  const attempt = harness.attempt();
  variable.write(attempt, value);
  attempt.commitNow();
  await harness.domain.sync();
}

async function recovered(storage: MemoryStorage, name: string): Promise<string> {
  const variable = await newPersistentValue(name, { storage: storage.crash() }, 'initial');
  return toTlaString(variable.value);
}

describe('a persistent value', () => {
  it('has its initial value while nothing was stored', async () => {
    expect(await recovered(newMemoryStorage(), 'term')).toBe('"initial"');
  });

  it('has, after a restart, the value that was synced last', async () => {
    const storage = newMemoryStorage();
    await write(storage, 'term', makeTuple(1, 'a'));
    expect(await recovered(storage, 'term')).toBe('<<1, "a">>');
  });

  it('keeps values with similar and strange names apart', async () => {
    const storage = newMemoryStorage();
    const names = ['a', 'ab', 'a:', 'a%', '', '\ud800', 'ä/../b', 'a%003a'];
    for (const [position, name] of names.entries()) await write(storage, name, position);
    const found: string[] = [];
    for (const name of names) found.push(await recovered(storage, name));
    expect(found).toEqual(names.map((_name, position) => String(position)));
  });

  it('stores one record for many sections', async () => {
    const storage = newMemoryStorage();
    const harness = new Harness({ storage });
    const variable = await newPersistentValue('term', { storage }, 0);
    for (let term = 1; term <= 10; term += 1) {
      const attempt = harness.attempt();
      variable.write(attempt, term);
      attempt.commitNow();
    }
    expect((await harness.domain.sync()).length).toBe(1);
    expect(await recovered(storage, 'term')).toBe('10');
  });

  it('stores nothing for a value that is back to what is on disk', async () => {
    const storage = newMemoryStorage();
    const harness = new Harness({ storage });
    await write(storage, 'term', 5);
    const variable = await newPersistentValue('vote', { storage }, 0);
    for (const value of [1, 2]) {
      const attempt = harness.attempt();
      variable.write(attempt, value);
      attempt.commitNow();
      await harness.domain.sync();
    }
    for (const value of [1, 2]) {
      const attempt = harness.attempt();
      variable.write(attempt, value);
      attempt.commitNow();
    }
    expect(harness.domain.collect()).toEqual([]);
  });

  it('fails the section that writes a value which cannot be stored', async () => {
    const storage = newMemoryStorage();
    const harness = new Harness({ storage });
    const variable = await newPersistentValue('term', { storage }, 0);
    const attempt = harness.attempt();
    variable.write(attempt, powerSet(interval(1, 40)));
    expect(() => variable.preCommit(attempt)).toThrow(TlaCodecError);
    attempt.abort();
    expect(variable.value).toBe(0);
    expect(harness.domain.dirtyParticipants).toBe(0);
  });

  it('needs no sync for a value equal to the one it has', async () => {
    const storage = newMemoryStorage();
    const harness = new Harness({ storage });
    const variable = await newPersistentValue('term', { storage }, makeTuple(1, 2));
    const attempt = harness.attempt();
    variable.write(attempt, makeTuple(1, 2));
    attempt.commitNow();
    expect(harness.domain.dirtyParticipants).toBe(0);
  });

  it('refuses a second value of the same name until the first is closed', async () => {
    const storage = newMemoryStorage();
    const first = await newPersistentValue('term', { storage }, 0);
    await expect(newPersistentValue('term', { storage }, 0)).rejects.toMatchObject({
      code: 'RESOURCE_BAD_OPTION',
    });
    await first.close();
    await expect(newPersistentValue('term', { storage }, 0)).resolves.toBeDefined();
  });

  const key = 'value:term:';
  const damages: readonly (readonly [string, (record: Uint8Array) => Uint8Array])[] = [
    ['is cut off', (record) => record.slice(0, 3)],
    ['has lost its end', (record) => record.slice(0, record.length - 1)],
    ['has a flipped bit in its value', (record) => record.with(record.length - 1, (record.at(-1) ?? 0) ^ 1)],
    ['has another format', (record) => record.with(0, 9)],
    ['is empty', () => new Uint8Array()],
  ];
  it.each(damages)('reports a record that %s', async (_name, damage) => {
    const storage = newMemoryStorage();
    await write(storage, 'term', 'abc');
    const record = (await storage.entries(key))[0]?.[1] ?? new Uint8Array();
    await storage.write([{ kind: 'put', key, value: damage(record) }]);
    await expect(recovered(storage, 'term')).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
  });

  it('reports a record that belongs to another key', async () => {
    const storage = newMemoryStorage();
    await write(storage, 'vote', 'abc');
    const record = (await storage.entries('value:vote:'))[0]?.[1] ?? new Uint8Array();
    await storage.write([{ kind: 'put', key, value: record }]);
    await expect(recovered(storage, 'term')).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
  });
});
