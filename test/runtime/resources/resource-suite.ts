import { afterEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../../runtime/kernel/resource.ts';
import { sameValue } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, until } from './harness.ts';
import type { TestAttempt, Harness } from './harness.ts';

/**
 * The conformance suite every resource passes: the operations of the contract, in each state of a resource's life (fresh, dirty: touched by
 * a section that is still running, committing: locked by an asynchronous commit, closed).
 *
 * To use it, describe the resource by its capabilities, and give a factory that makes a fresh one for each test.
 */
export interface ResourceCapabilities {
  /**
   * `none`: unsupported. `value`: a read gives the present value, as often as it is asked. `takes`: each read takes one value that was
   * offered, and is blocked when there is none. `constant`: as `value`, but reads never wait for anybody: the resource takes no part in
   * sections.
   */
  readonly reads: 'none' | 'value' | 'takes' | 'constant';
  /**
   * `none`: unsupported. `updates`: a write changes what later reads give (see `Subject.after`). `sends`: what is written goes elsewhere
   * and is seen by `Subject.delivered`. `ignored`: a write is accepted and has no effect.
   */
  readonly writes: 'none' | 'updates' | 'sends' | 'ignored';
  /** False: `index` is an unsupported operation. */
  readonly indexable: boolean;
  /** Writes are blocked when `Subject.capacity` is used up, until `Subject.drain`. */
  readonly bounded?: boolean;
  /** The resource takes one value in its life; further writes fail with RESOURCE_CLOSED. */
  readonly sendsOnce?: boolean;
  /** The resource registers durable changes when it commits. */
  readonly durable?: boolean;
  /** Reads are blocked until I/O has ended, and wake their section then. */
  readonly suspends?: boolean;
  /** What reads and writes do after `close`: fail with RESOURCE_CLOSED, or go on as before. */
  readonly afterClose: 'error' | 'unaffected';
  /** Timers a section parked on the resource may set at most, however long it is parked. Default 0: it only waits. */
  readonly timersWhileParked?: number;
}

/** A resource made for one test, and what the suite needs to drive it. Everything the factory made is released by `dispose`. */
export interface Subject {
  readonly resource: Resource;
  readonly harness: Harness;
  /** The suite reads the element at this index (a mailbox set: a local node id) instead of the resource itself. */
  readonly readIndex?: Value;
  /** The same for writes (a mailbox set: a remote node id). */
  readonly writeIndex?: Value;
  /** An index at which `index` gives a resource; default: readIndex or writeIndex. */
  readonly validIndex?: Value;
  /** Two different values that can be written, or offered. */
  readonly samples: readonly [Value, Value];
  /** What a read gives after `written` was written to a resource that read as `before`; the first sample makes a difference. Default: `written`. */
  after?(before: Value, written: Value): Value;
  /** Makes a value available to reads that take (a message arrives). Resolves when the next read can see it. */
  offer?(value: Value): Promise<void> | void;
  /** Values that were sent and came out at the other end, in order. */
  delivered?(): readonly Value[];
  /** Bounded resources: the number of writes, each in a section of its own, after which a further write is blocked until `drain`. */
  readonly capacity?: number;
  /** The other end takes what was sent, so that there is room again. */
  drain?(): Promise<void> | void;
  dispose?(): Promise<void> | void;
}

export type SubjectFactory = () => Promise<Subject> | Subject;

const UNSUPPORTED = 'RESOURCE_UNSUPPORTED_OPERATION';
const CLOSED = 'RESOURCE_CLOSED';

export function resourceSuite(
  name: string,
  capabilities: ResourceCapabilities,
  factory: SubjectFactory,
): void {
  const subjects: Subject[] = [];

  async function fresh(): Promise<Driver> {
    const subject = await factory();
    subjects.push(subject);
    return new Driver(subject);
  }

  afterEach(async () => {
    for (const subject of subjects.splice(0)) {
      await subject.resource.close();
      await subject.dispose?.();
    }
  });

  describe(`${name} as a resource`, () => {
    describe('that is fresh', () => freshTests(capabilities, fresh));
    describe('that a section has touched', () => dirtyTests(capabilities, fresh));
    describe('whose owner is committing', () => committingTests(capabilities, fresh));
    describe('that is closed', () => closedTests(capabilities, fresh));
    if (capabilities.reads === 'value' || capabilities.reads === 'constant') valueTests(capabilities, fresh);
    if (capabilities.reads === 'takes') takingTests(capabilities, fresh);
    if (capabilities.writes === 'updates') updateTests(capabilities, fresh);
    if (capabilities.writes === 'sends') sendingTests(capabilities, fresh);
    if (capabilities.durable === true) durableTests(fresh);
  });
}

/** A subject with the operations the suite is written in. */
class Driver {
  readonly subject: Subject;
  readonly resource: Resource;
  readonly harness: Harness;
  readonly first: Value;
  readonly second: Value;

  constructor(subject: Subject) {
    this.subject = subject;
    this.resource = subject.resource;
    this.harness = subject.harness;
    [this.first, this.second] = subject.samples;
  }

  attempt(): TestAttempt {
    return this.harness.attempt();
  }

  read(attempt: TestAttempt): Value | undefined {
    const { readIndex } = this.subject;
    return readIndex === undefined ? this.resource.read(attempt) : this.resource.readAt(attempt, readIndex);
  }

  write(attempt: TestAttempt, value: Value): boolean {
    const { writeIndex } = this.subject;
    return writeIndex === undefined
      ? this.resource.write(attempt, value)
      : this.resource.writeAt(attempt, writeIndex, value);
  }

  get validIndex(): Value {
    const { validIndex, readIndex, writeIndex } = this.subject;
    const index = validIndex ?? readIndex ?? writeIndex;
    if (index === undefined) throw new Error('an indexable subject has to give an index');
    return index;
  }

  after(before: Value, written: Value): Value {
    return this.subject.after === undefined ? written : this.subject.after(before, written);
  }

  /** A read in a section of its own, run again as often as it blocks and is woken. */
  async readValue(): Promise<Value> {
    for (;;) {
      const attempt = this.attempt();
      const value = this.read(attempt);
      if (value !== undefined) {
        attempt.abort();
        return value;
      }
      const parked = attempt.park();
      await until(() => parked.woken);
    }
  }

  /** Writes in a section of its own. */
  async commitWrite(value: Value): Promise<void> {
    const attempt = this.attempt();
    expect(this.write(attempt, value)).toBe(true);
    expect(await attempt.commit()).toBe(true);
  }

  /** Syncs what is durable, and waits until `count` values have come out. */
  async deliveries(count: number): Promise<readonly Value[]> {
    await this.harness.domain.sync();
    await until(() => this.delivered().length >= count);
    return this.delivered();
  }

  delivered(): readonly Value[] {
    return this.subject.delivered?.() ?? [];
  }

  async offer(value: Value): Promise<void> {
    if (this.subject.offer === undefined) throw new Error('a subject whose reads take has to offer values');
    await this.subject.offer(value);
  }

  /** Does to the resource what a section does: an attempt that has read or written, whichever is supported. */
  async touched(capabilities: ResourceCapabilities): Promise<TestAttempt> {
    if (capabilities.writes !== 'none') {
      const attempt = this.attempt();
      expect(this.write(attempt, this.first)).toBe(true);
      return attempt;
    }
    if (capabilities.reads === 'takes') await this.offer(this.first);
    if (capabilities.suspends === true) await this.readValue();
    const attempt = this.attempt();
    if (capabilities.reads !== 'none') expect(this.read(attempt)).toBeDefined();
    else attempt.touch(this.resource);
    return attempt;
  }
}

type Fresh = () => Promise<Driver>;

function expectSame(actual: Value | undefined, expected: Value): void {
  expect(actual).toBeDefined();
  if (actual !== undefined && !sameValue(actual, expected)) expect(String(actual)).toBe(String(expected));
}

function freshTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  if (capabilities.reads === 'none') {
    it('refuses to be read', async () => {
      const driver = await fresh();
      expect(codeOf(() => driver.read(driver.attempt()))).toBe(UNSUPPORTED);
    });
  }
  if (capabilities.writes === 'none') {
    it('refuses to be written', async () => {
      const driver = await fresh();
      expect(codeOf(() => driver.write(driver.attempt(), driver.first))).toBe(UNSUPPORTED);
    });
  }
  if (capabilities.indexable) {
    it('gives a resource at an index', async () => {
      const driver = await fresh();
      expect(driver.resource.index(driver.validIndex, driver.attempt())).toBeDefined();
    });
  } else {
    it('refuses to be indexed', async () => {
      const driver = await fresh();
      expect(codeOf(() => driver.resource.index(1, driver.attempt()))).toBe(UNSUPPORTED);
    });
  }
  it('commits a section that only touched it', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    attempt.touch(driver.resource);
    expect(await attempt.commit()).toBe(true);
    expect(driver.harness.domain.dirtyParticipants).toBe(0);
  });
  it('forgets an abandoned section that only touched it', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    attempt.touch(driver.resource);
    attempt.abort();
    expect(driver.delivered()).toEqual([]);
  });
  it('closes, more than once', async () => {
    const driver = await fresh();
    await driver.resource.close();
    await expect(driver.resource.close()).resolves.toBeUndefined();
  });
}

function dirtyTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  it('takes part in the commit of the section', async () => {
    const driver = await fresh();
    const attempt = await driver.touched(capabilities);
    if (capabilities.reads !== 'constant') expect(attempt.touched.size).toBeGreaterThan(0);
    expect(await attempt.commit()).toBe(true);
  });
  it('can be aborted twice', async () => {
    const driver = await fresh();
    const attempt = await driver.touched(capabilities);
    attempt.abort();
    expect(() => attempt.abort()).not.toThrow();
  });
  it('votes for the section, and can still be aborted', async () => {
    const driver = await fresh();
    const attempt = await driver.touched(capabilities);
    for (const resource of attempt.touched) expect(await resource.preCommit(attempt)).toBe(true);
    attempt.abort();
    expect(driver.harness.domain.dirtyParticipants).toBe(0);
    expect(driver.delivered()).toEqual([]);
  });
  it('closes under the section, which can then be aborted', async () => {
    const driver = await fresh();
    const attempt = await driver.touched(capabilities);
    await driver.resource.close();
    expect(() => attempt.abort()).not.toThrow();
  });
  it('answers mayVeto the same as when it was fresh', async () => {
    const driver = await fresh();
    const before = driver.resource.mayVeto;
    const attempt = await driver.touched(capabilities);
    expect(driver.resource.mayVeto).toBe(before);
    attempt.abort();
  });
}

function committingTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  if (capabilities.reads === 'value' || capabilities.reads === 'takes') {
    it('answers BLOCKED to the reads of others, and wakes them afterwards', async () => {
      const driver = await fresh();
      const owner = await lockedByRead(driver, capabilities);
      const other = driver.attempt();
      expect(driver.read(other)).toBeUndefined();
      const parked = other.park();
      expect(parked.woken).toBe(false);
      await owner.commit();
      expect(parked.wakeUps).toBe(1);
    });
  }
  if (capabilities.writes === 'updates' || capabilities.writes === 'sends') {
    it('answers BLOCKED to the writes of others, and wakes them afterwards', async () => {
      const driver = await fresh();
      const owner = driver.attempt();
      expect(driver.write(owner, driver.first)).toBe(true);
      owner.lock();
      const other = driver.attempt();
      expect(driver.write(other, driver.second)).toBe(false);
      const parked = other.park();
      expect(parked.woken).toBe(false);
      await owner.commit();
      expect(parked.wakeUps).toBe(1);
    });
    it('keeps the changes of its owner apart from the attempts of others', async () => {
      const driver = await fresh();
      const owner = driver.attempt();
      expect(driver.write(owner, driver.first)).toBe(true);
      owner.lock();
      const other = driver.attempt();
      driver.write(other, driver.second);
      other.park().leave();
      expect(await owner.commit()).toBe(true);
      if (capabilities.writes === 'sends') {
        expect(await driver.deliveries(1)).toEqual([driver.first]);
      }
    });
  }
  it('can be closed', async () => {
    const driver = await fresh();
    const owner = await driver.touched(capabilities);
    owner.lock();
    await expect(driver.resource.close()).resolves.toBeUndefined();
    owner.abort();
  });
}

/** An attempt that has read, and whose asynchronous commit is under way. */
async function lockedByRead(driver: Driver, capabilities: ResourceCapabilities): Promise<TestAttempt> {
  if (capabilities.reads === 'takes') {
    await driver.offer(driver.first);
    await driver.offer(driver.second);
  }
  if (capabilities.suspends === true) await driver.readValue();
  const owner = driver.attempt();
  expect(driver.read(owner)).toBeDefined();
  owner.lock();
  return owner;
}

function closedTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  if (capabilities.reads !== 'none') {
    it(`reads as declared (${capabilities.afterClose})`, async () => {
      const driver = await fresh();
      if (capabilities.afterClose === 'unaffected' && capabilities.reads === 'takes') {
        await driver.offer(driver.first);
      }
      await driver.resource.close();
      const code = codeOf(() => driver.read(driver.attempt()));
      expect(code).toBe(capabilities.afterClose === 'error' ? CLOSED : undefined);
    });
  }
  if (capabilities.writes !== 'none') {
    it(`writes as declared (${capabilities.afterClose})`, async () => {
      const driver = await fresh();
      await driver.resource.close();
      const code = codeOf(() => driver.write(driver.attempt(), driver.first));
      expect(code).toBe(capabilities.afterClose === 'error' ? CLOSED : undefined);
    });
  }
  if (!capabilities.indexable) {
    it('still refuses to be indexed', async () => {
      const driver = await fresh();
      await driver.resource.close();
      expect(codeOf(() => driver.resource.index(1, driver.attempt()))).toBe(UNSUPPORTED);
    });
  }
  it('aborts without complaint', async () => {
    const driver = await fresh();
    const attempt = await driver.touched(capabilities);
    await driver.resource.close();
    attempt.abort();
    expect(() => driver.resource.abort()).not.toThrow();
  });
  if (capabilities.reads === 'takes') {
    it('wakes who is parked on it, so that nobody waits for ever', async () => {
      const driver = await fresh();
      const attempt = driver.attempt();
      expect(driver.read(attempt)).toBeUndefined();
      const parked = attempt.park();
      await driver.resource.close();
      expect(parked.woken).toBe(capabilities.afterClose === 'error');
      parked.leave();
    });
  }
  it('leaves no timer behind', async () => {
    const driver = await fresh();
    if (capabilities.reads !== 'none') {
      const attempt = driver.attempt();
      driver.read(attempt);
      attempt.park();
    }
    await driver.resource.close();
    expect(driver.harness.clock.timersPending).toBe(0);
  });
}

function valueTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  it('gives the same value to several reads of a section', async () => {
    const driver = await fresh();
    if (capabilities.suspends === true) await driver.readValue();
    const attempt = driver.attempt();
    const first = driver.read(attempt);
    expect(first).toBeDefined();
    if (first !== undefined) expectSame(driver.read(attempt), first);
    attempt.abort();
  });
  if (capabilities.suspends === true) {
    it('blocks the first read, and wakes its section once when the answer is there', async () => {
      const driver = await fresh();
      const attempt = driver.attempt();
      expect(driver.read(attempt)).toBeUndefined();
      const parked = attempt.park();
      await until(() => parked.woken);
      expect(parked.wakeUps).toBe(1);
      const again = driver.attempt();
      expect(driver.read(again)).toBeDefined();
      again.abort();
    });
  }
  it('does not wake a parked section, or poll, while nothing changes', async () => {
    const driver = await fresh();
    if (capabilities.suspends === true) await driver.readValue();
    const attempt = driver.attempt();
    driver.read(attempt);
    const parked = attempt.park();
    driver.harness.clock.advance(3_600_000);
    expect(parked.woken).toBe(false);
    expect(driver.harness.clock.timersSet).toBeLessThanOrEqual(capabilities.timersWhileParked ?? 0);
    parked.leave();
  });
}

function takingTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  it('blocks a read when it is empty', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    expect(driver.read(attempt)).toBeUndefined();
    expect(attempt.touched.size).toBeGreaterThan(0);
    attempt.abort();
  });
  it('wakes a parked read once when a value arrives', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    expect(driver.read(attempt)).toBeUndefined();
    const parked = attempt.park();
    expect(parked.woken).toBe(false);
    await driver.offer(driver.first);
    await until(() => parked.woken);
    expect(parked.wakeUps).toBe(1);
    const again = driver.attempt();
    expectSame(driver.read(again), driver.first);
    again.abort();
  });
  it('does not poll while a section is parked', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    expect(driver.read(attempt)).toBeUndefined();
    const before = driver.harness.clock.timersSet;
    const parked = attempt.park();
    driver.harness.clock.advance(3_600_000);
    const limit = capabilities.timersWhileParked ?? 0;
    expect(driver.harness.clock.timersSet - before).toBeLessThanOrEqual(limit);
    parked.leave();
  });
  it('gives values in the order of their arrival, several to one section', async () => {
    const driver = await fresh();
    await driver.offer(driver.first);
    await driver.offer(driver.second);
    const attempt = driver.attempt();
    expectSame(driver.read(attempt), driver.first);
    expectSame(driver.read(attempt), driver.second);
    expect(await attempt.commit()).toBe(true);
  });
  it('puts everything back, in order, when the section is abandoned', async () => {
    const driver = await fresh();
    await driver.offer(driver.first);
    await driver.offer(driver.second);
    const attempt = driver.attempt();
    driver.read(attempt);
    driver.read(attempt);
    attempt.abort();
    const again = driver.attempt();
    expectSame(driver.read(again), driver.first);
    expectSame(driver.read(again), driver.second);
    again.abort();
  });
  it('does not give a taken value again after the commit', async () => {
    const driver = await fresh();
    await driver.offer(driver.first);
    await driver.offer(driver.second);
    const attempt = driver.attempt();
    driver.read(attempt);
    expect(await attempt.commit()).toBe(true);
    const again = driver.attempt();
    expectSame(driver.read(again), driver.second);
    again.abort();
  });
  it('keeps values that arrive while a section is running', async () => {
    const driver = await fresh();
    await driver.offer(driver.first);
    const attempt = driver.attempt();
    expectSame(driver.read(attempt), driver.first);
    await driver.offer(driver.second);
    expect(await attempt.commit()).toBe(true);
    const again = driver.attempt();
    expectSame(driver.read(again), driver.second);
    again.abort();
  });
}

function updateTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  if (capabilities.reads !== 'value') return;
  it('shows a section its own writes, the latest first', async () => {
    const driver = await fresh();
    const before = await driver.readValue();
    const attempt = driver.attempt();
    const once = driver.after(before, driver.first);
    expect(driver.write(attempt, driver.first)).toBe(true);
    expectSame(driver.read(attempt), once);
    expect(driver.write(attempt, driver.second)).toBe(true);
    expectSame(driver.read(attempt), driver.after(once, driver.second));
    attempt.abort();
  });
  it('leaves no trace of an abandoned section', async () => {
    const driver = await fresh();
    const before = await driver.readValue();
    const attempt = driver.attempt();
    driver.write(attempt, driver.first);
    attempt.abort();
    expectSame(await driver.readValue(), before);
    expect(driver.harness.domain.dirtyParticipants).toBe(0);
  });
  it('shows the next section what was committed', async () => {
    const driver = await fresh();
    const once = driver.after(await driver.readValue(), driver.first);
    await driver.commitWrite(driver.first);
    expectSame(await driver.readValue(), once);
    await driver.commitWrite(driver.second);
    expectSame(await driver.readValue(), driver.after(once, driver.second));
  });
  it('keeps what was committed when a later section is abandoned', async () => {
    const driver = await fresh();
    const once = driver.after(await driver.readValue(), driver.first);
    await driver.commitWrite(driver.first);
    const attempt = driver.attempt();
    driver.write(attempt, driver.second);
    attempt.abort();
    expectSame(await driver.readValue(), once);
  });
  it('wakes a parked section once when another commits a change, and not before', async () => {
    const driver = await fresh();
    const before = await driver.readValue();
    expect(sameValue(driver.after(before, driver.first), before)).toBe(false);
    const attempt = driver.attempt();
    driver.read(attempt);
    const parked = attempt.park();
    const writer = driver.attempt();
    driver.write(writer, driver.first);
    expect(parked.woken).toBe(false);
    expect(await writer.commit()).toBe(true);
    expect(parked.wakeUps).toBe(1);
  });
  it('does not wake a parked section when a writer is abandoned', async () => {
    const driver = await fresh();
    await driver.readValue();
    const attempt = driver.attempt();
    driver.read(attempt);
    const parked = attempt.park();
    const writer = driver.attempt();
    driver.write(writer, driver.first);
    writer.abort();
    expect(parked.woken).toBe(false);
    parked.leave();
  });
}

function sendingTests(capabilities: ResourceCapabilities, fresh: Fresh): void {
  it('lets nothing out before the commit', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    expect(driver.write(attempt, driver.first)).toBe(true);
    expect(driver.delivered()).toEqual([]);
    attempt.abort();
    expect(driver.delivered()).toEqual([]);
  });
  if (capabilities.sendsOnce === true) {
    it('sends one value, and refuses another', async () => {
      const driver = await fresh();
      await driver.commitWrite(driver.first);
      expect(await driver.deliveries(1)).toEqual([driver.first]);
      expect(codeOf(() => driver.write(driver.attempt(), driver.second))).toBe(CLOSED);
    });
  } else sendingInOrderTest(fresh);
  it('sends nothing of an abandoned section later', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    driver.write(attempt, driver.first);
    attempt.abort();
    await driver.commitWrite(driver.second);
    expect(await driver.deliveries(1)).toEqual([driver.second]);
  });
  if (capabilities.bounded === true) {
    it('blocks a write when it is full, and wakes its section when there is room', async () => {
      const driver = await fresh();
      const capacity = driver.subject.capacity ?? 0;
      expect(capacity).toBeGreaterThan(0);
      for (let count = 0; count < capacity; count += 1) await driver.commitWrite(driver.first);
      const attempt = driver.attempt();
      expect(driver.write(attempt, driver.second)).toBe(false);
      const parked = attempt.park();
      expect(parked.woken).toBe(false);
      await driver.subject.drain?.();
      await until(() => parked.woken);
      const again = driver.attempt();
      expect(driver.write(again, driver.second)).toBe(true);
      again.abort();
    });
  }
}

function sendingInOrderTest(fresh: Fresh): void {
  it('sends what was committed, in order', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    expect(driver.write(attempt, driver.first)).toBe(true);
    expect(await attempt.commit()).toBe(true);
    await driver.subject.drain?.();
    await driver.commitWrite(driver.second);
    expect(await driver.deliveries(2)).toEqual([driver.first, driver.second]);
  });
}

function durableTests(fresh: Fresh): void {
  it('registers a durable change when a section that wrote commits', async () => {
    const driver = await fresh();
    await driver.commitWrite(driver.first);
    expect(driver.harness.domain.dirtyParticipants).toBe(1);
    expect(driver.harness.domain.collect().length).toBeGreaterThan(0);
  });
  it('writes nothing for a section that only read', async () => {
    const driver = await fresh();
    const attempt = driver.attempt();
    expect(driver.read(attempt)).toBeDefined();
    expect(await attempt.commit()).toBe(true);
    expect(driver.harness.domain.dirtyParticipants).toBe(0);
  });
  it('writes nothing twice', async () => {
    const driver = await fresh();
    await driver.commitWrite(driver.first);
    await driver.harness.domain.sync();
    expect(driver.harness.domain.collect()).toEqual([]);
  });
}
