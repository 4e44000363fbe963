import type { Model } from '../model/index.ts';
import type { Ancestry, NumberList } from './ancestry.ts';
import type { Frontier } from './explorer.ts';
import type { FingerprintSet } from './fingerprint-set.ts';
import { DamagedCheckpoint, nextPiece } from './pieces.ts';
import { decodeStates, encodeStates } from './state-blocks.ts';
import type { StateDeque } from './state-deque.ts';
import type { CounterData } from './statistics.ts';

const VERSION = 1;

/** What a saved search consists of, one after the other; several threads take a while to give theirs. */
export type CheckpointPieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** How a search is saved when it is stopped, and how it goes on. */
export interface Checkpoint {
  /** Stands for the spec and its configuration. */
  readonly identity: string;
  /** Takes what was saved; not called if the search comes to its end. */
  readonly save: ((pieces: CheckpointPieces) => Promise<void>) | undefined;
  /** What was saved before. */
  readonly resumed: Iterator<Uint8Array> | undefined;
}

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

/** What `CheckpointHead.mode` says of a search. */
export function modeOf(order: 'breadth-first' | 'depth-first', maximumDepth: number): string {
  return `${order} to depth ${maximumDepth}`;
}

/** What a search knows of the states it has found. */
export interface FoundParts {
  readonly visited: FingerprintSet;
  readonly ancestry: Ancestry;
  readonly depths?: NumberList | undefined;
}

type Translator = Pick<Model, 'stateOf' | 'valuesOf'>;

/** The beginning of a saved search. What waits follows: `waitingPieces`, the oldest states first, and at the end `lastPiece`. */
export function* foundPieces(head: CheckpointHead, parts: FoundParts): Generator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify({ version: VERSION, ...head }));
  yield* parts.visited.pieces();
  yield* parts.ancestry.parents.pieces();
  yield* parts.ancestry.ordinals.pieces();
  if (parts.depths !== undefined) yield* parts.depths.pieces();
}

/** By turns the numbers of some states (32 bits each) and these states. */
export function* waitingPieces(model: Translator, queue: StateDeque): Generator<Uint8Array<ArrayBuffer>> {
  for (const { states, ids } of queue.blocks()) {
    if (states.length === 0) continue;
    yield new Uint8Array(Uint32Array.from(ids).buffer);
    yield encodeStates(states.map((state) => model.valuesOf(state))).slice();
  }
}

export const lastPiece = (): Uint8Array => new Uint8Array(0);

function headOf(piece: Uint8Array): CheckpointHead & { readonly version: number } {
  try {
    return JSON.parse(new TextDecoder().decode(piece)) as CheckpointHead & { version: number };
  } catch {
    throw new DamagedCheckpoint('its beginning is not what it should be');
  }
}

/**
 * Begins to read a saved search; `identity` and `mode` are those of the search that is to go on.
 * @throws CheckpointMismatch if they differ, DamagedCheckpoint
 */
export function readHead(pieces: Iterator<Uint8Array>, identity: string, mode: string): CheckpointHead {
  const head = headOf(nextPiece(pieces));
  if (head.version !== VERSION) throw new CheckpointMismatch('another version wrote it');
  if (head.identity !== identity)
    throw new CheckpointMismatch('the specification or its configuration was changed');
  if (head.mode !== mode) throw new CheckpointMismatch(`it is of a search ${head.mode}, this one is ${mode}`);
  return head;
}

/**
 * Fills the parts, which must be new, with what comes after the head.
 * @throws DamagedCheckpoint if pieces are missing
 */
export function restoreFound(pieces: Iterator<Uint8Array>, parts: FoundParts): void {
  parts.visited.restore(pieces);
  parts.ancestry.parents.restore(pieces);
  parts.ancestry.ordinals.restore(pieces);
  parts.depths?.restore(pieces);
}

/**
 * Gives what comes then, the states that wait, to the frontier, the oldest first.
 * @throws DamagedCheckpoint if pieces are missing
 */
export function restoreWaiting(pieces: Iterator<Uint8Array>, model: Translator, frontier: Frontier): void {
  for (;;) {
    const idBytes = nextPiece(pieces);
    if (idBytes.byteLength === 0) return;
    const ids = new Uint32Array(idBytes.slice().buffer);
    const states = decodeStates(nextPiece(pieces), ids.length);
    for (const [place, values] of states.entries())
      frontier.push(model.stateOf(values), ids[place] as number);
  }
}
