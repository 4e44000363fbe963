import type { Value } from 'mpcal-ts/runtime';
import type { RaftkvsConfig } from './config.ts';

/**
 * The numbers of the processes of a cluster of n servers, as the specification has them: server i is i, its helpers come in blocks of n
 * after the servers, then the crashers, then the clients.
 */
export class NodeIds {
  private readonly servers: number;

  constructor(numServers: number) {
    this.servers = numServers;
  }

  requestVote(server: number): number {
    return this.servers + server;
  }

  appendEntries(server: number): number {
    return 2 * this.servers + server;
  }

  advanceCommitIndex(server: number): number {
    return 3 * this.servers + server;
  }

  becomeLeader(server: number): number {
    return 4 * this.servers + server;
  }

  client(client: number): number {
    return 6 * this.servers + client;
  }

  /** The client with this node id; 0 or less for the others. */
  clientOf(node: number): number {
    return node - 6 * this.servers;
  }
}

/** Where the mailbox of a node is: servers and clients have one, the others do not. */
export function mailboxAddresses(config: RaftkvsConfig): (node: Value) => string | undefined {
  const ids = new NodeIds(config.numServers);
  return (node) => {
    if (typeof node !== 'number') return undefined;
    return config.servers.get(node)?.mailboxAddr ?? config.clients.get(ids.clientOf(node));
  };
}

/** Where the monitor of a server is. */
export function monitorAddresses(config: RaftkvsConfig): (node: Value) => string | undefined {
  return (node) => (typeof node === 'number' ? config.servers.get(node)?.monitorAddr : undefined);
}
