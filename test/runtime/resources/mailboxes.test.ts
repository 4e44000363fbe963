import { afterEach, describe, expect, it } from 'vitest';
import { nodeEnvironment } from '../../../runtime/kernel/node-environment.ts';
import { startHub } from '../../../runtime/net/index.ts';
import type { Hub } from '../../../runtime/net/index.ts';
import { mailboxLength } from '../../../runtime/resources/mailbox-length.ts';
import { newRelaxedMailboxes, newTcpMailboxes } from '../../../runtime/resources/mailboxes.ts';
import type { Mailboxes, MailboxesOptions } from '../../../runtime/resources/mailboxes.ts';
import {
  interval,
  makeRecordFromObject,
  makeSet,
  makeTuple,
  modelValue,
  powerSet,
  sameValue,
} from '../../../runtime/tla/index.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { codeOf, Harness, until } from './harness.ts';
import type { TestAttempt } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

type Factory = (options: MailboxesOptions) => Mailboxes;

function hub(): Promise<Hub> {
  return startHub({
    listenAddress: '127.0.0.1:0',
    environment: nodeEnvironment(),
    lingerMilliseconds: 200,
  });
}

/** Two processes, with mailboxes 1 and 2. */
interface Pair {
  readonly harness: Harness;
  readonly hubs: readonly [Hub, Hub];
  readonly near: Mailboxes;
  readonly far: Mailboxes;
}

async function pair(make: Factory, options: Partial<MailboxesOptions> = {}): Promise<Pair> {
  const hubs = [await hub(), await hub()] as const;
  const addressOf = (id: Value): string | undefined =>
    id === 1 ? hubs[0].address : id === 2 ? hubs[1].address : undefined;
  const near = make({ hub: hubs[0], local: [1], addressOf, ...options });
  const far = make({ hub: hubs[1], local: [2], addressOf, ...options });
  open.push(...hubs, near, far);
  return { harness: new Harness(), hubs, near, far };
}

function send({ harness }: { harness: Harness }, mailboxes: Mailboxes, id: Value, ...values: Value[]): void {
  const attempt = harness.attempt();
  for (const value of values) expect(mailboxes.writeAt(attempt, id, value)).toBe(true);
  expect(attempt.commitNow()).toBe(true);
}

/** Waits for a message and takes it. */
async function receive({ harness }: { harness: Harness }, mailboxes: Mailboxes, id: Value): Promise<Value> {
  for (;;) {
    const attempt = harness.attempt();
    const value = mailboxes.readAt(attempt, id);
    if (value !== undefined) {
      attempt.commitNow();
      return value;
    }
    const parked = attempt.park();
    await until(() => parked.woken);
  }
}

function lengthOf(mailboxes: Mailboxes, id: Value, attempt: TestAttempt): Value | undefined {
  return mailboxLength(mailboxes).readAt(attempt, id);
}

describe('a peer that sends what the archetypes cannot work with', () => {
  it('loses its connection and is counted, and the message is not delivered', async () => {
    const isAcceptable = (message: Value): boolean => typeof message === 'string';
    const world = await pair(newRelaxedMailboxes, { isAcceptable });
    send(world, world.near, 2, 7);
    await until(() => world.hubs[1].counters.droppedConnections.badMessage === 1);
    await until(() => {
      send(world, world.near, 2, 'good');
      return world.hubs[1].counters.messagesIn > 0;
    });
    expect(await receive(world, world.far, 2)).toBe('good');
  });
});

describe.each([
  ['TCP', newTcpMailboxes],
  ['relaxed', newRelaxedMailboxes],
] as const)('%s mailboxes', (_name, make) => {
  it('carry values of every kind there and back', async () => {
    const world = await pair(make);
    const values: Value[] = [
      true,
      -7,
      'text',
      modelValue('m'),
      makeTuple(1, 'a', makeTuple()),
      makeSet([3, 1, 2]),
      makeRecordFromObject({
        mtype: 'rvq',
        mterm: 3,
        mentries: makeTuple(makeRecordFromObject({ term: 1 })),
      }),
    ];
    for (const value of values) {
      send(world, world.near, 2, value);
      const arrived = await receive(world, world.far, 2);
      send(world, world.far, 1, arrived);
      expect(sameValue(await receive(world, world.near, 1), value)).toBe(true);
    }
  });

  it('deliver to a local id without the network', async () => {
    const world = await pair(make);
    send(world, world.near, 1, 'to myself', 'again');
    expect(await receive(world, world.near, 1)).toBe('to myself');
    expect(await receive(world, world.near, 1)).toBe('again');
    expect(world.hubs[0].counters.bytesOut).toBe(0);
  });

  it('show a section what it has written to a local id itself, after what had arrived', async () => {
    const world = await pair(make);
    send(world, world.near, 1, 'before');
    const attempt = world.harness.attempt();
    world.near.writeAt(attempt, 1, 'own');
    world.near.writeAt(attempt, 1, 'later');
    expect(lengthOf(world.near, 1, attempt)).toBe(3);
    expect(world.near.readAt(attempt, 1)).toBe('before');
    expect(world.near.readAt(attempt, 1)).toBe('own');
    expect(lengthOf(world.near, 1, attempt)).toBe(1);
    attempt.commitNow();
    expect(await receive(world, world.near, 1)).toBe('later');
  });

  it('let several mailbox sets share one hub', async () => {
    const world = await pair(make);
    const [hubA, hubB] = world.hubs;
    const addressOf = (id: Value): string | undefined =>
      id === 'a' || id === 'b' ? hubA.address : hubB.address;
    const [a, b] = [
      make({ hub: hubA, local: ['a'], addressOf }),
      make({ hub: hubA, local: ['b'], addressOf }),
    ];
    open.push(a, b);
    send(world, world.near, 2, 'from 1');
    send(world, a, 2, 'from a');
    send(world, a, 'b', 'inside');
    expect(await receive(world, world.far, 2)).toBe('from 1');
    expect(await receive(world, world.far, 2)).toBe('from a');
    expect(await receive(world, b, 'b')).toBe('inside');
    expect(hubA.counters.connectionsOpened).toBe(1);
  });

  it('refuse two mailboxes with one id on one hub', async () => {
    const world = await pair(make);
    expect(codeOf(() => make({ hub: world.hubs[0], local: [1], addressOf: () => undefined }))).toBe(
      'MAILBOX_TAKEN',
    );
  });

  it('keep messages back until the durable changes registered before them are synced', async () => {
    const world = await pair(make);
    world.harness.domain.durable({ collect: () => undefined });
    send(world, world.near, 2, 'promise');
    send(world, world.near, 1, 'to myself');
    const messagesOut = (): number => world.hubs[0].counters.messagesOut;
    await new Promise((resolve) => setImmediate(resolve));
    expect(messagesOut()).toBe(0);
    expect(lengthOf(world.near, 1, world.harness.attempt())).toBe(0);
    await world.harness.domain.sync();
    expect(await receive(world, world.far, 2)).toBe('promise');
    expect(await receive(world, world.near, 1)).toBe('to myself');
  });

  it('refuse a remote mailbox to be read', async () => {
    const world = await pair(make);
    expect(codeOf(() => world.near.readAt(world.harness.attempt(), 2))).toBe(
      'RESOURCE_UNSUPPORTED_OPERATION',
    );
  });

  it('name the id that has no address', async () => {
    const world = await pair(make);
    expect(codeOf(() => world.near.writeAt(world.harness.attempt(), 3, 1))).toBe('UNKNOWN_MAILBOX');
    expect(() => world.near.writeAt(world.harness.attempt(), makeTuple(3), 1)).toThrow('<<3>>');
  });

  it('fail the section that writes a value that cannot be sent', async () => {
    const world = await pair(make);
    const subsets = powerSet(interval(1, 100));
    expect(codeOf(() => world.near.writeAt(world.harness.attempt(), 2, subsets))).toBe('not-encodable');
  });

  it('fail the section that writes a message over the limit, and leave the next ones alone', async () => {
    const small = await startHub({ environment: nodeEnvironment(), frameLimitBytes: 10_000 });
    const world = await pair(make);
    const mailboxes = make({ hub: small, local: [], addressOf: () => world.hubs[1].address });
    open.push(small, mailboxes);
    const attempt = world.harness.attempt();
    expect(codeOf(() => mailboxes.writeAt(attempt, 2, 'x'.repeat(10_000)))).toBe('MESSAGE_TOO_LARGE');
    attempt.abort();
    send(world, mailboxes, 2, 'fits');
    expect(await receive(world, world.far, 2)).toBe('fits');
  });

  it('carry a message of a megabyte', async () => {
    const world = await pair(make);
    const large = 'x'.repeat(1024 * 1024);
    send(world, world.near, 2, large, 'after');
    expect(await receive(world, world.far, 2)).toBe(large);
    expect(await receive(world, world.far, 2)).toBe('after');
  });

  it('refuse a capacity that makes no sense', async () => {
    const world = await pair(make);
    const options = { hub: world.hubs[0], local: [], addressOf: () => undefined };
    expect(codeOf(() => make({ ...options, receiveChanSize: 0 }))).toBe('RESOURCE_BAD_OPTION');
    expect(codeOf(() => make({ ...options, dialTimeoutMilliseconds: NaN }))).toBe('RESOURCE_BAD_OPTION');
  });
});

describe('the length of a mailbox', () => {
  it('is what has arrived less what the section has taken', async () => {
    const world = await pair(newTcpMailboxes);
    send(world, world.near, 2, 1, 2, 3);
    await until(() => lengthOf(world.far, 2, world.harness.attempt()) === 3);
    const attempt = world.harness.attempt();
    world.far.readAt(attempt, 2);
    expect(lengthOf(world.far, 2, attempt)).toBe(2);
    attempt.abort();
    expect(lengthOf(world.far, 2, world.harness.attempt())).toBe(3);
  });

  it('wakes who is parked on it when a message arrives, and when one is taken', async () => {
    const world = await pair(newTcpMailboxes);
    const length = mailboxLength(world.far);
    const first = world.harness.attempt();
    expect(length.readAt(first, 2)).toBe(0);
    const parked = first.park();
    send(world, world.near, 2, 'hello');
    await until(() => parked.woken);
    const second = world.harness.attempt();
    expect(length.readAt(second, 2)).toBe(1);
    const parkedAgain = second.park();
    await receive(world, world.far, 2);
    expect(parkedAgain.wakeUps).toBe(1);
  });

  it('is not to be had while the commit of another section holds the mailbox', async () => {
    const world = await pair(newTcpMailboxes);
    send(world, world.near, 1, 'hello');
    const owner = world.harness.attempt();
    world.near.readAt(owner, 1);
    owner.lock();
    const other = world.harness.attempt();
    expect(lengthOf(world.near, 1, other)).toBeUndefined();
    const parked = other.park();
    await owner.commit();
    expect(parked.wakeUps).toBe(1);
    expect(lengthOf(world.near, 1, world.harness.attempt())).toBe(0);
  });

  it('can be asked for by index, and only of local mailboxes', async () => {
    const world = await pair(newTcpMailboxes);
    const length = mailboxLength(world.near);
    const attempt = world.harness.attempt();
    expect(length.index(1, attempt).read(attempt)).toBe(0);
    expect(codeOf(() => length.readAt(attempt, 2))).toBe('RESOURCE_INDEX_OUTSIDE_DOMAIN');
    expect(codeOf(() => length.writeAt(attempt, 1, 0))).toBe('RESOURCE_UNSUPPORTED_OPERATION');
  });
});

describe('back-pressure of TCP mailboxes', () => {
  it('blocks writers while nobody reads, and lets everything through when somebody does', async () => {
    const world = await pair(newTcpMailboxes, { receiveChanSize: 3, sendChanSize: 2 });
    let written = 0;
    const write = (): boolean => {
      const attempt = world.harness.attempt();
      const taken = world.near.writeAt(attempt, 2, written);
      if (taken) written += 1;
      attempt[taken ? 'commitNow' : 'abort']();
      return taken;
    };
    while (written < 5) {
      if (!write()) await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => lengthOf(world.far, 2, world.harness.attempt()) === 3);
    const attempt = world.harness.attempt();
    expect(world.near.writeAt(attempt, 2, 'too much')).toBe(false);
    const parked = attempt.park();
    expect(parked.woken).toBe(false);
    for (let expected = 0; expected < 5; expected += 1)
      expect(await receive(world, world.far, 2)).toBe(expected);
    await until(() => parked.woken);
    expect(write()).toBe(true);
    expect(await receive(world, world.far, 2)).toBe(5);
  });

  it('lets a section that has begun to write go on, whatever the capacity', async () => {
    const world = await pair(newTcpMailboxes, { receiveChanSize: 1 });
    send(world, world.near, 2, 1, 2, 3, 4);
    for (const expected of [1, 2, 3, 4]) expect(await receive(world, world.far, 2)).toBe(expected);
  });

  it('gives back the room of an abandoned section', async () => {
    const world = await pair(newTcpMailboxes, { receiveChanSize: 1 });
    for (let count = 0; count < 10; count += 1) {
      const attempt = world.harness.attempt();
      expect(world.near.writeAt(attempt, 2, 'never')).toBe(true);
      attempt.abort();
    }
    send(world, world.near, 2, 'at last');
    expect(await receive(world, world.far, 2)).toBe('at last');
  });

  it('blocks a writer to a full local mailbox until it is read', async () => {
    const world = await pair(newTcpMailboxes, { receiveChanSize: 2 });
    send(world, world.near, 1, 1, 2);
    const attempt = world.harness.attempt();
    expect(world.near.writeAt(attempt, 1, 3)).toBe(false);
    const parked = attempt.park();
    expect(await receive(world, world.near, 1)).toBe(1);
    expect(parked.wakeUps).toBe(1);
    send(world, world.near, 1, 3);
  });

  it('lets a section that reads from a full local mailbox write to it', async () => {
    const world = await pair(newTcpMailboxes, { receiveChanSize: 1 });
    send(world, world.near, 1, 1);
    const attempt = world.harness.attempt();
    expect(world.near.readAt(attempt, 1)).toBe(1);
    expect(world.near.writeAt(attempt, 1, 2)).toBe(true);
    attempt.commitNow();
    expect(await receive(world, world.near, 1)).toBe(2);
  });
});

describe('relaxed mailboxes', () => {
  it('drop and count what finds no room at the receiver', async () => {
    const world = await pair(newRelaxedMailboxes, { receiveChanSize: 3, sendChanSize: 100 });
    send(world, world.near, 2, 0, 1, 2, 3, 4, 5, 6);
    await until(() => world.hubs[1].counters.messagesDroppedMailboxFull === 4);
    for (const expected of [0, 1, 2]) expect(await receive(world, world.far, 2)).toBe(expected);
    expect(lengthOf(world.far, 2, world.harness.attempt())).toBe(0);
  });

  it('drop and count what finds no room in a local mailbox', async () => {
    const world = await pair(newRelaxedMailboxes, { receiveChanSize: 2 });
    send(world, world.near, 1, 1, 2, 3);
    expect(lengthOf(world.near, 1, world.harness.attempt())).toBe(2);
    expect(world.hubs[0].counters.messagesDroppedMailboxFull).toBe(1);
  });

  it('never block a writer, even to a process that is down', async () => {
    const world = await pair(newRelaxedMailboxes, { receiveChanSize: 2 });
    await world.hubs[1].close();
    for (let count = 0; count < 1_000; count += 1) send(world, world.near, 2, count);
    const { counters } = world.hubs[0];
    await until(() => counters.dialFailures > 0);
    await until(() => counters.messagesDroppedPeerDown + counters.messagesDroppedQueueFull >= 1_000);
  });
});

describe('a peer that sends what is no value', () => {
  it('loses its connection and is counted, and others are served', async () => {
    const world = await pair(newTcpMailboxes);
    const stranger = await startHub({
      environment: nodeEnvironment(),
      name: 'stranger',
      lingerMilliseconds: 1,
    });
    open.push(stranger);
    const channel = stranger.openReliable(world.hubs[1].address ?? '', 2, {
      bufferMessages: 10,
      bufferBytes: 1_000,
      dialTimeoutMilliseconds: 1_000,
      writeTimeoutMilliseconds: 1_000,
    });
    const payload = Buffer.from('this is no value');
    channel.reserve(payload.length);
    channel.send(payload);
    await until(() => world.hubs[1].counters.droppedConnections.badMessage > 0);
    send(world, world.near, 2, 'good');
    expect(await receive(world, world.far, 2)).toBe('good');
  });
});

describe.each([
  ['TCP', newTcpMailboxes],
  ['relaxed', newRelaxedMailboxes],
] as const)('%s', (name, make) => {
  /** Mailbox 1 is here and 2 there; what arrives there is taken at once. */
  resourceSuite(
    `a set of ${name} mailboxes`,
    { reads: 'takes', writes: 'sends', indexable: true, afterClose: 'error' },
    async () => {
      const hubs = [await hub(), await hub()] as const;
      const addressOf = (id: Value): string | undefined => hubs[id === 1 ? 0 : 1].address;
      const resource = make({ hub: hubs[0], local: [1], addressOf });
      const peer = make({ hub: hubs[1], local: [2], addressOf });
      const harness = new Harness();
      const peerHarness = new Harness();
      const arrived: Value[] = [];
      let offered = 0;
      return {
        resource,
        harness,
        readIndex: 1,
        writeIndex: 2,
        samples: ['first', 'second'],
        async offer(value) {
          offered += 1;
          send({ harness: peerHarness }, peer, 1, value);
          await until(() => hubs[0].counters.messagesIn === offered);
        },
        delivered() {
          const attempt = peerHarness.attempt();
          for (;;) {
            const value = peer.readAt(attempt, 2);
            if (value === undefined) break;
            arrived.push(value);
          }
          attempt.commitNow();
          return arrived;
        },
        async dispose() {
          await peer.close();
          await Promise.all(hubs.map((one) => one.close()));
        },
      };
    },
  );

  /** Mailbox 1 read and written by this process. */
  resourceSuite(
    `the local mailbox of a set of ${name} mailboxes`,
    {
      reads: 'takes',
      writes: 'none',
      indexable: true,
      afterClose: 'error',
    },
    async () => {
      const own = await hub();
      const resource = make({ hub: own, local: [1], addressOf: () => '127.0.0.1:1' });
      const harness = new Harness();
      return {
        resource,
        harness,
        readIndex: 1,
        samples: ['first', 'second'],
        offer: (value) => send({ harness: new Harness() }, resource, 1, value),
        dispose: () => own.close(),
      };
    },
  );
});

resourceSuite(
  'the length of mailboxes',
  { reads: 'value', writes: 'none', indexable: true, afterClose: 'unaffected' },
  async () => {
    const own = await hub();
    const mailboxes = newTcpMailboxes({ hub: own, local: [1], addressOf: () => undefined });
    return {
      resource: mailboxLength(mailboxes),
      harness: new Harness(),
      readIndex: 1,
      writeIndex: 1,
      samples: [1, 2],
      dispose: () => own.close(),
    };
  },
);

resourceSuite(
  'a set of TCP mailboxes that nobody reads',
  { reads: 'takes', writes: 'sends', indexable: true, bounded: true, afterClose: 'error' },
  async () => {
    const hubs = [await hub(), await hub()] as const;
    const addressOf = (id: Value): string | undefined => hubs[id === 1 ? 0 : 1].address;
    const resource = newTcpMailboxes({ hub: hubs[0], local: [1], addressOf, sendChanSize: 2 });
    let peer: Mailboxes | undefined;
    const arrived: Value[] = [];
    return {
      resource,
      harness: new Harness(),
      readIndex: 1,
      writeIndex: 2,
      samples: ['first', 'second'],
      capacity: 2,
      offer: (value) => send({ harness: new Harness() }, resource, 1, value),
      drain() {
        peer ??= newTcpMailboxes({ hub: hubs[1], local: [2], addressOf });
      },
      delivered() {
        peer ??= newTcpMailboxes({ hub: hubs[1], local: [2], addressOf });
        const attempt = new Harness().attempt();
        for (;;) {
          const value = peer.readAt(attempt, 2);
          if (value === undefined) break;
          arrived.push(value);
        }
        attempt.commitNow();
        return arrived;
      },
      async dispose() {
        await peer?.close();
        await Promise.all(hubs.map((one) => one.close()));
      },
    };
  },
);
