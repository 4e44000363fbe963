import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { canonicalAddress, parseAddress } from './address.ts';
import { startFailure } from './start-failure.ts';
import { messageOf } from './text.ts';

/** Where a server stands in the protocol, as far as it knows itself. */
export interface ServerStatus {
  readonly id: number;
  readonly role: 'follower' | 'candidate' | 'leader';
  readonly term: number;
  /** The server it takes for the leader; null when it knows of none. */
  readonly leader: number | null;
  readonly commitIndex: number;
  readonly logLength: number;
  /** Keys in the state machine. */
  readonly keys: number;
}

/** What an operator may look at. */
export interface Observable {
  status(): ServerStatus;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
}

/** Answers GET /status (JSON) and GET /metrics (Prometheus) over HTTP. */
export interface StatusServer {
  /** Closes the port and every connection to it. */
  close(): Promise<void>;
}

/** Starts to answer at `address` (`host:port`). Rejects with RAFTKVS_CANNOT_START when it cannot listen there. */
export function serveStatus(address: string, server: Observable): Promise<StatusServer> {
  const place = parseAddress(address);
  if (place === undefined) return Promise.reject(new RangeError(`no address: ${address}`));
  const http = createServer((request, response) => {
    answer(request.method ?? '', request.url ?? '', response, server).catch((error: unknown) => {
      response.writeHead(500).end(`${messageOf(error)}\n`);
    });
  });
  return new Promise((resolve, reject) => {
    http.once('error', (error) =>
      reject(startFailure(error, `the status address ${canonicalAddress(place)}`)),
    );
    http.listen(place.port, place.host, () => resolve({ close: () => close(http) }));
  });
}

async function answer(
  method: string,
  url: string,
  response: ServerResponse,
  server: Observable,
): Promise<void> {
  const path = url.split('?')[0];
  if (method !== 'GET' && method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end();
  else if (path === '/status') {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(`${JSON.stringify(server.status())}\n`);
  } else if (path === '/metrics') {
    const text = await server.metrics();
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  } else response.writeHead(404).end('there is /status and /metrics\n');
}

function close(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}
