import type { NetworkCounters } from 'mpcal-ts/runtime';
import { Counter, Gauge, Registry } from 'prom-client';
import type { ServerStatus } from './status.ts';

export interface MeteredServer {
  status(): ServerStatus;
  networkCounters(): NetworkCounters;
}

/** Counters that only the server itself can keep. */
export interface ServerMetrics {
  electionStarted(): void;
  leadershipWon(): void;
  /** In Prometheus' text format. Everything but the counters above is read at this moment: a server that nobody asks spends nothing. */
  text(): Promise<string>;
}

const roles = ['follower', 'candidate', 'leader'] as const;

/** Sets up the metrics of one server. */
export function newServerMetrics(server: MeteredServer): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    const metric: Gauge = new Gauge({ name, help, registers, collect: () => metric.set(read()) });
  };
  const elections = new Counter({
    name: 'raftkvs_elections_started_total',
    help: 'Elections this server stood for.',
    registers,
  });
  const wins = new Counter({
    name: 'raftkvs_elections_won_total',
    help: 'Elections this server won.',
    registers,
  });
  const role: Gauge = new Gauge({
    name: 'raftkvs_role',
    help: '1 for the role the server has, 0 for the others.',
    labelNames: ['role'],
    registers,
    collect: () => {
      const present = server.status().role;
      for (const name of roles) role.set({ role: name }, name === present ? 1 : 0);
    },
  });
  gauge('raftkvs_term', 'The current term.', () => server.status().term);
  gauge('raftkvs_log_entries', 'Entries in the log.', () => server.status().logLength);
  gauge(
    'raftkvs_commit_index',
    'Index of the last entry known to be committed.',
    () => server.status().commitIndex,
  );
  gauge('raftkvs_keys', 'Keys in the state machine.', () => server.status().keys);
  gauge('process_cpu_seconds', 'CPU time, user and system.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  addNetworkMetrics(registers, server);
  return {
    electionStarted: () => elections.inc(),
    leadershipWon: () => wins.inc(),
    text: () => registry.metrics(),
  };
}

function addNetworkMetrics(registers: Registry[], server: MeteredServer): void {
  const events: Gauge = new Gauge({
    name: 'raftkvs_network',
    help: 'Counters of the network since the start, by name.',
    labelNames: ['counter'],
    registers,
    collect: () => {
      for (const [counter, count] of Object.entries(server.networkCounters())) {
        if (typeof count === 'number') events.set({ counter }, count);
      }
    },
  });
  const drops: Gauge = new Gauge({
    name: 'raftkvs_dropped_connections',
    help: 'Connections that ended since the start, by cause.',
    labelNames: ['cause'],
    registers,
    collect: () => {
      for (const [cause, count] of Object.entries(server.networkCounters().droppedConnections))
        drops.set({ cause }, count);
    },
  });
}
