import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { Level } from 'level';
import type { Storage, StorageOperation } from '../kernel/seams.ts';
import { reasonOf, ResourceError } from './errors.ts';

export interface LevelStorageOptions {
  /**
   * Says whose data this is, such as the cluster's name and the server's number. It is written into a new database; one that has another
   * identity, or data and no identity, is refused.
   */
  readonly identity?: string;
}

/** What is stored is apart from what the storage keeps about itself. */
const dataPrefix = 'data:';
const identityKey = 'meta:identity';

type Database = Level<string, Uint8Array>;

/** Durable storage in a LevelDB database. Every batch is atomic and synced before its promise resolves. */
class LevelStorage implements Storage {
  private readonly database: Database;
  private readonly directory: string;
  /** The last write: LevelDB may otherwise perform writes out of order. */
  private last: Promise<void> = Promise.resolve();
  private failure: ResourceError | undefined = undefined;
  private closing: Promise<void> | undefined = undefined;

  constructor(database: Database, directory: string) {
    this.database = database;
    this.directory = directory;
  }

  async entries(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    const wanted = dataPrefix + prefix;
    const found: (readonly [string, Uint8Array])[] = [];
    const iterator = this.database.iterator({ gte: wanted });
    try {
      for (;;) {
        const chunk = await iterator.nextv(1000);
        for (const [key, value] of chunk) {
          if (!key.startsWith(wanted)) return inKeyOrder(found);
          found.push([key.slice(dataPrefix.length), value]);
        }
        if (chunk.length === 0) return inKeyOrder(found);
      }
    } catch (error) {
      throw describeFailure(this.directory, 'read', error);
    } finally {
      await iterator.close();
    }
  }

  write(batch: readonly StorageOperation[]): Promise<void> {
    const written = this.last.then(() => this.writeNow(batch));
    this.last = written.catch(() => undefined);
    return written;
  }

  close(): Promise<void> {
    this.closing ??= this.last.then(() => this.database.close());
    return this.closing;
  }

  private async writeNow(batch: readonly StorageOperation[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    try {
      await this.writeSynced(batch);
    } catch (error) {
      // After a failed sync the operating system may have dropped what it could not write: a second try could succeed and mean nothing.
      this.failure = new ResourceError(
        'STORAGE_WRITE_FAILED',
        `a write to the database in ${this.directory} failed: ${reasonOf(error)}`,
        { cause: error },
      );
      throw this.failure;
    }
  }

  private writeSynced(batch: readonly StorageOperation[]): Promise<void> {
    const [first] = batch;
    // A server with little to do writes one record at a time, and `put` costs half of what a batch of one does.
    if (batch.length === 1 && first?.kind === 'put')
      return this.database.put(dataPrefix + first.key, first.value, { sync: true });
    const operations = batch.map((operation) => {
      const key = dataPrefix + operation.key;
      return operation.kind === 'put'
        ? { type: 'put' as const, key, value: operation.value }
        : { type: 'del' as const, key };
    });
    return this.database.batch(operations, { sync: true });
  }
}

/** LevelDB orders by UTF-8, we by UTF-16 code unit. */
function inKeyOrder(entries: (readonly [string, Uint8Array])[]): (readonly [string, Uint8Array])[] {
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * Opens, or creates, the LevelDB database in `directory`. Rejects with STORAGE_UNUSABLE if the directory cannot be used, STORAGE_LOCKED if
 * another process uses it, STORAGE_CORRUPT if LevelDB cannot make sense of it, STORAGE_IDENTITY_MISMATCH if it is somebody else's.
 */
export async function openLevelStorage(
  directory: string,
  options: LevelStorageOptions = {},
): Promise<Storage> {
  await prepareDirectory(directory);
  const database: Database = new Level(directory, { keyEncoding: 'utf8', valueEncoding: 'view' });
  try {
    await database.open();
  } catch (error) {
    throw describeFailure(directory, 'opened', error);
  }
  try {
    if (options.identity !== undefined) await checkIdentity(database, directory, options.identity);
  } catch (error) {
    await database.close();
    throw error;
  }
  return new LevelStorage(database, directory);
}

async function prepareDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ResourceError(
      'STORAGE_UNUSABLE',
      `the data directory ${directory} cannot be used: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

async function checkIdentity(database: Database, directory: string, identity: string): Promise<void> {
  const expected = new TextEncoder().encode(identity);
  let found: Uint8Array | undefined;
  let empty: boolean;
  try {
    found = await database.get(identityKey);
    empty = (await database.keys({ limit: 1 }).all()).length === 0;
  } catch (error) {
    throw describeFailure(directory, 'read', error);
  }
  if (found === undefined) {
    if (!empty) {
      throw new ResourceError(
        'STORAGE_IDENTITY_MISMATCH',
        `the database in ${directory} does not say whose data it holds, but "${identity}" was to use it; choose another data directory`,
      );
    }
    await database.put(identityKey, expected, { sync: true });
    return;
  }
  const owner = new TextDecoder().decode(found);
  if (owner !== identity) {
    throw new ResourceError(
      'STORAGE_IDENTITY_MISMATCH',
      `the database in ${directory} belongs to "${owner}", but "${identity}" was to use it; choose another data directory`,
    );
  }
}

/** LevelDB's own reason is in the cause of what `level` reports. */
function describeFailure(directory: string, attempted: 'opened' | 'read', error: unknown): ResourceError {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = inner instanceof Error && 'code' in inner ? inner.code : undefined;
  const reason = reasonOf(inner);
  const options = { cause: error };
  if (code === 'LEVEL_LOCKED') {
    return new ResourceError(
      'STORAGE_LOCKED',
      `the database in ${directory} is in use by another process (${reason}); stop that process, or choose another data directory`,
      options,
    );
  }
  // A database that lacks one of its files reports an I/O error, although disk and permissions are fine.
  const missingFile = /no such file/i.test(reason);
  if (code === 'LEVEL_CORRUPTION' || missingFile) {
    return new ResourceError(
      'STORAGE_CORRUPT',
      `the database in ${directory} is corrupt (${reason}); restore it from a copy, or start with an empty data directory`,
      options,
    );
  }
  return new ResourceError(
    'STORAGE_UNUSABLE',
    `the database in ${directory} cannot be ${attempted}: ${reason}`,
    options,
  );
}
