import { describe, expect, it } from 'vitest';
import {
  DurableStore,
  ensureArchetypeRefParam,
  newMPCalContext,
  withDurability,
  withScheduler,
} from '../../../runtime/kernel/index.ts';
import type { MPCalArchetype, Resource } from '../../../runtime/kernel/index.ts';
import {
  newChannel,
  newCustomInChan,
  newInputChannel,
  newLocalSharedVariable,
  newMemoryStorage,
  newOutputChannel,
  newPersistentLog,
  newTimerResource,
} from '../../../runtime/resources/index.ts';
import { makeRecordFromObject, makeTuple, toTlaString } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { archetypeOf, BLOCKED, DONE, resourceOf } from '../kernel/archetypes.ts';
import { makeWorld } from '../kernel/world.ts';

/** Takes values from `from` and passes them on to `to`, for ever. */
const forwarder = archetypeOf(
  'Forwarder',
  {
    loop: (iface, frame) => {
      const value = iface.read(resourceOf(frame, 'from'));
      if (value === undefined) return BLOCKED;
      return iface.write(resourceOf(frame, 'to'), value) ? 0 : BLOCKED;
    },
  },
  { refs: ['from', 'to'] },
);

/** Takes values from `from`, appends them to `log`, and passes on how long it is. */
const logger = archetypeOf(
  'Logger',
  {
    loop: (iface, frame) => {
      const value = iface.read(resourceOf(frame, 'from'));
      if (value === undefined) return BLOCKED;
      const log = resourceOf(frame, 'log');
      const entries = makeTuple(value);
      if (!iface.write(log, makeRecordFromObject({ cmd: 1, entries }))) return BLOCKED;
      const whole = iface.read(log);
      if (whole === undefined) return BLOCKED;
      return iface.write(resourceOf(frame, 'to'), toTlaString(whole)) ? 0 : BLOCKED;
    },
  },
  { refs: ['from', 'log', 'to'] },
);

/** Ends once `signal` reads as TRUE. */
const awaiter = archetypeOf(
  'Awaiter',
  {
    wait: (iface, frame) => (iface.read(resourceOf(frame, 'signal')) === true ? DONE : BLOCKED),
  },
  { refs: ['signal'] },
);

function bind(archetype: MPCalArchetype, resources: Readonly<Record<string, Resource>>) {
  return (...configs: Parameters<typeof newMPCalContext>[2][]) =>
    newMPCalContext(
      1,
      archetype,
      ...Object.entries(resources).map(([name, resource]) => ensureArchetypeRefParam(name, resource)),
      ...configs,
    );
}

describe('resources of running contexts', () => {
  it('carry values from the host through two archetypes and back', async () => {
    const { environment, scheduler } = makeWorld();
    const input = newInputChannel();
    const between = newChannel(2);
    const received: Value[] = [];
    const output = newOutputChannel({ consumer: (value) => void received.push(value) });
    const contexts = [
      bind(forwarder, { from: input, to: between })(withScheduler(scheduler)),
      bind(forwarder, { from: between, to: output })(withScheduler(scheduler)),
    ];
    const ends = contexts.map((context) => context.run());
    const sent = Array.from({ length: 50 }, (_none, index) => index);
    for (const value of sent) input.push(value);
    await environment.runUntilIdle();
    expect(received).toEqual(sent);
    await Promise.all(contexts.map((context) => context.stop()));
    await Promise.all(ends);
  });

  it('let nothing out before the log is synced, while the next archetype goes on', async () => {
    const { environment, scheduler } = makeWorld();
    const storage = newMemoryStorage();
    storage.holdSyncs();
    const store = new DurableStore(storage, scheduler);
    const input = newInputChannel();
    const between = newChannel(10);
    const received: Value[] = [];
    const output = newOutputChannel({ consumer: (value) => void received.push(value) });
    const log = await newPersistentLog('plog', store, { concat: 1, pop: 2 });
    const contexts = [
      bind(logger, { from: input, log, to: between })(withScheduler(scheduler), withDurability(store)),
      bind(forwarder, { from: between, to: output })(withScheduler(scheduler), withDurability(store)),
    ];
    for (const context of contexts) void context.run();
    input.push('a');
    input.push('b');
    await environment.runUntilIdle();
    expect(log.value.length).toBe(2);
    expect(between.length).toBe(0);
    expect(received).toEqual([]);
    storage.releaseSyncs();
    await environment.runUntilIdle();
    expect(received).toEqual(['<<"a">>', '<<"a", "b">>']);
    const restarted = await newPersistentLog('plog', { storage: storage.crash() }, { concat: 1, pop: 2 });
    expect(toTlaString(restarted.value)).toBe('<<"a", "b">>');
    await Promise.all(contexts.map((context) => context.stop()));
  });

  it('wake a context that waits for a timer, without a turn in between', async () => {
    const { environment, scheduler } = makeWorld();
    const timer = newTimerResource(150, 0, environment);
    let ended = false;
    const run = bind(awaiter, { signal: timer })(withScheduler(scheduler)).run();
    void run.then(() => (ended = true));
    await environment.runUntilIdle();
    const turns = environment.turns;
    await environment.advance(149);
    expect(environment.turns).toBe(turns);
    expect(ended).toBe(false);
    await environment.advance(1);
    expect(ended).toBe(true);
  });

  it('wake a context that waits for a shared variable which another one sets at the interval of a channel', async () => {
    const { environment, scheduler } = makeWorld();
    const flag = newLocalSharedVariable(false);
    const ticks = newCustomInChan(newInputChannel(), 20, { environment });
    const setter = bind(forwarder, { from: ticks, to: flag })(withScheduler(scheduler));
    const waiting = bind(awaiter, { signal: flag })(withScheduler(scheduler));
    void setter.run();
    let ended = false;
    void waiting.run().then(() => (ended = true));
    await environment.advance(19);
    expect(ended).toBe(false);
    await environment.advance(1);
    expect(ended).toBe(true);
    await setter.stop();
  });

  it('fail the context that uses them wrongly, with their own error as the cause', async () => {
    const { environment, scheduler } = makeWorld();
    const input = newInputChannel();
    const context = bind(forwarder, { from: input, to: input })(withScheduler(scheduler));
    const run = context.run();
    const outcome = expect(run).rejects.toMatchObject({
      code: 'ARCHETYPE_FAILED',
      cause: { code: 'RESOURCE_UNSUPPORTED_OPERATION' },
    });
    input.push(1);
    await environment.runUntilIdle();
    await outcome;
  });
});
