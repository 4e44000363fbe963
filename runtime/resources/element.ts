import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';

/**
 * One element of a resource whose elements are no resources of their own, for those who ask by `index`. It has no state: what is read,
 * written, locked and parked on is the holder.
 */
export class ElementOf extends Resource {
  private readonly holder: Resource;
  private readonly position: Value;

  constructor(holder: Resource, position: Value) {
    super();
    this.holder = holder;
    this.position = position;
  }

  override get mayVeto(): boolean {
    return this.holder.mayVeto;
  }

  override read(attempt: Attempt): Value | undefined {
    return this.holder.readAt(attempt, this.position);
  }

  override write(attempt: Attempt, value: Value): boolean {
    return this.holder.writeAt(attempt, this.position, value);
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    return this.holder.readPath(attempt, [this.position, index]);
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    return this.holder.writePath(attempt, [this.position, index], value);
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    return this.holder.readPath(attempt, [this.position, ...indices]);
  }

  override writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    return this.holder.writePath(attempt, [this.position, ...indices], value);
  }

  override index(index: Value, _attempt: Attempt): Resource {
    return new ElementOf(this, index);
  }

  override commit(): void {}

  override abort(): void {}
}
