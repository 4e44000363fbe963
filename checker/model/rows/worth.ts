/** What looking something up in vain and remembering it costs, in what finding it saves. */
const COST_OF_MISS = 15;
const FIRST_CREDIT = 400 * COST_OF_MISS;
const LATER_CREDIT = 100 * COST_OF_MISS;
const FIRST_REST = 1 << 13;

/** Tells whether remembering what a computation comes to is worth it: not where it hardly ever comes to the same again. */
export class Worth {
  private credit = FIRST_CREDIT;
  /** Runs that are left before it is tried again. */
  private rest = 0;
  private nextRest = FIRST_REST;

  /** To be asked once before each run. */
  isTried(): boolean {
    if (this.rest === 0) return true;
    this.rest -= 1;
    return false;
  }

  found(): void {
    if (this.credit < FIRST_CREDIT) this.credit += 1;
  }

  /** True when it is given up for now: what was remembered can be forgotten. */
  missed(): boolean {
    this.credit -= COST_OF_MISS;
    if (this.credit > 0) return false;
    this.giveUpFor(this.nextRest);
    this.nextRest *= 2;
    this.credit = LATER_CREDIT;
    return true;
  }

  /** For a computation that is no function of what it looks at. */
  giveUp(): void {
    this.giveUpFor(Infinity);
  }

  private giveUpFor(runs: number): void {
    this.rest = runs;
  }
}
