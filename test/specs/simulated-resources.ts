import { Resource } from '../../runtime/kernel/index.ts';
import type { Attempt, CommitScope, DurableParticipant, Storage } from '../../runtime/kernel/index.ts';
import { newLocalSharedVariable } from '../../runtime/resources/local-shared-variable.ts';
import {
  applyFunction,
  asTuple,
  concat,
  fieldOf,
  makeFunctionFromEntries,
  subSeq,
} from '../../runtime/tla/index.ts';
import type { TlaTuple, Value } from '../../runtime/tla/index.ts';
import { takeAny } from './random.ts';
import type { Random } from '../seeded-random.ts';

/** `[index |-> value]` as a shared variable. */
export function newVariable(index: number, value: Value): Resource & { readonly value: Value } {
  return newLocalSharedVariable(makeFunctionFromEntries([[index, value]]));
}

/** A message under way. */
export interface Packet {
  readonly source: number;
  readonly dest: number;
  readonly message: Value;
}

/** Holds packets until the simulation delivers or loses them. */
export class SimulatedNetwork {
  private readonly random: Random;
  private readonly underWay: Packet[] = [];
  /** Packets that are much later than others. */
  private readonly stragglers: Packet[] = [];
  private readonly mailboxes = new Map<number, Mailboxes>();
  /** The nodes on one side of a partition; empty if there is none. */
  private cutOff: ReadonlySet<number> = new Set();

  constructor(random: Random) {
    this.random = random;
  }

  attach(id: number, mailboxes: Mailboxes): void {
    this.mailboxes.set(id, mailboxes);
  }

  /** What comes for the node is lost from now on. */
  detach(id: number): void {
    this.mailboxes.delete(id);
  }

  send(packet: Packet): void {
    this.underWay.push(packet);
  }

  /** Nothing passes between these nodes and the others. */
  partition(nodes: ReadonlySet<number>): void {
    this.cutOff = nodes;
  }

  /** Delivers any packet; false if there is none. */
  deliverAny(): boolean {
    return this.deliver(takeAny(this.random, this.underWay));
  }

  deliverStraggler(): boolean {
    return this.deliver(takeAny(this.random, this.stragglers));
  }

  /** Any packet becomes a straggler. */
  delayAny(): void {
    const packet = takeAny(this.random, this.underWay);
    if (packet !== undefined) this.stragglers.push(packet);
  }

  loseAny(): void {
    takeAny(this.random, this.underWay);
  }

  private deliver(packet: Packet | undefined): boolean {
    if (packet === undefined) return false;
    if (this.cutOff.has(packet.source) === this.cutOff.has(packet.dest)) {
      this.mailboxes.get(packet.dest)?.receive(packet.message);
    }
    return true;
  }
}

/** The mailboxes as the archetypes of node `id` see them: its own to read, all others to write. */
export class Mailboxes extends Resource {
  readonly length: Resource;
  private readonly network: SimulatedNetwork;
  private readonly id: number;
  private readonly received: Value[] = [];
  private taken = 0;
  private written: Packet[] = [];

  constructor(network: SimulatedNetwork, id: number) {
    super();
    this.network = network;
    this.id = id;
    this.length = new MailboxLength(() => this.received.length);
    network.attach(id, this);
  }

  receive(message: Value): void {
    this.received.push(message);
    this.wake();
    this.length.wake();
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    attempt.touch(this);
    if (index !== this.id) throw new Error(`node ${this.id} reads the mailbox of ${String(index)}`);
    const message = this.received[this.taken];
    if (message !== undefined) this.taken += 1;
    return message;
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    attempt.touch(this);
    this.written.push({ source: this.id, dest: index as number, message: value });
    return true;
  }

  override commit(scope: CommitScope): void {
    if (this.taken > 0) {
      this.received.splice(0, this.taken);
      this.taken = 0;
      this.length.wake();
    }
    for (const packet of this.written) scope.release(() => this.network.send(packet));
    this.written = [];
  }

  override abort(): void {
    this.taken = 0;
    this.written = [];
  }
}

/** Another view of state that no section changes by it. */
abstract class View extends Resource {
  override commit(): void {
    return;
  }

  override abort(): void {
    return;
  }
}

class MailboxLength extends View {
  private readonly count: () => number;

  constructor(count: () => number) {
    super();
    this.count = count;
  }

  override readAt(attempt: Attempt, _index: Value): Value {
    attempt.touch(this);
    return this.count();
  }
}

/** Whom one node suspects; the simulation decides. */
export class Detector extends View {
  private readonly suspected = new Set<number>();

  set(node: number, isSuspected: boolean): void {
    if (isSuspected) this.suspected.add(node);
    else this.suspected.delete(node);
    this.wake();
  }

  has(node: number): boolean {
    return this.suspected.has(node);
  }

  override readAt(attempt: Attempt, index: Value): Value {
    attempt.touch(this);
    return this.suspected.has(index as number);
  }
}

/** An output that hands each committed value to the simulation. */
export class Output extends Resource {
  private readonly take: (value: Value) => void;
  private written: Value[] = [];

  constructor(take: (value: Value) => void) {
    super();
    this.take = take;
  }

  protected override writeValue(value: Value): boolean {
    this.written.push(value);
    return true;
  }

  override commit(scope: CommitScope): void {
    for (const value of this.written) scope.release(() => this.take(value));
    this.written = [];
  }

  override abort(): void {
    this.written = [];
  }
}

/** A disk of named values, written as the simulation lets it. */
export class SimulatedDisk implements Storage {
  private durable = new Map<string, Value>();
  private staged = new Map<string, Value>();
  private finishWrite: (() => void) | undefined = undefined;

  get isWriting(): boolean {
    return this.finishWrite !== undefined;
  }

  value(name: string, initial: Value): Value {
    return this.durable.get(name) ?? initial;
  }

  stage(name: string, value: Value): void {
    this.staged.set(name, value);
  }

  entries(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  /** The answer is told when `completeWrite` is called, at once and not in a later turn. */
  write(): Promise<void> {
    const batch = this.staged;
    this.staged = new Map();
    const answer = {
      then: (written: () => void): void => {
        this.finishWrite = () => {
          for (const [name, value] of batch) this.durable.set(name, value);
          written();
        };
      },
    };
    return answer as unknown as Promise<void>;
  }

  completeWrite(): void {
    const finish = this.finishWrite;
    this.finishWrite = undefined;
    finish?.();
  }

  /** What was not written is gone; what was being written may or may not be. */
  crash(wasWritten: boolean): void {
    if (wasWritten) this.completeWrite();
    this.finishWrite = undefined;
    this.staged = new Map();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A value on the disk. */
export class DurableValue extends Resource implements DurableParticipant {
  protected committed: Value;
  protected current: Value;
  private readonly disk: SimulatedDisk;
  private readonly name: string;

  constructor(disk: SimulatedDisk, name: string, initial: Value) {
    super();
    this.disk = disk;
    this.name = name;
    this.committed = disk.value(name, initial);
    this.current = this.committed;
  }

  get value(): Value {
    return this.committed;
  }

  collect(): void {
    this.disk.stage(this.name, this.committed);
  }

  protected override readValue(): Value {
    return this.current;
  }

  protected override writeValue(value: Value): boolean {
    this.current = value;
    return true;
  }

  override commit(scope: CommitScope): void {
    if (this.current === this.committed) return;
    this.committed = this.current;
    scope.durable(this);
    this.wake();
  }

  override abort(): void {
    this.current = this.committed;
  }
}

/** The commands a durable log obeys. */
export const logCommands = { concat: 'concat', pop: 'pop' } as const;

/** A log on the disk, written by commands. */
export class DurableLog extends DurableValue {
  get entries(): TlaTuple {
    return asTuple(this.value);
  }

  protected override writeValue(command: Value): boolean {
    if (fieldOf(command, 'cmd') === logCommands.concat) {
      this.current = concat(this.current, fieldOf(command, 'entries'));
    } else {
      const kept = asTuple(this.current).length - (fieldOf(command, 'cnt') as number);
      if (kept < 0) throw new Error('a log is cut by more than its length');
      this.current = subSeq(this.current, 1, kept);
    }
    return true;
  }
}

/** The value of a variable made by `newVariable`. */
export function valueAt(variable: { readonly value: Value }, index: number): Value {
  return applyFunction(variable.value, index);
}
