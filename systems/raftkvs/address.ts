export const addressExpectation = 'an address host:port with a port from 1 to 65535, such as 127.0.0.1:8001';

const hostName = /^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?$/u;
const bracketed = /^\[([0-9a-fA-F:.%a-z]+)\]:(\d{1,5})$/u;
const plain = /^([^:[\]]+):(\d{1,5})$/u;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port` or `[ipv6]:port`; undefined when it is neither. */
export function parseAddress(text: string): Address | undefined {
  const match = bracketed.exec(text) ?? plain.exec(text);
  const host = match?.[1];
  const port = Number(match?.[2]);
  if (host === undefined || !(port >= 1 && port <= 65_535)) return undefined;
  if (!text.startsWith('[') && !isHost(host)) return undefined;
  if (text.startsWith('[') && !host.includes(':')) return undefined;
  return { host, port };
}

/** One text per place to listen at, as far as that can be told without asking a name server. */
export function canonicalAddress({ host, port }: Address): string {
  const name = host.toLowerCase();
  return `${name === 'localhost' || name === '::1' ? '127.0.0.1' : name}:${port}`;
}

function isHost(host: string): boolean {
  if (/^[\d.]+$/u.test(host)) {
    const octets = host.split('.');
    return octets.length === 4 && octets.every((octet) => octet !== '' && Number(octet) <= 255);
  }
  return hostName.test(host);
}
