import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { newServerMetrics } from '../../../systems/raftkvs/metrics.ts';
import { serveStatus } from '../../../systems/raftkvs/status.ts';
import type { Observable, ServerStatus, StatusServer } from '../../../systems/raftkvs/status.ts';
import { freePorts } from '../../../systems/raftkvs/local-cluster.ts';
import { startHub, nodeEnvironment } from '../../../runtime/index.ts';

const status: ServerStatus = {
  id: 2,
  role: 'leader',
  term: 7,
  leader: 2,
  commitIndex: 5,
  logLength: 6,
  keys: 3,
};

let open: StatusServer | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function serve(): Promise<string> {
  const hub = await startHub({ environment: nodeEnvironment() });
  const metered = { status: () => status, networkCounters: () => hub.counters };
  const metrics = newServerMetrics(metered);
  metrics.electionStarted();
  const observable: Observable = { status: () => status, metrics: () => metrics.text() };
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  open = await serveStatus(address, observable);
  await hub.close();
  return `http://${address}`;
}

describe('the status port of a server', () => {
  it('tells where the server stands, in JSON', async () => {
    const response = await fetch(`${await serve()}/status`);
    expect(await response.json()).toEqual(status);
  });

  it('gives metrics to Prometheus', async () => {
    const response = await fetch(`${await serve()}/metrics`);
    const text = await response.text();
    for (const line of [
      'raftkvs_term 7',
      'raftkvs_role{role="leader"} 1',
      'raftkvs_role{role="follower"} 0',
      'raftkvs_log_entries 6',
      'raftkvs_commit_index 5',
      'raftkvs_keys 3',
      'raftkvs_elections_started_total 1',
      'raftkvs_network{counter="messagesIn"} 0',
      'raftkvs_dropped_connections{cause="garbage"} 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('refuses paths and methods it does not know', async () => {
    const address = await serve();
    expect((await fetch(`${address}/secrets`)).status).toBe(404);
    expect((await fetch(`${address}/status`, { method: 'DELETE' })).status).toBe(405);
  });

  it('that is taken stops the start with cause and remedy', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const place = occupant.address();
    const port = place !== null && typeof place === 'object' ? place.port : 0;
    const observable: Observable = { status: () => status, metrics: () => Promise.resolve('') };
    await expect(serveStatus(`127.0.0.1:${port}`, observable)).rejects.toThrow(
      `the status address 127.0.0.1:${port} is in use by another process: stop that process, or configure another address`,
    );
    occupant.close();
  });
});
