import { describe, expect, it } from 'vitest';
import type { Hub } from '../../../runtime/net/hub.ts';
import { FrameBuilder } from '../../../runtime/net/frames.ts';
import { buildHello, frameKinds } from '../../../runtime/net/protocol.ts';
import type { ConnectionHandler } from '../../../runtime/net/transport.ts';
import { encodeValue } from '../../../runtime/tla/index.ts';
import { codeOf } from '../resources/harness.ts';
import { HubWorld, TextInbox, channelOptions, sendText, texts } from './hub-world.ts';

const A = 'a:1';
const B = 'b:1';
const preamble = (protocol: number, version = 1): Buffer =>
  Buffer.from([...Buffer.from('MPCAL\0'), version, protocol]);

function frame(build: (builder: FrameBuilder) => void): Buffer {
  const builder = new FrameBuilder();
  build(builder);
  return Buffer.concat(builder.finish());
}

const hello = frame((builder) =>
  buildHello(builder, { name: 'stranger', session: 's', target: B, link: '' }),
);
const opened = frame((builder) => {
  builder.begin();
  builder.integer(frameKinds.open);
  builder.integer(1);
  builder.block(encodeValue(2));
});
/** Message number `first`, on channel 1. */
const data = (first: number, ...payloads: readonly string[]): Buffer =>
  frame((builder) => {
    builder.begin();
    builder.integer(frameKinds.data);
    builder.integer(first);
    for (const payload of payloads) {
      builder.integer(1);
      builder.block(Buffer.from(payload));
    }
  });
const oneFrame = (...integers: readonly number[]): Buffer =>
  frame((builder) => {
    builder.begin();
    for (const integer of integers) builder.integer(integer);
  });

/** A process that writes what it likes to `b:1`, one piece after the other; answers what became of its connection. */
function stranger(world: HubWorld, ...pieces: readonly Uint8Array[]): { closed: boolean } {
  const connection = world.network.connect({ host: 'b', port: 1 });
  const state = { closed: false };
  const handler: ConnectionHandler = {
    onOpen: () => pieces.forEach((piece, index) => world.time.at(index * 50, () => connection.write(piece))),
    onData: () => undefined,
    onDrain: () => undefined,
    onClose: () => (state.closed = true),
  };
  connection.start(handler);
  return state;
}

async function served(world: HubWorld): Promise<{ b: Hub; inbox: TextInbox }> {
  const b = await world.hub(B);
  const inbox = new TextInbox();
  b.register(2, inbox);
  return { b, inbox };
}

describe('what strangers send to a hub', () => {
  const reliable = preamble(1);
  const relaxed = preamble(2);
  const cases: readonly (readonly [string, string, readonly Uint8Array[]])[] = [
    ['another protocol', 'garbage', [Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
    ['one wrong byte', 'garbage', [Buffer.from('M'), Buffer.from('Q')]],
    ['another version', 'version', [preamble(1, 9)]],
    ['an unknown protocol', 'version', [preamble(77)]],
    ['the protocol of monitors', 'malformed', [preamble(3)]],
    ['nothing', 'handshakeTimeout', []],
    ['half a preamble', 'handshakeTimeout', [reliable.subarray(0, 5)]],
    ['no hello', 'handshakeTimeout', [reliable]],
    ['half a hello', 'handshakeTimeout', [reliable, hello.subarray(0, 9)]],
    ['a large frame instead of a hello', 'oversized', [reliable, data(1, 'x'.repeat(5_000))]],
    ['a frame over the limit', 'oversized', [relaxed, oversizedHeader()]],
    ['noise instead of a hello', 'checksum', [reliable, Buffer.alloc(100, 0x33)]],
    ['noise after the hello', 'checksum', [reliable, hello, Buffer.alloc(100, 0x33)]],
    ['data instead of a hello', 'malformed', [reliable, data(1, 'a')]],
    ['an empty frame', 'malformed', [reliable, oneFrame()]],
    ['an unknown frame', 'malformed', [reliable, hello, oneFrame(99)]],
    ['a hello that is cut short', 'malformed', [reliable, oneFrame(frameKinds.hello, 3, 65)]],
    ['data on a channel never opened', 'malformed', [reliable, hello, data(1, 'a')]],
    ['data out of order', 'malformed', [reliable, hello, opened, data(2, 'a')]],
    ['data numbered 0', 'malformed', [reliable, hello, opened, data(0, 'a')]],
    ['more than was granted', 'creditExceeded', [reliable, hello, opened, data(1, ...texts(17))]],
    ['a message that is none', 'badMessage', [reliable, hello, opened, data(1, 'invalid')]],
    ['a mailbox id that is no value', 'badMessage', [reliable, hello, oneFrame(frameKinds.open, 1, 1, 255)]],
    ['a channel numbered 0', 'malformed', [reliable, hello, oneFrame(frameKinds.open, 0, 1, 255)]],
    [
      'a channel opened for two mailboxes',
      'malformed',
      [reliable, hello, opened, oneFrame(frameKinds.open, 1, 1, 1)],
    ],
    ['relaxed data on a channel never opened', 'malformed', [relaxed, data(0, 'a')]],
    ['relaxed data with a number', 'malformed', [relaxed, opened, data(5, 'a')]],
    ['a relaxed message that is none', 'badMessage', [relaxed, opened, data(0, 'invalid')]],
    ['a relaxed mailbox id that is no value', 'badMessage', [relaxed, oneFrame(frameKinds.open, 1, 1, 255)]],
  ];

  it.each(cases)('%s costs the connection, as %s, and nothing else', async (_name, cause, pieces) => {
    const world = new HubWorld();
    const { b, inbox } = await served(world);
    const state = stranger(world, ...pieces);
    world.time.advance(60_000);
    expect(state.closed).toBe(true);
    expect(b.counters.droppedConnections).toMatchObject({ [cause]: 1 });
    const a = await world.hub(A);
    sendText(world.reliable(a, B, 2), 'hello');
    const before = inbox.texts.length;
    world.time.run(() => inbox.texts.length === before + 1);
  });

  it('messages sent once more are delivered once', async () => {
    const world = new HubWorld();
    const { b, inbox } = await served(world);
    stranger(
      world,
      reliable,
      hello,
      opened,
      data(1, 'a', 'b'),
      data(1, 'a', 'b', 'c'),
      data(3, 'c'),
      data(4, 'd'),
    );
    world.time.advance(1_000);
    expect(inbox.texts).toEqual(['a', 'b', 'c', 'd']);
    expect(b.counters.messagesDuplicate).toBe(3);
  });

  it('a second connection of the same sender takes the place of the first', async () => {
    const world = new HubWorld();
    const { b, inbox } = await served(world);
    const first = stranger(world, reliable, hello, opened, data(1, 'a'));
    world.time.advance(1_000);
    const second = stranger(world, reliable, hello, opened, data(1, 'a', 'b'));
    world.time.advance(1_000);
    expect([first.closed, second.closed]).toEqual([true, false]);
    expect(b.counters.droppedConnections.superseded).toBe(1);
    expect(inbox.texts).toEqual(['a', 'b']);
  });

  it('a frame that stops in the middle costs the connection after a while', async () => {
    const world = new HubWorld();
    const { b } = await served(world);
    const state = stranger(world, reliable, hello, opened, data(1, 'abc').subarray(0, 10));
    world.time.advance(20_000);
    expect(state.closed).toBe(false);
    world.time.advance(60_000);
    expect(b.counters.droppedConnections.stalled).toBe(1);
    expect(state.closed).toBe(true);
  });

  it('a frame that is cut off by the end of the connection counts as truncated', async () => {
    const world = new HubWorld();
    const { b } = await served(world);
    const connection = world.network.connect({ host: 'b', port: 1 });
    connection.start({
      onOpen: () => {
        connection.write(Buffer.concat([relaxed, opened, data(0, 'abc').subarray(0, 15)]));
        connection.end();
      },
      onData: () => undefined,
      onDrain: () => undefined,
      onClose: () => undefined,
    });
    world.time.advance(1_000);
    expect(b.counters.droppedConnections.truncated).toBe(1);
  });

  it('random bytes after a right beginning never do worse', async () => {
    const world = new HubWorld(11);
    const { b, inbox } = await served(world);
    for (let count = 0; count < 300; count += 1) {
      const noise = frame((builder) => {
        builder.begin();
        builder.integer(1 + (count % 6));
        for (let index = 0; index < count % 23; index += 1)
          builder.integer(Math.floor(world.time.random() ** 3 * 300));
      });
      stranger(
        world,
        count % 2 === 0 ? Buffer.concat([reliable, hello, opened]) : Buffer.concat([relaxed, opened]),
        noise,
      );
    }
    world.time.advance(120_000);
    expect(b.counters.droppedConnections.malformed).toBeGreaterThan(100);
    const before = inbox.texts.length;
    const a = await world.hub(A);
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.run(() => inbox.texts.length === before + 1);
  });
});

function oversizedHeader(): Buffer {
  const builder = new FrameBuilder();
  builder.begin();
  builder.block(new Uint8Array(65 * 1024 * 1024));
  return Buffer.from(builder.finish()[0] ?? []);
}

describe('a sender that believes something else than its receiver', () => {
  it.each([
    [
      'a welcome it cannot mean',
      (builder: FrameBuilder) => [
        builder.begin(),
        builder.integer(frameKinds.welcome),
        builder.text('x'),
        builder.integer(7),
      ],
    ],
    [
      'data',
      (builder: FrameBuilder) => [builder.begin(), builder.integer(frameKinds.data), builder.integer(1)],
    ],
  ])('drops a peer that answers a hello with %s', async (_name, build) => {
    const world = new HubWorld();
    const a = await world.hub(A);
    await world.network.listen({ host: 'b', port: 1 }, (connection) => {
      connection.start({
        onOpen: () =>
          void connection.write(Buffer.concat([preamble(1), frame((builder) => void build(builder))])),
        onData: () => undefined,
        onDrain: () => undefined,
        onClose: () => undefined,
      });
    });
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.run(() => a.counters.droppedConnections.malformed === 3);
  });
});

describe('a hub', () => {
  it('takes no more connections than it is allowed to, and goes on when there is room', async () => {
    const world = new HubWorld();
    const b = await world.hub(B, { connectionLimit: 3 });
    const states = Array.from({ length: 5 }, () => stranger(world));
    world.time.advance(1_000);
    expect(states.filter((state) => state.closed).length).toBe(2);
    expect(b.counters.droppedConnections.tooMany).toBe(2);
    world.time.advance(10_000);
    const inbox = new TextInbox();
    b.register(2, inbox);
    const a = await world.hub(A);
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.run(() => inbox.texts.length === 1);
  });

  it('forgets the senders it has not heard of for longest when there are too many', async () => {
    const world = new HubWorld();
    const { b, inbox } = await served(world);
    const a = await world.hub(A);
    const channel = world.reliable(a, B, 2);
    sendText(channel, 'zero');
    world.time.run(() => inbox.texts.length === 1);
    world.time.advance(100);
    world.network.cutAll();
    for (let count = 0; count < 4_100; count += 1) {
      const named = frame((builder) =>
        buildHello(builder, { name: `stranger ${count}`, session: 's', target: B, link: '' }),
      );
      const connection = world.network.connect({ host: 'b', port: 1 });
      connection.start({
        onOpen: () => {
          connection.write(Buffer.concat([preamble(1), named]));
          connection.end();
        },
        onData: () => undefined,
        onDrain: () => undefined,
        onClose: () => undefined,
      });
      if (count % 100 === 0) world.time.advance(100);
    }
    world.time.advance(1_000);
    sendText(channel, 'one');
    world.time.run(() => inbox.texts.length === 2);
    expect(inbox.texts).toEqual(['zero', 'one']);
    expect(b.counters.droppedConnections.superseded).toBe(0);
  });

  it('is not taken for another that listens on every interface of its own machine', async () => {
    const world = new HubWorld();
    const { b, inbox } = await served(world);
    for (const listenAddress of [':1', '0.0.0.0:1', '[::]:1']) {
      const first = await world.hub(listenAddress);
      world.network.forgetListener(listenAddress);
      const second = await world.hub(listenAddress);
      sendText(world.reliable(first, B, 2), 'first');
      sendText(world.reliable(second, B, 2), 'second');
    }
    world.time.run(() => inbox.texts.length === 6);
    world.time.advance(1_000);
    expect(b.counters.droppedConnections.superseded).toBe(0);
  });

  it('carries messages between mailboxes of its own without the network', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const channel = world.reliable(a, A, 1, { bufferMessages: 3 });
    for (const text of texts(3)) sendText(channel, text);
    expect(channel.hasRoom()).toBe(false);
    let told = 0;
    channel.subscribe(() => (told += 1));
    const inbox = new TextInbox({ capacityMessages: 2, consumesAtOnce: false });
    a.register(1, inbox);
    expect(inbox.texts).toEqual(['0', '1']);
    expect(told).toBe(1);
    inbox.consume(1);
    expect(inbox.texts).toEqual(['0', '1', '2']);
    expect(world.network.dials).toBe(0);
  });

  it('has the mailboxes of a process that does not listen too', async () => {
    const world = new HubWorld();
    const { Hub } = await import('../../../runtime/net/hub.ts');
    const hub = new Hub({ environment: world.time.environment, transport: world.network });
    const inbox = new TextInbox();
    hub.register(1, inbox);
    sendText(world.reliable(hub, 'unused:1', 1), 'inside');
    expect(inbox.texts).toEqual(['inside']);
    expect(hub.address).toBeUndefined();
  });

  it('waits when it is closed until what was sent is acknowledged', async () => {
    const world = new HubWorld();
    const { inbox } = await served(world);
    const a = await world.hub(A);
    for (const text of texts(100)) sendText(world.reliable(a, B, 2), text);
    await closed(world, a);
    expect(inbox.texts).toEqual(texts(100));
  });

  it('hands relaxed messages to the connection before it closes', async () => {
    const world = new HubWorld();
    const { inbox } = await served(world);
    const a = await world.hub(A);
    sendText(world.relaxed(a, B, 2), 'first');
    world.time.run(() => inbox.texts.length === 1);
    sendText(world.relaxed(a, B, 2), 'last');
    await closed(world, a);
    world.time.advance(100);
    expect(inbox.texts).toEqual(['first', 'last']);
  });

  it('does not wait for ever for a peer that is down', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    sendText(world.reliable(a, B, 2), 'never');
    const start = world.time.nowMilliseconds;
    await closed(world, a);
    expect(world.time.nowMilliseconds - start).toBeGreaterThanOrEqual(1_000);
    const dials = world.network.dials;
    world.time.advance(60_000);
    expect(world.network.dials).toBe(dials);
  });

  it('says that it is closed', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    await closed(world, a);
    await closed(world, a);
    expect(codeOf(() => a.openReliable(B, 2, channelOptions))).toBe('CLOSED');
    expect(codeOf(() => a.openRelaxed(B, 2, channelOptions))).toBe('CLOSED');
  });

  it('tells its peers that the connection has ended in peace', async () => {
    const world = new HubWorld();
    const { b, inbox } = await served(world);
    const a = await world.hub(A);
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.run(() => inbox.texts.length === 1);
    await closed(world, a);
    world.time.advance(100);
    expect(b.counters.droppedConnections.ended).toBe(1);
  });

  it('refuses an address that is none', async () => {
    const world = new HubWorld();
    await expect(world.hub('nowhere')).rejects.toMatchObject({ code: 'ADDRESS_INVALID' });
    const a = await world.hub(A);
    expect(codeOf(() => world.reliable(a, 'nowhere', 1))).toBe('ADDRESS_INVALID');
  });
});

/** Closes a hub; the simulated time it takes passes. */
async function closed(world: HubWorld, hub: Hub): Promise<void> {
  let isClosed = false;
  const closing = hub.close().then(() => (isClosed = true));
  for (let turn = 0; !isClosed; turn += 1) {
    if (turn > 2_000) throw new Error('the hub did not close');
    world.time.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closing;
}
