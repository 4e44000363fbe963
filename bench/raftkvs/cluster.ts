import type { StoreClient } from './load.ts';

/** A cluster under measurement. */
export interface Cluster {
  readonly name: string;
  readonly pids: readonly number[];
  readonly client: StoreClient;
  stop(): Promise<void>;
}
