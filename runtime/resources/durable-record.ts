import { crc32 } from 'node:zlib';
import type { Storage } from '../kernel/seams.ts';
import { decodeValue, encodeValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { reasonOf, ResourceError } from './errors.ts';

/** What persistent resources need of a durability domain. */
export interface DurableDomain {
  readonly storage: Storage;
}

/**
 * Any name as a part of a storage key: letters, digits and `_` stand for themselves, all else for `%` and its UTF-16 code. So names cannot
 * run into what follows them, and keys are ASCII, which every store puts in the same order.
 */
export function escapedName(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const formatVersion = 1;
const headerBytes = 5;

/** A value as it is stored: format version, checksum over key and value, value. */
export function sealRecord(key: string, value: Value): Uint8Array {
  const payload = encodeValue(value);
  const record = new Uint8Array(headerBytes + payload.length);
  record[0] = formatVersion;
  new DataView(record.buffer).setUint32(1, checksumOf(key, payload));
  record.set(payload, headerBytes);
  return record;
}

/** The value of a record; anything but what `sealRecord` made for this key fails with STORAGE_CORRUPT. */
export function openRecord(key: string, record: Uint8Array): Value {
  if (record.length < headerBytes) throw corrupt(`the record ${key} is cut off`);
  if (record[0] !== formatVersion) {
    throw corrupt(
      `the record ${key} has format ${record[0]}, but this version reads format ${formatVersion}`,
    );
  }
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const payload = record.subarray(headerBytes);
  if (view.getUint32(1) !== checksumOf(key, payload)) throw corrupt(`the record ${key} has a wrong checksum`);
  try {
    return decodeValue(payload);
  } catch (error) {
    throw corrupt(`the record ${key} is no value: ${reasonOf(error)}`, { cause: error });
  }
}

export function corrupt(what: string, options?: ErrorOptions): ResourceError {
  return new ResourceError('STORAGE_CORRUPT', `the stored data is corrupt: ${what}`, options);
}

/** The key covers the record, so that one found under another's key does not pass. */
function checksumOf(key: string, payload: Uint8Array): number {
  return crc32(payload, crc32(key));
}

const claims = new WeakMap<Storage, Set<string>>();

/** Makes sure that no two open resources keep their state under the same key. Answers how to give the key free. */
export function claimKey(storage: Storage, key: string, what: string): () => void {
  let claimed = claims.get(storage);
  if (claimed === undefined) {
    claimed = new Set();
    claims.set(storage, claimed);
  }
  const keys = claimed;
  if (keys.has(key)) {
    throw new ResourceError('RESOURCE_BAD_OPTION', `${what} is open already; give each its own name`);
  }
  keys.add(key);
  return () => void keys.delete(key);
}
