import { describe, expect, it } from 'vitest';
import { newDummy } from '../../../runtime/resources/dummy.ts';
import { newImmutableResource } from '../../../runtime/resources/immutable-resource.ts';
import { newPlaceholder } from '../../../runtime/resources/placeholder.ts';
import { defaultInitValue, makeTuple } from '../../../runtime/tla/index.ts';
import { codeOf, Harness } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'an immutable resource',
  { reads: 'constant', writes: 'none', indexable: true, afterClose: 'unaffected' },
  () => ({
    resource: newImmutableResource(makeTuple(1, 2)),
    harness: new Harness(),
    samples: [7, 8],
    validIndex: 1,
  }),
);

resourceSuite(
  'a dummy',
  { reads: 'constant', writes: 'ignored', indexable: true, afterClose: 'unaffected' },
  () => ({ resource: newDummy(3), harness: new Harness(), samples: [7, 8], validIndex: 'anything' }),
);

describe('an immutable resource', () => {
  it('applies its value at indices', () => {
    const resource = newImmutableResource(makeTuple(10, makeTuple(20, 21)));
    const attempt = new Harness().attempt();
    expect(resource.readAt(attempt, 1)).toBe(10);
    expect(resource.readPath(attempt, [2, 2])).toBe(21);
    expect(resource.index(2, attempt).readAt(attempt, 1)).toBe(20);
  });

  it('refuses writes at indices too', () => {
    const resource = newImmutableResource(makeTuple(10, makeTuple(20)));
    const attempt = new Harness().attempt();
    expect(codeOf(() => resource.writeAt(attempt, 1, 0))).toBe('RESOURCE_UNSUPPORTED_OPERATION');
    expect(codeOf(() => resource.writePath(attempt, [2, 1], 0))).toBe('RESOURCE_UNSUPPORTED_OPERATION');
  });

  it('is read by others while a section that used it commits', () => {
    const resource = newImmutableResource(5);
    const harness = new Harness();
    const owner = harness.attempt();
    resource.read(owner);
    owner.lock();
    expect(resource.read(harness.attempt())).toBe(5);
  });
});

describe('a dummy', () => {
  it('reads as its value after a write', () => {
    const attempt = new Harness().attempt();
    const dummy = newDummy(3);
    expect(dummy.write(attempt, 9)).toBe(true);
    expect(dummy.read(attempt)).toBe(3);
  });

  it('reads as its value at any depth of indices', () => {
    const attempt = new Harness().attempt();
    expect(newDummy(3).readPath(attempt, ['a', 1, true])).toBe(3);
    expect(newDummy(3).writePath(attempt, ['a', 1, true], 4)).toBe(true);
  });

  it('reads as defaultInitValue when it is given no value', () => {
    expect(newDummy().read(new Harness().attempt())).toBe(defaultInitValue);
  });
});

describe('a placeholder', () => {
  const attempt = new Harness().attempt();
  const uses: readonly (readonly [string, () => unknown])[] = [
    ['read', () => newPlaceholder('AClient.fd').read(attempt)],
    ['written', () => newPlaceholder('AClient.fd').write(attempt, 1)],
    ['indexed', () => newPlaceholder('AClient.fd').readAt(attempt, 1)],
    ['indexed', () => newPlaceholder('AClient.fd').writePath(attempt, [1, 2], 3)],
  ];
  it.each(uses)('names the parameter when it is %s', (use, action) => {
    expect(codeOf(action)).toBe('RESOURCE_PLACEHOLDER');
    expect(action).toThrow(`the parameter AClient.fd is ${use}`);
  });

  it('lets sections end and closes', async () => {
    const placeholder = newPlaceholder('AClient.fd');
    expect(() => {
      placeholder.commit();
      placeholder.abort();
    }).not.toThrow();
    await expect(placeholder.close()).resolves.toBeUndefined();
  });
});
