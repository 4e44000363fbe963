import type { Ancestry, CheckpointHead, CounterData, FingerprintSet } from '../search/index.ts';
import { Counters, NO_PARENT, foundPieces, lastPiece } from '../search/index.ts';
import type { Numbering } from './numbering.ts';

/** What each worker has of a search: where the states it numbered came from, and the states that wait, of this level and of the next. */
export type SharePart = 'parents' | 'ordinals' | 'level' | 'nextLevel';

/** A worker whose search has been stopped. */
export interface Member {
  readonly counters: CounterData;
  readonly wasCut: boolean;
  /** How many states it numbered. */
  readonly numbered: number;
  /** How many of this level wait with it. */
  readonly leftInLevel: number;
  /** Of parents and ordinals, numbers of 32 bits; of what waits, by turns such numbers and states. */
  part(part: SharePart): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A search that several workers made and that was stopped. */
export interface StoppedSearch {
  readonly identity: string;
  readonly mode: string;
  readonly level: number;
  readonly numbering: Numbering;
  readonly visited: FingerprintSet;
  /** Where the states came from that were numbered before the search was resumed. Takes the others. */
  readonly ancestry: Ancestry;
  /** By worker; undefined for one that never took part. */
  readonly members: readonly (Member | undefined)[];
}

const numbersOf = (piece: Uint8Array): Uint32Array<ArrayBuffer> => new Uint32Array(piece.slice().buffer);

/** The search as one thread would have saved it, so that any number of workers can go on with it: states get numbers without gaps. */
export async function* savedByMany(search: StoppedSearch): AsyncGenerator<Uint8Array> {
  const { ancestry, members, numbering, visited } = search;
  const renumber = numbering.withoutGaps(members.map((member) => member?.numbered ?? 0));
  const present = members.filter((member) => member !== undefined);
  for (const member of present) {
    for await (const piece of member.part('parents'))
      for (const id of numbersOf(piece)) ancestry.parents.push(id === NO_PARENT ? id : renumber(id));
    for await (const piece of member.part('ordinals'))
      for (const ordinal of numbersOf(piece)) ancestry.ordinals.push(ordinal);
  }
  yield* foundPieces(headOf(search, present), { visited, ancestry });
  for (const level of ['level', 'nextLevel'] as const)
    for (const member of present) {
      let areNumbers = true;
      for await (const piece of member.part(level)) {
        yield areNumbers ? new Uint8Array(numbersOf(piece).map(renumber).buffer) : piece;
        areNumbers = !areNumbers;
      }
    }
  yield lastPiece();
}

function headOf({ identity, mode, level }: StoppedSearch, members: readonly Member[]): CheckpointHead {
  const counters = new Counters(members[0]?.counters.taken.length ?? 0);
  for (const member of members) counters.add(member.counters);
  return {
    identity,
    mode,
    depth: level,
    leftInLevel: members.reduce((sum, { leftInLevel }) => sum + leftInLevel, 0),
    wasCut: members.some(({ wasCut }) => wasCut),
    counters: counters.toData(),
  };
}
