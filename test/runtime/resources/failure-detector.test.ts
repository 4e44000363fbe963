import { afterEach, describe, expect, it } from 'vitest';
import { nodeEnvironment } from '../../../runtime/kernel/node-environment.ts';
import { newFailureDetector } from '../../../runtime/resources/failure-detector.ts';
import type { FailureDetector, FailureDetectorOptions } from '../../../runtime/resources/failure-detector.ts';
import { newMonitor } from '../../../runtime/resources/monitor.ts';
import type { Monitor } from '../../../runtime/resources/monitor.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { SimulatedNetwork, SimulatedTime } from '../net/simulated-network.ts';
import { codeOf, Harness, until } from './harness.ts';
import { resourceSuite } from './resource-suite.ts';

const M = 'm:1';

class World {
  readonly time = new SimulatedTime(1);
  readonly network = new SimulatedNetwork(this.time);
  readonly harness = new Harness();

  monitor(address = M): Promise<Monitor> {
    return newMonitor(address, { environment: this.time.environment, transport: this.network });
  }

  detector(options: Partial<FailureDetectorOptions> = {}, address = M): FailureDetector {
    return newFailureDetector(() => address, {
      environment: this.time.environment,
      transport: this.network,
      ...options,
    });
  }

  read(detector: FailureDetector, id: Value): Value | undefined {
    const attempt = this.harness.attempt();
    const value = detector.readAt(attempt, id);
    attempt.abort();
    return value;
  }

  /** The simulated time until the detector says so. */
  delayUntil(detector: FailureDetector, id: Value, expected: boolean): number {
    const start = this.time.nowMilliseconds;
    this.time.run(() => this.read(detector, id) === expected);
    return this.time.nowMilliseconds - start;
  }
}

describe('a failure detector', () => {
  it('suspects nobody before there could be an answer', () => {
    const world = new World();
    expect(world.read(world.detector(), 1)).toBe(false);
  });

  it('does not suspect a node that its monitor calls alive', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const detector = world.detector();
    expect(world.read(detector, 1)).toBe(false);
    world.time.advance(10_000);
    expect(world.read(detector, 1)).toBe(false);
    expect(detector.counters.framesIn).toBeGreaterThan(40);
  });

  it('suspects a node that its monitor does not know', async () => {
    const world = new World();
    await world.monitor();
    const detector = world.detector();
    expect(world.delayUntil(detector, 'nobody', true)).toBeLessThan(100);
  });

  it('suspects the nodes of a process that nobody can reach, and clears them when it is back', async () => {
    const world = new World();
    const detector = world.detector();
    world.delayUntil(detector, 1, true);
    const monitor = await world.monitor();
    monitor.register(1);
    expect(world.delayUntil(detector, 1, false)).toBeLessThan(250);
  });

  it('learns at once that a node has failed or finished', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    monitor.register(2);
    const detector = world.detector({ pullIntervalMilliseconds: 60_000 });
    world.read(detector, 1);
    world.read(detector, 2);
    world.time.advance(1_000);
    monitor.markFailed(1);
    expect(world.delayUntil(detector, 1, true)).toBeLessThan(20);
    expect(world.read(detector, 2)).toBe(false);
    monitor.markFinished(2);
    expect(world.delayUntil(detector, 2, true)).toBeLessThan(20);
    monitor.register(1);
    expect(world.delayUntil(detector, 1, false)).toBeLessThan(20);
  });

  it('suspects the nodes of a process that dies within a round trip', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const detector = world.detector({ pullIntervalMilliseconds: 60_000 });
    world.read(detector, 1);
    world.time.advance(1_000);
    world.network.kill(M);
    expect(world.delayUntil(detector, 1, true)).toBeLessThan(20);
  });

  it('does not suspect a node only because a connection broke', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const detector = world.detector();
    world.read(detector, 1);
    for (let count = 0; count < 10; count += 1) {
      world.time.advance(500);
      world.network.cutAll();
      for (let step = 0; step < 50; step += 1) {
        world.time.advance(1);
        expect(world.read(detector, 1)).toBe(false);
      }
    }
    expect(detector.counters.connectionsOpened).toBe(11);
  });

  for (const [pullIntervalMilliseconds, timeoutMilliseconds] of [
    [200, 100],
    [200, 1_000],
    [50, 50],
  ] as const) {
    it(`suspects a node that falls silent, polled every ${pullIntervalMilliseconds} ms with ${timeoutMilliseconds} ms to answer`, async () => {
      const world = new World();
      const monitor = await world.monitor();
      monitor.register(1);
      const detector = world.detector({ pullIntervalMilliseconds, timeoutMilliseconds });
      world.read(detector, 1);
      world.time.advance(5_000);
      world.network.isFrozen = true;
      const delay = world.delayUntil(detector, 1, true);
      expect(delay).toBeGreaterThan(timeoutMilliseconds - pullIntervalMilliseconds);
      expect(delay).toBeLessThanOrEqual(2 * (timeoutMilliseconds + pullIntervalMilliseconds));
      world.time.advance(60_000);
      world.network.isFrozen = false;
      expect(world.delayUntil(detector, 1, false)).toBeLessThan(5 * timeoutMilliseconds + 400);
    });
  }

  it('gives up a connection to a machine that has vanished without a word', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const detector = world.detector();
    world.read(detector, 1);
    world.time.advance(1_000);
    world.network.vanish(M);
    world.delayUntil(detector, 1, true);
    expect(world.delayUntil(detector, 1, false)).toBeLessThan(1_500);
    expect(detector.counters.droppedConnections.stalled).toBe(1);
  });

  it('asks one monitor about all its nodes over one connection', async () => {
    const world = new World();
    const monitor = await world.monitor();
    for (let id = 0; id < 500; id += 1) monitor.register(id);
    const detector = world.detector();
    for (let id = 0; id < 500; id += 1) world.read(detector, id);
    world.time.advance(1_000);
    monitor.markFailed(499);
    world.time.advance(1_000);
    expect(world.read(detector, 499)).toBe(true);
    expect(world.read(detector, 498)).toBe(false);
    expect(detector.counters.connectionsOpened).toBe(1);
  });

  it('costs two timers and two small frames per monitor and interval', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const detector = world.detector();
    world.read(detector, 1);
    world.time.advance(1_000);
    const before = [world.time.timersSet, detector.counters.framesOut, detector.counters.framesIn];
    world.time.advance(20_000);
    const after = [world.time.timersSet, detector.counters.framesOut, detector.counters.framesIn];
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([200, 100, 100]);
  });

  it('wakes who is parked on a node when it is suspected, and not before', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const detector = world.detector();
    const attempt = world.harness.attempt();
    detector.readAt(attempt, 1);
    const parked = attempt.park();
    world.time.advance(5_000);
    expect(parked.woken).toBe(false);
    monitor.markFailed(1);
    world.time.advance(100);
    expect(parked.wakeUps).toBe(1);
  });

  it('suspects a node when something else answers at the address of its monitor', async () => {
    const world = new World();
    await world.network.listen({ host: 'm', port: 1 }, (connection) => {
      connection.start({
        onOpen: () => undefined,
        onData: () => void connection.write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
        onDrain: () => undefined,
        onClose: () => undefined,
      });
    });
    const detector = world.detector();
    world.delayUntil(detector, 1, true);
    expect(detector.counters.droppedConnections.garbage).toBeGreaterThan(0);
  });

  it('names the node that has no monitor', () => {
    const world = new World();
    const detector = newFailureDetector(() => undefined, { environment: world.time.environment });
    expect(() => world.read(detector, 'n9')).toThrow('"n9"');
  });

  it('refuses an interval that makes no sense', () => {
    const world = new World();
    expect(codeOf(() => world.detector({ pullIntervalMilliseconds: 0 }))).toBe('RESOURCE_BAD_OPTION');
  });
});

describe('a monitor', () => {
  it('marks a node by how its run ends', async () => {
    const world = new World();
    const monitor = await world.monitor();
    let finish: (value: number) => void = () => undefined;
    const run = monitor.watch(1, new Promise<number>((resolve) => (finish = resolve)));
    expect(monitor.isAlive(1)).toBe(true);
    finish(7);
    expect(await run).toBe(7);
    expect(monitor.isAlive(1)).toBe(false);
    const failing = monitor.watch(1, Promise.reject(new Error('crashed')));
    expect(monitor.isAlive(1)).toBe(true);
    await expect(failing).rejects.toThrow('crashed');
    expect(monitor.isAlive(1)).toBe(false);
  });

  it('drops strangers and goes on answering', async () => {
    const world = new World();
    const monitor = await world.monitor();
    monitor.register(1);
    const stranger = world.network.connect({ host: 'm', port: 1 });
    stranger.start({
      onOpen: () => void stranger.write(Buffer.from('GET / HTTP/1.1\r\n\r\n')),
      onData: () => undefined,
      onDrain: () => undefined,
      onClose: () => undefined,
    });
    const detector = world.detector();
    world.read(detector, 1);
    world.time.advance(5_000);
    expect(monitor.counters.droppedConnections.garbage).toBe(1);
    expect(world.read(detector, 1)).toBe(false);
  });
});

describe('over TCP', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of open.splice(0)) await part.close();
  });

  it('a node is alive until its monitor is closed', async () => {
    const environment = nodeEnvironment();
    const monitor = await newMonitor('127.0.0.1:0', { environment });
    const address = monitor.address ?? '';
    monitor.register(1);
    const detector = newFailureDetector(() => address, { environment, pullIntervalMilliseconds: 10 });
    open.push(monitor, detector);
    const harness = new Harness();
    const read = (): Value | undefined => detector.readAt(harness.attempt(), 1);
    expect(read()).toBe(false);
    await until(() => detector.counters.framesIn > 3);
    expect(read()).toBe(false);
    await monitor.close();
    await until(() => read() === true);
    expect(monitor.counters.droppedConnections.local).toBe(1);
  });
});

resourceSuite(
  'a failure detector',
  { reads: 'value', writes: 'none', indexable: true, afterClose: 'error' },
  () => {
    const world = new World();
    return {
      resource: world.detector(),
      harness: world.harness,
      readIndex: 1,
      writeIndex: 1,
      samples: [true, false],
    };
  },
);
