import { describe, expect, it } from 'vitest';
import { newOutputChannel } from '../../../runtime/resources/output-channel.ts';
import { newPersistentValue } from '../../../runtime/resources/persistent-value.ts';
import { newMemoryStorage } from '../../../runtime/resources/memory-storage.ts';
import { newSingleOutputChannel } from '../../../runtime/resources/single-output-channel.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness, until } from './harness.ts';
import type { TestAttempt } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'an output channel with a consumer',
  { reads: 'none', writes: 'sends', bounded: true, indexable: false, afterClose: 'error' },
  () => {
    const out: Value[] = [];
    let room: () => void = () => {};
    let busy = new Promise<void>((resolve) => (room = resolve));
    return {
      resource: newOutputChannel({
        capacity: 2,
        consumer: (value) => {
          out.push(value);
          return busy;
        },
      }),
      harness: new Harness(),
      samples: ['a', 'b'],
      delivered: () => {
        room();
        return out;
      },
      capacity: 2,
      drain: () => {
        room();
        busy = Promise.resolve();
      },
    };
  },
);

resourceSuite(
  'an output channel the host receives from',
  { reads: 'none', writes: 'sends', bounded: true, indexable: false, afterClose: 'error' },
  () => {
    const channel = newOutputChannel({ capacity: 2 });
    const out: Value[] = [];
    const receive = (): void =>
      void channel.receive().then(
        (value) => out.push(value),
        () => undefined,
      );
    return {
      resource: channel,
      harness: new Harness(),
      samples: ['a', 'b'],
      delivered: () => {
        receive();
        return out;
      },
      capacity: 2,
      drain: receive,
    };
  },
);

resourceSuite(
  'a single output channel',
  { reads: 'none', writes: 'sends', sendsOnce: true, indexable: false, afterClose: 'error' },
  () => {
    const channel = newSingleOutputChannel();
    const out: Value[] = [];
    channel.receive().then(
      (value) => out.push(value),
      () => undefined,
    );
    return { resource: channel, harness: new Harness(), samples: ['a', 'b'], delivered: () => out };
  },
);

function writeAll(attempt: TestAttempt, channel: ReturnType<typeof newOutputChannel>, values: Value[]): void {
  for (const value of values) expect(channel.write(attempt, value)).toBe(true);
}

describe('an output channel', () => {
  it('gives the consumer the values of sections in order, one at a time', async () => {
    const harness = new Harness();
    const log: string[] = [];
    const channel = newOutputChannel({
      consumer: async (value) => {
        log.push(`begin ${String(value)}`);
        await Promise.resolve();
        log.push(`end ${String(value)}`);
      },
    });
    for (const values of [[1, 2], [3]]) {
      const attempt = harness.attempt();
      writeAll(attempt, channel, values);
      attempt.commitNow();
    }
    await until(() => log.length === 6);
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  it('lets values out only after the sync of what their section made durable', async () => {
    const storage = newMemoryStorage();
    const harness = new Harness({ storage });
    const value = await newPersistentValue('term', { storage }, 0);
    const out: Value[] = [];
    const channel = newOutputChannel({ consumer: (sent) => void out.push(sent) });
    const attempt = harness.attempt();
    channel.write(attempt, 'promise');
    value.write(attempt, 1);
    attempt.commitNow();
    // The test's domain releases in the order of registration, and so does the kernel once all resources have committed.
    const later = harness.attempt();
    channel.write(later, 'promise 2');
    later.commitNow();
    expect(out).not.toContain('promise 2');
    await harness.domain.sync();
    expect(out).toEqual(['promise', 'promise 2']);
  });

  it('passes on what the consumer throws to the next section that writes', () => {
    const harness = new Harness();
    const cause = new Error('disk full');
    const channel = newOutputChannel({
      consumer: () => {
        throw cause;
      },
    });
    const attempt = harness.attempt();
    channel.write(attempt, 1);
    attempt.commitNow();
    const write = (): unknown => channel.write(harness.attempt(), 2);
    expect(codeOf(write)).toBe('RESOURCE_CONSUMER_FAILED');
    expect(write).toThrow(/disk full/);
  });

  it('wakes a section that waits for room when the consumer fails', async () => {
    const harness = new Harness();
    let fail: (error: Error) => void = () => {};
    const channel = newOutputChannel({
      capacity: 1,
      consumer: () => new Promise((_resolve, reject) => (fail = reject)),
    });
    const attempt = harness.attempt();
    channel.write(attempt, 1);
    attempt.commitNow();
    const blocked = harness.attempt();
    expect(channel.write(blocked, 2)).toBe(false);
    const parked = blocked.park();
    fail(new Error('gone'));
    await until(() => parked.woken);
    expect(codeOf(() => channel.write(harness.attempt(), 2))).toBe('RESOURCE_CONSUMER_FAILED');
  });

  it('reports a section that writes more than the channel can ever hold', () => {
    const channel = newOutputChannel({ capacity: 2 });
    const attempt = new Harness().attempt();
    writeAll(attempt, channel, [1, 2]);
    expect(codeOf(() => channel.write(attempt, 3))).toBe('RESOURCE_CAPACITY_EXCEEDED');
  });

  it('gives values to receivers in the order in which they asked', async () => {
    const harness = new Harness();
    const channel = newOutputChannel();
    const first = channel.receive();
    const second = channel.receive();
    const attempt = harness.attempt();
    writeAll(attempt, channel, [1, 2, 3]);
    attempt.commitNow();
    expect(await Promise.all([first, second, channel.receive()])).toEqual([1, 2, 3]);
  });

  it('gives what was committed before it was closed, and then refuses', async () => {
    const harness = new Harness();
    const channel = newOutputChannel();
    const attempt = harness.attempt();
    writeAll(attempt, channel, [1]);
    attempt.commitNow();
    await channel.close();
    expect(await channel.receive()).toBe(1);
    await expect(channel.receive()).rejects.toMatchObject({ code: 'RESOURCE_CLOSED' });
  });

  it('refuses receivers that wait when it is closed', async () => {
    const channel = newOutputChannel();
    const waiting = channel.receive();
    await channel.close();
    await expect(waiting).rejects.toMatchObject({ code: 'RESOURCE_CLOSED' });
  });

  it('cannot be received from when it has a consumer', async () => {
    const channel = newOutputChannel({ consumer: () => {} });
    await expect(channel.receive()).rejects.toMatchObject({ code: 'RESOURCE_BAD_OPTION' });
  });
});

describe('a single output channel', () => {
  it('refuses a second value in the same section', () => {
    const channel = newSingleOutputChannel();
    const attempt = new Harness().attempt();
    expect(channel.write(attempt, 1)).toBe(true);
    expect(codeOf(() => channel.write(attempt, 2))).toBe('RESOURCE_CLOSED');
  });

  it('gives the host the value of a committed section', async () => {
    const channel = newSingleOutputChannel();
    const attempt = new Harness().attempt();
    channel.write(attempt, 'result');
    attempt.commitNow();
    expect(await channel.receive()).toBe('result');
    await channel.close();
    expect(await channel.receive()).toBe('result');
  });

  it('keeps the value back until its section is durable', async () => {
    const harness = new Harness({ storage: newMemoryStorage() });
    const channel = newSingleOutputChannel();
    let received = false;
    void channel.receive().then(() => (received = true));
    harness.domain.durable({ collect: () => undefined });
    const attempt = harness.attempt();
    channel.write(attempt, 'result');
    attempt.commitNow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(received).toBe(false);
    await harness.domain.sync();
    expect(await channel.receive()).toBe('result');
  });

  it('tells the host when it is closed without a value', async () => {
    const channel = newSingleOutputChannel();
    await channel.close();
    await expect(channel.receive()).rejects.toMatchObject({ code: 'RESOURCE_CLOSED' });
  });
});
