import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newMemoryStorage } from '../../../runtime/resources/memory-storage.ts';
import type { MemoryStorage } from '../../../runtime/resources/memory-storage.ts';
import { newPersistentLog } from '../../../runtime/resources/persistent-log.ts';
import type { PersistentLog } from '../../../runtime/resources/persistent-log.ts';
import { makeRecordFromObject, makeTuple, modelValue } from '../../../runtime/tla/index.ts';
import { isTuple, toTlaString } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

const commands = { concat: modelValue('LogConcat'), pop: 2 };
const concat = (...entries: Value[]): Value =>
  makeRecordFromObject({ cmd: commands.concat, entries: makeTuple(...entries) });
const pop = (count: number): Value => makeRecordFromObject({ cmd: commands.pop, cnt: count });

function entriesOf(log: Value): readonly Value[] {
  if (!isTuple(log)) throw new Error('a log is a tuple');
  return log.toArray();
}

resourceSuite(
  'a persistent log',
  { reads: 'value', writes: 'updates', indexable: true, durable: true, afterClose: 'unaffected' },
  async () => {
    const storage = newMemoryStorage();
    return {
      resource: await newPersistentLog('plog', { storage }, commands),
      harness: new Harness({ storage }),
      samples: [concat('a', 'b'), pop(1)],
      validIndex: 1,
      after: (before, written) =>
        toTlaString(written) === toTlaString(pop(1))
          ? makeTuple(...entriesOf(before).slice(0, -1))
          : makeTuple(...entriesOf(before), 'a', 'b'),
    };
  },
);

interface Opened {
  readonly log: PersistentLog;
  readonly harness: Harness;
  run(...written: Value[]): void;
}

async function open(storage: MemoryStorage, name = 'plog'): Promise<Opened> {
  const harness = new Harness({ storage });
  const log = await newPersistentLog(name, { storage }, commands);
  const run = (...written: Value[]): void => {
    const attempt = harness.attempt();
    for (const command of written) log.write(attempt, command);
    attempt.commitNow();
  };
  return { log, harness, run };
}

describe('a persistent log', () => {
  it('gives the sequence, an entry, and a part of an entry', async () => {
    const { log, harness, run } = await open(newMemoryStorage());
    run(concat(makeRecordFromObject({ term: 3 }), makeRecordFromObject({ term: 4 })));
    const attempt = harness.attempt();
    expect(toTlaString(log.read(attempt) ?? 0)).toBe('<<[term |-> 3], [term |-> 4]>>');
    expect(toTlaString(log.readAt(attempt, 2) ?? 0)).toBe('[term |-> 4]');
    expect(log.readPath(attempt, [2, 'term'])).toBe(4);
    expect(log.index(1, attempt).readAt(attempt, 'term')).toBe(3);
  });

  it('reports a read outside the log', async () => {
    const { log, harness } = await open(newMemoryStorage());
    expect(() => log.readAt(harness.attempt(), 1)).toThrow();
  });

  it('empties the log on a removal of more entries than there are, as SubSeq does', async () => {
    const { log, run } = await open(newMemoryStorage());
    run(concat(1, 2), pop(5));
    expect(log.value.length).toBe(0);
  });

  const nonsense: readonly Value[] = [
    1,
    makeTuple(1, 2),
    makeRecordFromObject({ cmd: 99, entries: makeTuple(1) }),
    makeRecordFromObject({ cmd: commands.concat, cnt: 1 }),
    makeRecordFromObject({ cmd: commands.pop, entries: makeTuple(1) }),
    makeRecordFromObject({ entries: makeTuple(1) }),
  ];
  it.each(nonsense.map((value) => [toTlaString(value), value] as const))(
    'refuses %s, and says what it takes',
    async (_text, value) => {
      const { log, harness } = await open(newMemoryStorage());
      const write = (): unknown => log.write(harness.attempt(), value);
      expect(codeOf(write)).toBe('RESOURCE_BAD_VALUE');
      expect(write).toThrow('[cmd |-> LogConcat, entries |-> <<...>>] or [cmd |-> 2, cnt |-> n]');
    },
  );

  it('refuses writes at an index', async () => {
    const { log, harness, run } = await open(newMemoryStorage());
    run(concat(1));
    const attempt = harness.attempt();
    expect(codeOf(() => log.writeAt(attempt, 1, 2))).toBe('RESOURCE_UNSUPPORTED_OPERATION');
    expect(codeOf(() => log.writePath(attempt, [1, 1], 2))).toBe('RESOURCE_UNSUPPORTED_OPERATION');
    expect(codeOf(() => log.index(1, attempt).write(attempt, 2))).toBe('RESOURCE_UNSUPPORTED_OPERATION');
  });

  it('refuses commands that cannot be told apart', async () => {
    const same = newPersistentLog('plog', { storage: newMemoryStorage() }, { concat: 1, pop: 1 });
    await expect(same).rejects.toMatchObject({ code: 'RESOURCE_BAD_OPTION' });
  });

  it('needs no sync for commands that change nothing', async () => {
    const { harness, run } = await open(newMemoryStorage());
    run(concat(1));
    await harness.domain.sync();
    run(concat(), pop(0));
    expect(harness.domain.dirtyParticipants).toBe(0);
  });

  it('stores all entries since the last batch as one record', async () => {
    const { harness, run } = await open(newMemoryStorage());
    for (let entry = 1; entry <= 50; entry += 1) run(concat(entry));
    expect((await harness.domain.sync()).length).toBe(1);
    run(concat(51), concat(52));
    const operations = await harness.domain.sync();
    expect(operations.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['put log:plog:0000000000000051']);
  });

  it('stores a batch of the same size however long the log is', async () => {
    const { harness, run } = await open(newMemoryStorage());
    run(concat(...Array.from({ length: 20_000 }, (_none, index) => index)));
    await harness.domain.sync();
    run(concat('x'));
    const [operation, ...others] = await harness.domain.sync();
    expect(others).toEqual([]);
    expect(operation?.kind === 'put' ? operation.value.length : 0).toBeLessThan(32);
  });

  it('rewrites nothing for a removal that was abandoned', async () => {
    const { log, harness, run } = await open(newMemoryStorage());
    run(concat(1, 2, 3));
    await harness.domain.sync();
    const attempt = harness.attempt();
    log.write(attempt, pop(3));
    attempt.abort();
    run(concat(4));
    const operations = await harness.domain.sync();
    expect(operations.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['put log:plog:0000000000000004']);
  });

  it('deletes the records behind a cut, and rewrites the one it goes through', async () => {
    const storage = newMemoryStorage();
    const { harness, run } = await open(storage);
    for (const entries of [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]) {
      run(concat(...entries));
      await harness.domain.sync();
    }
    run(pop(4), concat(60));
    const operations = await harness.domain.sync();
    expect(operations.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'put log:plog:0000000000000004',
      'delete log:plog:0000000000000007',
    ]);
    const { log } = await open(storage.crash());
    expect(toTlaString(log.value)).toBe('<<1, 2, 3, 4, 5, 60>>');
  });

  it('notices entries that were removed and replaced by as many between two batches', async () => {
    const storage = newMemoryStorage();
    const { harness, run } = await open(storage);
    run(concat(1, 2, 3));
    await harness.domain.sync();
    run(pop(2));
    run(concat(20, 30));
    await harness.domain.sync();
    const { log } = await open(storage.crash());
    expect(toTlaString(log.value)).toBe('<<1, 20, 30>>');
  });

  it('keeps logs of different names apart', async () => {
    const storage = newMemoryStorage();
    for (const name of ['a', 'a:', 'ab']) {
      const { harness, run } = await open(storage, name);
      run(concat(name));
      await harness.domain.sync();
    }
    const { log } = await open(storage.crash(), 'a');
    expect(toTlaString(log.value)).toBe('<<"a">>');
  });

  it('recovers a log of many records', async () => {
    const storage = newMemoryStorage();
    const { harness, run } = await open(storage);
    const entries = Array.from({ length: 10_000 }, (_none, index) => index);
    run(concat(...entries));
    await harness.domain.sync();
    for (let extra = 0; extra < 20; extra += 1) {
      run(concat(`extra ${extra}`));
      await harness.domain.sync();
    }
    const { log } = await open(storage.crash());
    expect(log.value.length).toBe(10_020);
    expect(log.value.toArray().slice(0, 10_000)).toEqual(entries);
  });

  describe('whose records are damaged', () => {
    async function stored(): Promise<MemoryStorage> {
      const storage = newMemoryStorage();
      const { harness, run } = await open(storage);
      for (const entries of [
        [1, 2],
        [3, 4],
        [5, 6],
      ]) {
        run(concat(...entries));
        await harness.domain.sync();
      }
      return storage;
    }
    const keyOf = (index: number): string => `log:plog:${String(index).padStart(16, '0')}`;

    it('reports entries that are missing', async () => {
      const storage = await stored();
      await storage.write([{ kind: 'delete', key: keyOf(3) }]);
      await expect(open(storage.crash())).rejects.toMatchObject({
        code: 'STORAGE_CORRUPT',
        message: expect.stringContaining('lacks the entries 3 to 4') as string,
      });
    });

    it('reports a missing beginning', async () => {
      const storage = await stored();
      await storage.write([{ kind: 'delete', key: keyOf(1) }]);
      await expect(open(storage.crash())).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
    });

    it('reports a record under the key of another', async () => {
      const storage = await stored();
      const record = (await storage.entries(keyOf(3)))[0]?.[1] ?? new Uint8Array();
      await storage.write([{ kind: 'put', key: keyOf(5), value: record }]);
      await expect(open(storage.crash())).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
    });

    it('reports a key that is none of a log', async () => {
      const storage = await stored();
      await storage.write([{ kind: 'put', key: 'log:plog:x', value: new Uint8Array(10) }]);
      await expect(open(storage.crash())).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
    });

    it('reports any single byte that is changed', async () => {
      let storage = await stored();
      const record = (await storage.entries(keyOf(3)))[0]?.[1] ?? new Uint8Array();
      expect(record.length).toBeGreaterThan(5);
      for (let position = 0; position < record.length; position += 1) {
        const value = record.with(position, (record[position] ?? 0) ^ 0x40);
        await storage.write([{ kind: 'put', key: keyOf(3), value }]);
        storage = storage.crash();
        await expect(open(storage)).rejects.toMatchObject({
          code: 'STORAGE_CORRUPT',
        });
      }
    });
  });

  it('agrees with an array, and after a crash is at a boundary between sections that was synced or later', async () => {
    const section = fc.record({
      kind: fc.constant('section' as const),
      commands: fc.array(
        fc.oneof(
          fc.record({ concat: fc.array(fc.nat(99), { maxLength: 4 }) }),
          fc.record({ pop: fc.nat(6) }),
        ),
        { maxLength: 4 },
      ),
      commits: fc.boolean(),
    });
    const step = fc.oneof(
      { weight: 6, arbitrary: section },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('batch' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('synced' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), reached: fc.nat(3) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        let storage = newMemoryStorage();
        storage.holdSyncs();
        let { log, harness } = await open(storage);
        let model: number[] = [];
        /** The log as of each batch that is written and not synced, after the one that was synced last. */
        let boundaries: number[][] = [[]];
        for (const taken of steps) {
          if (taken.kind === 'section') {
            const attempt = harness.attempt();
            let seen = [...model];
            for (const command of taken.commands) {
              if ('concat' in command) {
                expect(log.write(attempt, concat(...command.concat))).toBe(true);
                seen = [...seen, ...command.concat];
              } else {
                expect(log.write(attempt, pop(command.pop))).toBe(true);
                seen = seen.slice(0, Math.max(0, seen.length - command.pop));
              }
              expect(entriesOf(log.read(attempt) ?? 0)).toEqual(seen);
            }
            if (taken.commits) {
              attempt.commitNow();
              model = seen;
            } else attempt.abort();
            expect(entriesOf(log.value)).toEqual(model);
          } else if (taken.kind === 'batch') {
            if (harness.domain.dirtyParticipants === 0) continue;
            const held = storage.heldBatches;
            void harness.domain.sync();
            if (storage.heldBatches > held) boundaries.push([...model]);
            // A batch without operations leaves the disk where it is.
            else boundaries[boundaries.length - 1] = [...model];
          } else if (taken.kind === 'synced') {
            if (storage.heldBatches === 0) continue;
            storage.releaseSyncs(1);
            boundaries.shift();
          } else {
            const reached = Math.min(taken.reached, storage.heldBatches);
            storage = storage.crash(reached);
            storage.holdSyncs();
            ({ log, harness } = await open(storage));
            model = boundaries[reached] ?? [];
            boundaries = [[...model]];
            expect(entriesOf(log.value)).toEqual(model);
          }
        }
      }),
      { seed: 7_411, numRuns: 250 },
    );
  });
});
