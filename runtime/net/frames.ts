import { crc32 } from 'node:zlib';
import { integerSize, writeInteger } from './bytes.ts';

/**
 * A frame is a header of three numbers of four bytes, little endian (the length of the body, the CRC-32 of the body, the CRC-32 of the first two),
 * then the body. The header has a checksum of its own since a wrong length would have us wait for bytes that nobody will send. Many small
 * messages share one frame, so that neither the checksums nor the header is paid per message.
 */
export const frameHeaderBytes = 12;

/** What can be wrong with a stream of frames. */
export type FrameFault = 'oversized' | 'checksum';

/** Cuts a stream of bytes into frames. Memory: at most one frame within the limit, and never more than twice what has arrived. */
export class FrameDecoder {
  /** Largest body accepted; may be changed between frames. */
  limitBytes: number;
  private pending: Buffer = Buffer.alloc(0);
  private pendingLength = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  /** True in the middle of a frame. */
  get isPartial(): boolean {
    return this.pendingLength > 0;
  }

  /**
   * Takes the next bytes and hands over every body now complete, as a view that stays valid. Stops when `onBody` answers false. After a
   * fault the decoder must not be used any more.
   */
  push(bytes: Uint8Array, onBody: (body: Uint8Array) => boolean): FrameFault | undefined {
    let chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    while (chunk.length > 0) {
      const isFresh = this.pendingLength === 0;
      if (!isFresh) chunk = this.fill(chunk, frameHeaderBytes);
      const begun = isFresh ? chunk : this.pending.subarray(0, this.pendingLength);
      if (begun.length < frameHeaderBytes) {
        if (isFresh) this.fill(chunk, chunk.length);
        return undefined;
      }
      if (crc32(begun.subarray(0, 8)) !== begun.readUInt32LE(8)) return 'checksum';
      const bodyLength = begun.readUInt32LE(0);
      if (bodyLength > this.limitBytes) return 'oversized';
      const frameLength = frameHeaderBytes + bodyLength;
      let frame: Buffer;
      if (isFresh && chunk.length >= frameLength) {
        frame = chunk.subarray(0, frameLength);
        chunk = chunk.subarray(frameLength);
      } else {
        chunk = this.fill(chunk, isFresh ? chunk.length : frameLength);
        if (this.pendingLength < frameLength) return undefined;
        frame = this.pending.subarray(0, frameLength);
        this.pending = Buffer.alloc(0);
        this.pendingLength = 0;
      }
      const body = frame.subarray(frameHeaderBytes);
      if (crc32(body) !== frame.readUInt32LE(4)) return 'checksum';
      if (!onBody(body)) return undefined;
    }
    return undefined;
  }

  /** Moves bytes from `chunk` until `wanted` are pending; answers the rest of the chunk. */
  private fill(chunk: Buffer, wanted: number): Buffer {
    const count = Math.min(chunk.length, wanted - this.pendingLength);
    if (count <= 0) return chunk;
    const needed = this.pendingLength + count;
    if (needed > this.pending.length) {
      // Doubling keeps the copying linear; not trusting the announced length keeps a liar from reserving memory.
      const grown = Buffer.allocUnsafe(Math.max(needed, Math.min(wanted, this.pending.length * 2), 64));
      this.pending.copy(grown, 0, 0, this.pendingLength);
      this.pending = grown;
    }
    chunk.copy(this.pending, this.pendingLength, 0, count);
    this.pendingLength = needed;
    return chunk.subarray(count);
  }
}

/** Bodies that would grow beyond this are closed and a new one begun. */
export const comfortableBodyBytes = 32 * 1024;
/** Blocks from this size on are written without copying them. */
const separateBlockBytes = 16 * 1024;
const chunkBytes = 64 * 1024;

/**
 * Builds frames one after the other in chunks of memory that are used once: what was given to the network is never written again.
 * `begin`, then any number of `integer`, `block` and `text`, then `finish`.
 */
export class FrameBuilder {
  private chunk = Buffer.alloc(0);
  private start = 0;
  private position = 0;
  private parts: Buffer[] = [];
  private partsBytes = 0;

  /** Bytes in the body so far. */
  get bodyBytes(): number {
    return this.partsBytes + this.position - this.start - frameHeaderBytes;
  }

  begin(): void {
    this.parts = [];
    this.partsBytes = 0;
    this.start = this.position;
    this.require(frameHeaderBytes);
    this.position += frameHeaderBytes;
  }

  integer(value: number): void {
    this.require(integerSize(value));
    this.position = writeInteger(this.chunk, this.position, value);
  }

  /** Bytes with their length before them. The bytes must not change any more. */
  block(bytes: Uint8Array): void {
    this.integer(bytes.length);
    if (bytes.length >= separateBlockBytes) {
      this.closePart();
      this.parts.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      this.partsBytes += bytes.length;
      return;
    }
    this.require(bytes.length);
    this.chunk.set(bytes, this.position);
    this.position += bytes.length;
  }

  text(text: string): void {
    this.block(Buffer.from(text, 'utf8'));
  }

  /** The frame, in parts to be written in order. */
  finish(): readonly Uint8Array[] {
    const bodyBytes = this.bodyBytes;
    this.closePart();
    const [first] = this.parts as [Buffer];
    let checksum = crc32(first.subarray(frameHeaderBytes));
    for (let index = 1; index < this.parts.length; index += 1) {
      checksum = crc32(this.parts[index] as Buffer, checksum);
    }
    first.writeUInt32LE(bodyBytes, 0);
    first.writeUInt32LE(checksum, 4);
    first.writeUInt32LE(crc32(first.subarray(0, 8)), 8);
    return this.parts;
  }

  private closePart(): void {
    if (this.position === this.start) return;
    this.parts.push(this.chunk.subarray(this.start, this.position));
    this.partsBytes += this.position - this.start;
    this.start = this.position;
  }

  private require(bytes: number): void {
    if (this.position + bytes <= this.chunk.length) return;
    // What was begun moves along, so that a frame of small messages stays in one piece.
    const begun = this.chunk.subarray(this.start, this.position);
    this.chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, begun.length + bytes));
    begun.copy(this.chunk);
    this.start = 0;
    this.position = begun.length;
  }
}
