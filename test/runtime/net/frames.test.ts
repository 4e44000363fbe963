import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, MalformedBytes, integerSize, writeInteger } from '../../../runtime/net/bytes.ts';
import { FrameBuilder, FrameDecoder, frameHeaderBytes } from '../../../runtime/net/frames.ts';

const limit = 1_000_000;

function frameOf(...blocks: readonly Uint8Array[]): Buffer {
  const builder = new FrameBuilder();
  builder.begin();
  for (const block of blocks) builder.block(block);
  return Buffer.concat(builder.finish());
}

/** Pushes `bytes` in pieces of the given sizes, over and over; answers the bodies and the fault. */
function decode(
  bytes: Uint8Array,
  sizes: readonly number[],
  limitBytes = limit,
): [Buffer[], string | undefined] {
  const decoder = new FrameDecoder(limitBytes);
  const bodies: Buffer[] = [];
  let position = 0;
  for (let turn = 0; position < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const fault = decoder.push(
      bytes.subarray(position, position + size),
      (body) => bodies.push(Buffer.from(body)) > 0,
    );
    if (fault !== undefined) return [bodies, fault];
    position += size;
  }
  return [bodies, decoder.isPartial ? 'partial' : undefined];
}

describe('integers', () => {
  it('come back as they were, in the size that was said', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const bytes = new Uint8Array(16);
        const end = writeInteger(bytes, 3, value);
        expect(end - 3).toBe(integerSize(value));
        const reader = new ByteReader(bytes.subarray(3, end));
        expect(reader.integer()).toBe(value);
        expect(reader.atEnd).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it.each([[[]], [[0x80]], [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]], [new Array(20).fill(0x80)]])(
    'are malformed when cut off or too large: %j',
    (bytes) => {
      expect(() => new ByteReader(Uint8Array.from(bytes as number[])).integer()).toThrow(MalformedBytes);
    },
  );
});

describe('blocks', () => {
  it('are malformed when they claim more than there is, or than is allowed', () => {
    expect(() => new ByteReader(Uint8Array.of(3, 1, 2)).block(100)).toThrow(MalformedBytes);
    expect(() => new ByteReader(Uint8Array.of(3, 1, 2, 3)).block(2)).toThrow(MalformedBytes);
    expect([...new ByteReader(Uint8Array.of(3, 1, 2, 3)).block(3)]).toEqual([1, 2, 3]);
  });
});

describe('frames', () => {
  it('come out whole however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        (payloads, sizes) => {
          const frames = payloads.map((payload) => frameOf(payload));
          const [bodies, fault] = decode(Buffer.concat(frames), sizes);
          expect(fault).toBeUndefined();
          expect(bodies).toEqual(frames.map((frame) => frame.subarray(frameHeaderBytes)));
        },
      ),
      { seed: 2 },
    );
  });

  it('carry small and large blocks side by side, built one after the other', () => {
    const builder = new FrameBuilder();
    const sizes = [0, 10, 40_000, 3, 16 * 1024, 200_000, 5];
    const stream: Uint8Array[] = [];
    for (let round = 0; round < 20; round += 1) {
      builder.begin();
      builder.integer(round);
      let expected = 1;
      for (const size of sizes) {
        builder.block(new Uint8Array(size).fill(round));
        expected += integerSize(size) + size;
        expect(builder.bodyBytes).toBe(expected);
      }
      stream.push(...builder.finish());
    }
    const [bodies, fault] = decode(Buffer.concat(stream), [65_536, 1, 100]);
    expect(fault).toBeUndefined();
    expect(bodies.length).toBe(20);
    bodies.forEach((body, round) => {
      const reader = new ByteReader(body);
      expect(reader.integer()).toBe(round);
      for (const size of sizes) {
        const block = reader.block(limit);
        expect(block.length).toBe(size);
        expect(block.every((byte) => byte === round)).toBe(true);
      }
      expect(reader.atEnd).toBe(true);
    });
  });

  it('are refused when any single byte is changed', () => {
    const frame = frameOf(Buffer.from('some text that matters'));
    for (let position = 0; position < frame.length; position += 1) {
      const bad = Buffer.from(frame);
      bad.writeUInt8(bad.readUInt8(position) ^ 0x40, position);
      const [bodies, fault] = decode(bad, [7]);
      expect([bodies.length, fault]).toEqual([0, 'checksum']);
    }
  });

  it('are refused over the limit before their body has come', () => {
    const frame = frameOf(new Uint8Array(1000));
    expect(decode(frame.subarray(0, frameHeaderBytes), [100], 999)[1]).toBe('oversized');
    expect(decode(frame, [100], 1002)[1]).toBeUndefined();
  });

  it('take no more memory than twice what has arrived, whatever length they announce', () => {
    const frame = frameOf(new Uint8Array(900_000));
    const decoder = new FrameDecoder(limit);
    const before = process.memoryUsage().arrayBuffers;
    decoder.push(frame.subarray(0, 1000), () => true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000);
    expect(decoder.isPartial).toBe(true);
  });

  it('are copied a linear number of times when they come in small pieces', () => {
    const payload = new Uint8Array(1_000_000 - 10).fill(9);
    const frame = frameOf(payload);
    const decoder = new FrameDecoder(limit);
    const original = Buffer.prototype.copy;
    let copied = 0;
    Buffer.prototype.copy = function copy(this: Buffer, ...args: Parameters<Buffer['copy']>): number {
      const count = original.apply(this, args);
      copied += count;
      return count;
    };
    try {
      let bodies = 0;
      for (let position = 0; position < frame.length; position += 100) {
        decoder.push(frame.subarray(position, position + 100), () => (bodies += 1) > 0);
      }
      expect(bodies).toBe(1);
    } finally {
      Buffer.prototype.copy = original;
    }
    expect(copied).toBeLessThan(4 * frame.length);
  });

  it('never make anything but bodies or a fault of random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const [bodies, fault] = decode(bytes, [17]);
        expect(bodies.length === 0 || fault === undefined).toBe(true);
        expect([undefined, 'checksum', 'oversized', 'partial']).toContain(fault);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});
