import { describe, expect, it } from 'vitest';
import type { Runnable } from '../../../runtime/kernel/index.ts';
import { makeWorld } from './world.ts';

describe('the scheduler', () => {
  it('runs ready contexts round robin', async () => {
    const { environment, scheduler } = makeWorld();
    const order: string[] = [];
    const runnable = (name: string, rounds: number): Runnable => {
      let left = rounds;
      const self: Runnable = {
        runSection: () => {
          order.push(name);
          left -= 1;
          if (left > 0) scheduler.makeReady(self);
        },
      };
      return self;
    };
    for (const name of ['a', 'b', 'c']) scheduler.makeReady(runnable(name, 3));
    await environment.runUntilIdle();
    expect(order.join('')).toBe('abcabcabc');
  });

  it('returns to the event loop when a slice is over, though contexts are ready', async () => {
    const { environment, scheduler } = makeWorld(1, 4);
    let runs = 0;
    const busy: Runnable = {
      runSection: () => {
        runs += 1;
        void environment.clock;
        if (runs < 100) scheduler.makeReady(busy);
      },
    };
    // Every section "takes" a millisecond of the manual clock.
    let now = 0;
    environment.clock.nowMilliseconds = () => now++;
    scheduler.makeReady(busy);
    await environment.runUntilIdle();
    expect(runs).toBe(100);
    expect(environment.turns).toBeGreaterThan(2);
  });

  it('runs what is registered for the end of a slice once, after the sections', async () => {
    const { environment, scheduler } = makeWorld();
    const order: string[] = [];
    scheduler.makeReady({
      runSection: () => {
        order.push('section 1');
        scheduler.onceAtSliceEnd(() => order.push('end'));
      },
    });
    scheduler.makeReady({ runSection: () => order.push('section 2') });
    await environment.runUntilIdle();
    expect(order).toEqual(['section 1', 'section 2', 'end']);
  });

  it('asks for no turn while nothing is ready', async () => {
    const { environment } = makeWorld();
    await environment.advance(10_000);
    expect(environment.turns).toBe(0);
  });

  it('keeps the order of a long queue', async () => {
    const { environment, scheduler } = makeWorld();
    const order: number[] = [];
    for (let index = 0; index < 5000; index += 1)
      scheduler.makeReady({ runSection: () => order.push(index) });
    await environment.runUntilIdle();
    expect(order).toEqual(Array.from({ length: 5000 }, (_, index) => index));
  });
});
