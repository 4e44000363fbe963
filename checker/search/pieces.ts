/** A saved search is a sequence of byte arrays. Its bytes are not what a search of this version writes, or end too early. */
export class DamagedCheckpoint extends Error {
  constructor(what: string) {
    super(`the checkpoint cannot be read: ${what}`);
    this.name = 'DamagedCheckpoint';
  }
}

export function nextPiece(pieces: Iterator<Uint8Array>): Uint8Array {
  const next = pieces.next();
  if (next.done === true) throw new DamagedCheckpoint('it ends too early');
  return next.value;
}

/** The 64-bit floating point numbers that a piece consists of. */
export function numbersOf(piece: Uint8Array): number[] {
  if (piece.byteLength % 8 !== 0) throw new DamagedCheckpoint('a piece has a wrong length');
  return [...new Float64Array(piece.slice().buffer)];
}
