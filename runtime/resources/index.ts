/** What the reference parameters of archetypes are bound to. See ARCHITECTURE.md, "Resources". */

// ---- variables and fixed values
export { LocalSharedVariable, newLocalSharedVariable } from './local-shared-variable.ts';
export { ImmutableResource, newImmutableResource } from './immutable-resource.ts';
export { Placeholder, newPlaceholder } from './placeholder.ts';
export { Dummy, newDummy } from './dummy.ts';

// ---- maps of resources
export { HashMap, newHashMap } from './hash-map.ts';
export { IncrementalMap, newIncrementalMap } from './incremental-map.ts';
export type { IncrementalMapOptions } from './incremental-map.ts';

// ---- channels: between archetypes, and between them and the host program
export { Channel, newChannel } from './channel.ts';
export { InputChannel, newInputChannel } from './input-channel.ts';
export type { InputChannelOptions } from './input-channel.ts';
export { OutputChannel, newOutputChannel } from './output-channel.ts';
export type { OutputChannelOptions } from './output-channel.ts';
export { SingleOutputChannel, newSingleOutputChannel } from './single-output-channel.ts';
export { CustomInChan, newCustomInChan } from './custom-in-chan.ts';
export type { CustomInChanOptions } from './custom-in-chan.ts';

// ---- time
export { TimerResource, newTimerResource } from './timer-resource.ts';

// ---- durable state
export { PersistentValue, newPersistentValue } from './persistent-value.ts';
export { PersistentLog, newPersistentLog } from './persistent-log.ts';
export type { LogCommands } from './persistent-log.ts';
export type { DurableDomain } from './durable-record.ts';
export { openLevelStorage } from './level-storage.ts';
export type { LevelStorageOptions } from './level-storage.ts';
export { MemoryStorage, newMemoryStorage } from './memory-storage.ts';

// ---- files
export { FileSystem, newFileSystem } from './file-system.ts';
export { nodeFileAccess } from './file-access.ts';
export type { FileAccess, StagedFile } from './file-access.ts';

// ---- the network
export { Mailboxes, newRelaxedMailboxes, newTcpMailboxes } from './mailboxes.ts';
export type { MailboxesOptions } from './mailboxes.ts';
export { MailboxLength, mailboxLength } from './mailbox-length.ts';
export { FailureDetector, newFailureDetector } from './failure-detector.ts';
export type { FailureDetectorOptions } from './failure-detector.ts';
export { Monitor, newMonitor } from './monitor.ts';

// ---- failures
export { ResourceError } from './errors.ts';
export type { ResourceErrorCode } from './errors.ts';
