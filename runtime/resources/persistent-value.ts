import type { Attempt, CommitScope, DurableParticipant, WriteBatch } from '../kernel/resource.ts';
import { sameValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { claimKey, corrupt, escapedName, openRecord, sealRecord } from './durable-record.ts';
import type { DurableDomain } from './durable-record.ts';
import { LocalSharedVariable } from './local-shared-variable.ts';

/**
 * A shared variable that survives the process: each committed value becomes durable with the next batch of its durability domain, before
 * anything that its section sends leaves the process.
 */
export class PersistentValue extends LocalSharedVariable implements DurableParticipant {
  private readonly key: string;
  private readonly giveFree: () => void;
  /** The value the disk has, or will have once the batch under way is synced. */
  private stored: Value | undefined;
  /** The present section's value, encoded; a value that cannot be stored fails the section that wrote it. */
  private encoded: Uint8Array | undefined = undefined;
  private committedBytes: Uint8Array | undefined = undefined;

  constructor(key: string, initial: Value, stored: Value | undefined, giveFree: () => void) {
    super(stored ?? initial);
    this.key = key;
    this.stored = stored;
    this.giveFree = giveFree;
  }

  override preCommit(_attempt: Attempt): boolean {
    if (this.current === this.committed) return true;
    // An equal value needs no sync, which costs far more than the comparison.
    if (sameValue(this.current, this.committed)) this.current = this.committed;
    else this.encoded = sealRecord(this.key, this.current);
    return true;
  }

  override commit(scope: CommitScope): void {
    if (this.current === this.committed) return;
    this.committedBytes = this.encoded ?? sealRecord(this.key, this.current);
    this.encoded = undefined;
    scope.durable(this);
    super.commit(scope);
  }

  override abort(): void {
    this.encoded = undefined;
    super.abort();
  }

  collect(batch: WriteBatch): void {
    if (this.committedBytes === undefined || this.committed === this.stored) return;
    batch.put(this.key, this.committedBytes);
    this.stored = this.committed;
    this.committedBytes = undefined;
  }

  override close(): Promise<void> {
    this.giveFree();
    return Promise.resolve();
  }
}

/**
 * Opens the persistent value `name` of a durability domain: what was last made durable under that name, or `initial`.
 * Rejects with STORAGE_CORRUPT if what is stored there cannot be trusted.
 * @param name Any text; each open value of a domain has its own.
 */
export async function newPersistentValue(
  name: string,
  domain: DurableDomain,
  initial: Value,
): Promise<PersistentValue> {
  const key = `value:${escapedName(name)}:`;
  const giveFree = claimKey(domain.storage, key, `the persistent value ${name}`);
  try {
    const found = await domain.storage.entries(key);
    if (found.some(([other]) => other !== key)) throw corrupt(`there is more than one record under ${key}`);
    const record = found[0]?.[1];
    const stored = record === undefined ? undefined : openRecord(key, record);
    return new PersistentValue(key, initial, stored, giveFree);
  } catch (error) {
    giveFree();
    throw error;
  }
}
