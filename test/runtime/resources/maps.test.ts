import { describe, expect, it } from 'vitest';
import { Resource } from '../../../runtime/kernel/resource.ts';
import { newHashMap } from '../../../runtime/resources/hash-map.ts';
import { newIncrementalMap } from '../../../runtime/resources/incremental-map.ts';
import { newInputChannel } from '../../../runtime/resources/input-channel.ts';
import { newLocalSharedVariable } from '../../../runtime/resources/local-shared-variable.ts';
import { interval, makeSet, makeTuple } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'an element of a hash map',
  { reads: 'value', writes: 'updates', indexable: true, afterClose: 'unaffected' },
  () => ({
    resource: newHashMap([
      [1, newLocalSharedVariable(0)],
      [2, newLocalSharedVariable(0)],
    ]),
    harness: new Harness(),
    samples: [7, 8],
    readIndex: 2,
    writeIndex: 2,
  }),
);

resourceSuite(
  'an element of an incremental map',
  { reads: 'value', writes: 'updates', indexable: true, afterClose: 'unaffected' },
  () => {
    const resource = newIncrementalMap(() => newLocalSharedVariable(0));
    const harness = new Harness();
    resource.index('k', harness.attempt());
    return { resource, harness, samples: [7, 8], readIndex: 'k', writeIndex: 'k' };
  },
);

resourceSuite(
  'a channel in a hash map',
  { reads: 'takes', writes: 'none', indexable: true, afterClose: 'error' },
  () => {
    const channel = newInputChannel();
    return {
      resource: newHashMap([['in', channel]]),
      harness: new Harness(),
      samples: ['a', 'b'],
      readIndex: 'in',
      writeIndex: 'in',
      offer: (value) => void channel.push(value),
    };
  },
);

class CountingResource extends Resource {
  closed = 0;

  override get mayVeto(): boolean {
    return true;
  }

  override commit(): void {}

  override abort(): void {}

  override close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

class UnclosableResource extends CountingResource {
  override close(): Promise<void> {
    return Promise.reject(new Error('stuck'));
  }
}

describe('a hash map', () => {
  const attempt = new Harness().attempt();

  it('finds its resource by any equal value', () => {
    const variable = newLocalSharedVariable(5);
    const map = newHashMap([[makeSet([1, 2, 3]), variable]]);
    expect(map.index(interval(1, 3), attempt)).toBe(variable);
    expect(map.index(makeSet([3, 2, 1, 1]), attempt)).toBe(variable);
  });

  it('keeps keys of different types apart', () => {
    const map = newHashMap([
      [1, newLocalSharedVariable('integer')],
      ['1', newLocalSharedVariable('string')],
      [true, newLocalSharedVariable('boolean')],
      [makeTuple(1), newLocalSharedVariable('tuple')],
    ]);
    const keys: readonly Value[] = [1, '1', true, makeTuple(1)];
    expect(keys.map((key) => map.readAt(attempt, key))).toEqual(['integer', 'string', 'boolean', 'tuple']);
  });

  it('reports an index it has no resource for, with those it has', () => {
    const map = newHashMap([
      [1, newLocalSharedVariable(0)],
      ['a', newLocalSharedVariable(0)],
    ]);
    expect(codeOf(() => map.readAt(attempt, 2))).toBe('RESOURCE_INDEX_OUTSIDE_DOMAIN');
    expect(() => map.readAt(attempt, 2)).toThrow('no resource for 2; it has {1, "a"}');
  });

  it('refuses two resources for one index', () => {
    const entries = [
      [makeTuple(1, 2), newLocalSharedVariable(0)],
      [makeTuple(1, 2), newLocalSharedVariable(0)],
    ] as const;
    expect(codeOf(() => newHashMap(entries))).toBe('RESOURCE_BAD_OPTION');
  });

  it('hands further indices to its resource, whatever that is', () => {
    const harness = new Harness();
    const holder = newLocalSharedVariable(makeTuple(makeTuple(1, 2), 3));
    const map = newHashMap([['x', newHashMap([['y', holder]])]]);
    const section = harness.attempt();
    expect(map.readPath(section, ['x', 'y', 1, 2])).toBe(2);
    expect(map.writePath(section, ['x', 'y', 1, 2], 9)).toBe(true);
    expect(map.readPath(section, ['x', 'y', 1, 2])).toBe(9);
    expect([...section.touched]).toEqual([holder]);
    section.abort();
  });

  it('may veto when one of its resources may', () => {
    expect(newHashMap([[1, newLocalSharedVariable(0)]]).mayVeto).toBe(false);
    expect(newHashMap([[1, new CountingResource()]]).mayVeto).toBe(true);
  });

  it('closes all its resources, once, also when one cannot be closed', async () => {
    const counting = new CountingResource();
    const map = newHashMap([
      [1, new UnclosableResource()],
      [2, counting],
    ]);
    await expect(map.close()).rejects.toThrow('stuck');
    await expect(map.close()).rejects.toThrow('stuck');
    expect(counting.closed).toBe(1);
  });
});

describe('an incremental map', () => {
  it('makes a resource when its index is first used, and keeps it', () => {
    const made: Value[] = [];
    const map = newIncrementalMap((index) => {
      made.push(index);
      return newLocalSharedVariable(index);
    });
    const attempt = new Harness().attempt();
    expect(made).toEqual([]);
    expect(map.readAt(attempt, 'a')).toBe('a');
    attempt.abort();
    expect(map.readAt(attempt, 'a')).toBe('a');
    expect(map.readAt(attempt, makeTuple(1))).toBeDefined();
    expect(map.index(makeTuple(1), attempt)).toBe(map.index(makeTuple(1), attempt));
    expect(made.length).toBe(2);
  });

  it('nests', () => {
    const map = newIncrementalMap((outer) =>
      newIncrementalMap((inner) => newLocalSharedVariable(makeTuple(outer, inner))),
    );
    const attempt = new Harness().attempt();
    expect(map.readPath(attempt, [1, 2, 1])).toBe(1);
    expect(map.readPath(attempt, [1, 2, 2])).toBe(2);
    expect(map.writePath(attempt, [1, 2], 7)).toBe(true);
    expect(map.readPath(attempt, [1, 2])).toBe(7);
  });

  it('makes nothing after it was closed', async () => {
    const map = newIncrementalMap(() => new CountingResource());
    const attempt = new Harness().attempt();
    const first = map.index(1, attempt);
    await map.close();
    expect((first as CountingResource).closed).toBe(1);
    expect(codeOf(() => map.index(2, attempt))).toBe('RESOURCE_CLOSED');
  });

  it('says that its resources may veto only when told so', () => {
    expect(newIncrementalMap(() => new CountingResource()).mayVeto).toBe(false);
    expect(newIncrementalMap(() => new CountingResource(), { mayVeto: true }).mayVeto).toBe(true);
  });
});
