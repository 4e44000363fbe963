import { Resource } from '../kernel/resource.ts';
import type { CommitScope } from '../kernel/resource.ts';
import { NetworkError } from '../net/index.ts';
import type { OutgoingChannel } from '../net/index.ts';
import { encodeValue, toTlaString } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { closedError } from './errors.ts';

/** A mailbox of another process: what is written leaves when the section's durable changes are synced. It cannot be read. */
export class RemoteMailbox extends Resource {
  private readonly id: Value;
  private readonly channel: OutgoingChannel;
  private readonly messageLimitBytes: number;
  private readonly unsubscribe: () => void;
  private written: Uint8Array[] = [];
  private closed = false;

  constructor(id: Value, channel: OutgoingChannel, messageLimitBytes: number) {
    super();
    this.id = id;
    this.channel = channel;
    this.messageLimitBytes = messageLimitBytes;
    this.unsubscribe = channel.subscribe(() => this.wake());
  }

  override commit(scope: CommitScope): void {
    if (this.written.length === 0) return;
    const { channel, written } = this;
    this.written = [];
    scope.release(() => {
      for (const payload of written) channel.send(payload);
    });
  }

  override abort(): void {
    if (this.written.length === 0) return;
    const { written } = this;
    this.written = [];
    for (const payload of written) this.channel.unreserve(payload.length);
  }

  override close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.unsubscribe();
      this.wake();
    }
    return Promise.resolve();
  }

  /** Room is asked for once per section: having begun to write, it can write on, whatever the capacity. */
  protected override writeValue(value: Value): boolean {
    if (this.closed) throw closedError('mailbox');
    if (this.written.length === 0 && !this.channel.hasRoom()) return false;
    // Encoding here and not at the commit lets a value that cannot be sent fail in the section that writes it.
    const payload = encodeValue(value);
    if (payload.length > this.messageLimitBytes) {
      throw new NetworkError(
        'MESSAGE_TOO_LARGE',
        `a message of ${payload.length} bytes to ${toTlaString(this.id)} is over the limit of ${this.messageLimitBytes}`,
      );
    }
    this.channel.reserve(payload.length);
    this.written.push(payload);
    return true;
  }
}
