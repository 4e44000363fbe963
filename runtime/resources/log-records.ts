import type { WriteBatch } from '../kernel/resource.ts';
import { isTuple, makeTupleFrom, subSeq } from '../tla/index.ts';
import type { TlaTuple, Value } from '../tla/index.ts';
import { corrupt, openRecord, sealRecord } from './durable-record.ts';

/** Digits of an index in a key, so that keys order as indices do. */
const indexDigits = 16;
/** A record with more entries would take long to rewrite when the log is cut within it. */
const maximumEntriesPerRecord = 4096;

interface LogRecord {
  /** Index, from 1, of its first entry. */
  readonly first: number;
  readonly count: number;
}

/**
 * How a log lies on disk: as records of consecutive entries, each under a key that ends in the index of its first entry. A batch adds the
 * entries that are new since the last one as one record, because the cost of a batch is in its keys.
 */
export class LogRecords {
  private readonly prefix: string;
  /** On disk after the batch under way; consecutive from index 1. */
  private readonly records: LogRecord[];
  /** Entries up to this index are on disk as they are in the log. */
  private kept: number;

  constructor(prefix: string, records: LogRecord[]) {
    this.prefix = prefix;
    this.records = records;
    const last = records.at(-1);
    this.kept = last === undefined ? 0 : lastIndexOf(last);
  }

  /** Entries beyond `length` were removed, whatever was appended after that. */
  keep(length: number): void {
    this.kept = Math.min(this.kept, length);
  }

  /** Adds to `batch` what brings the disk to `log`. */
  collect(log: TlaTuple, batch: WriteBatch): void {
    const stale = new Set<number>();
    let next = this.kept + 1;
    for (let last = this.records.at(-1); last !== undefined; last = this.records.at(-1)) {
      if (lastIndexOf(last) <= this.kept) break;
      this.records.pop();
      stale.add(last.first);
      // The log was cut within this record: what is left of it is written again.
      next = Math.min(next, last.first);
    }
    while (next <= log.length) {
      const end = Math.min(log.length, next + maximumEntriesPerRecord - 1);
      const key = this.keyOf(next);
      batch.put(key, sealRecord(key, subSeq(log, next, end)));
      stale.delete(next);
      this.records.push({ first: next, count: end - next + 1 });
      next = end + 1;
    }
    for (const first of stale) batch.delete(this.keyOf(first));
    this.kept = log.length;
  }

  private keyOf(first: number): string {
    return this.prefix + String(first).padStart(indexDigits, '0');
  }
}

function lastIndexOf(record: LogRecord): number {
  return record.first + record.count - 1;
}

/**
 * The log that the entries under `prefix` hold. Fails with STORAGE_CORRUPT unless they are whole records, one after the other from index 1.
 */
export function recoverLog(
  prefix: string,
  entries: readonly (readonly [key: string, value: Uint8Array])[],
): { readonly log: TlaTuple; readonly records: LogRecords } {
  const items: Value[] = [];
  const records: LogRecord[] = [];
  for (const [key, bytes] of entries) {
    const digits = key.slice(prefix.length);
    if (!key.startsWith(prefix) || !/^\d{16}$/.test(digits)) throw corrupt(`${key} is no key of a log`);
    const first = Number(digits);
    const expected = items.length + 1;
    if (first > expected) throw corrupt(`the log ${prefix} lacks the entries ${expected} to ${first - 1}`);
    if (first < expected) throw corrupt(`the log ${prefix} has the entry ${first} twice`);
    const stored = openRecord(key, bytes);
    if (!isTuple(stored) || stored.length === 0) throw corrupt(`the record ${key} holds no log entries`);
    for (const item of stored) items.push(item);
    records.push({ first, count: stored.length });
  }
  return { log: makeTupleFrom(items), records: new LogRecords(prefix, records) };
}
