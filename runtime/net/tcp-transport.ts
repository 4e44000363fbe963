import { createConnection, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { formatAddress } from './address.ts';
import type { Address } from './address.ts';
import { NetworkError } from './errors.ts';
import type { NetworkErrorCode } from './errors.ts';
import type { Connection, ConnectionHandler, Listener, Transport } from './transport.ts';

/** Bytes in a socket's queue from which on `write` asks to stop. */
const highWaterBytes = 1024 * 1024;
/** A peer whose machine vanished is noticed by the operating system's probes. */
const keepAliveMilliseconds = 10_000;
/** For how long a closed connection may stand still before its last bytes are given up. */
const lingerMilliseconds = 2_000;

/** Plain TCP. */
export const tcpTransport: Transport = {
  listen(address, onConnection) {
    return new Promise((resolve, reject) => {
      const server = createServer({
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: keepAliveMilliseconds,
      });
      server.on('connection', (socket) => onConnection(new TcpConnection(socket, true)));
      server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(address, error)));
      server.listen({ port: address.port, ...(address.host === '' ? {} : { host: address.host }) }, () => {
        server.removeAllListeners('error');
        // Errors of a listening server concern single connections that could not be accepted (too many open files): the peer dials again.
        server.on('error', () => undefined);
        resolve(new TcpListener(server, address));
      });
    });
  },

  connect(address) {
    const socket = createConnection({
      port: address.port,
      host: address.host === '' ? 'localhost' : address.host,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMilliseconds,
    });
    return new TcpConnection(socket, false);
  },
};

class TcpListener implements Listener {
  readonly address: Address;
  private readonly server: Server;

  constructor(server: Server, asked: Address) {
    this.server = server;
    this.address = { host: asked.host, port: (server.address() as AddressInfo).port };
  }

  close(): Promise<void> {
    // The server's own callback would wait for every accepted connection; the port is free as soon as close returns.
    this.server.close();
    return Promise.resolve();
  }
}

class TcpConnection implements Connection {
  private readonly socket: Socket;
  private readonly accepted: boolean;
  private silent = false;

  constructor(socket: Socket, accepted: boolean) {
    this.socket = socket;
    this.accepted = accepted;
    // Between its creation and `start` a socket may fail already; without a listener that would end the process.
    socket.on('error', () => undefined);
  }

  start(handler: ConnectionHandler): void {
    const { socket } = this;
    let ended = false;
    if (this.accepted) handler.onOpen();
    else socket.on('connect', () => this.silent || handler.onOpen());
    socket.on('data', (bytes) => this.silent || handler.onData(bytes));
    socket.on('drain', () => this.silent || handler.onDrain());
    socket.on('end', () => (ended = true));
    socket.on('close', (hadError) => {
      if (this.silent) return;
      this.silent = true;
      handler.onClose(ended && !hadError ? 'ended' : 'reset');
    });
  }

  write(bytes: Uint8Array): boolean {
    // A half-written chunk makes `write` answer false long before the limit; the drain event comes in either case.
    return this.socket.write(bytes) || this.socket.writableLength < highWaterBytes;
  }

  end(): void {
    this.silent = true;
    this.socket.setTimeout(lingerMilliseconds, () => this.socket.destroy());
    this.socket.end();
  }

  destroy(): void {
    this.silent = true;
    this.socket.destroy();
  }
}

const listenErrorCodes: Readonly<Record<string, readonly [NetworkErrorCode, string]>> = {
  EADDRINUSE: ['ADDRESS_IN_USE', 'another process listens there'],
  EADDRNOTAVAIL: ['ADDRESS_NOT_AVAILABLE', 'no interface of this machine has that address'],
  ENOTFOUND: ['ADDRESS_NOT_AVAILABLE', 'the host name is not known'],
  EACCES: ['ADDRESS_FORBIDDEN', 'this user may not listen on that port'],
};

function listenError(address: Address, error: NodeJS.ErrnoException): NetworkError {
  const [code, reason] = listenErrorCodes[error.code ?? ''] ?? ['LISTEN_FAILED', error.message];
  return new NetworkError(code, `cannot listen on ${formatAddress(address)}: ${reason}`, { cause: error });
}
