import { closeSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import type { CheckpointPieces } from '../../checker/index.ts';
import { causeOf, InputProblem } from '../failures.ts';
import { removeIfPossible } from '../files.ts';

const magic = Buffer.from('mpcal-ts checkpoint 1\n');
const lengthBytes = 8;

/** Writes the pieces of a saved search to a file; the file is whole or not there. Throws InputProblem. */
export async function writeCheckpoint(path: string, pieces: CheckpointPieces): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  let file: number | undefined;
  try {
    file = openSync(temporary, 'w');
    writeAll(file, magic);
    for await (const piece of pieces) {
      const length = Buffer.alloc(lengthBytes);
      length.writeBigUInt64LE(BigInt(piece.byteLength));
      writeAll(file, length);
      writeAll(file, piece);
    }
    fsyncSync(file);
    closeSync(file);
    file = undefined;
    renameSync(temporary, path);
  } catch (error) {
    if (file !== undefined) closeSync(file);
    removeIfPossible(temporary);
    throw new InputProblem(`cannot save the search to ${path}: ${causeOf(error)}`, { cause: error });
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at, bytes.byteLength - at);
}

/** The pieces of a file that writeCheckpoint wrote, read one by one. Throws InputProblem if it is none. */
export function* readCheckpoint(path: string): Generator<Uint8Array> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new InputProblem(`cannot read ${path}: ${causeOf(error)}`, { cause: error });
  }
  try {
    const head = readUpTo(file, magic.byteLength);
    if (!magic.equals(head)) throw new InputProblem(`${path} is no saved search`);
    for (;;) {
      const length = readUpTo(file, lengthBytes);
      if (length.byteLength < lengthBytes) return;
      const wanted = Number(length.readBigUInt64LE());
      if (wanted > mostBytes) throw new InputProblem(`${path} is damaged`);
      const piece = readUpTo(file, wanted);
      if (piece.byteLength < wanted) throw new InputProblem(`${path} ends too early`);
      yield piece;
    }
  } finally {
    closeSync(file);
  }
}

/** Of one piece: what an array can hold. */
const mostBytes = 2 ** 33;

function readUpTo(file: number, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  let at = 0;
  while (at < count) {
    const read = readSync(file, bytes, at, count - at, null);
    if (read === 0) break;
    at += read;
  }
  return bytes.subarray(0, at);
}
