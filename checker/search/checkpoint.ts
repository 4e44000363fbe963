import type { Model } from '../model/index.ts';
import type { Ancestry, NumberList } from './ancestry.ts';
import type { FingerprintSet } from './fingerprint-set.ts';
import { DamagedCheckpoint, nextPiece } from './pieces.ts';
import { decodeStates, encodeStates } from './state-blocks.ts';
import type { StateDeque } from './state-deque.ts';
import type { CounterData } from './statistics.ts';

const VERSION = 1;

/** The checkpoint belongs to another specification, configuration or kind of search. */
export class CheckpointMismatch extends Error {
  constructor(what: string) {
    super(`the checkpoint does not fit: ${what}`);
    this.name = 'CheckpointMismatch';
  }
}

/** What a saved search says of itself. */
export interface CheckpointHead {
  /** Stands for the specification and its configuration: equal only if the texts are. */
  readonly identity: string;
  /** The options that change which states are visited, or how they are kept. */
  readonly mode: string;
  readonly depth: number;
  readonly leftInLevel: number;
  readonly wasCut: boolean;
  readonly counters: CounterData;
}

/** The parts of a search that are saved, and the model that knows its states. */
export interface CheckpointParts {
  readonly model: Pick<Model, 'stateOf' | 'valuesOf'>;
  readonly visited: FingerprintSet;
  readonly ancestry: Ancestry;
  readonly depths: NumberList | undefined;
  readonly queue: StateDeque;
}

export function* savePieces(head: CheckpointHead, parts: CheckpointParts): Generator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify({ version: VERSION, ...head }));
  yield* parts.visited.pieces();
  yield* parts.ancestry.parents.pieces();
  yield* parts.ancestry.ordinals.pieces();
  if (parts.depths !== undefined) yield* parts.depths.pieces();
  for (const { states, ids } of parts.queue.blocks()) {
    if (states.length === 0) continue;
    yield new Uint8Array(Uint32Array.from(ids).buffer);
    yield encodeStates(states.map((state) => parts.model.valuesOf(state)));
  }
  yield new Uint8Array(0);
}

function headOf(piece: Uint8Array): CheckpointHead & { readonly version: number } {
  try {
    return JSON.parse(new TextDecoder().decode(piece)) as CheckpointHead & { version: number };
  } catch {
    throw new DamagedCheckpoint('its beginning is not what it should be');
  }
}

/**
 * Fills the parts, which must be new, with what was saved; `identity` and `mode` are those of the search that is to go on.
 * @throws CheckpointMismatch if they differ, DamagedCheckpoint if pieces are missing
 */
export function restorePieces(
  pieces: Iterator<Uint8Array>,
  identity: string,
  mode: string,
  parts: CheckpointParts,
): CheckpointHead {
  const head = headOf(nextPiece(pieces));
  if (head.version !== VERSION) throw new CheckpointMismatch('another version wrote it');
  if (head.identity !== identity)
    throw new CheckpointMismatch('the specification or its configuration was changed');
  if (head.mode !== mode) throw new CheckpointMismatch(`it is of a search ${head.mode}, this one is ${mode}`);
  parts.visited.restore(pieces);
  parts.ancestry.parents.restore(pieces);
  parts.ancestry.ordinals.restore(pieces);
  parts.depths?.restore(pieces);
  for (;;) {
    const idBytes = nextPiece(pieces);
    if (idBytes.byteLength === 0) return head;
    const ids = new Uint32Array(idBytes.slice().buffer);
    const states = decodeStates(nextPiece(pieces), ids.length);
    for (const [place, values] of states.entries())
      parts.queue.push(parts.model.stateOf(values), ids[place] as number);
  }
}
