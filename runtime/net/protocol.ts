import { TlaCodecError, decodeValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import type { ByteReader } from './bytes.ts';
import type { FrameBuilder } from './frames.ts';
import type { NetEnvironment } from './transport.ts';

/**
 * The frames of mailbox links. The dialling side sends messages, the accepting side answers with acknowledgements and grants.
 *
 * - hello (reliable, dialling side first): name, session, target, link
 * - welcome (reliable, the answer): link, number of the last message delivered
 * - open: any number of (channel, mailbox id); channels are numbered from 1 by the sender, for one link
 * - data: number of the first message (0 on relaxed links), then any number of (channel, payload); channel 0, without a payload, asks for an
 *   acknowledgement at once
 * - control (reliable): number of the last message delivered, then any number of (channel, limit of messages, limit of bytes), counted from the
 *   beginning of the link
 */
export const frameKinds = { hello: 1, welcome: 2, open: 3, data: 4, control: 5 } as const;

/** Longest text in a handshake, in bytes. */
const textLimitBytes = 512;
/** Longest encoded mailbox id. */
export const idLimitBytes = 2 * 1024;
/** A message is smaller than the frame limit by at least this. */
export const dataOverheadBytes = 64;

export interface Hello {
  /** The sending process: a restarted one keeps its name. */
  readonly name: string;
  /** Chosen at random when the sending link was made. */
  readonly session: string;
  /** The address that was dialled: one process may reach another by several, each with a link of its own. */
  readonly target: string;
  /** What the receiver called this link at the last handshake; empty at the first. */
  readonly link: string;
}

export interface Welcome {
  /** Chosen at random when the receiver set up its side; another one than before means that it knows nothing of what was sent before. */
  readonly link: string;
  readonly delivered: number;
}

export function buildHello(frame: FrameBuilder, hello: Hello): void {
  frame.begin();
  frame.integer(frameKinds.hello);
  frame.text(hello.name);
  frame.text(hello.session);
  frame.text(hello.target);
  frame.text(hello.link);
}

export function readHello(reader: ByteReader): Hello {
  const hello = {
    name: reader.text(textLimitBytes),
    session: reader.text(textLimitBytes),
    target: reader.text(textLimitBytes),
    link: reader.text(textLimitBytes),
  };
  reader.expectEnd();
  return hello;
}

export function buildWelcome(frame: FrameBuilder, welcome: Welcome): void {
  frame.begin();
  frame.integer(frameKinds.welcome);
  frame.text(welcome.link);
  frame.integer(welcome.delivered);
}

export function readWelcome(reader: ByteReader): Welcome {
  const welcome = { link: reader.text(textLimitBytes), delivered: reader.integer() };
  reader.expectEnd();
  return welcome;
}

/** 64 random bits as text. */
export function randomId(environment: NetEnvironment): string {
  const word = (): string =>
    Math.floor(environment.random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return word() + word();
}

/** The mailbox id, or undefined for bytes that are no value. */
export function readId(encoded: Uint8Array): Value | undefined {
  try {
    return decodeValue(encoded);
  } catch (error) {
    if (error instanceof TlaCodecError) return undefined;
    throw error;
  }
}
