import { describe, expect, it } from 'vitest';
import { newChannel } from '../../../runtime/resources/channel.ts';
import { newCustomInChan } from '../../../runtime/resources/custom-in-chan.ts';
import { newInputChannel } from '../../../runtime/resources/input-channel.ts';
import { newTimerResource } from '../../../runtime/resources/timer-resource.ts';
import type { TimerResource } from '../../../runtime/resources/timer-resource.ts';
import { codeOf, Harness } from './harness.ts';
import type { ParkedSection } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'a timer that is due',
  { reads: 'value', writes: 'updates', indexable: false, afterClose: 'error' },
  () => {
    const harness = new Harness();
    const resource = newTimerResource(150, 150, harness.environment);
    harness.clock.advance(300);
    return { resource, harness, samples: [true, 'any value'], after: () => false };
  },
);

resourceSuite(
  'a custom input channel',
  { reads: 'takes', writes: 'none', indexable: false, afterClose: 'error', timersWhileParked: 1 },
  () => {
    const harness = new Harness();
    const channel = newInputChannel();
    return {
      resource: newCustomInChan(channel, 20, { environment: harness.environment }),
      harness,
      samples: ['a', 'b'],
      offer: (value) => void channel.push(value),
    };
  },
);

function parkOn(harness: Harness, timer: TimerResource): ParkedSection {
  const attempt = harness.attempt();
  expect(timer.read(attempt)).toBe(false);
  return attempt.park();
}

function reset(harness: Harness, timer: TimerResource): void {
  const attempt = harness.attempt();
  timer.write(attempt, true);
  attempt.commitNow();
}

describe('a timer', () => {
  it('is due once a time within its interval has gone by', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const harness = new Harness({ seed });
      const timer = newTimerResource(150, 100, harness.environment);
      harness.clock.advance(149.9);
      const early = harness.attempt();
      expect(timer.read(early)).toBe(false);
      early.abort();
      harness.clock.advance(100.1);
      const late = harness.attempt();
      expect(timer.read(late)).toBe(true);
      late.abort();
    }
  });

  it('draws its time anew at each reset', () => {
    const harness = new Harness();
    const timer = newTimerResource(100, 100, harness.environment);
    const times = new Set<number>();
    for (let round = 0; round < 20; round += 1) {
      const start = harness.clock.nowMilliseconds();
      const parked = parkOn(harness, timer);
      for (let waited = 0; waited < 300 && !parked.woken; waited += 1) harness.clock.advance(1);
      expect(parked.woken).toBe(true);
      times.add(harness.clock.nowMilliseconds() - start);
      reset(harness, timer);
    }
    expect(times.size).toBeGreaterThan(10);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...times)).toBeLessThanOrEqual(200);
  });

  it('gives one answer throughout a section', () => {
    const harness = new Harness();
    const timer = newTimerResource(10, 0, harness.environment);
    const attempt = harness.attempt();
    expect(timer.read(attempt)).toBe(false);
    harness.clock.advance(10);
    expect(timer.read(attempt)).toBe(false);
    attempt.abort();
    expect(timer.read(harness.attempt())).toBe(true);
  });

  it('wakes a section that read FALSE when it becomes due, once', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    const parked = parkOn(harness, timer);
    harness.clock.advance(149);
    expect(parked.woken).toBe(false);
    harness.clock.advance(1);
    expect(parked.wakeUps).toBe(1);
    harness.clock.advance(10_000);
    expect(parked.wakeUps).toBe(1);
  });

  it('wakes at once a section that read FALSE and parks when it has become due meanwhile', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    const attempt = harness.attempt();
    expect(timer.read(attempt)).toBe(false);
    harness.clock.advance(150);
    expect(attempt.park().woken).toBe(true);
  });

  it('leaves a section alone that read TRUE and waits for something else', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    harness.clock.advance(150);
    const attempt = harness.attempt();
    expect(timer.read(attempt)).toBe(true);
    const parked = attempt.park();
    harness.clock.advance(10_000);
    expect(parked.woken).toBe(false);
    expect(harness.clock.timersSet).toBe(0);
  });

  it('wakes a section that read TRUE when another resets it', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    harness.clock.advance(150);
    const attempt = harness.attempt();
    expect(timer.read(attempt)).toBe(true);
    const parked = attempt.park();
    reset(harness, timer);
    expect(parked.wakeUps).toBe(1);
  });

  it('puts the waking off when it is reset', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    const parked = parkOn(harness, timer);
    harness.clock.advance(100);
    reset(harness, timer);
    harness.clock.advance(149);
    expect(parked.woken).toBe(false);
    harness.clock.advance(1);
    expect(parked.woken).toBe(true);
  });

  it('is not reset by an abandoned section', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    const parked = parkOn(harness, timer);
    harness.clock.advance(100);
    const attempt = harness.attempt();
    timer.write(attempt, true);
    attempt.abort();
    harness.clock.advance(50);
    expect(parked.woken).toBe(true);
  });

  it('wakes in time when a reset draws a shorter time than the one it waited for', () => {
    const harness = new Harness();
    let drawn = 0.9;
    const timer = newTimerResource(100, 1_000, { ...harness.environment, random: () => drawn });
    const parked = parkOn(harness, timer);
    drawn = 0;
    reset(harness, timer);
    harness.clock.advance(100);
    expect(parked.woken).toBe(true);
  });

  it('sets next to no clock timers for resets while a section is parked', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 150, harness.environment);
    const parked = parkOn(harness, timer);
    for (let count = 0; count < 10_000; count += 1) {
      harness.clock.advance(0.1);
      reset(harness, timer);
    }
    expect(parked.woken).toBe(false);
    // One second: the alarm goes off every 150 to 300 ms, and is set anew for the few resets that draw less than all before.
    expect(harness.clock.timersSet).toBeLessThan(60);
  });

  it('sets no clock timer when nobody is parked', () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 150, harness.environment);
    parkOn(harness, timer).leave();
    harness.clock.advance(1_000);
    const before = harness.clock.timersSet;
    for (let count = 0; count < 100; count += 1) reset(harness, timer);
    expect(harness.clock.timersSet).toBe(before);
    expect(harness.clock.timersPending).toBe(0);
  });

  it('bears a clock that fires too early', () => {
    const harness = new Harness();
    const { clock } = harness;
    const hasty = {
      nowMilliseconds: () => clock.nowMilliseconds(),
      setTimer: (delay: number, action: () => void) => clock.setTimer(Math.max(1, delay - 5), action),
    };
    const timer = newTimerResource(100, 0, { ...harness.environment, clock: hasty });
    const parked = parkOn(harness, timer);
    clock.advance(99);
    expect(parked.woken).toBe(false);
    clock.advance(1);
    expect(parked.woken).toBe(true);
  });

  it('lets go of the clock when it is closed, and tells the section that waits', async () => {
    const harness = new Harness();
    const timer = newTimerResource(150, 0, harness.environment);
    const parked = parkOn(harness, timer);
    expect(harness.clock.timersPending).toBe(1);
    await timer.close();
    expect(harness.clock.timersPending).toBe(0);
    expect(parked.woken).toBe(true);
    expect(codeOf(() => timer.read(harness.attempt()))).toBe('RESOURCE_CLOSED');
  });

  it('refuses times that make no sense', () => {
    const { environment } = new Harness();
    expect(codeOf(() => newTimerResource(-1, 0, environment))).toBe('RESOURCE_BAD_OPTION');
    expect(codeOf(() => newTimerResource(1, NaN, environment))).toBe('RESOURCE_BAD_OPTION');
  });
});

describe('a custom input channel', () => {
  it('gives TRUE once the interval has gone by, and blocks until then', () => {
    const harness = new Harness();
    const resource = newCustomInChan(newInputChannel(), 20, harness);
    const attempt = harness.attempt();
    expect(resource.read(attempt)).toBeUndefined();
    const parked = attempt.park();
    harness.clock.advance(19);
    expect(parked.woken).toBe(false);
    harness.clock.advance(1);
    expect(parked.wakeUps).toBe(1);
    expect(resource.read(harness.attempt())).toBe(true);
  });

  it('gives the default value it was told', () => {
    const harness = new Harness();
    const resource = newCustomInChan(newInputChannel(), 0, { ...harness, defaultValue: 'tick' });
    expect(resource.read(harness.attempt())).toBe('tick');
  });

  it('measures the interval from the last read that was committed', () => {
    const harness = new Harness();
    const channel = newInputChannel();
    const resource = newCustomInChan(channel, 20, harness);
    harness.clock.advance(15);
    channel.push('signal');
    const reader = harness.attempt();
    expect(resource.read(reader)).toBe('signal');
    reader.commitNow();
    harness.clock.advance(19);
    const early = harness.attempt();
    expect(resource.read(early)).toBeUndefined();
    early.abort();
    harness.clock.advance(1);
    expect(resource.read(harness.attempt())).toBe(true);
  });

  it('gives the default value at its interval in spite of signals, if these do not restart it', () => {
    const harness = new Harness();
    const channel = newInputChannel();
    const resource = newCustomInChan(channel, 20, { ...harness, signalsRestartInterval: false });
    const read = (): unknown => {
      const attempt = harness.attempt();
      const value = resource.read(attempt);
      if (value === undefined) attempt.abort();
      else attempt.commitNow();
      return value;
    };
    harness.clock.advance(15);
    channel.push('early');
    expect(read()).toBe('early');
    channel.push('late');
    harness.clock.advance(5);
    expect([read(), read(), read()]).toEqual([true, 'late', undefined]);
    harness.clock.advance(20);
    expect(read()).toBe(true);
  });

  it('does not count a read whose section was abandoned', () => {
    const harness = new Harness();
    const resource = newCustomInChan(newInputChannel(), 20, harness);
    harness.clock.advance(20);
    const attempt = harness.attempt();
    expect(resource.read(attempt)).toBe(true);
    attempt.abort();
    expect(resource.read(harness.attempt())).toBe(true);
  });

  it('prefers a signal to the default value', () => {
    const harness = new Harness();
    const channel = newInputChannel();
    const resource = newCustomInChan(channel, 20, harness);
    harness.clock.advance(100);
    channel.push('signal');
    expect(resource.read(harness.attempt())).toBe('signal');
  });

  it('is signalled by another archetype through a channel, at the commit', () => {
    const harness = new Harness();
    const channel = newChannel(10);
    const resource = newCustomInChan(channel, 1_000, harness);
    const reader = harness.attempt();
    expect(resource.read(reader)).toBeUndefined();
    const parked = reader.park();
    const writer = harness.attempt();
    channel.write(writer, true);
    expect(parked.woken).toBe(false);
    writer.commitNow();
    expect(parked.wakeUps).toBe(1);
    const again = harness.attempt();
    expect(resource.read(again)).toBe(true);
    again.commitNow();
    expect(channel.length).toBe(0);
  });

  it('leaves a section alone that has a value and waits for something else', () => {
    const harness = new Harness();
    const resource = newCustomInChan(newInputChannel(), 20, harness);
    harness.clock.advance(20);
    const attempt = harness.attempt();
    expect(resource.read(attempt)).toBe(true);
    const parked = attempt.park();
    harness.clock.advance(1_000);
    expect(parked.woken).toBe(false);
    expect(harness.clock.timersSet).toBe(0);
  });

  it('does not hold an empty read of a section that committed against the next one', () => {
    const harness = new Harness();
    const resource = newCustomInChan(newInputChannel(), 20, harness);
    const first = harness.attempt();
    expect(resource.read(first)).toBeUndefined();
    first.commitNow();
    harness.clock.advance(20);
    const second = harness.attempt();
    expect(resource.read(second)).toBe(true);
    expect(second.park().woken).toBe(false);
  });

  it('keeps its alarm apart from reads: one timer per interval, however often it is signalled', () => {
    const harness = new Harness();
    const channel = newInputChannel();
    const resource = newCustomInChan(channel, 1_000, harness);
    for (let count = 0; count < 100; count += 1) {
      const blocked = harness.attempt();
      expect(resource.read(blocked)).toBeUndefined();
      const parked = blocked.park();
      channel.push(count);
      expect(parked.woken).toBe(true);
      const reader = harness.attempt();
      expect(resource.read(reader)).toBe(count);
      reader.commitNow();
    }
    expect(harness.clock.timersSet).toBe(1);
  });
});
