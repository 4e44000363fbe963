import { describe, expect, it } from 'vitest';
import { HubWorld, TextInbox, sendText, texts } from './hub-world.ts';

const A = 'a:1';
const B = 'b:1';

describe('a relaxed link', () => {
  it('delivers messages in order while the connection lasts', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 100 });
    b.register(2, inbox);
    for (const text of texts(50)) sendText(world.relaxed(a, B, 2), text);
    world.time.run(() => inbox.texts.length === 50);
    expect(inbox.texts).toEqual(texts(50));
  });

  it('drops what is sent to a peer that is down at once, and counts it', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const channel = world.relaxed(a, B, 2);
    sendText(channel, 'while dialling');
    world.time.run(() => a.counters.dialFailures === 1);
    expect(a.counters.messagesDroppedPeerDown).toBe(1);
    for (const text of texts(10)) sendText(channel, text);
    expect(a.counters.messagesDroppedPeerDown).toBe(11);
    expect(channel.hasRoom()).toBe(true);
  });

  it('does not dial a peer that nobody writes to', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    sendText(world.relaxed(a, B, 2), 'hello');
    world.time.advance(3_600_000);
    expect(world.network.dials).toBe(1);
  });

  it('reaches the peer when it is back', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const channel = world.relaxed(a, B, 2);
    for (let count = 0; count < 20; count += 1) {
      sendText(channel, 'lost');
      world.time.advance(100);
    }
    const b = await world.hub(B);
    const inbox = new TextInbox();
    b.register(2, inbox);
    let count = 0;
    const keepSending = (): void => {
      sendText(channel, String((count += 1)));
      world.time.at(100, keepSending);
    };
    keepSending();
    world.time.run(() => inbox.texts.length >= 5);
    expect(count).toBeLessThan(25);
  });

  it('drops the oldest messages when its queue overflows', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 100 });
    b.register(2, inbox);
    const channel = world.relaxed(a, B, 2, { bufferMessages: 5 });
    for (const text of texts(12)) sendText(channel, text);
    world.time.run(() => inbox.texts.length === 5);
    expect(inbox.texts).toEqual(['7', '8', '9', '10', '11']);
    expect(a.counters.messagesDroppedQueueFull).toBe(7);
  });

  it('bounds the bytes of its queue', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 100 });
    b.register(2, inbox);
    const channel = world.relaxed(a, B, 2, { bufferBytes: 1_000 });
    for (let count = 0; count < 10; count += 1) sendText(channel, `${count}${'x'.repeat(299)}`);
    world.time.run(() => inbox.texts.length === 3);
    expect(inbox.texts.map((text) => text[0])).toEqual(['7', '8', '9']);
  });

  it('counts what a broken connection loses, and delivers nothing twice or out of order', async () => {
    const world = new HubWorld(5);
    world.network.faults = { cut: 0.03, garble: 0.02 };
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 1_000 });
    b.register(2, inbox);
    const channel = world.relaxed(a, B, 2);
    for (let count = 0; count < 1_000; count += 1) {
      sendText(channel, String(count));
      world.time.advance(world.time.random() * 50);
    }
    world.time.advance(1_000);
    const numbers = inbox.texts.map(Number);
    expect(numbers.length).toBeGreaterThan(300);
    expect(numbers.length).toBeLessThan(1_000);
    expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y));
    expect(a.counters.reconnects).toBeGreaterThan(3);
    expect(b.counters.messagesIn).toBe(numbers.length);
  });

  it('drops and counts what finds no mailbox, or a full one', async () => {
    const world = new HubWorld();
    const [a, b] = [await world.hub(A), await world.hub(B)];
    sendText(world.relaxed(a, B, 2), 'too early');
    world.time.advance(100);
    const inbox = new TextInbox({ capacityMessages: 2, consumesAtOnce: false });
    b.register(2, inbox);
    for (const text of texts(5)) sendText(world.relaxed(a, B, 2), text);
    world.time.advance(100);
    expect(inbox.texts).toEqual(['0', '1']);
    expect(b.counters.messagesDroppedNoMailbox).toBe(1);
    expect(b.counters.messagesDroppedMailboxFull).toBe(3);
  });

  it('drops a connection that takes nothing for the write time-out', async () => {
    const world = new HubWorld();
    world.network.pipeBytes = 100;
    const [a, b] = [await world.hub(A), await world.hub(B)];
    const inbox = new TextInbox({ capacityMessages: 1_000 });
    b.register(2, inbox);
    const channel = world.relaxed(a, B, 2);
    sendText(channel, 'first');
    world.time.run(() => inbox.texts.length === 1);
    world.network.isFrozen = true;
    sendText(channel, 'x'.repeat(200));
    world.time.advance(1);
    sendText(channel, 'waits');
    world.time.advance(1_000);
    expect(a.counters.droppedConnections.stalled).toBe(0);
    world.time.advance(4_000);
    expect(a.counters.droppedConnections.stalled).toBe(1);
    expect(a.counters.messagesDroppedConnectionLost).toBe(1);
  });

  it('writes to a mailbox of its own hub without the network', async () => {
    const world = new HubWorld();
    const a = await world.hub(A);
    const inbox = new TextInbox({ capacityMessages: 2, consumesAtOnce: false });
    const channel = world.relaxed(a, A, 1);
    sendText(channel, 'no mailbox yet');
    a.register(1, inbox);
    for (const text of texts(3)) sendText(channel, text);
    expect(inbox.texts).toEqual(['0', '1']);
    expect(a.counters.messagesDroppedMailboxFull).toBe(1);
    expect(a.counters.messagesDroppedNoMailbox).toBe(1);
    expect(world.network.dials).toBe(0);
  });
});
