/**
 * Why a connection was dropped.
 * - `garbage`: the peer does not speak our protocol at all; `version`: it speaks another version of it.
 * - `oversized`, `checksum`, `truncated`: a frame over the limit, with the wrong checksum, or cut off by the end of the connection.
 * - `malformed`: a frame that breaks the protocol; `badMessage`: a message that is no encoded value.
 * - `creditExceeded`: the peer sent more than it was allowed to.
 * - `handshakeTimeout`: the peer said nothing, or not enough; `stalled`: it stopped taking or acknowledging what we send.
 * - `superseded`: the same sender opened a newer connection.
 * - `tooMany`: we have all the connections or sessions we are willing to have.
 * - `reset`: the network or the operating system ended it; `ended`: the peer did, between two frames; `local`: we did, in peace.
 */
export const dropCauses = [
  'garbage',
  'version',
  'oversized',
  'checksum',
  'truncated',
  'malformed',
  'badMessage',
  'creditExceeded',
  'handshakeTimeout',
  'stalled',
  'superseded',
  'tooMany',
  'reset',
  'ended',
  'local',
] as const;

export type DropCause = (typeof dropCauses)[number];

/** What went over the network and what went wrong there, since the start of the process; nothing ever decreases. */
export interface NetworkCounters {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly framesIn: number;
  readonly framesOut: number;
  /** Messages handed to a mailbox here, and messages written to a connection for the first time. */
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly connectionsAccepted: number;
  readonly connectionsOpened: number;
  /** Connections opened to a peer that had been connected before. */
  readonly reconnects: number;
  readonly dialFailures: number;
  readonly droppedConnections: Readonly<Record<DropCause, number>>;
  /** Reliable links: messages sent once more after a reconnect, and arrivals discarded because they had been delivered already. */
  readonly messagesResent: number;
  readonly messagesDuplicate: number;
  /** Reliable links: messages that were under way to a process that has died and started anew. */
  readonly messagesLostToRestart: number;
  /** Relaxed links: messages dropped since the peer was down, the send queue was full, or the connection broke before they were written. */
  readonly messagesDroppedPeerDown: number;
  readonly messagesDroppedQueueFull: number;
  readonly messagesDroppedConnectionLost: number;
  /** Arrivals dropped because a relaxed mailbox was full, or because no mailbox here has that id. */
  readonly messagesDroppedMailboxFull: number;
  readonly messagesDroppedNoMailbox: number;
}

/** The counters as their owner sees them. */
export type MutableCounters = {
  -readonly [K in Exclude<keyof NetworkCounters, 'droppedConnections'>]: NetworkCounters[K];
} & { readonly droppedConnections: Record<DropCause, number> };

export function newCounters(): MutableCounters {
  return {
    bytesIn: 0,
    bytesOut: 0,
    framesIn: 0,
    framesOut: 0,
    messagesIn: 0,
    messagesOut: 0,
    connectionsAccepted: 0,
    connectionsOpened: 0,
    reconnects: 0,
    dialFailures: 0,
    droppedConnections: Object.fromEntries(dropCauses.map((cause) => [cause, 0])) as Record<
      DropCause,
      number
    >,
    messagesResent: 0,
    messagesDuplicate: 0,
    messagesLostToRestart: 0,
    messagesDroppedPeerDown: 0,
    messagesDroppedQueueFull: 0,
    messagesDroppedConnectionLost: 0,
    messagesDroppedMailboxFull: 0,
    messagesDroppedNoMailbox: 0,
  };
}
