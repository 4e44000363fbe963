import { createConnection, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeEnvironment } from '../../../runtime/kernel/node-environment.ts';
import { startHub } from '../../../runtime/net/index.ts';
import type { Hub, HubOptions } from '../../../runtime/net/index.ts';
import { seededRandom } from '../../seeded-random.ts';
import { until } from '../resources/harness.ts';
import { TextInbox, channelOptions, sendText, texts } from './hub-world.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function hub(options: Partial<HubOptions> = {}): Promise<Hub> {
  const started = await startHub({
    listenAddress: '127.0.0.1:0',
    environment: nodeEnvironment(),
    lingerMilliseconds: 300,
    ...options,
  });
  open.push(started);
  return started;
}

/** A TCP proxy that passes on what it gets until it is told to break connections. */
class Proxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** Decides, for each chunk passed on, whether the connection breaks in the middle of it. */
  breaks: () => boolean = () => false;

  constructor(target: string) {
    const port = Number(target.split(':')[1]);
    this.server = createServer((near) => {
      const far = createConnection({ port, host: '127.0.0.1' });
      this.pass(near, far);
      this.pass(far, near);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    return Promise.resolve();
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    from.on('data', (bytes) => {
      if (!this.breaks()) {
        to.write(bytes);
        return;
      }
      to.write(bytes.subarray(0, bytes.length / 2), () => from.destroy());
    });
  }
}

describe('over TCP', () => {
  it('many messages arrive exactly once and in order through a proxy that keeps breaking connections', async () => {
    const [a, b] = [await hub(), await hub()];
    const proxy = new Proxy(b.address ?? '');
    open.push(proxy);
    const through = await proxy.listen();
    const random = seededRandom(42);
    proxy.breaks = () => random() < 0.06;
    const inbox = new TextInbox({ capacityMessages: 100 });
    b.register(2, inbox);
    const channel = a.openReliable(through, 2, channelOptions);
    const expected = texts(2_000);
    let sent = 0;
    const fill = (): void => {
      while (sent < expected.length && channel.hasRoom()) {
        sendText(channel, expected[sent] ?? '');
        sent += 1;
      }
    };
    channel.subscribe(fill);
    fill();
    await until(() => inbox.texts.length >= expected.length);
    expect(inbox.texts).toEqual(expected);
    expect(a.counters.reconnects).toBeGreaterThan(3);
  });

  it('a message of sixteen megabytes arrives, and small ones after it', async () => {
    const [a, b] = [await hub(), await hub()];
    const inbox = new TextInbox();
    b.register(2, inbox);
    const channel = a.openReliable(b.address ?? '', 2, channelOptions);
    const large = 'abcdefghijklmnop'.repeat(1024 * 1024);
    sendText(channel, large);
    sendText(channel, 'small');
    await until(() => inbox.texts.length === 2);
    expect(inbox.texts[0] === large).toBe(true);
    expect(inbox.texts[1]).toBe('small');
  });

  it('garbage on the port costs the stranger its connection', async () => {
    const b = await hub();
    const socket = createConnection({ port: Number(b.address?.split(':')[1]), host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await until(() => socket.destroyed);
    expect(b.counters.droppedConnections.garbage).toBe(1);
  });

  it('the processes see a peer that has been restarted at the same address', async () => {
    const a = await hub();
    const old = await hub();
    const address = old.address ?? '';
    const oldInbox = new TextInbox();
    old.register(2, oldInbox);
    const channel = a.openReliable(address, 2, channelOptions);
    sendText(channel, 'to the old');
    await until(() => oldInbox.texts.length === 1);
    await old.close();
    // What is sent on the old connection before its end is noticed goes down with the old process.
    await until(() => a.counters.droppedConnections.ended === 1);
    const fresh = await hub({ listenAddress: address });
    const inbox = new TextInbox();
    fresh.register(2, inbox);
    sendText(channel, 'to the new');
    await until(() => inbox.texts.length === 1);
    expect(inbox.texts).toEqual(['to the new']);
  });

  it('a port in use is told from an address this machine does not have', async () => {
    const b = await hub();
    await expect(hub({ listenAddress: b.address ?? '' })).rejects.toMatchObject({ code: 'ADDRESS_IN_USE' });
    await expect(hub({ listenAddress: '203.0.113.7:0' })).rejects.toMatchObject({
      code: 'ADDRESS_NOT_AVAILABLE',
    });
  });

  it('nobody there is a failed dial', async () => {
    const a = await hub();
    const b = await hub();
    const address = b.address ?? '';
    await b.close();
    sendText(a.openReliable(address, 2, channelOptions), 'hello');
    await until(() => a.counters.dialFailures >= 2);
    expect(a.counters.connectionsOpened).toBe(0);
  });

  it('a writer that is faster than the reader is held up, and memory stays bounded', async () => {
    const [a, b] = [await hub(), await hub()];
    const inbox = new TextInbox({
      capacityMessages: 1_000,
      capacityBytes: 1024 * 1024,
      consumesAtOnce: false,
    });
    b.register(2, inbox);
    const channel = a.openReliable(b.address ?? '', 2, { ...channelOptions, bufferMessages: 1_000 });
    const large = 'x'.repeat(100_000);
    let sent = 0;
    const fill = (): void => {
      while (channel.hasRoom()) {
        sendText(channel, large);
        sent += 1;
      }
    };
    channel.subscribe(fill);
    fill();
    await until(() => inbox.texts.length === 11 && sent === 22);
    expect(channel.hasRoom()).toBe(false);
    inbox.consume(11);
    await until(() => inbox.texts.length === 22);
  });
});
