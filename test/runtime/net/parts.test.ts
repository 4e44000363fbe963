import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../../runtime/net/address.ts';
import { Deque } from '../../../runtime/net/deque.ts';
import { Directory } from '../../../runtime/net/directory.ts';
import { NetworkError } from '../../../runtime/net/errors.ts';
import { makeTuple } from '../../../runtime/tla/index.ts';
import { codeOf } from '../resources/harness.ts';
import { TextInbox } from './hub-world.ts';

describe('an address', () => {
  it.each([
    ['localhost:8001', 'localhost', 8001],
    ['127.0.0.1:0', '127.0.0.1', 0],
    [':80', '', 80],
    ['[::1]:8001', '::1', 8001],
    ['[fe80::1%eth0]:1', 'fe80::1%eth0', 1],
  ])('is read from %s and written back', (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
    expect(formatAddress(parseAddress(text))).toBe(text);
  });

  it.each(['', 'localhost', '8001', 'a:b', '::1:80', 'host:65536', 'host:-1', 'http://host:80', 'a b:1'])(
    'is not read from %j',
    (text) => {
      expect(codeOf(() => parseAddress(text))).toBe('ADDRESS_INVALID');
      expect(() => parseAddress(text)).toThrow(NetworkError);
    },
  );
});

describe('a deque', () => {
  it('behaves as an array does', () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('push' as const), item: fc.nat() }),
      fc.record({ kind: fc.constant('shift' as const), item: fc.nat() }),
      fc.record({ kind: fc.constant('get' as const), item: fc.nat({ max: 40 }) }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const [deque, model] = [new Deque<number>(), [] as number[]];
        for (const { kind, item } of operations) {
          if (kind === 'push') {
            deque.push(item);
            model.push(item);
          } else if (kind === 'shift') {
            expect(deque.shift()).toBe(model.shift());
          } else {
            expect(deque.get(item)).toBe(model[item]);
          }
          expect(deque.length).toBe(model.length);
        }
        deque.clear();
        expect(deque.length).toBe(0);
        expect(deque.get(0)).toBeUndefined();
      }),
      { seed: 4 },
    );
  });

  it('is still right after it has grown large and emptied', () => {
    const deque = new Deque<number>();
    for (let round = 0; round < 3; round += 1) {
      for (let item = 0; item < 5_000; item += 1) deque.push(item);
      const items = Array.from({ length: 5_000 }, () => deque.shift());
      expect(items).toEqual(items.map((_, index) => index));
    }
  });
});

describe('the directory of a hub', () => {
  it('remembers an id only while there is a mailbox or somebody who delivers to it', () => {
    const directory = new Directory();
    const unregister = directory.register('a', new TextInbox());
    const detach = directory.attach('a', { inboxChanged: () => undefined });
    const detachOther = directory.attach(makeTuple('b'), { inboxChanged: () => undefined });
    expect(directory.size).toBe(2);
    detachOther();
    unregister();
    expect([directory.size, directory.has('a')]).toEqual([1, false]);
    detach();
    expect(directory.size).toBe(0);
  });
});
