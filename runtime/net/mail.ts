/** The two ends of a message's way: what a mailbox resource sends through, and what a mailbox gives the network to deliver to. */

/** The sending end of one mailbox of one process. */
export interface OutgoingChannel {
  /** False if a message would have to wait outside; whoever has subscribed is then told when there is room. */
  hasRoom(): boolean;
  /** Sets aside room for a message that will be sent or given up; always possible, to let a section that has begun to write go on. */
  reserve(bytes: number): void;
  unreserve(bytes: number): void;
  /** Sends a message that room was reserved for. It must not change any more. */
  send(payload: Uint8Array): void;
  /** Calls `listener` when there is room again after `hasRoom` was false; answers how to stop that. */
  subscribe(listener: () => void): () => void;
}

/** The receiving end: a mailbox of this process. */
export interface Inbox {
  /** How much one reliable sender may have waiting here: it is kept from sending more. At least 1. */
  readonly capacityMessages: number;
  readonly capacityBytes: number;
  /**
   * Takes a message; `payload` is valid during the call only. With an `origin` the sender has kept within the capacity, and
   * `origin.consumed` is to be called once when a section has taken the message for good. Without, the mailbox may be full.
   */
  accept(payload: Uint8Array, origin: MessageOrigin | undefined): 'taken' | 'full' | 'invalid';
}

export interface MessageOrigin {
  consumed(bytes: number): void;
}

/** Room for messages that wait on the sending side: a bound on their number and their bytes, with subscribers to be told of space. */
export class SendBuffer {
  private readonly limitMessages: number;
  private readonly limitBytes: number;
  private readonly listeners = new Set<() => void>();
  private heldMessages = 0;
  private heldBytes = 0;
  private turnedAway = false;

  constructor(limitMessages: number, limitBytes: number) {
    this.limitMessages = limitMessages;
    this.limitBytes = limitBytes;
  }

  hasRoom(): boolean {
    if (this.heldMessages < this.limitMessages && this.heldBytes < this.limitBytes) return true;
    this.turnedAway = true;
    return false;
  }

  /** True from half full on. */
  get isPressed(): boolean {
    return this.heldMessages * 2 >= this.limitMessages || this.heldBytes * 2 >= this.limitBytes;
  }

  add(bytes: number): void {
    this.heldMessages += 1;
    this.heldBytes += bytes;
  }

  remove(bytes: number): void {
    this.heldMessages -= 1;
    this.heldBytes -= bytes;
    if (!this.turnedAway || !this.hasRoom()) return;
    this.turnedAway = false;
    for (const listener of [...this.listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
