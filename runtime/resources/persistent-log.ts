import { Resource, UnsupportedOperation } from '../kernel/resource.ts';
import type { Attempt, CommitScope, DurableParticipant, WriteBatch } from '../kernel/resource.ts';
import {
  applyFunction,
  asTuple,
  concat,
  isRecord,
  sameValue,
  subSeq,
  subtract,
  toTlaString,
} from '../tla/index.ts';
import type { TlaTuple, Value } from '../tla/index.ts';
import { claimKey, escapedName } from './durable-record.ts';
import type { DurableDomain } from './durable-record.ts';
import { ElementOf } from './element.ts';
import { ResourceError } from './errors.ts';
import { abbreviated, readElementPath } from './function-value.ts';
import { recoverLog } from './log-records.ts';
import type { LogRecords } from './log-records.ts';

/** The spec's constants that say what is done to the log. */
export interface LogCommands {
  /** `cmd` of `[cmd |-> LogConcat, entries |-> <<...>>]`: the entries are appended. */
  readonly concat: Value;
  /** `cmd` of `[cmd |-> LogPop, cnt |-> n]`: the last n entries are removed. */
  readonly pop: Value;
}

/**
 * Raft's log: a sequence that survives the process. Reads give the sequence or, at an index, an entry; writes are commands (see
 * LogCommands). Each batch of the durability domain stores what changed since the last one, whatever the length of the log.
 */
export class PersistentLog extends Resource implements DurableParticipant {
  private readonly commands: LogCommands;
  private readonly records: LogRecords;
  private readonly giveFree: () => void;
  private current: TlaTuple;
  private committed: TlaTuple;
  /** The least length the log had in the present section after removals: entries up to there are the committed ones. */
  private sectionKeeps = Infinity;

  constructor(commands: LogCommands, records: LogRecords, stored: TlaTuple, giveFree: () => void) {
    super();
    this.commands = commands;
    this.records = records;
    this.current = stored;
    this.committed = stored;
    this.giveFree = giveFree;
  }

  /** The committed log, for host programs and tests. */
  get value(): TlaTuple {
    return this.committed;
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    const log = this.read(attempt);
    return log === undefined ? undefined : applyFunction(log, index);
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    const log = this.read(attempt);
    return log === undefined ? undefined : readElementPath(log, indices, 0);
  }

  override writeAt(_attempt: Attempt, _index: Value, _value: Value): never {
    throw new UnsupportedOperation(this, 'write');
  }

  override writePath(_attempt: Attempt, _indices: readonly Value[], _value: Value): never {
    throw new UnsupportedOperation(this, 'write');
  }

  override index(index: Value, _attempt: Attempt): Resource {
    return new ElementOf(this, index);
  }

  override commit(scope: CommitScope): void {
    if (this.current === this.committed) return;
    this.committed = this.current;
    this.records.keep(this.sectionKeeps);
    this.sectionKeeps = Infinity;
    scope.durable(this);
    this.wake();
  }

  override abort(): void {
    this.current = this.committed;
    this.sectionKeeps = Infinity;
  }

  collect(batch: WriteBatch): void {
    this.records.collect(this.committed, batch);
  }

  override close(): Promise<void> {
    this.giveFree();
    return Promise.resolve();
  }

  protected override readValue(_attempt: Attempt): Value {
    return this.current;
  }

  protected override writeValue(command: Value, _attempt: Attempt): boolean {
    const tag = isRecord(command) ? command.get('cmd') : undefined;
    if (!isRecord(command) || tag === undefined) throw this.unknownCommand(command);
    if (sameValue(tag, this.commands.concat)) {
      const entries = command.get('entries');
      if (entries === undefined) throw this.unknownCommand(command);
      // What changes nothing needs no sync: leaders send empty entries all the time.
      if (asTuple(entries).length > 0) this.current = asTuple(concat(this.current, entries));
    } else if (sameValue(tag, this.commands.pop)) {
      const count = command.get('cnt');
      if (count === undefined) throw this.unknownCommand(command);
      if (count === 0) return true;
      this.current = asTuple(subSeq(this.current, 1, subtract(this.current.length, count)));
      this.sectionKeeps = Math.min(this.sectionKeeps, this.current.length);
    } else throw this.unknownCommand(command);
    return true;
  }

  private unknownCommand(command: Value): ResourceError {
    const { concat: concatTag, pop } = this.commands;
    return new ResourceError(
      'RESOURCE_BAD_VALUE',
      `a persistent log takes [cmd |-> ${toTlaString(concatTag)}, entries |-> <<...>>] or [cmd |-> ${toTlaString(pop)}, cnt |-> n], but ${abbreviated(command)} is written to it`,
    );
  }
}

/**
 * Opens the persistent log `name` of a durability domain, with the entries that were made durable under that name.
 * Rejects with STORAGE_CORRUPT if what is stored there is not a whole log.
 * @param name Any text; each open log of a domain has its own.
 */
export async function newPersistentLog(
  name: string,
  domain: DurableDomain,
  commands: LogCommands,
): Promise<PersistentLog> {
  if (sameValue(commands.concat, commands.pop)) {
    throw new ResourceError('RESOURCE_BAD_OPTION', 'the two commands of a persistent log have to differ');
  }
  const prefix = `log:${escapedName(name)}:`;
  const giveFree = claimKey(domain.storage, prefix, `the persistent log ${name}`);
  try {
    const { log, records } = recoverLog(prefix, await domain.storage.entries(prefix));
    return new PersistentLog(commands, records, log, giveFree);
  } catch (error) {
    giveFree();
    throw error;
  }
}
