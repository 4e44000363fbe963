import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtProgram } from '../built-program.ts';
import type * as Raftkvs from '../../systems/raftkvs/index.ts';
import { LocalCluster } from '../../systems/raftkvs/local-cluster.ts';
import type { Cluster } from './cluster.ts';

export interface OurCluster extends Cluster {
  readonly servers: LocalCluster;
}

/** Three raftkvs servers on loopback with the shipped settings, data synced to disk, and one connection for all clients. */
export async function startRaftkvs(
  numClients: number,
  nodeArguments: readonly string[] = [],
): Promise<OurCluster> {
  const serverProgram = builtProgram('server');
  if (serverProgram === undefined)
    throw new Error('dist/ is missing or older than the sources: run make build first');
  // The client as users get it: built, not as the runner of this script rewrites sources.
  const library = pathToFileURL(join(dirname(serverProgram[0] ?? ''), 'index.js')).href;
  const { connect } = (await import(library)) as typeof Raftkvs;
  const servers = await LocalCluster.start({ numServers: 3, numClients, nodeArguments, serverProgram });
  try {
    await servers.leader();
    const store = await connect(servers.config);
    return {
      name: 'raftkvs',
      servers,
      pids: servers.running.map((id) => servers.pid(id)),
      client: {
        put: (_client, key, value) => store.put(key, value),
        get: (_client, key) => store.get(key),
        close: () => store.close(),
      },
      stop: async () => {
        await store.close();
        await servers.stop();
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}
