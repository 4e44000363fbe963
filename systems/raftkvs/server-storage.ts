import { join } from 'node:path';
import {
  DurableStore,
  newMemoryStorage,
  newPersistentLog,
  newPersistentValue,
  openLevelStorage,
} from 'mpcal-ts/runtime';
import type { PersistentLog, PersistentValue, Scheduler, Storage } from 'mpcal-ts/runtime';
import type { RaftkvsConfig } from './config.ts';
import { logConcat, logPop } from './constants.ts';
import { nil } from './server-variables.ts';
import { startFailure } from './start-failure.ts';

/** What a server must not forget: with it, a killed server takes up where it was. */
export interface ServerStorage {
  readonly store: DurableStore;
  readonly currentTerm: PersistentValue;
  readonly votedFor: PersistentValue;
  readonly log: PersistentLog;
  /** Where it is on disk; undefined if the configuration says that nothing is kept. */
  readonly directory: string | undefined;
}

/**
 * Opens a server's data directory and recovers what is in it. Rejects with RAFTKVS_CANNOT_START when the directory cannot be used, belongs to
 * another server or holds data that is damaged.
 */
export async function openServerStorage(
  config: RaftkvsConfig,
  server: number,
  scheduler: Scheduler,
): Promise<ServerStorage> {
  const directory = config.persist ? join(config.dataDir, `server-${server}`) : undefined;
  try {
    const storage = await openStorage(directory, `raftkvs server ${server} of ${config.numServers}`);
    try {
      return { directory, ...(await recover(new DurableStore(storage, scheduler))) };
    } catch (error) {
      await storage.close();
      throw error;
    }
  } catch (error) {
    throw startFailure(error, `the data directory ${directory ?? ''}`);
  }
}

function openStorage(directory: string | undefined, identity: string): Promise<Storage> {
  return directory === undefined
    ? Promise.resolve(newMemoryStorage())
    : openLevelStorage(directory, { identity });
}

async function recover(store: DurableStore): Promise<Omit<ServerStorage, 'directory'>> {
  const [currentTerm, votedFor, log] = await Promise.all([
    newPersistentValue('currentTerm', store, 0),
    newPersistentValue('votedFor', store, nil),
    newPersistentLog('plog', store, { concat: logConcat, pop: logPop }),
  ]);
  return { store, currentTerm, votedFor, log };
}
