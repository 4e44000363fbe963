/**
 * What the network costs: two processes on loopback, 100-byte messages. By hand: `npx tsx bench/net.ts`.
 *
 * The parent sends; the child takes (bursts) or answers (ping-pong). `raw` is the ping-pong over plain sockets. CPU is the parent's. The idle
 * cluster is five monitors and five failure detectors in one process, each polling the others every 200 ms.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment } from '../runtime/kernel/node-environment.ts';
import type { Attempt, CommitScope, Resource } from '../runtime/kernel/resource.ts';
import type { Waiter } from '../runtime/kernel/waiter.ts';
import { startHub } from '../runtime/net/index.ts';
import type { Hub, Inbox, MessageOrigin, OutgoingChannel } from '../runtime/net/index.ts';
import { newFailureDetector } from '../runtime/resources/failure-detector.ts';
import { newTcpMailboxes } from '../runtime/resources/mailboxes.ts';
import type { Mailboxes } from '../runtime/resources/mailboxes.ts';
import { newMonitor } from '../runtime/resources/monitor.ts';
import { makeRecordFromObject } from '../runtime/tla/index.ts';

type Kind = 'reliable' | 'relaxed';

const kinds: readonly Kind[] = ['reliable', 'relaxed'];
const messageCount = 400_000;
const roundTripCount = 20_000;
const chanSize = 4096;
const payload = Buffer.alloc(100, 7);
const record = makeRecordFromObject({ mtype: 'apq', mterm: 3, msource: 1, mdest: 2, text: 'x'.repeat(30) });

function open(hub: Hub, kind: Kind, address: string, id: string): OutgoingChannel {
  const options = {
    bufferMessages: chanSize,
    bufferBytes: 16 * 1024 * 1024,
    dialTimeoutMilliseconds: 2_000,
    writeTimeoutMilliseconds: 10_000,
  };
  return kind === 'reliable' ? hub.openReliable(address, id, options) : hub.openRelaxed(address, id, options);
}

function send(channel: OutgoingChannel): void {
  channel.reserve(payload.length);
  channel.send(payload);
}

/** An inbox that consumes at once. */
function inbox(onMessage: () => void): Inbox {
  return {
    capacityMessages: chanSize,
    capacityBytes: 16 * 1024 * 1024,
    accept(bytes: Uint8Array, origin: MessageOrigin | undefined) {
      origin?.consumed(bytes.length);
      onMessage();
      return 'taken';
    },
  };
}

/** Sections run by hand: `body` again and again while it answers true, then parked on what it touched last. */
class Loop implements Attempt, Waiter {
  readonly self = 0;
  private readonly body: (attempt: Attempt) => boolean;
  private readonly touched = new Set<Resource>();
  private readonly scope: CommitScope = { durable: () => undefined, release: (effect) => effect() };

  constructor(body: (attempt: Attempt) => boolean) {
    this.body = body;
    this.run();
  }

  touch(resource: Resource): void {
    this.touched.add(resource);
  }

  wake(): void {
    for (const resource of this.touched) resource.unpark(this);
    this.touched.clear();
    setImmediate(() => this.run());
  }

  private run(): void {
    while (this.body(this)) {
      for (const resource of this.touched) void resource.commit(this.scope);
      this.touched.clear();
    }
    for (const resource of this.touched) resource.abort();
    for (const resource of this.touched) resource.park(this);
  }
}

/** Takes all messages of mailbox `id`, counting. */
function takeAll(mailboxes: Mailboxes, id: string, onMessage: () => void): void {
  new Loop((attempt) => {
    if (mailboxes.readAt(attempt, id) === undefined) return false;
    onMessage();
    return true;
  });
}

async function child(parentAddress: string): Promise<void> {
  const hub = await startHub({ listenAddress: '127.0.0.1:0', environment: nodeEnvironment() });
  for (const kind of kinds) {
    const pong = open(hub, kind, parentAddress, `pong ${kind}`);
    hub.register(
      `echo ${kind}`,
      inbox(() => send(pong)),
    );
    hub.register(`sink ${kind}`, inbox(counter(open(hub, 'reliable', parentAddress, `done ${kind}`))));
  }
  const mailboxes = newTcpMailboxes({
    hub,
    local: ['mailbox'],
    addressOf: () => parentAddress,
    receiveChanSize: chanSize,
  });
  takeAll(mailboxes, 'mailbox', counter(open(hub, 'reliable', parentAddress, 'done mailbox')));
  const raw = createServer({ noDelay: true }, (socket) => socket.on('data', (bytes) => socket.write(bytes)));
  raw.listen(0, '127.0.0.1', () => {
    process.send?.({ address: hub.address, rawPort: (raw.address() as AddressInfo).port });
  });
}

/** Says so on `done` when all messages have come. */
function counter(done: OutgoingChannel): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count === messageCount) send(done);
  };
}

/** Seconds, and seconds of CPU, until the promise resolves. */
async function measure(work: Promise<unknown>): Promise<readonly [elapsed: number, cpu: number]> {
  const [start, cpuBefore] = [performance.now(), process.cpuUsage()];
  await work;
  const cpu = process.cpuUsage(cpuBefore);
  return [(performance.now() - start) / 1e3, (cpu.user + cpu.system) / 1e6];
}

function registered(hub: Hub, id: string): Promise<void> {
  return new Promise((resolve) => void hub.register(id, inbox(resolve)));
}

function row(name: string, value: string, cpu: string): void {
  console.log(`${name.padEnd(44)}${value.padStart(18)}${cpu.padStart(22)}`);
}

async function bursts(hub: Hub, address: string, kind: Kind): Promise<void> {
  const channel = open(hub, kind, address, `sink ${kind}`);
  const before = hub.counters.messagesOut;
  let sent = 0;
  // A relaxed link drops what comes too fast, so it is fed only as fast as its messages leave.
  const mayWrite = (): boolean => channel.hasRoom() && sent - (hub.counters.messagesOut - before) < chanSize;
  const fill = (): void => {
    for (let count = 0; count < 1000 && sent < messageCount && mayWrite(); count += 1) {
      send(channel);
      sent += 1;
    }
    if (sent < messageCount) setImmediate(fill);
  };
  const done = registered(hub, `done ${kind}`);
  fill();
  const [elapsed, cpu] = await measure(done);
  row(`burst, ${kind}`, `${rate(elapsed)}/s`, perMessage(cpu));
}

async function mailboxBurst(hub: Hub, address: string): Promise<void> {
  const mailboxes = newTcpMailboxes({ hub, local: [], addressOf: () => address, receiveChanSize: chanSize });
  let sent = 0;
  const done = registered(hub, 'done mailbox');
  new Loop((attempt) => {
    if (sent === messageCount || !mailboxes.writeAt(attempt, 'mailbox', record)) return false;
    sent += 1;
    return true;
  });
  const [elapsed, cpu] = await measure(done);
  row('burst, TCP mailboxes, with the codec', `${rate(elapsed)}/s`, perMessage(cpu));
}

const rate = (elapsed: number): string => Math.round(messageCount / elapsed).toLocaleString('en');
const perMessage = (cpu: number): string => `${((cpu / messageCount) * 1e6).toFixed(2)} us CPU/message`;

async function pingPong(hub: Hub, address: string, kind: Kind): Promise<void> {
  const channel = open(hub, kind, address, `echo ${kind}`);
  let count = 0;
  const done = new Promise<void>((resolve) => {
    hub.register(
      `pong ${kind}`,
      inbox(() => {
        count += 1;
        if (count < roundTripCount) send(channel);
        else resolve();
      }),
    );
  });
  send(channel);
  rowOfRoundTrips(`ping-pong, ${kind}`, await measure(done));
}

async function rawPingPong(port: number): Promise<void> {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let count = 0;
  const done = new Promise<void>((resolve) => {
    socket.on('data', () => {
      count += 1;
      if (count < roundTripCount) socket.write(payload);
      else resolve();
    });
  });
  socket.write(payload);
  rowOfRoundTrips('ping-pong, raw', await measure(done));
  socket.destroy();
}

function rowOfRoundTrips(name: string, [elapsed, cpu]: readonly [number, number]): void {
  const micros = (seconds: number): string => ((seconds / roundTripCount) * 1e6).toFixed(1);
  row(name, `${micros(elapsed)} us/trip`, `${micros(cpu)} us CPU/trip`);
}

async function idleCluster(): Promise<void> {
  const environment = nodeEnvironment();
  const nodes = [1, 2, 3, 4, 5];
  const monitors = await Promise.all(nodes.map(() => newMonitor('127.0.0.1:0', { environment })));
  const addressOf = (id: unknown): string | undefined => monitors[Number(id) - 1]?.address;
  const detectors = nodes.map(() => newFailureDetector(addressOf, { environment }));
  const attempt: Attempt = { self: 0, touch: () => undefined };
  nodes.forEach((self, index) => {
    monitors[index]?.register(self);
    for (const other of nodes) if (other !== self) detectors[index]?.readAt(attempt, other);
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const [elapsed, cpu] = await measure(new Promise((resolve) => setTimeout(resolve, 5_000)));
  row('idle cluster of 5, all nodes together', '', `${((cpu / elapsed) * 100).toFixed(2)} % of a core`);
  await Promise.all([...monitors, ...detectors].map((part) => part.close()));
}

async function main(): Promise<void> {
  const hub = await startHub({ listenAddress: '127.0.0.1:0', environment: nodeEnvironment() });
  const peer = fork(fileURLToPath(import.meta.url), ['child', hub.address ?? '']);
  const [{ address, rawPort }] = (await once(peer, 'message')) as [{ address: string; rawPort: number }];
  await rawPingPong(rawPort);
  for (const kind of kinds) await pingPong(hub, address, kind);
  for (const kind of kinds) await bursts(hub, address, kind);
  await mailboxBurst(hub, address);
  await idleCluster();
  peer.kill();
  await hub.close();
}

const [, , role, parentAddress] = process.argv;
await (role === 'child' ? child(parentAddress ?? '') : main());
