import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DurabilityError,
  DurableStore,
  ensureArchetypeRefParam,
  newMPCalContext,
  withDurability,
  withScheduler,
} from '../../../runtime/kernel/index.ts';
import type { MPCalContext } from '../../../runtime/kernel/index.ts';
import { archetypeOf, BLOCKED, DONE, DurableNumber, Outside, resourceOf } from './archetypes.ts';
import { makeWorld, ManualStorage } from './world.ts';
import type { World } from './world.ts';

/** Increments the durable `x` and tells the outside its value, `rounds` times. */
const promising = (rounds: number): ReturnType<typeof archetypeOf> =>
  archetypeOf(
    'Promising',
    {
      loop: (iface, frame) => {
        // The promise is written first: it must leave last.
        const x = iface.read(resourceOf(frame, 'x'));
        if (x === undefined) return BLOCKED;
        const next = (x as number) + 1;
        iface.write(resourceOf(frame, 'out'), next);
        iface.write(resourceOf(frame, 'x'), next);
        return next === rounds ? DONE : 0;
      },
    },
    { refs: ['x', 'out'] },
  );

interface Node extends World {
  readonly storage: ManualStorage;
  readonly store: DurableStore;
  readonly x: DurableNumber;
  readonly out: Outside;
  readonly context: MPCalContext;
}

function makeNode(rounds: number, sliceMilliseconds?: number): Node {
  const world = makeWorld(1, sliceMilliseconds);
  const storage = new ManualStorage();
  const store = new DurableStore(storage, world.scheduler);
  const x = new DurableNumber('x');
  const out = new Outside();
  const context = newMPCalContext(
    1,
    promising(rounds),
    ensureArchetypeRefParam('x', x),
    ensureArchetypeRefParam('out', out),
    withScheduler(world.scheduler),
    withDurability(store),
  );
  return { ...world, storage, store, x, out, context };
}

const onDisk = (storage: ManualStorage): number =>
  Number(new TextDecoder().decode(storage.disk.get('x') ?? new Uint8Array()));

describe('durable before visible', () => {
  it('releases a section`s effects only after its batch is synced', async () => {
    const { environment, storage, out, context } = makeNode(1);
    const run = context.run();
    await environment.runUntilIdle();
    expect([storage.isWriting, out.seen]).toEqual([true, []]);
    storage.applyToDisk();
    expect(out.seen).toEqual([]);
    storage.sync();
    await environment.runUntilIdle();
    await run;
    expect(out.seen).toEqual([1]);
  });

  it('holds back effects of other sections that may have read what is not durable yet', async () => {
    const node = makeNode(1);
    void node.context.run();
    await node.environment.runUntilIdle();
    const reads = archetypeOf(
      'Reads',
      {
        only: (iface, frame) => {
          const x = iface.read(resourceOf(frame, 'x'));
          return x !== undefined && iface.write(resourceOf(frame, 'out'), x) ? DONE : BLOCKED;
        },
      },
      { refs: ['x', 'out'] },
    );
    const seenByOther = new Outside();
    const other = newMPCalContext(
      2,
      reads,
      ensureArchetypeRefParam('x', node.x),
      ensureArchetypeRefParam('out', seenByOther),
      withScheduler(node.scheduler),
      withDurability(node.store),
    ).run();
    await node.environment.runUntilIdle();
    await other;
    expect(seenByOther.seen).toEqual([]);
    node.storage.sync();
    await node.environment.runUntilIdle();
    expect(seenByOther.seen).toEqual([1]);
  });

  it('does not wait for the sync: many sections share the next one', async () => {
    const { environment, storage, out, context } = makeNode(50);
    const run = context.run();
    await environment.runUntilIdle();
    await run;
    expect([storage.batches.length, out.seen.length]).toEqual([1, 0]);
    storage.sync();
    await environment.runUntilIdle();
    expect(storage.batches.length).toBe(1);
    expect(out.seen).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('puts one operation per changed resource into a batch, whatever the number of sections', async () => {
    const { environment, storage, context } = makeNode(50);
    void context.run();
    await environment.runUntilIdle();
    expect(storage.batches[0]?.length).toBe(1);
  });

  it('takes up in the next batch what committed while one was under way', async () => {
    const { environment, scheduler, storage, store, out } = makeNode(1);
    const x = new DurableNumber('x');
    const slow = archetypeOf(
      'Slow',
      {
        only: (iface, frame) => {
          const x0 = iface.read(resourceOf(frame, 'x')) as number;
          iface.write(resourceOf(frame, 'x'), x0 + 1);
          iface.write(resourceOf(frame, 'out'), x0 + 1);
          return DONE;
        },
      },
      { refs: ['x', 'out'] },
    );
    const step = async (self: number): Promise<void> => {
      const run = newMPCalContext(
        self,
        slow,
        ensureArchetypeRefParam('x', x),
        ensureArchetypeRefParam('out', out),
        withScheduler(scheduler),
        withDurability(store),
      ).run();
      await environment.runUntilIdle();
      await run;
    };
    await step(1);
    await step(2);
    await step(3);
    expect(storage.batches.length).toBe(1);
    storage.sync();
    await environment.runUntilIdle();
    expect([storage.batches.length, out.seen]).toEqual([2, [1]]);
    storage.sync();
    await environment.runUntilIdle();
    expect(out.seen).toEqual([1, 2, 3]);
  });

  it('never shows what a crash would lose, wherever it cuts', async () => {
    // A crash may cut after any number of steps: section turns, batches that reached the disk, syncs the writer learned of.
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('turn', 'apply', 'sync'), { maxLength: 40 }),
        async (steps) => {
          const { environment, storage, out, context } = makeNode(30, 0);
          void context.run();
          let largestSeen = 0;
          for (const step of steps) {
            if (step === 'turn') await environment.runUntilIdle();
            else if (step === 'apply') storage.applyToDisk();
            else {
              storage.sync();
              await environment.runUntilIdle();
            }
            largestSeen = (out.seen[out.seen.length - 1] as number | undefined) ?? 0;
            // Recovery from the disk as it is now finds everything anybody has seen.
            expect(onDisk(storage)).toBeGreaterThanOrEqual(largestSeen);
            expect(out.seen).toEqual(Array.from({ length: out.seen.length }, (_, index) => index + 1));
          }
          await context.stop();
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });

  it('is what a store that releases early would fail', async () => {
    // The mutant: effects run at commit. The property above must be able to fail.
    class EarlyStore extends DurableStore {
      override release(effect: () => void): void {
        effect();
      }
    }
    const { environment, scheduler } = makeWorld();
    const storage = new ManualStorage();
    const out = new Outside();
    void newMPCalContext(
      1,
      promising(3),
      ensureArchetypeRefParam('x', new DurableNumber('x')),
      ensureArchetypeRefParam('out', out),
      withScheduler(scheduler),
      withDurability(new EarlyStore(storage, scheduler)),
    ).run();
    await environment.runUntilIdle();
    expect(out.seen.length).toBeGreaterThan(onDisk(storage));
  });
});

describe('a failed sync', () => {
  it('is fatal: nothing is released, every context of the domain ends with the cause', async () => {
    const { environment, storage, store, out, context } = makeNode(3);
    const failed = context.run().catch((error: unknown) => error);
    // One more context that is parked for good.
    const parked = newMPCalContext(
      2,
      archetypeOf('Parked', { only: () => BLOCKED }),
      withScheduler((context as unknown as { scheduler: World['scheduler'] }).scheduler),
      withDurability(store),
    )
      .run()
      .catch((error: unknown) => error);
    await environment.runUntilIdle();
    storage.fail(new Error('disk on fire'));
    await environment.runUntilIdle();
    expect(await parked).toBeInstanceOf(DurabilityError);
    expect(((await parked) as Error).message).toContain('disk on fire');
    expect(store.failure).toBeInstanceOf(DurabilityError);
    expect(out.seen).toEqual([]);
    await failed;
    await expect(store.whenIdle()).rejects.toBeInstanceOf(DurabilityError);
  });

  it('includes changes that cannot be put into a batch', async () => {
    const { environment, store, x, out, context } = makeNode(1);
    x.collect = () => {
      throw new Error('no such encoding');
    };
    const run = context.run().catch((error: unknown) => error);
    await environment.runUntilIdle();
    await run;
    expect(store.failure?.message).toContain('no such encoding');
    expect(out.seen).toEqual([]);
  });

  it('ends a context that is started afterwards at once', async () => {
    const { environment, storage, store, scheduler, context } = makeNode(1);
    void context.run();
    await environment.runUntilIdle();
    storage.fail(new Error('gone'));
    await environment.runUntilIdle();
    const late = newMPCalContext(
      3,
      archetypeOf('Late', { only: () => DONE }),
      withScheduler(scheduler),
      withDurability(store),
    );
    await expect(late.run()).rejects.toBeInstanceOf(DurabilityError);
  });
});

describe('closing a store', () => {
  it('waits for the batch under way', async () => {
    const { environment, storage, store, context } = makeNode(2);
    void context.run();
    await environment.runUntilIdle();
    const closed = store.close();
    await environment.runUntilIdle();
    expect(storage.closed).toBe(false);
    storage.sync();
    await closed;
    expect(storage.closed).toBe(true);
  });

  it('is needed by whoever writes durable resources', async () => {
    const { environment, scheduler } = makeWorld();
    const run = newMPCalContext(
      1,
      promising(1),
      ensureArchetypeRefParam('x', new DurableNumber('x')),
      ensureArchetypeRefParam('out', new Outside()),
      withScheduler(scheduler),
    ).run();
    const failure = run.catch((error: unknown) => error);
    await environment.runUntilIdle();
    expect(((await failure) as Error).message).toContain('add withDurability');
  });
});
