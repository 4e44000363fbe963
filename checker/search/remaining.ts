/** Below one state per level nothing is counted any more. */
const LEAST = 0.5;
/** What is foreseen at the beginning of a level is believed if it is what was foreseen at the two before, up to this part of it. */
const TOLERANCE = 0.2;
const PROOFS = 2;

/**
 * How many states a breadth-first search has still to expand, by the numbers of states on its levels. They are known when the last levels before
 * a bound of the depth are reached. Before, they are foreseen, but only while the levels shrink, shrink no slower from one to the next, and have
 * shrunk as foreseen.
 */
export class Remaining {
  readonly #maximumDepth: number;
  /** Sizes of the last three levels begun, the newest last. */
  readonly #sizes: number[] = [];
  /** Of the newest level; initial states are at 1. */
  #depth = 0;
  /** Foreseen at the beginning of the newest level: the states after it. */
  #beyond: number | undefined;
  /** On how many levels in a row it was what had been foreseen. */
  #proofs = 0;

  constructor(maximumDepth: number) {
    this.#maximumDepth = maximumDepth;
  }

  /** A level is begun, all of whose states are known. */
  begin(depth: number, size: number): void {
    const foreseen = this.#beyond;
    this.#depth = depth;
    this.#sizes.push(size);
    if (this.#sizes.length > 3) this.#sizes.shift();
    this.#beyond = this.#foresee();
    this.#proofs = this.#isForeseen(size, foreseen) ? this.#proofs + 1 : 0;
  }

  /** The states that are to be expanded, `waiting` of them on the newest level; undefined if nobody knows. */
  estimate(waiting: number): number | undefined {
    const levels = this.#maximumDepth - 1 - this.#depth;
    // States at the bound are not expanded.
    if (levels < 0) return 0;
    if (levels === 0) return waiting;
    return this.#beyond === undefined || this.#proofs < PROOFS ? undefined : waiting + this.#beyond;
  }

  #isForeseen(size: number, foreseen: number | undefined): boolean {
    if (foreseen === undefined || this.#beyond === undefined) return false;
    const all = size + this.#beyond;
    return Math.abs(all - foreseen) <= TOLERANCE * all;
  }

  /** The states on later levels, if each is smaller than the one before by a factor that itself goes on to change as it did. */
  #foresee(): number | undefined {
    const [before = 0, last = 0, present = 0] = this.#sizes;
    if (before <= last || last <= present) return undefined;
    const bend = present / last / (last / before);
    if (bend > 1) return undefined;
    let factor = present / last;
    let next = present;
    let total = 0;
    for (let depth = this.#depth + 1; depth < this.#maximumDepth; depth++) {
      factor *= bend;
      next *= factor;
      if (next < LEAST) break;
      total += next;
    }
    return total;
  }
}
