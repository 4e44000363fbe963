import { hashOf } from './hash.ts';
import type { Value } from './value.ts';
import { sameValue } from './value.ts';

/** A mutable map whose keys are TLA+ values; any two values may stand side by side, those TLC calls incomparable too. */
export class ValueMap<T> {
  private readonly simple = new Map<Value, T>();
  private readonly buckets = new Map<number, [Value, T][]>();

  get(key: Value): T | undefined {
    if (typeof key !== 'object') return this.simple.get(key);
    return this.buckets.get(hashOf(key))?.find((entry) => sameValue(entry[0], key))?.[1];
  }

  set(key: Value, item: T): void {
    if (typeof key !== 'object') {
      this.simple.set(key, item);
      return;
    }
    const hash = hashOf(key);
    const bucket = this.buckets.get(hash);
    const entry = bucket?.find((candidate) => sameValue(candidate[0], key));
    if (entry !== undefined) entry[1] = item;
    else if (bucket !== undefined) bucket.push([key, item]);
    else this.buckets.set(hash, [[key, item]]);
  }

  delete(key: Value): void {
    if (typeof key !== 'object') {
      this.simple.delete(key);
      return;
    }
    const hash = hashOf(key);
    const rest = (this.buckets.get(hash) ?? []).filter((entry) => !sameValue(entry[0], key));
    if (rest.length > 0) this.buckets.set(hash, rest);
    else this.buckets.delete(hash);
  }

  *values(): IterableIterator<T> {
    yield* this.simple.values();
    for (const bucket of this.buckets.values()) for (const entry of bucket) yield entry[1];
  }
}
