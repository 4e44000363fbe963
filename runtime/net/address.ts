import { NetworkError } from './errors.ts';

/** Where a process listens. */
export interface Address {
  /** Name or number; empty means every interface (to listen) or this machine (to dial). */
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`, `[::1]:port` or `:port`. Throws NetworkError `ADDRESS_INVALID`. */
export function parseAddress(text: string): Address {
  const match = /^(?:\[([0-9a-fA-F:.%\w]+)\]|([^:[\]\s/]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65535) {
    throw new NetworkError(
      'ADDRESS_INVALID',
      `"${text}" is no network address: expected host:port, such as 127.0.0.1:8001 or [::1]:8001`,
    );
  }
  return { host: match[1] ?? match[2] ?? '', port };
}

export function formatAddress(address: Address): string {
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}
