import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:http2';
import type { ClientHttp2Session } from 'node:http2';
import { join } from 'node:path';
import type { StoreClient } from './load.ts';
import { freePorts } from '../../systems/raftkvs/local-cluster.ts';
import type { Cluster } from './cluster.ts';
import { start, waitUntil } from './processes.ts';
import type { Started } from './processes.ts';

/** The first line of `etcd --version`; undefined when etcd is not on the PATH. */
export function etcdVersion(): string | undefined {
  const answer = spawnSync('etcd', ['--version'], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.split('\n')[0] : undefined;
}

/** Starts three etcd members on loopback, with etcd's own settings: every entry is synced before it counts. */
export async function startEtcd(directory: string): Promise<Cluster> {
  const ports = await freePorts(6);
  const names = ['one', 'two', 'three'];
  const clientUrls = names.map((_, index) => `http://127.0.0.1:${ports[index]}`);
  const peerUrls = names.map((_, index) => `http://127.0.0.1:${ports[3 + index]}`);
  const members = names.map((name, index) =>
    start('etcd', [
      ...['--name', name, '--data-dir', join(directory, name), '--logger', 'zap', '--log-level', 'error'],
      ...[
        '--listen-client-urls',
        clientUrls[index] ?? '',
        '--advertise-client-urls',
        clientUrls[index] ?? '',
      ],
      ...[
        '--listen-peer-urls',
        peerUrls[index] ?? '',
        '--initial-advertise-peer-urls',
        peerUrls[index] ?? '',
      ],
      ...['--initial-cluster', names.map((peer, at) => `${peer}=${peerUrls[at]}`).join(',')],
      ...['--initial-cluster-state', 'new', '--initial-cluster-token', 'bench'],
    ]),
  );
  try {
    const client = await connectToLeader(clientUrls, members);
    const stop = async (): Promise<void> => {
      await client.close();
      await Promise.all(members.map((member) => member.stop()));
    };
    return { name: 'etcd', pids: members.map((member) => member.pid), client, stop };
  } catch (error) {
    await Promise.all(members.map((member) => member.stop('SIGKILL')));
    throw error;
  }
}

/** A client that talks to the leader, as ours does: a follower would have to forward what it gets. */
async function connectToLeader(urls: readonly string[], members: readonly Started[]): Promise<StoreClient> {
  let leader: GrpcConnection | undefined;
  await waitUntil('electing an etcd leader', 20_000, async () => {
    for (const [index, url] of urls.entries()) {
      const member = members[index];
      if (member === undefined || member.process.exitCode !== null) {
        throw new Error(`an etcd member ended:\n${member?.tail()}`);
      }
      const connection = await GrpcConnection.open(url);
      if (connection === undefined) continue;
      if (await connection.isLeader()) {
        leader = connection;
        return true;
      }
      connection.close();
    }
    return false;
  });
  const connection = leader as GrpcConnection;
  return {
    put: async (_client, key, value) => {
      await connection.call('/etcdserverpb.KV/Put', encodeFields([Buffer.from(key), Buffer.from(value)]));
    },
    get: async (_client, key) => {
      const answer = await connection.call('/etcdserverpb.KV/Range', encodeFields([Buffer.from(key)]));
      const pair = fieldOf(answer, 2);
      const value = pair === undefined ? undefined : fieldOf(pair as Buffer, 5);
      return value === undefined ? undefined : (value as Buffer).toString();
    },
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

const grpcHeaderBytes = 5;

/**
 * The least of gRPC that a fair client needs: unary calls, any number at once, over one HTTP/2 connection, as etcd's Go client has it.
 */
class GrpcConnection {
  private readonly session: ClientHttp2Session;

  private constructor(session: ClientHttp2Session) {
    this.session = session;
    session.setMaxListeners(0);
  }

  /** Undefined when nobody listens. */
  static async open(url: string): Promise<GrpcConnection | undefined> {
    const session = connect(url);
    try {
      await once(session, 'connect');
    } catch {
      session.destroy();
      return undefined;
    }
    return new GrpcConnection(session);
  }

  close(): void {
    this.session.destroy();
  }

  async isLeader(): Promise<boolean> {
    try {
      const answer = await this.call('/etcdserverpb.Maintenance/Status', Buffer.alloc(0));
      const header = fieldOf(answer, 1);
      const member = header === undefined ? undefined : fieldOf(header as Buffer, 2);
      const leader = fieldOf(answer, 4);
      return leader !== undefined && leader !== 0n && leader === member;
    } catch {
      return false;
    }
  }

  call(path: string, message: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const stream = this.session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      const chunks: Buffer[] = [];
      let status = '';
      stream.on('response', (headers) => (status = String(headers['grpc-status'] ?? status)));
      stream.on('trailers', (headers) => (status = String(headers['grpc-status'] ?? status)));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => {
        if (status === '0') resolve(Buffer.concat(chunks).subarray(grpcHeaderBytes));
        else reject(new Error(`etcd answered ${path} with gRPC status ${status}`));
      });
      const header = Buffer.alloc(grpcHeaderBytes);
      header.writeUInt32BE(message.length, 1);
      stream.end(Buffer.concat([header, message]));
    });
  }
}

/** Protocol buffers: fields 1, 2, ... of kind bytes. */
function encodeFields(fields: readonly Buffer[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field, index) => [Buffer.from([((index + 1) << 3) | 2, ...varint(field.length)]), field]),
  );
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** The first field with this number in a message: bytes or a number; undefined when there is none. */
function fieldOf(message: Buffer, number: number): Buffer | bigint | undefined {
  let position = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[position] ?? 0;
      position += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (position < message.length) {
    const tag = Number(readVarint());
    let content: Buffer | bigint;
    if ((tag & 7) === 0) content = readVarint();
    else if ((tag & 7) === 2) {
      const length = Number(readVarint());
      content = message.subarray(position, position + length);
      position += length;
    } else throw new Error(`etcd sent a field of kind ${tag & 7}`);
    if (tag >>> 3 === number) return content;
  }
  return undefined;
}
