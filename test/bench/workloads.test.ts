import { describe, expect, it } from 'vitest';
import { randomNumbers, workloadNamed, workloads, zipfianRanks } from '../../bench/raftkvs/workloads.ts';

const keyCount = 1000;

function take(name: string, count: number, client = 0): { kind: string; key: number }[] {
  const next = workloadNamed(name).start(keyCount)(client);
  return Array.from({ length: count }, () => next());
}

function shareOf(kind: string, steps: readonly { kind: string }[]): number {
  return steps.filter((step) => step.kind === kind).length / steps.length;
}

describe('zipfian ranks', () => {
  it('follow the law: rank r in proportion to 1 / (r + 1) ^ 0.99', () => {
    const rank = zipfianRanks(100, randomNumbers(1));
    const counts = new Array<number>(100).fill(0);
    const draws = 200_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const drawn = rank();
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const zeta = counts.reduce((sum, _, index) => sum + 1 / (index + 1) ** 0.99, 0);
    for (const index of [0, 1, 9, 99]) {
      const expected = 1 / (index + 1) ** 0.99 / zeta;
      const ratio = (counts[index] ?? 0) / draws / expected;
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('stay within the range, however small', () => {
    for (const count of [1, 2, 3, 10]) {
      const rank = zipfianRanks(count, randomNumbers(count));
      for (let draw = 0; draw < 1000; draw += 1) {
        const value = rank();
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(count);
      }
    }
  });
});

describe('workloads', () => {
  it.each([
    ['A', 'get', 0.5],
    ['B', 'get', 0.95],
    ['C', 'get', 1],
    ['D', 'get', 0.95],
    ['F', 'readModifyWrite', 0.5],
    ['put', 'put', 1],
    ['get', 'get', 1],
  ])('%s has its share of %ss', (name, kind, share) => {
    expect(shareOf(kind, take(name, 20_000))).toBeCloseTo(share, 1);
  });

  it('give the same steps every time', () => {
    for (const { name } of workloads) expect(take(name, 100)).toEqual(take(name, 100));
  });

  it('give each client steps of its own', () => {
    for (const { name } of workloads) expect(take(name, 100, 1)).not.toEqual(take(name, 100, 2));
  });

  it('A has popular keys that are not the first ones', () => {
    const counts = new Map<number, number>();
    for (const { key } of take('A', 20_000)) counts.set(key, (counts.get(key) ?? 0) + 1);
    const [popular, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    expect(count).toBeGreaterThan(1000);
    expect(popular).toBeGreaterThan(10);
  });

  it('D reads only what has been put', () => {
    const steps = workloadNamed('D').start(keyCount);
    const clients = [0, 1, 2].map(steps);
    const present = new Set(Array.from({ length: keyCount }, (_, key) => key));
    const pending = new Map<number, number>();
    for (let turn = 0; turn < 30_000; turn += 1) {
      const client = (turn * 7) % 3;
      const done = pending.get(client);
      if (done !== undefined) present.add(done);
      pending.delete(client);
      const { kind, key } = (clients[client] as () => { kind: string; key: number })();
      if (kind === 'put') pending.set(client, key);
      else expect(present.has(key)).toBe(true);
    }
    expect(present.size).toBeGreaterThan(keyCount + 1000);
  });

  it('says which there are when asked for one that is not there', () => {
    expect(() => workloadNamed('E')).toThrow('there is no workload E: it is one of put, get, A, B, C, D, F');
  });
});
