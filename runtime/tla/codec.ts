/** Values as bytes, for the wire and the disk. */
export { TlaCodecError } from './codec-format.ts';
export { decodeValue } from './decode.ts';
export { encodeValue } from './encode.ts';
