/** Answers the choices (`either`, `with x \in S`) of a section's attempts. */
export interface Chooser {
  /** A section is about to be evaluated: its first attempt follows. */
  beginEvaluation(label: number): void;
  /** An attempt begins: its choices are asked for from the first again. */
  beginAttempt(): void;
  /** Picks one of `ceiling` (at least 1) alternatives, from 0. */
  choose(site: number, ceiling: number): number;
  /** The attempt was blocked: moves on to a combination not tried yet in this evaluation; false if there is none. */
  advance(): boolean;
  /** The attempt has committed. */
  committed(): void;
}

/**
 * The fair chooser of production: per label a counter with one digit per choice on the path, the deepest least significant, that starts
 * at random and moves on with every commit. So any combination of alternatives that stays possible is taken again and again, and two
 * choices of one section never run in lock step. Within one evaluation every combination is tried before the section counts as blocked.
 */
export class FairChooser implements Chooser {
  private readonly random: () => number;
  /** By label: the digit each depth begins its next evaluation with; absent where no choice was ever made. */
  private readonly startsByLabel: number[][] = [];
  private starts: number[] = [];
  /** The path of the present attempt: what was chosen, among how many, and how many alternatives of that place have been tried. */
  private readonly chosen: number[] = [];
  private readonly ceilings: number[] = [];
  private readonly tried: number[] = [];
  /** Digits that are set for the present attempt; the rest of the path is free. */
  private fixedDepth = 0;
  private depth = 0;

  constructor(random: () => number) {
    this.random = random;
  }

  beginEvaluation(label: number): void {
    this.starts = this.startsByLabel[label] ??= [];
    this.fixedDepth = 0;
  }

  beginAttempt(): void {
    this.depth = 0;
  }

  choose(_site: number, ceiling: number): number {
    const depth = this.depth;
    this.depth = depth + 1;
    if (depth < this.fixedDepth) return this.chosen[depth] as number;
    const start = (this.starts[depth] ??= Math.floor(this.random() * ceiling)) % ceiling;
    this.chosen[depth] = start;
    this.ceilings[depth] = ceiling;
    this.tried[depth] = 1;
    this.fixedDepth = depth + 1;
    return start;
  }

  advance(): boolean {
    // A blocked attempt may have ended before it came to the choices fixed for it only if the world changed, which it cannot in between.
    for (let depth = this.depth - 1; depth >= 0; depth -= 1) {
      const ceiling = this.ceilings[depth] as number;
      if ((this.tried[depth] as number) < ceiling) {
        this.tried[depth] = (this.tried[depth] as number) + 1;
        this.chosen[depth] = ((this.chosen[depth] as number) + 1) % ceiling;
        this.fixedDepth = depth + 1;
        return true;
      }
    }
    return false;
  }

  committed(): void {
    let carry = true;
    for (let depth = this.depth - 1; depth >= 0; depth -= 1) {
      const digit: number = (this.chosen[depth] as number) + (carry ? 1 : 0);
      carry = digit === this.ceilings[depth];
      this.starts[depth] = carry ? 0 : digit;
    }
  }
}
