import { Resource } from '../../runtime/kernel/index.ts';
import type { Attempt } from '../../runtime/kernel/index.ts';
import { fieldOf } from '../../runtime/tla/index.ts';
import type { Value } from '../../runtime/tla/index.ts';
import { below } from './random.ts';
import type { Random } from '../seeded-random.ts';

interface Change {
  readonly queue: Value[];
  readonly written: Value | undefined;
}

/**
 * Mailboxes fed by one bounded connection from each sender: messages of one sender stay in order, those of different senders come in any
 * order. One resource for all nodes of a simulation; index = the node.
 */
export class PairLinks extends Resource {
  private readonly random: Random;
  private readonly senderField: string;
  private readonly capacity: number;
  private readonly queues = new Map<Value, Map<Value, Value[]>>();
  private changes: Change[] = [];

  /** @param senderField The field of a message that names its sender. */
  constructor(random: Random, senderField: string, capacity = Infinity) {
    super();
    this.random = random;
    this.senderField = senderField;
    this.capacity = capacity;
  }

  /** The length of the longest queue. */
  get longest(): number {
    const queues = [...this.queues.values()].flatMap((senders) => [...senders.values()]);
    return Math.max(0, ...queues.map((queue) => queue.length));
  }

  /** A section reads one message at most. */
  override readAt(attempt: Attempt, index: Value): Value | undefined {
    attempt.touch(this);
    const waiting = [...this.sendersTo(index).values()].filter((queue) => queue.length > 0);
    const queue = waiting[below(this.random, waiting.length)];
    if (queue === undefined) return undefined;
    this.changes.push({ queue, written: undefined });
    return queue[0];
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    attempt.touch(this);
    const senders = this.sendersTo(index);
    const sender = fieldOf(value, this.senderField);
    const queue = senders.get(sender) ?? [];
    senders.set(sender, queue);
    if (queue.length >= this.capacity) return false;
    this.changes.push({ queue, written: value });
    return true;
  }

  override commit(): void {
    for (const { queue, written } of this.changes) {
      if (written === undefined) queue.shift();
      else queue.push(written);
    }
    const isChanged = this.changes.length > 0;
    this.changes = [];
    if (isChanged) this.wake();
  }

  override abort(): void {
    this.changes = [];
  }

  private sendersTo(node: Value): Map<Value, Value[]> {
    const senders = this.queues.get(node) ?? new Map<Value, Value[]>();
    this.queues.set(node, senders);
    return senders;
  }
}
