import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../runtime/kernel/index.ts';
import { RequestPool } from '../../../systems/raftkvs/request-pool.ts';
import type { Lane } from '../../../systems/raftkvs/request-pool.ts';

/** A lane that answers when told to. */
class ManualLane implements Lane<string, string> {
  readonly log: string[] = [];
  private settle: { resolve: (answer: string) => void; reject: (error: Error) => void } | undefined;

  send(request: string): Promise<string> {
    expect(this.settle).toBeUndefined();
    this.log.push(request);
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  async answer(answer: string): Promise<void> {
    const settle = this.settle;
    this.settle = undefined;
    settle?.resolve(answer);
    await Promise.resolve();
  }

  async fail(error: Error): Promise<void> {
    this.settle?.reject(error);
    await Promise.resolve();
  }
}

/** Time that passes when told to. */
class ManualClock {
  private now = 0;
  private timers: { due: number; action: () => void }[] = [];

  readonly environment: Environment = {
    clock: {
      nowMilliseconds: () => this.now,
      setTimer: (delay, action) => {
        const timer = { due: this.now + delay, action };
        this.timers.push(timer);
        return { cancel: () => (this.timers = this.timers.filter((other) => other !== timer)) };
      },
    },
    random: () => 0.5,
    defer: (action) => action(),
    print: () => undefined,
  };

  pass(milliseconds: number): void {
    this.now += milliseconds;
    const due = this.timers.filter((timer) => timer.due <= this.now);
    this.timers = this.timers.filter((timer) => timer.due > this.now);
    for (const timer of due) timer.action();
  }

  get pending(): number {
    return this.timers.length;
  }
}

function setUp(laneCount: number, options: { timeout?: number; longestQueue?: number } = {}) {
  const clock = new ManualClock();
  const lanes = Array.from({ length: laneCount }, () => new ManualLane());
  const { timeout, longestQueue } = options;
  const pool = new RequestPool<string, string>(lanes, {
    environment: clock.environment,
    requestTimeoutMilliseconds: timeout,
    ...(longestQueue === undefined ? {} : { longestQueue }),
  });
  return { clock, lanes, pool };
}

function lane(lanes: readonly ManualLane[], index: number): ManualLane {
  const found = lanes[index];
  if (found === undefined) throw new Error(`no lane ${index}`);
  return found;
}

describe('a pool of clients', () => {
  it('gives each of several requests a client of its own', () => {
    const { lanes, pool } = setUp(2);
    void pool.submit('a');
    void pool.submit('b');
    expect(lanes.map((one) => one.log)).toEqual(expect.arrayContaining([['a'], ['b']]));
  });

  it('queues requests when all clients are busy, and serves them in order', async () => {
    const { lanes, pool } = setUp(1);
    const answers = ['a', 'b', 'c'].map((request) => pool.submit(request));
    for (const answer of ['A', 'B', 'C']) await lane(lanes, 0).answer(answer);
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
    expect(lane(lanes, 0).log).toEqual(['a', 'b', 'c']);
  });

  it('serves more requests than the queue is ever trimmed for', async () => {
    const { lanes, pool } = setUp(1);
    const requests = Array.from({ length: 3000 }, (_, index) => String(index));
    const answers = requests.map((request) => pool.submit(request));
    for (const request of requests) await lane(lanes, 0).answer(request);
    expect(await Promise.all(answers)).toEqual(requests);
  });

  it('gives up a request that gets no answer in time, and says what may have become of it', async () => {
    const { clock, pool } = setUp(1, { timeout: 100 });
    const answer = pool.submit('a');
    clock.pass(100);
    await expect(answer).rejects.toMatchObject({ code: 'RAFTKVS_NO_ANSWER' });
    await expect(answer).rejects.toThrow(/majority of the servers.*may still take effect/u);
  });

  it('never sends a request that was given up in the queue, and says so', async () => {
    const { clock, lanes, pool } = setUp(1, { timeout: 100 });
    const answers = [pool.submit('a'), pool.submit('b')];
    clock.pass(100);
    await expect(answers[1]).rejects.toThrow(/was not sent/u);
    await expect(answers[0]).rejects.toThrow(/may still take effect/u);
    await lane(lanes, 0).answer('A');
    expect(lane(lanes, 0).log).toEqual(['a']);
  });

  it('uses a client again only when the answer it waits for has come', async () => {
    const { clock, lanes, pool } = setUp(1, { timeout: 100 });
    const first = pool.submit('a');
    clock.pass(100);
    await expect(first).rejects.toThrow();
    const second = pool.submit('b');
    expect(lane(lanes, 0).log).toEqual(['a']);
    await lane(lanes, 0).answer('A');
    await lane(lanes, 0).answer('B');
    await expect(second).resolves.toBe('B');
  });

  it('leaves no timer behind an answer', async () => {
    const { clock, lanes, pool } = setUp(1, { timeout: 100 });
    const answer = pool.submit('a');
    await lane(lanes, 0).answer('A');
    await answer;
    expect(clock.pending).toBe(0);
  });

  it('refuses what is beyond the longest queue', async () => {
    const { pool } = setUp(1, { longestQueue: 1 });
    void pool.submit('a');
    void pool.submit('b');
    await expect(pool.submit('c')).rejects.toMatchObject({ code: 'RAFTKVS_BUSY' });
  });

  it('refuses everything once it is closed', async () => {
    const { pool } = setUp(1);
    const answers = [pool.submit('a'), pool.submit('b')];
    pool.close();
    answers.push(pool.submit('c'));
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'RAFTKVS_CLOSED' });
  });

  it('passes on why a client failed, and uses that client no more', async () => {
    const { lanes, pool } = setUp(1);
    const first = pool.submit('a');
    await lane(lanes, 0).fail(new Error('assertion'));
    await expect(first).rejects.toThrow('assertion');
    void pool.submit('b');
    expect(lane(lanes, 0).log).toEqual(['a']);
  });
});
