import { Hub } from '../../../runtime/net/hub.ts';
import type { ChannelOptions, HubOptions } from '../../../runtime/net/hub.ts';
import type { Inbox, MessageOrigin, OutgoingChannel } from '../../../runtime/net/mail.ts';
import type { Value } from '../../../runtime/tla/index.ts';
import { SimulatedNetwork, SimulatedTime } from './simulated-network.ts';

export const channelOptions: ChannelOptions = {
  bufferMessages: 64,
  bufferBytes: 1024 * 1024,
  dialTimeoutMilliseconds: 500,
  writeTimeoutMilliseconds: 2_000,
};

/** A mailbox that keeps texts, and consumes them when told. */
export class TextInbox implements Inbox {
  readonly capacityMessages: number;
  readonly capacityBytes: number;
  readonly texts: string[] = [];
  private readonly waiting: { readonly bytes: number; readonly origin: MessageOrigin | undefined }[] = [];
  private readonly consumesAtOnce: boolean;

  constructor(options: { capacityMessages?: number; capacityBytes?: number; consumesAtOnce?: boolean } = {}) {
    this.capacityMessages = options.capacityMessages ?? 16;
    this.capacityBytes = options.capacityBytes ?? 1024 * 1024;
    this.consumesAtOnce = options.consumesAtOnce ?? true;
  }

  get unconsumed(): number {
    return this.waiting.length;
  }

  accept(payload: Uint8Array, origin: MessageOrigin | undefined): 'taken' | 'full' | 'invalid' {
    if (origin === undefined && this.waiting.length >= this.capacityMessages) return 'full';
    const text = Buffer.from(payload).toString('utf8');
    if (text === 'invalid') return 'invalid';
    this.texts.push(text);
    this.waiting.push({ bytes: payload.length, origin });
    if (this.consumesAtOnce) this.consume(1);
    return 'taken';
  }

  consume(count: number): void {
    for (const message of this.waiting.splice(0, count)) message.origin?.consumed(message.bytes);
  }
}

/** Hubs on a simulated network. */
export class HubWorld {
  readonly time: SimulatedTime;
  readonly network: SimulatedNetwork;

  constructor(seed = 1) {
    this.time = new SimulatedTime(seed);
    this.network = new SimulatedNetwork(this.time);
  }

  async hub(listenAddress: string, options: Partial<HubOptions> = {}): Promise<Hub> {
    const { environment } = this.time;
    const hub = new Hub({ listenAddress, environment, transport: this.network, ...options });
    await hub.listen();
    return hub;
  }

  reliable(from: Hub, to: string, id: Value, options: Partial<ChannelOptions> = {}): OutgoingChannel {
    return from.openReliable(to, id, { ...channelOptions, ...options });
  }

  relaxed(from: Hub, to: string, id: Value, options: Partial<ChannelOptions> = {}): OutgoingChannel {
    return from.openRelaxed(to, id, { ...channelOptions, ...options });
  }
}

/** Sends a text without asking for room. */
export function sendText(channel: OutgoingChannel, text: string): void {
  const payload = Buffer.from(text, 'utf8');
  channel.reserve(payload.length);
  channel.send(payload);
}

/** `prefix0`, `prefix1`, ... */
export function texts(count: number, prefix = ''): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
