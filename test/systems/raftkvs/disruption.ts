import { Resource } from '../../../runtime/index.ts';
import type { Attempt, Environment, Value, Verdict } from '../../../runtime/index.ts';

/** How often and for how long things are delayed. */
export interface Disruption {
  readonly environment: Environment;
  /** Uniform in [0, 1); seeded. */
  readonly random: () => number;
  /** Part of the reads and writes that find the resource not ready. */
  readonly accessRate: number;
  /** Part of the sections whose commit takes time. */
  readonly commitRate: number;
  readonly longestMilliseconds: number;
}

/** Seeded numbers in [0, 1) (xorshift). */
export function seededRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Passes everything on to another resource, but not always at once. */
export class DisruptedResource extends Resource {
  private readonly inner: Resource;
  private readonly disruption: Disruption;
  private readonly children = new Map<Resource, DisruptedResource>();
  private holding = false;

  constructor(inner: Resource, disruption: Disruption) {
    super();
    this.inner = inner;
    this.disruption = disruption;
  }

  override get mayVeto(): boolean {
    return true;
  }

  override read(attempt: Attempt): Value | undefined {
    return this.isHeld(attempt) ? undefined : this.inner.read(attempt);
  }

  override write(attempt: Attempt, value: Value): boolean {
    return !this.isHeld(attempt) && this.inner.write(attempt, value);
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    return this.isHeld(attempt) ? undefined : this.inner.readAt(attempt, index);
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    return !this.isHeld(attempt) && this.inner.writeAt(attempt, index, value);
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    return this.isHeld(attempt) ? undefined : this.inner.readPath(attempt, indices);
  }

  override writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    return !this.isHeld(attempt) && this.inner.writePath(attempt, indices, value);
  }

  override index(index: Value, attempt: Attempt): Resource | undefined {
    const child = this.inner.index(index, attempt);
    if (child === undefined) return undefined;
    let disrupted = this.children.get(child);
    if (disrupted === undefined) {
      disrupted = new DisruptedResource(child, this.disruption);
      this.children.set(child, disrupted);
    }
    return disrupted;
  }

  override preCommit(): Verdict {
    if (this.disruption.random() >= this.disruption.commitRate) return true;
    return this.later().then(() => true);
  }

  override commit(): void | Promise<void> {
    if (this.disruption.random() >= this.disruption.commitRate) return undefined;
    return this.later();
  }

  override abort(): void {
    // There is nothing to undo here: the resource behind takes part in the section itself.
  }

  override close(): Promise<void> {
    return this.inner.close();
  }

  private isHeld(attempt: Attempt): boolean {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return true;
    if (!this.holding && this.disruption.random() < this.disruption.accessRate) {
      this.holding = true;
      void this.later().then(() => {
        this.holding = false;
        this.wake();
      });
    }
    return this.holding;
  }

  private later(): Promise<void> {
    const { environment, random, longestMilliseconds } = this.disruption;
    return new Promise((resolve) => {
      environment.clock.setTimer(random() * longestMilliseconds, resolve);
    });
  }
}
