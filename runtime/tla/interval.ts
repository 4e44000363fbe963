import { fail } from './errors.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import type { TlaObject, Value } from './value.ts';
import { Kind } from './value.ts';
import { emptySet } from './enumerated-set.ts';
import { ModelValue } from './model-value.ts';

/** `low..high`, not empty. */
export class IntervalSet extends TlaSet {
  readonly low: number;
  readonly high: number;

  constructor(low: number, high: number) {
    super(Kind.Interval);
    this.low = low;
    this.high = high;
  }

  override get size(): number {
    return this.high - this.low + 1;
  }

  override has(x: Value, at?: Site): boolean {
    if (typeof x === 'number') return x >= this.low && x <= this.high;
    if (x instanceof ModelValue) return false;
    return fail(
      'incomparable',
      'Attempted to check if the value: {0} is in the integer interval {1}',
      [x, this],
      at,
    );
  }

  override elementAt(position: number): Value {
    return this.low + position;
  }

  override compareTo(other: TlaObject): number {
    if (other instanceof IntervalSet && other.size === this.size) return this.low - other.low;
    return super.compareTo(other);
  }

  override equalTo(other: TlaObject, at: Site | undefined): boolean {
    if (other instanceof IntervalSet) return this.low === other.low && this.high === other.high;
    return super.equalTo(other, at);
  }

  override toString(): string {
    return this.describe();
  }

  protected override describe(): string {
    return `${this.low}..${this.high}`;
  }
}

/** The set of the integers from low to high. */
export function intervalOf(low: number, high: number): TlaSet {
  return low > high ? emptySet : new IntervalSet(low, high);
}
