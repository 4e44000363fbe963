/**
 * Runs through all combinations of choices: each run of a piece of code asks `choose` for its choices in turn, and `advance` moves on
 * to the next combination, the last choice changing fastest. What a choice is among may depend on the choices before it.
 */
export class Odometer {
  private readonly chosen: number[] = [];
  private readonly ceilings: number[] = [];
  /** Choices of the present run so far. */
  private depth = 0;
  /** Choices that are set for the present run; the rest begin at 0. */
  private fixed = 0;

  /** Before the first run. */
  reset(): void {
    this.depth = 0;
    this.fixed = 0;
  }

  /** One of `ceiling` (at least 1) alternatives, from 0. */
  choose(ceiling: number): number {
    const depth = this.depth;
    this.depth = depth + 1;
    if (depth < this.fixed) return this.chosen[depth] as number;
    this.chosen[depth] = 0;
    this.ceilings[depth] = ceiling;
    this.fixed = depth + 1;
    return 0;
  }

  /** After a run: sets the next combination; false if this was the last. */
  advance(): boolean {
    let depth = this.depth - 1;
    this.depth = 0;
    for (; depth >= 0; depth -= 1) {
      const chosen = (this.chosen[depth] as number) + 1;
      if (chosen < (this.ceilings[depth] as number)) {
        this.chosen[depth] = chosen;
        this.fixed = depth + 1;
        return true;
      }
    }
    this.fixed = 0;
    return false;
  }
}
