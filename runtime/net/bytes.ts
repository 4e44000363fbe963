/** Thrown by ByteReader, caught where frames arrive: the bytes do not follow the protocol. */
export class MalformedBytes extends Error {}

/** Reads a frame's body; anything it cannot read is a MalformedBytes. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  /** An unsigned integer of up to 53 bits, seven bits a byte, the low ones first. */
  integer(): number {
    let result = 0;
    let scale = 1;
    for (let count = 0; count < 8; count += 1) {
      const byte = this.bytes[this.position];
      if (byte === undefined) throw new MalformedBytes('integer cut off');
      this.position += 1;
      result += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (!Number.isSafeInteger(result)) break;
        return result;
      }
      scale *= 128;
    }
    throw new MalformedBytes('integer too large');
  }

  /** Bytes with their length before them; a view, not a copy. */
  block(limitBytes: number): Uint8Array {
    const length = this.integer();
    if (length > limitBytes || length > this.bytes.length - this.position) {
      throw new MalformedBytes('block too long');
    }
    const start = this.position;
    this.position += length;
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start, length);
  }

  /** Text in UTF-8 with its length in bytes before it. */
  text(limitBytes: number): string {
    const block = this.block(limitBytes);
    return Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('utf8');
  }

  /** Must be called where the frame should be over. */
  expectEnd(): void {
    if (!this.atEnd) throw new MalformedBytes('bytes left over');
  }
}

/** Number of bytes `ByteReader.integer` takes for `value`. */
export function integerSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Writes `value` at `position`; answers the position after it. */
export function writeInteger(target: Uint8Array, position: number, value: number): number {
  let rest = value;
  let at = position;
  while (rest >= 128) {
    target[at] = (rest % 128) | 0x80;
    at += 1;
    rest = Math.floor(rest / 128);
  }
  target[at] = rest;
  return at + 1;
}
