/**
 * The network: hubs that carry messages between the mailboxes of processes, and the seams below them.
 */
export { formatAddress, parseAddress } from './address.ts';
export type { Address } from './address.ts';
export { dropCauses, newCounters } from './counters.ts';
export type { DropCause, NetworkCounters } from './counters.ts';
export { NetworkError } from './errors.ts';
export type { NetworkErrorCode } from './errors.ts';
export { Hub, startHub } from './hub.ts';
export type { ChannelOptions, HubOptions, Registration } from './hub.ts';
export type { Inbox, MessageOrigin, OutgoingChannel } from './mail.ts';
export { MonitorClient } from './monitor-client.ts';
export { MonitorServer } from './monitor-server.ts';
export type { MonitorServerOptions } from './monitor-server.ts';
export { tcpTransport } from './tcp-transport.ts';
export type {
  Connection,
  ConnectionHandler,
  Listener,
  NetEnvironment,
  NetTimer,
  Transport,
} from './transport.ts';
export type { NetContext } from './wire.ts';
