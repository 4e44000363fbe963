import { describe, expect, it } from 'vitest';
import { HubWorld, TextInbox, sendText, texts } from './hub-world.ts';

const A = 'a:1';
const B = 'b:1';

describe('a reliable link', () => {
  it('delivers messages in order', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox();
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2);
    for (const text of texts(50)) sendText(channel, text);
    world.time.run(() => inbox.texts.length === 50);
    expect(inbox.texts).toEqual(texts(50));
    expect(b.counters.messagesIn).toBe(50);
  });

  it('writes the small messages of one turn in one frame', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 1000 });
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2, { bufferMessages: 1000 });
    sendText(channel, 'first');
    world.time.run(() => inbox.texts.length === 1);
    const before = a.counters.framesOut;
    for (const text of texts(500)) sendText(channel, text);
    world.time.run(() => inbox.texts.length === 501);
    expect(a.counters.framesOut - before).toBe(1);
  });

  it('delivers what was sent before the peer listened', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const channel = world.reliable(a, B, 2);
    sendText(channel, 'early');
    world.time.advance(5_000);
    const b = await world.hub(B);
    const inbox = new TextInbox();
    b.register(2, inbox);
    world.time.run(() => inbox.texts.length === 1);
    expect(inbox.texts).toEqual(['early']);
    expect(a.counters.dialFailures).toBeGreaterThan(1);
  });

  it('delivers what was sent before the mailbox was registered', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    sendText(world.reliable(a, B, 2), 'early');
    world.time.advance(5_000);
    const inbox = new TextInbox();
    b.register(2, inbox);
    world.time.run(() => inbox.texts.length === 1);
    expect(a.counters.messagesLostToRestart).toBe(0);
  });

  it('waits longer and longer, up to a second and a half, between attempts to reach a dead peer', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.advance(60_000);
    expect(world.network.dials).toBeGreaterThan(40);
    expect(world.network.dials).toBeLessThan(130);
  });

  it('sets no timer and sends nothing while it is idle', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox();
    b.register(2, inbox);
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.run(() => inbox.texts.length === 1);
    world.time.advance(10_000);
    const before = [world.time.timersSet, a.counters.bytesOut, b.counters.bytesOut];
    world.time.advance(3_600_000);
    expect([world.time.timersSet, a.counters.bytesOut, b.counters.bytesOut]).toEqual(before);
    expect(a.counters.droppedConnections.stalled).toBe(0);
  });

  it('sends again what was not acknowledged when the connection broke, and drops what had arrived', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox();
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2);
    sendText(channel, 'zero');
    world.time.run(() => inbox.texts.length === 1);
    sendText(channel, 'one');
    world.time.advance(0);
    world.network.cutAll();
    sendText(channel, 'two');
    world.time.run(() => inbox.texts.length === 3);
    expect(inbox.texts).toEqual(['zero', 'one', 'two']);
    expect(a.counters.messagesResent).toBeGreaterThan(0);
    expect(a.counters.reconnects).toBe(1);
  });

  for (let seed = 1; seed <= 12; seed += 1) {
    it(`delivers exactly once and in order under cuts and garbling (seed ${seed})`, async () => {
      const world = new HubWorld(seed);
      world.network.faults = { cut: 0.03, garble: seed % 2 === 0 ? 0.02 : 0 };
      world.network.pipeBytes = 2_000;
      const hubs = [await world.hub(A), await world.hub(B), await world.hub('c:1')];
      const ids = [1, 2, 3];
      const inboxes = hubs.map((hub, index) => {
        const own = new TextInbox({ capacityMessages: 7, consumesAtOnce: false });
        hub.register(ids[index] ?? 0, own);
        return own;
      });
      const sent = new Map<string, number>();
      const perPair = 120;
      const work = (): void => {
        hubs.forEach((hub, from) => {
          ids.forEach((id, to) => {
            const channel = world.reliable(hub, ['a:1', 'b:1', 'c:1'][to] ?? '', id, { bufferMessages: 9 });
            const key = `${from}>${to}`;
            const done = sent.get(key) ?? 0;
            if (done < perPair && channel.hasRoom()) {
              const filling = 'x'.repeat(Math.floor(world.time.random() ** 4 * 3_000));
              sendText(channel, `${key} ${done} ${filling}`);
              sent.set(key, done + 1);
            }
          });
        });
        for (const inbox of inboxes) inbox.consume(Math.floor(world.time.random() * 4));
        world.time.at(world.time.random() * 3, work);
      };
      work();
      world.time.run(() => inboxes.every((inbox) => inbox.texts.length >= 3 * perPair));
      world.time.advance(2_000);
      inboxes.forEach((inbox, to) => {
        for (const from of [0, 1, 2]) {
          const numbers = inbox.texts
            .filter((text) => text.startsWith(`${from}>${to} `))
            .map((text) => Number(text.split(' ')[1]));
          expect(numbers).toEqual(texts(perPair).map(Number));
        }
      });
      expect(hubs.reduce((sum, hub) => sum + hub.counters.reconnects, 0)).toBeGreaterThan(0);
      expect(hubs.every((hub) => hub.counters.messagesLostToRestart === 0)).toBe(true);
    });
  }
});

describe('back-pressure of a reliable link', () => {
  it('turns writers away when a mailbox is not read, and tells them when it is', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 5, consumesAtOnce: false });
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2, { bufferMessages: 3 });
    let told = 0;
    channel.subscribe(() => (told += 1));
    let written = 0;
    for (let round = 0; round < 50; round += 1) {
      while (channel.hasRoom()) {
        sendText(channel, String(written));
        written += 1;
      }
      world.time.advance(100);
    }
    expect(written).toBe(8);
    expect(inbox.unconsumed).toBe(5);
    const before = told;
    inbox.consume(5);
    world.time.run(() => inbox.texts.length === 8);
    world.time.advance(100);
    expect(told).toBe(before + 1);
    expect(channel.hasRoom()).toBe(true);
  });

  it('does not let a mailbox that is not read hold up another', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const unread = new TextInbox({ capacityMessages: 2, consumesAtOnce: false });
    const read = new TextInbox();
    b.register(2, unread);
    b.register('two', read);
    for (const text of texts(20)) {
      sendText(world.reliable(a, B, 2), text);
      sendText(world.reliable(a, B, 'two'), text);
    }
    world.time.run(() => read.texts.length === 20);
    expect(unread.texts).toEqual(texts(2));
    for (let count = 0; count < 20; count += 1) {
      unread.consume(1);
      world.time.advance(50);
    }
    expect(unread.texts).toEqual(texts(20));
  });

  it('bounds the bytes of a mailbox too, but lets a message of any size through', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 100, capacityBytes: 1000, consumesAtOnce: false });
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2);
    for (const length of [400, 400, 400, 5_000, 400]) sendText(channel, 'x'.repeat(length));
    world.time.advance(1_000);
    expect(inbox.texts.length).toBe(3);
    inbox.consume(3);
    world.time.advance(1_000);
    expect(inbox.texts.length).toBe(4);
    inbox.consume(1);
    world.time.advance(1_000);
    expect(inbox.texts.length).toBe(5);
  });

  it('acknowledges at once when the sender runs out of room', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 100 });
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2, { bufferMessages: 1 });
    sendText(channel, 'opens the link');
    world.time.run(() => channel.hasRoom());
    const start = world.time.nowMilliseconds;
    for (const text of texts(20)) {
      sendText(channel, text);
      world.time.run(() => channel.hasRoom());
    }
    expect(world.time.nowMilliseconds - start).toBeLessThan(20 * 5);
  });

  it('carries messages of a megabyte', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityBytes: 64 * 1024 * 1024 });
    b.register(2, inbox);
    const large = 'abcdefgh'.repeat(131_072);
    for (let count = 0; count < 3; count += 1) {
      sendText(world.reliable(a, B, 2), `${count}${large}`);
      sendText(world.reliable(a, B, 2), `small ${count}`);
    }
    world.time.run(() => inbox.texts.length === 6);
    expect(inbox.texts.map((text) => text.length)).toEqual([1048577, 7, 1048577, 7, 1048577, 7]);
  });
});

describe('a reliable link to a process that is restarted', () => {
  it('delivers what was not sent before, and counts what was under way as lost', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const old = await world.hub(B);
    const oldInbox = new TextInbox({ capacityMessages: 4, consumesAtOnce: false });
    old.register(2, oldInbox);
    const channel = world.reliable(a, B, 2);
    sendText(channel, 'opens the link');
    world.time.run(() => oldInbox.texts.length === 1);
    world.network.isFrozen = true;
    for (const text of texts(6)) sendText(channel, text);
    world.time.advance(10);
    world.network.kill(B);
    world.network.isFrozen = false;
    const fresh = await world.hub(B);
    const inbox = new TextInbox();
    fresh.register(2, inbox);
    world.time.run(() => inbox.texts.length === 3);
    expect(inbox.texts).toEqual(['3', '4', '5']);
    expect(a.counters.messagesLostToRestart).toBeGreaterThanOrEqual(3);
    sendText(channel, 'more');
    world.time.run(() => inbox.texts.length === 4);
  });

  it('has room again for what went down with the old process, and does not send that again', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const channel = world.reliable(a, B, 2, { bufferMessages: 4 });
    for (let life = 0; life < 5; life += 1) {
      const b = await world.hub(B);
      const inbox = new TextInbox();
      b.register(2, inbox);
      sendText(channel, `first of ${life}`);
      world.time.run(() => inbox.texts.length === 1);
      world.network.cutAll();
      sendText(channel, `second of ${life}`);
      world.time.run(() => inbox.texts.length === 2);
      expect(inbox.texts).toEqual([`first of ${life}`, `second of ${life}`]);
      world.time.advance(200);
      world.network.isFrozen = true;
      for (const text of texts(4)) sendText(channel, `lost ${text}`);
      world.time.advance(1);
      expect(channel.hasRoom()).toBe(false);
      world.network.kill(B);
      world.network.isFrozen = false;
      const next = await world.hub(B);
      world.time.run(() => channel.hasRoom());
      world.time.advance(100);
      expect(next.counters.messagesIn).toBe(0);
      world.network.kill(B);
    }
    expect(a.counters.messagesLostToRestart).toBe(20);
  });

  it('never delivers to the new process what the old one got', async () => {
    const world = new HubWorld(7);
    const a = await world.hub(A);
    const channel = world.reliable(a, B, 2);
    const seen: string[] = [];
    let sent = 0;
    for (let life = 0; life < 20; life += 1) {
      const b = await world.hub(B);
      const inbox = new TextInbox({ capacityMessages: 8 });
      b.register(2, inbox);
      for (let count = 0; count < 10; count += 1) {
        sendText(channel, String(sent));
        sent += 1;
        world.time.advance(world.time.random() * 3);
      }
      world.time.advance(world.time.random() * 100);
      world.network.kill(B);
      seen.push(...inbox.texts);
    }
    const numbers = seen.map(Number);
    expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y));
    expect(seen.length).toBeGreaterThan(20);
  });

  it('starts anew when the sender was restarted, and its old connection does not live on', async () => {
    const world = new HubWorld();
    const b = await world.hub(B);
    const inbox = new TextInbox();
    b.register(2, inbox);
    const old = await world.hub(A);
    sendText(world.reliable(old, B, 2), 'from the old');
    world.time.run(() => inbox.texts.length === 1);
    world.network.kill(A);
    const fresh = await world.hub(A);
    sendText(world.reliable(fresh, B, 2), 'from the new');
    world.time.run(() => inbox.texts.length === 2);
    expect(inbox.texts).toEqual(['from the old', 'from the new']);
    expect(b.counters.droppedConnections.superseded).toBe(1);
  });
});

describe('a silent peer', () => {
  it('loses its connection, and everything arrives over the next one', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox();
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2);
    sendText(channel, 'zero');
    world.time.run(() => inbox.texts.length === 1);
    world.time.advance(1_000);
    world.network.isFrozen = true;
    sendText(channel, 'one');
    world.time.run(() => a.counters.droppedConnections.stalled === 1);
    world.network.isFrozen = false;
    world.time.run(() => inbox.texts.length === 2);
    expect(inbox.texts).toEqual(['zero', 'one']);
  });

  it('is noticed when it has vanished without a word', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox();
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2);
    sendText(channel, 'zero');
    world.time.run(() => inbox.texts.length === 1);
    world.network.vanish(B);
    sendText(channel, 'one');
    world.time.run(() => inbox.texts.length === 2);
    expect(b.counters.droppedConnections.superseded).toBe(1);
  });

  it('is not one that had nothing to say until a moment ago', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox();
    b.register(2, inbox);
    const channel = world.reliable(a, B, 2);
    for (let count = 0; count < 80; count += 1) {
      sendText(channel, String(count));
      world.time.advance(1_970 + count);
    }
    expect(inbox.texts.length).toBe(80);
    expect(a.counters.droppedConnections.stalled).toBe(0);
  });

  it('is given up when it does not answer the handshake in time', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    await world.network.listen({ host: 'b', port: 1 }, (connection) => {
      connection.start({
        onOpen: () => undefined,
        onData: () => undefined,
        onDrain: () => undefined,
        onClose: () => undefined,
      });
    });
    sendText(world.reliable(a, B, 2), 'hello');
    world.time.run(() => a.counters.droppedConnections.handshakeTimeout === 2);
    expect(a.counters.droppedConnections.handshakeTimeout).toBe(2);
  });
});
