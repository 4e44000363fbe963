import type { Value } from '../tla/index.ts';
import { ByteReader } from './bytes.ts';
import type { DropCause } from './counters.ts';
import type { Deliverer, Directory } from './directory.ts';
import type { Inbox } from './mail.ts';
import { frameKinds, idLimitBytes, readId } from './protocol.ts';
import { channelLimit } from './reliable-session.ts';
import type { NetContext, WireHandler } from './wire.ts';

/** The receiving side of a relaxed link: one connection, and what arrives on it is delivered if the mailbox exists and has room. */
export class RelaxedSession implements WireHandler {
  private readonly context: NetContext;
  private readonly directory: Directory;
  private readonly channels = new Map<number, RelaxedIncoming>();

  constructor(context: NetContext, directory: Directory) {
    this.context = context;
    this.directory = directory;
  }

  onReady(): void {
    // The preambles are exchanged before a session gets the connection.
  }

  onFlush(): void {
    // A relaxed receiver never answers.
  }

  onFrame(body: Uint8Array): DropCause | undefined {
    const reader = new ByteReader(body);
    const kind = reader.integer();
    if (kind === frameKinds.data) return this.data(reader);
    return kind === frameKinds.open ? this.open(reader) : 'malformed';
  }

  onClosed(): void {
    for (const channel of this.channels.values()) channel.detach();
  }

  private open(reader: ByteReader): DropCause | undefined {
    while (!reader.atEnd) {
      const number = reader.integer();
      const id = readId(reader.block(idLimitBytes));
      if (id === undefined) return 'badMessage';
      if (number === 0 || this.channels.has(number)) return 'malformed';
      if (this.channels.size >= channelLimit) return 'tooMany';
      this.channels.set(number, new RelaxedIncoming(this.directory, id));
    }
    return undefined;
  }

  private data(reader: ByteReader): DropCause | undefined {
    const { counters } = this.context;
    if (reader.integer() !== 0) return 'malformed';
    while (!reader.atEnd) {
      const channel = this.channels.get(reader.integer());
      if (channel === undefined) return 'malformed';
      const payload = reader.block(this.context.frameLimitBytes);
      switch (channel.inbox?.accept(payload, undefined)) {
        case 'taken':
          counters.messagesIn += 1;
          break;
        case 'full':
          counters.messagesDroppedMailboxFull += 1;
          break;
        case 'invalid':
          return 'badMessage';
        case undefined:
          counters.messagesDroppedNoMailbox += 1;
          break;
      }
    }
    return undefined;
  }
}

class RelaxedIncoming implements Deliverer {
  inbox: Inbox | undefined = undefined;
  readonly detach: () => void;

  constructor(directory: Directory, id: Value) {
    this.detach = directory.attach(id, this);
  }

  inboxChanged(inbox: Inbox | undefined): void {
    this.inbox = inbox;
  }
}
