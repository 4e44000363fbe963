/**
 * `mpcal-ts/raftkvs`: a key-value store on Raft, as a library. `connect` gives a client of a running cluster, `startServer` runs a server
 * in this process. What the specification defines is here too, for programs that bind archetypes in their own way.
 */
export { connect } from './connect.ts';
export type { ConnectOptions, RaftkvsClient } from './connect.ts';
export { ConfigError, loadConfig, parseConfig } from './config.ts';
export type { ConfigProblem, RaftkvsConfig, ServerAddresses } from './config.ts';
export { LeaderTimeoutConstantDefs, PersistentLogConstantDefs, raftkvsConstants } from './constants.ts';
export { RaftkvsError } from './errors.ts';
export type { RaftkvsErrorCode } from './errors.ts';
export { startServer } from './bootstrap.ts';
export type { RunningServer, ServerOptions } from './bootstrap.ts';
export type { ServerStatus } from './status.ts';
export * from '../../generated/raftkvs/raftkvs.ts';
export {
  CustomInChan,
  ImmutableResource,
  newCustomInChan,
  newPersistentLog,
  newTimerResource,
  PersistentLog,
  TimerResource,
} from 'mpcal-ts/runtime';
