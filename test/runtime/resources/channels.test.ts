import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newChannel } from '../../../runtime/resources/channel.ts';
import { newInputChannel } from '../../../runtime/resources/input-channel.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'an input channel',
  { reads: 'takes', writes: 'none', indexable: false, afterClose: 'error' },
  () => {
    const channel = newInputChannel();
    return {
      resource: channel,
      harness: new Harness(),
      samples: ['a', 'b'],
      offer: (value) => void channel.push(value),
    };
  },
);

resourceSuite(
  'a channel',
  { reads: 'takes', writes: 'sends', bounded: true, indexable: false, afterClose: 'error' },
  () => {
    const channel = newChannel(3);
    const harness = new Harness();
    const out: Value[] = [];
    const take = (): void => {
      const attempt = harness.attempt();
      const value = channel.read(attempt);
      if (value === undefined) return attempt.abort();
      out.push(value);
      attempt.commitNow();
    };
    const offer = (value: Value): void => {
      const attempt = harness.attempt();
      channel.write(attempt, value);
      attempt.commitNow();
    };
    return {
      resource: channel,
      harness,
      samples: ['a', 'b'],
      offer,
      capacity: 3,
      drain: take,
      delivered: () => {
        for (let count = channel.length; count > 0 && channel.owner === undefined; count -= 1) take();
        return out;
      },
    };
  },
);

describe('an input channel', () => {
  it('tells the host when it is full', () => {
    const channel = newInputChannel({ capacity: 2 });
    expect([channel.push(1), channel.push(2), channel.push(3)]).toEqual([true, true, false]);
    expect(channel.length).toBe(2);
  });

  it('lets waiting senders in, in order, when a section has taken values', async () => {
    const harness = new Harness();
    const channel = newInputChannel({ capacity: 1 });
    const accepted: number[] = [];
    const sends = [1, 2, 3].map((value) => channel.send(value).then(() => accepted.push(value)));
    await sends[0];
    expect(accepted).toEqual([1]);
    for (const expected of [1, 2, 3]) {
      const attempt = harness.attempt();
      expect(channel.read(attempt)).toBe(expected);
      attempt.commitNow();
    }
    await Promise.all(sends);
    expect(accepted).toEqual([1, 2, 3]);
  });

  it('does not let a push overtake a waiting sender', () => {
    const harness = new Harness();
    const channel = newInputChannel({ capacity: 1 });
    void channel.send(1);
    void channel.send(2);
    const attempt = harness.attempt();
    channel.read(attempt);
    expect(channel.push(3)).toBe(false);
    attempt.commitNow();
    expect(channel.length).toBe(1);
  });

  it('refuses waiting senders and later values when it is closed', async () => {
    const channel = newInputChannel({ capacity: 1 });
    channel.push(1);
    const waiting = channel.send(2);
    await channel.close();
    await expect(waiting).rejects.toMatchObject({ code: 'RESOURCE_CLOSED' });
    await expect(channel.send(3)).rejects.toMatchObject({ code: 'RESOURCE_CLOSED' });
    expect(codeOf(() => channel.push(4))).toBe('RESOURCE_CLOSED');
  });

  it('refuses a capacity that makes no sense', () => {
    expect(codeOf(() => newInputChannel({ capacity: 0 }))).toBe('RESOURCE_BAD_OPTION');
    expect(codeOf(() => newInputChannel({ capacity: 1.5 }))).toBe('RESOURCE_BAD_OPTION');
    expect(codeOf(() => newInputChannel({ capacity: NaN }))).toBe('RESOURCE_BAD_OPTION');
  });
});

describe('a channel', () => {
  it('gives a section its own writes after those of others', () => {
    const harness = new Harness();
    const channel = newChannel(4);
    const earlier = harness.attempt();
    channel.write(earlier, 'theirs');
    earlier.commitNow();
    const attempt = harness.attempt();
    channel.write(attempt, 'mine');
    expect([channel.read(attempt), channel.read(attempt), channel.read(attempt)]).toEqual([
      'theirs',
      'mine',
      undefined,
    ]);
    attempt.abort();
    expect(channel.length).toBe(1);
  });

  it('has room for what a section wrote in place of what it took', () => {
    const harness = new Harness();
    const channel = newChannel(1);
    const first = harness.attempt();
    channel.write(first, 1);
    first.commitNow();
    const second = harness.attempt();
    expect(channel.write(second, 2)).toBe(false);
    second.abort();
    const third = harness.attempt();
    channel.read(third);
    expect(channel.write(third, 2)).toBe(true);
    third.commitNow();
    expect(channel.length).toBe(1);
  });

  it('reports a section that writes more than the channel can ever hold', () => {
    const harness = new Harness();
    const channel = newChannel(2);
    const attempt = harness.attempt();
    channel.write(attempt, 1);
    channel.write(attempt, 2);
    expect(codeOf(() => channel.write(attempt, 3))).toBe('RESOURCE_CAPACITY_EXCEEDED');
    attempt.abort();
  });

  it('wakes the writer that waits for room when a reader commits', () => {
    const harness = new Harness();
    const channel = newChannel(1);
    const first = harness.attempt();
    channel.write(first, 1);
    first.commitNow();
    const blocked = harness.attempt();
    channel.write(blocked, 2);
    const parked = blocked.park();
    const reader = harness.attempt();
    channel.read(reader);
    expect(parked.woken).toBe(false);
    reader.commitNow();
    expect(parked.wakeUps).toBe(1);
  });

  it('is first in, first out under any mix of sections', () => {
    const action = fc.record({
      steps: fc.array(fc.constantFrom('read' as const, 'write' as const), { maxLength: 6 }),
      commits: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (sections, capacity) => {
          const harness = new Harness();
          const channel = newChannel(capacity);
          let model: number[] = [];
          let next = 0;
          for (const { steps, commits } of sections) {
            const attempt = harness.attempt();
            const seen = [...model];
            for (const step of steps) {
              if (step === 'read') {
                expect(channel.read(attempt)).toBe(seen.shift());
                continue;
              }
              if (seen.length >= capacity) continue;
              next += 1;
              expect(channel.write(attempt, next)).toBe(true);
              seen.push(next);
            }
            if (commits) {
              attempt.commitNow();
              model = seen;
            } else attempt.abort();
            expect(channel.length).toBe(model.length);
          }
        },
      ),
      { seed: 20_241, numRuns: 150 },
    );
  });

  it('keeps its order over many values', () => {
    const harness = new Harness();
    const channel = newChannel(5_000);
    const read: (Value | undefined)[] = [];
    for (let round = 0; round < 20; round += 1) {
      const writer = harness.attempt();
      for (let count = 0; count < 1_000; count += 1) channel.write(writer, round * 1_000 + count);
      writer.commitNow();
      const reader = harness.attempt();
      for (let count = 0; count < 900; count += 1) read.push(channel.read(reader));
      reader.commitNow();
    }
    expect(read).toEqual(Array.from({ length: 18_000 }, (_none, index) => index));
    expect(channel.length).toBe(2_000);
  });
});
