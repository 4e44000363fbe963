import { describe, expect, it } from 'vitest';
import * as dqueue from '../../generated/dqueue/dqueue.ts';
import {
  defineConstantValue,
  ensureArchetypeRefParam,
  ensureArchetypeValueParam,
  newMPCalContext,
  withChooser,
  withScheduler,
} from '../../runtime/kernel/index.ts';
import type { MPCalContextConfig } from '../../runtime/kernel/index.ts';
import { newHashMap } from '../../runtime/resources/hash-map.ts';
import { newInputChannel } from '../../runtime/resources/input-channel.ts';
import { fieldOf, interval } from '../../runtime/tla/index.ts';
import { edited, loadCompiled, specText } from './compiled-spec.ts';
import { PairLinks } from './pair-links.ts';
import { seededRandom } from '../seeded-random.ts';
import { RandomChooser, RandomScheduler, VirtualClock } from './simulated-kernel.ts';
import { Output } from './simulated-resources.ts';

const [numProducers, numConsumers, bufferSize, numItems] = [3, 2, 2, 40];

interface Received {
  readonly producer: number;
  readonly number: number;
  readonly item: string;
}

/** Runs until nothing can go on; answers what each consumer put out, in order. */
async function run(module: typeof dqueue, seed: number): Promise<Received[][]> {
  const random = seededRandom(seed);
  const environment = { clock: new VirtualClock(), random, defer: () => undefined, print: () => undefined };
  const scheduler = new RandomScheduler(environment, random);
  const net = new PairLinks(random, 'producer', bufferSize);
  const failures: unknown[] = [];
  const start = (
    self: number,
    archetype: typeof dqueue.AProducer,
    ...configs: MPCalContextConfig[]
  ): void => {
    const context = newMPCalContext(
      self,
      archetype,
      defineConstantValue('NumProducers', numProducers),
      defineConstantValue('NumConsumers', numConsumers),
      defineConstantValue('BufferSize', bufferSize),
      defineConstantValue('NumItems', numItems),
      withScheduler(scheduler),
      withChooser(new RandomChooser(random)),
      ensureArchetypeRefParam('net', net),
      ...configs,
    );
    context.run().catch((error: unknown) => failures.push(error));
  };
  for (let producer = 1; producer <= numProducers; producer += 1) {
    const stream = newInputChannel();
    for (let item = 1; item <= numItems; item += 1) stream.push(`${producer}/${item}`);
    start(
      producer,
      module.AProducer,
      ensureArchetypeRefParam('stream', newHashMap([[producer, stream]])),
      ensureArchetypeValueParam('consumers', interval(numProducers + 1, numProducers + numConsumers)),
    );
  }
  const outputs = Array.from({ length: numConsumers }, (_, position) => {
    const consumer = numProducers + 1 + position;
    const received: Received[] = [];
    const out = new Output((value) => {
      received.push({
        producer: fieldOf(value, 'producer') as number,
        number: fieldOf(value, 'number') as number,
        item: fieldOf(value, 'item') as string,
      });
    });
    start(consumer, module.AConsumer, ensureArchetypeRefParam('out', newHashMap([[consumer, out]])));
    return received;
  });
  let longest = 0;
  while (scheduler.runOne()) longest = Math.max(longest, net.longest);
  await new Promise((resolve) => setImmediate(resolve));
  expect(failures).toEqual([]);
  expect(longest).toBeLessThanOrEqual(bufferSize);
  return outputs;
}

function check(outputs: readonly Received[][]): void {
  const expected = new Set<string>();
  for (let producer = 1; producer <= numProducers; producer += 1) {
    for (let item = 1; item <= numItems; item += 1) expected.add(`${producer}/${item}`);
  }
  const all = outputs.flat().map(({ item }) => item);
  expect(all).toHaveLength(expected.size);
  expect(new Set(all)).toEqual(expected);
  for (const output of outputs) {
    for (let producer = 1; producer <= numProducers; producer += 1) {
      const numbers = output.filter((received) => received.producer === producer).map(({ number }) => number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  }
}

describe('the compiled distributed queue under a random schedule', () => {
  it('brings every item once, in the order of its producer, through bounded mailboxes', async () => {
    for (let seed = 1; seed <= 20; seed += 1) check(await run(dqueue, seed));
  });

  it('is caught keeping an item it has sent', async () => {
    const twice = 'if (sent % 5 # 4) { item := stream[self]; };';
    const mutant = edited(specText('dqueue/dqueue.tla'), 'item := stream[self];', twice);
    const module = (await loadCompiled('dqueue', mutant)) as typeof dqueue;
    const outputs = await run(module, 1);
    expect(() => check(outputs)).toThrow();
  });

  it('is caught losing what it holds', async () => {
    const mutant = edited(
      specText('dqueue/dqueue.tla'),
      'out[self] := net[self];',
      'with (lost = net[self]) { if (lost.number # 3) { out[self] := lost; }; };',
    );
    const module = (await loadCompiled('dqueue', mutant)) as typeof dqueue;
    const outputs = await run(module, 1);
    expect(() => check(outputs)).toThrow();
  });
});
