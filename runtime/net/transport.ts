import type { Address } from './address.ts';

/**
 * The seam between the protocols and the outside: production gives TCP, simulation a network made of memory with faults, and
 * whoever needs encryption or authentication of peers wraps the one in the other.
 */
export interface Transport {
  /** Accepts connections; rejects with a NetworkError. With port 0 the system picks one. */
  listen(address: Address, onConnection: (connection: Connection) => void): Promise<Listener>;
  /** Starts to open a connection; how that ends is told to the handler given to `start`. */
  connect(address: Address): Connection;
}

export interface Listener {
  /** Where it really listens. */
  readonly address: Address;
  /** Accepts no more connections; those already accepted live on. */
  close(): Promise<void>;
}

/** A reliable stream of bytes in both directions, with no message boundaries. */
export interface Connection {
  /** Begins to report events; called once, at once after the connection was obtained. */
  start(handler: ConnectionHandler): void;
  /** Takes bytes, which must not change afterwards. False asks the caller to stop until `onDrain`. */
  write(bytes: Uint8Array): boolean;
  /** Writes what was taken so far, then closes. */
  end(): void;
  /** Closes at once; what was not written is lost. `onClose` is not called any more. */
  destroy(): void;
}

export interface ConnectionHandler {
  /** The connection is open. For an accepted one this is called during `start`. */
  onOpen(): void;
  /** `bytes` may be kept. */
  onData(bytes: Uint8Array): void;
  /** There is room again after a `write` that answered false. */
  onDrain(): void;
  /** Called last and once: `ended` if the peer closed in peace, `reset` for anything else, a failed dial included. */
  onClose(cause: 'ended' | 'reset'): void;
}

/** Time and chance, as the kernel's environment supplies them. */
export interface NetEnvironment {
  readonly clock: {
    nowMilliseconds(): number;
    setTimer(delayMilliseconds: number, action: () => void): NetTimer;
  };
  /** Uniform in [0, 1). */
  random(): number;
  /** Runs `action` soon, after pending I/O has been served. */
  defer(action: () => void): void;
}

export interface NetTimer {
  cancel(): void;
}
