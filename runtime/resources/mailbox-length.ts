import { Resource, UnsupportedOperation } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import { toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { ElementOf } from './element.ts';
import { ResourceError } from './errors.ts';
import type { LocalMailbox } from './mailboxes-local.ts';
import type { Mailboxes } from './mailboxes.ts';

/**
 * The lengths of the local mailboxes of a set, indexed by node id: how many messages have arrived that neither an earlier section nor the
 * present one has taken. A section that has read a length is parked on the mailbox itself, and so woken when the length changes.
 */
export class MailboxLength extends Resource {
  private readonly mailboxes: Mailboxes;

  constructor(mailboxes: Mailboxes) {
    super();
    this.mailboxes = mailboxes;
  }

  override readAt(attempt: Attempt, id: Value): Value | undefined {
    return this.mailbox(id).readLength(attempt);
  }

  override writeAt(_attempt: Attempt, _id: Value, _value: Value): boolean {
    throw new UnsupportedOperation(this, 'write');
  }

  override index(id: Value, _attempt: Attempt): Resource {
    this.mailbox(id);
    return new ElementOf(this, id);
  }

  override commit(): void {
    // The mailboxes take part in sections themselves.
  }

  override abort(): void {
    // The mailboxes take part in sections themselves.
  }

  private mailbox(id: Value): LocalMailbox {
    const mailbox = this.mailboxes.localMailbox(id);
    if (mailbox !== undefined) return mailbox;
    throw new ResourceError(
      'RESOURCE_INDEX_OUTSIDE_DOMAIN',
      `${toTlaString(id)} is no local mailbox: only those of this process have a length here`,
    );
  }
}

export function mailboxLength(mailboxes: Mailboxes): MailboxLength {
  return new MailboxLength(mailboxes);
}
