import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';

/**
 * The common part of resources that are nothing but their elements. Only the elements take part in sections; with more indices than one,
 * the rest goes to the element as it is, so that an element may be a variable that holds a function, or a map again.
 */
export abstract class ResourceMap extends Resource {
  private closing: Promise<void> | undefined = undefined;

  /** Implementor's: the elements there are. */
  protected abstract elements(): Iterable<Resource>;

  /** Implementor's: never blocked. */
  abstract override index(index: Value, attempt: Attempt): Resource;

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    return this.index(index, attempt).read(attempt);
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    return this.index(index, attempt).write(attempt, value);
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    const element = this.index(indices[0] as Value, attempt);
    return indices.length === 2
      ? element.readAt(attempt, indices[1] as Value)
      : element.readPath(attempt, indices.slice(1));
  }

  override writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    const element = this.index(indices[0] as Value, attempt);
    return indices.length === 2
      ? element.writeAt(attempt, indices[1] as Value, value)
      : element.writePath(attempt, indices.slice(1), value);
  }

  override commit(): void {}

  override abort(): void {}

  /** Closes every element, also when one fails to close; rejects with the first failure. */
  override close(): Promise<void> {
    this.closing ??= this.closeElements();
    return this.closing;
  }

  protected get isClosed(): boolean {
    return this.closing !== undefined;
  }

  private async closeElements(): Promise<void> {
    const outcomes = await Promise.allSettled([...this.elements()].map((element) => element.close()));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
