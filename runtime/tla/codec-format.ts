/**
 * The binary form of values, for the wire and the disk: a version byte, then one value. A value starts with a tag
 * byte; the low tags hold small integers, short strings and short tuples themselves. Lengths and magnitudes are
 * varints (7 bits per byte, low bits first). A record names its fields once per message: the first record of a shape
 * carries the names, joined by U+0000, the later ones the number of that shape.
 *
 * Our own format, since the generic ones trust their input in ways this one must not (arrays allocated by their
 * announced length, field names that define code), and need a second pass to get from and to canonical values.
 */
export const FORMAT_VERSION = 1;

export const Tag = {
  /** 0x00..0x7f: the integer itself. */
  ShortString: 0x80,
  ShortTuple: 0xa0,
  False: 0xc0,
  True: 0xc1,
  Natural: 0xc2,
  /** varint m stands for -1 - m. */
  Negative: 0xc3,
  String: 0xc4,
  /** For strings with lone surrogates, which UTF-8 cannot express. */
  Utf16String: 0xc5,
  Tuple: 0xc6,
  NewShapeRecord: 0xc7,
  Record: 0xc8,
  Function: 0xc9,
  Set: 0xca,
  /** Two integers, low and high. */
  Interval: 0xcb,
  ModelValue: 0xcc,
  NamedSet: 0xcd,
} as const;

/** Lengths below this are part of the tag. */
export const SHORT_LENGTH = 32;
/** Shapes after these carry their names every time. */
export const MAX_NUMBERED_SHAPES = 64;
export const MAX_DEPTH = 256;
export const MAX_ENCODED_BYTES = 1 << 28;
/** Larger lazy sets are not encoded. */
export const MAX_ENUMERATED_ELEMENTS = 1 << 16;

/** Bytes are no encoded value (`malformed`, `truncated`, `version`), or a value cannot be encoded (`not-encodable`, `too-deep`, `too-large`). */
export class TlaCodecError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TlaCodecError';
    this.code = code;
  }
}
