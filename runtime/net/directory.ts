import { ValueMap } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { NetworkError } from './errors.ts';
import type { Inbox } from './mail.ts';

/** Somebody who delivers to a mailbox, which may not exist yet, or not any more. */
export interface Deliverer {
  /** Called whenever a mailbox with that id is registered or taken away. */
  inboxChanged(inbox: Inbox | undefined): void;
}

interface Entry {
  readonly id: Value;
  inbox: Inbox | undefined;
  readonly deliverers: Set<Deliverer>;
}

/** The mailboxes of one hub by id, and who waits for one. Remembers an id only while somebody has to do with it. */
export class Directory {
  private readonly entries = new ValueMap<Entry>();

  /** Puts a mailbox at `id`; answers how to take it away. Throws NetworkError `MAILBOX_TAKEN`. */
  register(id: Value, inbox: Inbox): () => void {
    const entry = this.entry(id);
    if (entry.inbox !== undefined) {
      throw new NetworkError('MAILBOX_TAKEN', `this hub has a mailbox ${String(id)} already`);
    }
    this.change(entry, inbox);
    return () => {
      if (entry.inbox === inbox) this.change(entry, undefined);
    };
  }

  /** Tells `deliverer` of the mailbox at `id` now and whenever it changes; answers how to stop that. */
  attach(id: Value, deliverer: Deliverer): () => void {
    const entry = this.entry(id);
    entry.deliverers.add(deliverer);
    if (entry.inbox !== undefined) deliverer.inboxChanged(entry.inbox);
    return () => {
      entry.deliverers.delete(deliverer);
      this.forget(entry);
    };
  }

  /** How many ids are remembered. */
  get size(): number {
    return [...this.entries.values()].length;
  }

  has(id: Value): boolean {
    return this.entries.get(id)?.inbox !== undefined;
  }

  private entry(id: Value): Entry {
    const known = this.entries.get(id);
    if (known !== undefined) return known;
    const entry: Entry = { id, inbox: undefined, deliverers: new Set() };
    this.entries.set(id, entry);
    return entry;
  }

  private change(entry: Entry, inbox: Inbox | undefined): void {
    entry.inbox = inbox;
    for (const deliverer of [...entry.deliverers]) deliverer.inboxChanged(inbox);
    this.forget(entry);
  }

  private forget(entry: Entry): void {
    if (entry.inbox === undefined && entry.deliverers.size === 0) this.entries.delete(entry.id);
  }
}
