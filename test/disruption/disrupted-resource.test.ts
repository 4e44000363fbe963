import { describe, expect, it } from 'vitest';
import { ensureArchetypeRefParam, newMPCalContext, withScheduler } from '../../runtime/kernel/index.ts';
import { archetypeOf, BLOCKED, DONE, resourceOf, Shared } from '../runtime/kernel/archetypes.ts';
import { makeWorld } from '../runtime/kernel/world.ts';
import { seededRandom } from '../seeded-random.ts';
import { DisruptedResource } from './disrupted-resource.ts';

/** Moves one from `x` to `y`, `rounds` times. */
const mover = (rounds: number): ReturnType<typeof archetypeOf> =>
  archetypeOf(
    'Mover',
    {
      loop: (iface, frame) => {
        const x = iface.read(resourceOf(frame, 'x'));
        if (x === undefined) return BLOCKED;
        const y = iface.read(resourceOf(frame, 'y'));
        if (y === undefined) return BLOCKED;
        if (!iface.write(resourceOf(frame, 'x'), (x as number) - 1)) return BLOCKED;
        if (!iface.write(resourceOf(frame, 'y'), (y as number) + 1)) return BLOCKED;
        frame.counter += 1;
        return frame.counter === rounds ? DONE : 0;
      },
    },
    { refs: ['x', 'y'] },
  );

describe('disruption', () => {
  it.each([1, 2, 3, 4, 5])('keeps sections atomic and lets them get on (seed %i)', async (seed) => {
    const { environment, scheduler } = makeWorld(seed);
    const x = new Shared(100);
    const y = new Shared(0);
    const random = seededRandom(seed);
    const disrupted = (inner: Shared): DisruptedResource =>
      new DisruptedResource(inner, {
        clock: environment.clock,
        random,
        probability: 0.2,
        longestDelayMilliseconds: 5,
      });
    const runs = [1, 2, 3].map((self) =>
      newMPCalContext(
        self,
        mover(20),
        ensureArchetypeRefParam('x', disrupted(x)),
        ensureArchetypeRefParam('y', disrupted(y)),
        withScheduler(scheduler),
      ).run(),
    );
    let ended = false;
    const all = Promise.all(runs).then(() => (ended = true));
    for (let step = 0; step < 5000 && !ended; step += 1) {
      await environment.advance(5);
      expect((x.value as number) + (y.value as number)).toBe(100);
    }
    await all;
    expect([x.value, y.value]).toEqual([40, 60]);
    expect(x.aborts).toBeGreaterThan(0);
  });
});
