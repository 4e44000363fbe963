/**
 * The numbers that several workers give to states. Those below `before` were given before the search was resumed; of the others worker w gives
 * before + w, before + w + workers, and so on.
 */
export class Numbering {
  readonly before: number;
  readonly workers: number;

  constructor(before: number, workers: number) {
    this.before = before;
    this.workers = workers;
  }

  /** For the worker's Explorer. */
  of(worker: number): { readonly stride: number; readonly offset: number } {
    return { stride: this.workers, offset: this.before + worker };
  }

  isEarlier(id: number): boolean {
    return id < this.before;
  }

  /** Who gave the number, if it is not an earlier one. */
  workerOf(id: number): number {
    return (id - this.before) % this.workers;
  }

  /** Its place among the numbers of that worker. */
  placeOf(id: number): number {
    return Math.floor((id - this.before) / this.workers);
  }

  /** New numbers without gaps if the workers gave so many each: first the earlier ones, then worker by worker. */
  withoutGaps(given: readonly number[]): (id: number) => number {
    const starts: number[] = [];
    let start = this.before;
    for (const count of given) {
      starts.push(start);
      start += count;
    }
    return (id) => (this.isEarlier(id) ? id : (starts[this.workerOf(id)] as number) + this.placeOf(id));
  }
}
