import { describe, expect, it } from 'vitest';
import { newLocalSharedVariable } from '../../../runtime/resources/local-shared-variable.ts';
import { makeRecordFromObject, makeTuple, toTlaString } from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

resourceSuite(
  'a local shared variable',
  { reads: 'value', writes: 'updates', indexable: true, afterClose: 'unaffected' },
  () => ({
    resource: newLocalSharedVariable(0),
    harness: new Harness(),
    samples: [7, 8],
    validIndex: 1,
  }),
);

resourceSuite(
  'an element of a local shared variable',
  { reads: 'value', writes: 'updates', indexable: true, afterClose: 'unaffected' },
  () => ({
    resource: newLocalSharedVariable(makeTuple(1, 2, 3)),
    harness: new Harness(),
    samples: [7, 8],
    readIndex: 2,
    writeIndex: 2,
  }),
);

function text(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : toTlaString(value);
}

describe('a local shared variable', () => {
  const nested = (): Value => makeTuple(makeRecordFromObject({ a: makeTuple(1, 2) }), 5);

  it('applies its value as a function at one index', () => {
    const variable = newLocalSharedVariable(makeTuple(10, 20));
    expect(variable.readAt(new Harness().attempt(), 2)).toBe(20);
  });

  it('applies its value at a path of indices', () => {
    const variable = newLocalSharedVariable(nested());
    expect(variable.readPath(new Harness().attempt(), [1, 'a', 2])).toBe(2);
  });

  it('replaces one element on a write at a path', () => {
    const harness = new Harness();
    const variable = newLocalSharedVariable(nested());
    const attempt = harness.attempt();
    expect(variable.writePath(attempt, [1, 'a', 2], 99)).toBe(true);
    attempt.commitNow();
    expect(text(variable.value)).toBe('<<[a |-> <<1, 99>>], 5>>');
  });

  it('composes several writes of one section', () => {
    const harness = new Harness();
    const variable = newLocalSharedVariable(makeTuple(1, 2, 3));
    const attempt = harness.attempt();
    variable.writeAt(attempt, 1, 10);
    variable.writeAt(attempt, 3, 30);
    expect(text(variable.read(attempt))).toBe('<<10, 2, 30>>');
    attempt.abort();
    expect(text(variable.value)).toBe('<<1, 2, 3>>');
  });

  it('reports a write outside the domain with the index and the domain', () => {
    const variable = newLocalSharedVariable(makeTuple(1, 2, 3));
    const write = (): unknown => variable.writeAt(new Harness().attempt(), 7, 0);
    expect(codeOf(write)).toBe('RESOURCE_INDEX_OUTSIDE_DOMAIN');
    expect(write).toThrow(
      /index 7, which is outside the domain 1\.\.3|index 7, which is outside the domain {1, 2, 3}/,
    );
  });

  it('reports a write at a path that leaves the domain on its way', () => {
    const variable = newLocalSharedVariable(nested());
    const write = (): unknown => variable.writePath(new Harness().attempt(), [1, 'b', 2], 0);
    expect(codeOf(write)).toBe('RESOURCE_INDEX_OUTSIDE_DOMAIN');
  });

  it('reports a read outside the domain', () => {
    const variable = newLocalSharedVariable(makeTuple(1, 2, 3));
    expect(() => variable.readAt(new Harness().attempt(), 7)).toThrow(/7/);
  });

  it('reports a write at an index of a value that is no function', () => {
    const variable = newLocalSharedVariable(5);
    const write = (): unknown => variable.writeAt(new Harness().attempt(), 1, 0);
    expect(write).toThrow(/index 1, but its value 5 is no function/);
  });

  it('does not wake a parked section when the value written is the one it had', () => {
    const harness = new Harness();
    const variable = newLocalSharedVariable(4);
    const reader = harness.attempt();
    variable.read(reader);
    const parked = reader.park();
    const writer = harness.attempt();
    variable.write(writer, 4);
    writer.commitNow();
    expect(parked.woken).toBe(false);
  });

  it('gives resources at indices that share its state', () => {
    const harness = new Harness();
    const variable = newLocalSharedVariable(nested());
    const attempt = harness.attempt();
    const element = variable.index(1, attempt).index('a', attempt);
    expect(element?.writeAt(attempt, 1, 42)).toBe(true);
    expect(element?.index(1, attempt)?.read(attempt)).toBe(42);
    expect([...attempt.touched]).toEqual([variable]);
    attempt.commitNow();
    expect(text(variable.value)).toBe('<<[a |-> <<42, 2>>], 5>>');
  });

  it('blocks accesses at indices while another section commits', () => {
    const harness = new Harness();
    const variable = newLocalSharedVariable(nested());
    const owner = harness.attempt();
    variable.writeAt(owner, 2, 6);
    owner.lock();
    const other = harness.attempt();
    expect(variable.readAt(other, 2)).toBeUndefined();
    expect(variable.writeAt(other, 2, 7)).toBe(false);
    expect(variable.readPath(other, [1, 'a'])).toBeUndefined();
    expect(variable.writePath(other, [1, 'a'], 7)).toBe(false);
    expect(variable.readAt(owner, 2)).toBe(6);
  });
});
