import { EnumeratedSet } from './enumerated-set.ts';
import { failInfinite, failNotElement } from './lazy-set-errors.ts';
import { ModelValue } from './model-value.ts';
import { TlaSet } from './set.ts';
import type { Site } from './site.ts';
import { isSubset } from './subset.ts';
import type { Value } from './value.ts';
import { Kind } from './value.ts';

/** `n choose k`, as a floating-point number. */
function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}

/** `SUBSET S`; subsets in canonical order: by size, then lexicographically. */
class PowerSet extends TlaSet {
  readonly #base: TlaSet;

  constructor(base: TlaSet) {
    super(Kind.LazySet);
    this.#base = base;
  }

  override get size(): number {
    return 2 ** this.#base.size;
  }

  override has(x: Value, at?: Site): boolean {
    if (x instanceof TlaSet) return isSubset(x, this.#base, at);
    if (x instanceof ModelValue) return false;
    return failNotElement(x, this, 'set', at);
  }

  override elementAt(position: number): Value {
    const n = this.#base.size;
    if (n === Infinity) return failInfinite(this);
    if (position >= this.size - 1) return this.#base;
    let rest = position;
    let k = 0;
    for (let count = 1; rest >= count; count = binomial(n, k)) {
      rest -= count;
      k++;
    }
    const chosen: Value[] = [];
    for (let next = 0; chosen.length < k; next++) {
      const withNext = binomial(n - next - 1, k - chosen.length - 1);
      if (rest < withNext) chosen.push(this.#base.elementAt(next));
      else rest -= withNext;
    }
    return EnumeratedSet.ofSorted(chosen);
  }

  /** Walks the combinations of each size instead of computing each from its position. */
  override some(visit: (x: Value) => boolean, at?: Site): boolean {
    this.checkEnumerable(at);
    const items = this.#base.toArray(at);
    const n = items.length;
    for (let k = 0; k <= n; k++) {
      const indices = Array.from({ length: k }, (_, i) => i);
      for (;;) {
        if (visit(EnumeratedSet.ofSorted(indices.map((index) => items[index] as Value)))) return true;
        let i = k - 1;
        while (i >= 0 && indices[i] === n - k + i) i--;
        if (i < 0) break;
        let next = (indices[i] as number) + 1;
        for (; i < k; i++) indices[i] = next++;
      }
    }
    return false;
  }

  protected override makeArray(): readonly Value[] {
    const array: Value[] = [];
    this.some((x) => {
      array.push(x);
      return false;
    });
    return array;
  }

  protected override get constructedBy(): string {
    return 'SUBSET';
  }

  protected override get parts(): readonly Value[] {
    return [this.#base];
  }

  protected override describe(): string {
    return `SUBSET ${this.#base.toString()}`;
  }
}

export function powerSetOf(base: TlaSet): TlaSet {
  return new PowerSet(base);
}
