import { describe, expect, it } from 'vitest';
import {
  ArchetypeError,
  ContextConfigError,
  defineConstantValue,
  ensureArchetypeRefParam,
  ensureArchetypeValueParam,
  ensureMPCalContextConfigs,
  newMPCalContext,
  Resource,
  UnsupportedOperation,
  withScheduler,
} from '../../../runtime/kernel/index.ts';
import type { MPCalContextConfig } from '../../../runtime/kernel/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import {
  Answering,
  archetypeOf,
  BLOCKED,
  DONE,
  Outside,
  resourceOf,
  Shared,
  TestFrame,
} from './archetypes.ts';
import { makeWorld } from './world.ts';

const refs = (bindings: Readonly<Record<string, Resource>>): MPCalContextConfig =>
  ensureMPCalContextConfigs(
    ...Object.entries(bindings).map(([name, resource]) => ensureArchetypeRefParam(name, resource)),
  );

/** Adds one to `x` forever, awaiting that it is below `limit`. */
const counting = (limit: number): ReturnType<typeof archetypeOf> =>
  archetypeOf(
    'Count',
    {
      loop: (iface, frame) => {
        const x = iface.read(resourceOf(frame, 'x'));
        if (x === undefined) return BLOCKED;
        if ((x as number) >= limit) return BLOCKED;
        iface.write(resourceOf(frame, 'x'), (x as number) + 1);
        return 0;
      },
    },
    { refs: ['x'] },
  );

/** Waits until `x` is at least `target`, then is done. */
const waiting = (target: number): ReturnType<typeof archetypeOf> =>
  archetypeOf(
    'Wait',
    {
      wait: (iface, frame) => {
        const x = iface.read(resourceOf(frame, 'x'));
        if (x === undefined || (x as number) < target) return BLOCKED;
        return DONE;
      },
    },
    { refs: ['x'] },
  );

describe('a section', () => {
  it('commits what its body wrote, and runs again from the next label', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const archetype = archetypeOf(
      'Two',
      {
        first: (iface, frame) => (iface.write(resourceOf(frame, 'x'), 1) ? 1 : BLOCKED),
        second: (iface, frame) => {
          expect(iface.read(resourceOf(frame, 'x'))).toBe(1);
          return iface.write(resourceOf(frame, 'x'), 2) ? DONE : BLOCKED;
        },
      },
      { refs: ['x'] },
    );
    const run = newMPCalContext(1, archetype, refs({ x }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect(x.value).toBe(2);
    expect(x.commits).toBe(2);
  });

  it('sees its own writes before it commits, and nobody else does', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const seen: (Value | undefined)[] = [];
    const archetype = archetypeOf(
      'Own',
      {
        only: (iface, frame) => {
          iface.write(resourceOf(frame, 'x'), 5);
          seen.push(iface.read(resourceOf(frame, 'x')), x.value);
          return DONE;
        },
      },
      { refs: ['x'] },
    );
    const run = newMPCalContext(1, archetype, refs({ x }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect(seen).toEqual([5, 0]);
  });

  it('leaves nothing behind when it is abandoned', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const archetype = archetypeOf(
      'Abandon',
      {
        only: (iface, frame) => {
          iface.write(resourceOf(frame, 'x'), 5);
          iface.print('never');
          return BLOCKED;
        },
      },
      { refs: ['x'] },
    );
    const context = newMPCalContext(1, archetype, refs({ x }), withScheduler(scheduler));
    void context.run();
    await environment.runUntilIdle();
    expect([x.value, x.aborts, environment.printed]).toEqual([0, 1, []]);
    await context.stop();
  });

  it('tries the other branch of a choice when the first is blocked', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const archetype = archetypeOf(
      'Choice',
      {
        only: (iface, frame) => {
          const branch = iface.choose(0, 2);
          iface.write(resourceOf(frame, 'x'), branch + 10);
          return branch === 0 ? BLOCKED : DONE;
        },
      },
      { refs: ['x'] },
    );
    for (let seed = 1; seed <= 8; seed += 1) {
      const run = newMPCalContext(1, archetype, refs({ x }), withScheduler(scheduler)).run();
      await environment.runUntilIdle();
      await run;
      expect(x.value).toBe(11);
    }
  });

  it('fails with label, process and cause when its body throws', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const cause = new Error('no such element');
    const archetype = archetypeOf(
      'Bad',
      {
        only: (iface, frame) => {
          iface.write(resourceOf(frame, 'x'), 1);
          throw cause;
        },
      },
      { refs: ['x'] },
    );
    const run = newMPCalContext(7, archetype, refs({ x }), withScheduler(scheduler)).run();
    const failure = run.catch((error: unknown) => error);
    await environment.runUntilIdle();
    expect(await failure).toBeInstanceOf(ArchetypeError);
    expect(await failure).toMatchObject({
      code: 'ARCHETYPE_FAILED',
      label: 'Bad.only',
      self: 7,
      cause,
      message: 'Bad.only of process 7 failed: no such element',
    });
    expect(x.value).toBe(0);
  });
});

describe('parking', () => {
  it('uses no turns, no timers and no CPU while nothing changes', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const context = newMPCalContext(1, waiting(1), refs({ x }), withScheduler(scheduler));
    void context.run();
    await environment.runUntilIdle();
    const turns = environment.turns;
    await environment.advance(60_000);
    expect(environment.turns).toBe(turns);
    expect(environment.pendingTimers).toBe(0);
    await context.stop();
  });

  it('ends when another context commits what was read', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const waiter = newMPCalContext(1, waiting(3), refs({ x }), withScheduler(scheduler)).run();
    const counter = newMPCalContext(2, counting(3), refs({ x }), withScheduler(scheduler));
    void counter.run();
    await environment.runUntilIdle();
    await waiter;
    expect(x.value).toBe(3);
    await counter.stop();
  });

  it('is on everything any combination of choices has read', async () => {
    const { environment, scheduler } = makeWorld();
    const sources = [new Shared(0), new Shared(0), new Shared(0)];
    const archetype = archetypeOf(
      'Any',
      {
        only: (iface, frame) =>
          iface.read(resourceOf(frame, `s${iface.choose(0, 3)}`)) === 1 ? DONE : BLOCKED,
      },
      { refs: ['s0', 's1', 's2'] },
    );
    const setOne = archetypeOf(
      'Set',
      { only: (iface, frame) => (iface.write(resourceOf(frame, 'x'), 1) ? DONE : BLOCKED) },
      { refs: ['x'] },
    );
    for (const source of sources) {
      for (const other of sources) other.value = 0;
      const bindings = refs({ s0: sources[0] as Shared, s1: sources[1] as Shared, s2: sources[2] as Shared });
      const run = newMPCalContext(1, archetype, bindings, withScheduler(scheduler)).run();
      await environment.runUntilIdle();
      void newMPCalContext(2, setOne, refs({ x: source }), withScheduler(scheduler)).run();
      await environment.runUntilIdle();
      await run;
    }
  });

  it('runs a section again when a suspended read has its answer', async () => {
    const { environment, scheduler } = makeWorld();
    class Slow extends Resource {
      answer: Value | undefined;
      asked = 0;
      protected override readValue(): Value | undefined {
        if (this.answer === undefined) this.asked += 1;
        return this.answer;
      }
      override commit(): void {
        this.answer = undefined;
      }
      override abort(): void {
        this.asked += 0;
      }
    }
    const slow = new Slow();
    const out = new Outside();
    const archetype = archetypeOf(
      'Reads',
      {
        only: (iface, frame) => {
          const value = iface.read(resourceOf(frame, 'slow'));
          if (value === undefined) return BLOCKED;
          return iface.write(resourceOf(frame, 'out'), value) ? DONE : BLOCKED;
        },
      },
      { refs: ['slow', 'out'] },
    );
    const run = newMPCalContext(1, archetype, refs({ slow, out }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    expect([slow.asked, out.seen]).toEqual([1, []]);
    slow.answer = 'here';
    slow.wake();
    await environment.runUntilIdle();
    await run;
    expect(out.seen).toEqual(['here']);
  });

  it('abandons the attempt when a read nested in a closure is blocked', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const answering = new Answering();
    answering.owner = { self: 0, touch: () => undefined };
    const archetype = archetypeOf(
      'Nested',
      {
        only: (iface, frame) => {
          iface.write(resourceOf(frame, 'x'), 1);
          [1].map(() => iface.readNested(resourceOf(frame, 'locked'), []));
          return DONE;
        },
      },
      { refs: ['x', 'locked'] },
    );
    const run = newMPCalContext(1, archetype, refs({ x, locked: answering }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    expect(x.value).toBe(0);
    answering.owner = undefined;
    answering.wake();
    await environment.runUntilIdle();
    await run;
    expect(x.value).toBe(1);
  });
});

describe('atomic commit', () => {
  const writeBoth = archetypeOf(
    'Both',
    {
      only: (iface, frame) => {
        (frame as TestFrame).counter += 1;
        iface.write(resourceOf(frame, 'x'), 1);
        iface.write(resourceOf(frame, 'y'), 1);
        return DONE;
      },
    },
    { refs: ['x', 'y'] },
  );

  it('changes nothing when one resource vetoes, and tries again', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const y = new Answering();
    y.verdicts.push(false, false);
    const run = newMPCalContext(1, writeBoth, refs({ x, y }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect(y.log).toEqual(['preCommit', 'abort', 'preCommit', 'abort', 'preCommit', 'commit']);
    expect([x.commits, x.aborts, x.value, y.value]).toEqual([1, 2, 1, 1]);
  });

  it('puts the variables of a vetoed section back', async () => {
    const { environment, scheduler } = makeWorld();
    const y = new Answering();
    y.verdicts.push(false);
    const seen: number[] = [];
    const archetype = archetypeOf(
      'Frames',
      {
        only: (iface, frame) => {
          seen.push(frame.counter);
          iface.write(resourceOf(frame, 'y'), 1);
          frame.counter += 1;
          return DONE;
        },
      },
      { refs: ['y'] },
    );
    const run = newMPCalContext(1, archetype, refs({ y }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect(seen).toEqual([0, 0]);
  });

  it('waits longer and longer for a resource that keeps vetoing, without spinning', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const y = new Answering();
    for (let veto = 0; veto < 10; veto += 1) y.verdicts.push(false);
    const run = newMPCalContext(1, writeBoth, refs({ x, y }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    expect(x.aborts).toBeLessThan(10);
    expect(environment.pendingTimers).toBe(1);
    await environment.advance(1000);
    await run;
    expect(x.value).toBe(1);
  });

  it('locks what it touched while a resource takes its time, and whoever needs it parks', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const y = new Answering();
    let agree: (verdict: boolean) => void = () => undefined;
    y.verdicts.push(new Promise((resolve) => (agree = resolve)));
    const writer = newMPCalContext(1, writeBoth, refs({ x, y }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    const reader = newMPCalContext(2, waiting(0), refs({ x }), withScheduler(scheduler));
    const read = reader.run();
    await environment.runUntilIdle();
    expect([x.value, reader.currentLabel]).toEqual([0, 'Wait.wait']);
    agree(true);
    await environment.runUntilIdle();
    await Promise.all([writer, read]);
    expect(x.value).toBe(1);
  });

  it('gives way when a resource that took its time vetoes', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Shared(0);
    const y = new Answering();
    y.verdicts.push(Promise.resolve(false), Promise.resolve(true));
    const run = newMPCalContext(1, writeBoth, refs({ x, y }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect([x.commits, x.aborts, x.value]).toEqual([1, 1, 1]);
  });

  it('holds effects back until an asynchronous commit is through', async () => {
    const { environment, scheduler } = makeWorld();
    const x = new Outside();
    const y = new Answering();
    let finish: () => void = () => undefined;
    y.commitAnswer = new Promise((resolve) => (finish = resolve));
    const run = newMPCalContext(1, writeBoth, refs({ x, y }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    expect(x.seen).toEqual([]);
    finish();
    await environment.runUntilIdle();
    await run;
    expect(x.seen).toEqual([1]);
  });
});

describe('stopping', () => {
  it('ends a parked context', async () => {
    const { environment, scheduler } = makeWorld();
    const context = newMPCalContext(1, waiting(1), refs({ x: new Shared(0) }), withScheduler(scheduler));
    const run = context.run();
    await environment.runUntilIdle();
    await context.stop();
    await run;
    expect(context.currentLabel).toBeUndefined();
  });

  it('finishes the commit under way', async () => {
    const { environment, scheduler } = makeWorld();
    const y = new Answering();
    let agree: (verdict: boolean) => void = () => undefined;
    y.verdicts.push(new Promise((resolve) => (agree = resolve)));
    const archetype = archetypeOf(
      'Loop',
      { only: (iface, frame) => (iface.write(resourceOf(frame, 'y'), 9) ? 0 : BLOCKED) },
      { refs: ['y'] },
    );
    const context = newMPCalContext(1, archetype, refs({ y }), withScheduler(scheduler));
    const run = context.run();
    await environment.runUntilIdle();
    const stopped = context.stop();
    agree(true);
    await environment.runUntilIdle();
    await Promise.all([stopped, run]);
    expect(y.value).toBe(9);
  });
});

describe('procedures', () => {
  it('return to the caller with the caller`s variables, under recursion and through tail calls', async () => {
    const { environment, scheduler } = makeWorld();
    const out = new Outside();
    const newCallee = (n: number, caller: TestFrame): TestFrame => {
      const callee = new TestFrame();
      callee.counter = n;
      callee['out'] = caller['out'];
      return callee;
    };
    const archetype = archetypeOf(
      'Caller',
      {
        start: (iface, frame) => {
          frame.counter = 100;
          return iface.call(newCallee(3, frame), 2, 1);
        },
        after: (iface, frame) => (iface.write(resourceOf(frame, 'out'), frame.counter) ? DONE : BLOCKED),
        down: (iface, frame) =>
          frame.counter === 0 ? iface.return() : iface.call(newCallee(frame.counter - 1, frame), 2, 3),
        up: (iface, frame) => (iface.write(resourceOf(frame, 'out'), frame.counter) ? 4 : BLOCKED),
        tail: (iface, frame) => iface.tailCall(newCallee(0, frame), 2),
      },
      { refs: ['out'] },
    );
    const run = newMPCalContext(1, archetype, refs({ out }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect(out.seen).toEqual([1, 2, 3, 100]);
  });

  it('may be given a variable by reference, twice the same one', async () => {
    const { environment, scheduler } = makeWorld();
    const out = new Outside();
    const archetype = archetypeOf(
      'ByRef',
      {
        start: (iface, frame) => {
          const callee = new TestFrame();
          callee['a'] = iface.localRef(frame, 'counter');
          callee['b'] = iface.localRef(frame, 'counter');
          return iface.call(callee, 2, 1);
        },
        after: (iface, frame) => (iface.write(resourceOf(frame, 'out'), frame.counter) ? DONE : BLOCKED),
        body: (iface, frame) => {
          iface.write(resourceOf(frame, 'a'), 6);
          const b = iface.read(resourceOf(frame, 'b'));
          if (b === undefined) return BLOCKED;
          iface.write(resourceOf(frame, 'a'), (b as number) * 7);
          return iface.return();
        },
      },
      { refs: ['out'] },
    );
    const run = newMPCalContext(1, archetype, refs({ out }), withScheduler(scheduler)).run();
    await environment.runUntilIdle();
    await run;
    expect(out.seen).toEqual([42]);
  });
});

describe('putting a context together', () => {
  const archetype = archetypeOf(
    'A',
    { l: () => DONE },
    { refs: ['net', 'log'], values: ['id'], constants: ['N', 'M'] },
  );
  const problemOf = (...configs: MPCalContextConfig[]): unknown => {
    try {
      newMPCalContext(1, archetype, ...configs);
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const constants = [defineConstantValue('N', 1), defineConstantValue('M', 2)];

  it('reports every parameter that is missing or too much at once', () => {
    const error = problemOf(...constants, refs({ nett: new Shared(0), log: new Shared(0) }));
    expect(error).toBeInstanceOf(ContextConfigError);
    expect((error as Error).message).toBe(
      'A: reference parameter net is not bound; A has no reference parameter nett (it has: net, log); value parameter id is not bound',
    );
  });

  it('reports every constant without a value', () => {
    expect((problemOf(ensureArchetypeValueParam('id', 1)) as Error).message).toContain(
      'no value for constant N, M of Test',
    );
  });

  it('reports what is given twice', () => {
    expect((problemOf(...constants, defineConstantValue('N', 3)) as Error).message).toBe(
      'constant N is given twice',
    );
  });

  it('names the operation a resource is not for', () => {
    expect(() => new Outside().read({ self: 1, touch: () => undefined })).toThrow(UnsupportedOperation);
    expect(() => new Outside().read({ self: 1, touch: () => undefined })).toThrow(
      'Outside does not support read',
    );
  });
});
