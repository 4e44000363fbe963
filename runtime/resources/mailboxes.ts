import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import { NetworkError } from '../net/index.ts';
import type { ChannelOptions, Hub } from '../net/index.ts';
import { ValueMap, toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError, requireNumber } from './errors.ts';
import { LocalMailbox } from './mailboxes-local.ts';
import { RemoteMailbox } from './mailboxes-remote.ts';

export interface MailboxesOptions {
  /** Carries the messages; shared by any number of mailbox sets, and not closed with them. */
  readonly hub: Hub;
  /** The ids whose mailboxes are in this process; each may be local to one mailbox set of a hub. */
  readonly local: readonly Value[];
  /** Where the hub of the process with mailbox `id` listens, `host:port`; undefined for an id that nobody has. Asked once per id. */
  readonly addressOf: (id: Value) => string | undefined;
  /**
   * Messages a local mailbox holds: 1,024 unless given. For TCP mailboxes, each sending process may fill that much and is then kept from
   * sending; relaxed ones drop what arrives beyond it, whoever sent it.
   */
  readonly receiveChanSize?: number;
  /** Messages to one remote mailbox that may wait on this side, before a writer is blocked or, relaxed, the oldest are dropped: as many. */
  readonly sendChanSize?: number;
  /**
   * Whether the archetypes of this process can work with a message; all are taken unless given. One they cannot work with is treated like
   * bytes that are no value: the connection it came by is dropped and counted under `badMessage`.
   */
  readonly isAcceptable?: (message: Value) => boolean;
  /** From dialling a process to the end of the handshake: 2,000 unless given. The first to write to a process decides for its link. */
  readonly dialTimeoutMilliseconds?: number;
  /** For how long a peer may take no bytes, or acknowledge none, before its connection is made anew: 10,000 unless given. */
  readonly writeTimeoutMilliseconds?: number;
}

/** Bytes a mailbox takes from one sender, and a sender keeps, before the counts of messages matter. */
const bufferBytes = 16 * 1024 * 1024;

/**
 * The mailboxes of a system, indexed by node id: those of this process are read, in the order of arrival; all can be written. What a section
 * writes leaves when its durable changes, and those of the sections before it, are synced.
 */
export class Mailboxes extends Resource {
  private readonly options: MailboxesOptions;
  private readonly channelOptions: ChannelOptions;
  private readonly isRelaxed: boolean;
  private readonly locals = new ValueMap<LocalMailbox>();
  private readonly remotes = new ValueMap<RemoteMailbox>();
  private closed = false;

  constructor(options: MailboxesOptions, isRelaxed: boolean) {
    super();
    const receiveChanSize = options.receiveChanSize ?? 1024;
    const bufferMessages = options.sendChanSize ?? receiveChanSize;
    const dialTimeoutMilliseconds = options.dialTimeoutMilliseconds ?? 2_000;
    const writeTimeoutMilliseconds = options.writeTimeoutMilliseconds ?? 10_000;
    requireNumber('receiveChanSize', receiveChanSize, 1, true);
    requireNumber('sendChanSize', bufferMessages, 1, true);
    requireNumber('dialTimeoutMilliseconds', dialTimeoutMilliseconds, 1, false);
    requireNumber('writeTimeoutMilliseconds', writeTimeoutMilliseconds, 1, false);
    this.options = options;
    this.isRelaxed = isRelaxed;
    this.channelOptions = { bufferMessages, bufferBytes, dialTimeoutMilliseconds, writeTimeoutMilliseconds };
    for (const id of options.local) {
      const { hub, isAcceptable = () => true } = options;
      this.locals.set(id, new LocalMailbox(hub, id, receiveChanSize, bufferBytes, isRelaxed, isAcceptable));
    }
  }

  /** The mailbox of a local id; undefined for others. */
  localMailbox(id: Value): LocalMailbox | undefined {
    return this.locals.get(id);
  }

  override index(id: Value, _attempt: Attempt): Resource {
    return this.locals.get(id) ?? this.remotes.get(id) ?? this.openRemote(id);
  }

  override commit(): void {
    // The mailboxes take part in sections themselves.
  }

  override abort(): void {
    // The mailboxes take part in sections themselves.
  }

  /** Takes the local mailboxes off the hub; reads and writes fail with RESOURCE_CLOSED from now on. What was committed still leaves. */
  override async close(): Promise<void> {
    this.closed = true;
    const mailboxes = [...this.locals.values(), ...this.remotes.values()];
    await Promise.all(mailboxes.map((mailbox) => mailbox.close()));
  }

  private openRemote(id: Value): RemoteMailbox {
    if (this.closed) throw closedError('mailbox set');
    const { hub, addressOf } = this.options;
    const address = addressOf(id);
    if (address === undefined) {
      throw new NetworkError('UNKNOWN_MAILBOX', `no address is known for mailbox ${toTlaString(id)}`);
    }
    const channel = this.isRelaxed
      ? hub.openRelaxed(address, id, this.channelOptions)
      : hub.openReliable(address, id, this.channelOptions);
    const remote = new RemoteMailbox(id, channel, hub.messageLimitBytes);
    this.remotes.set(id, remote);
    return remote;
  }
}

/**
 * Mailboxes that lose nothing: messages from one process to one mailbox arrive exactly once and in order, across reconnects; a writer is blocked
 * while the buffers on the way are full. A process that dies takes the contents of its mailboxes, and what was under way to it, along.
 */
export function newTcpMailboxes(options: MailboxesOptions): Mailboxes {
  return new Mailboxes(options, false);
}

/**
 * Mailboxes whose writers never wait: messages arrive at most once, those to a process that cannot be reached and those that find no room
 * are dropped and counted by the hub.
 */
export function newRelaxedMailboxes(options: MailboxesOptions): Mailboxes {
  return new Mailboxes(options, true);
}
