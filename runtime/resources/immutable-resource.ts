import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import { applyFunction } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { ElementOf } from './element.ts';
import { readElementPath } from './function-value.ts';

/**
 * A value that never changes, such as a part of the configuration. Reads give it, `x[i]` applies it as a function, writes are unsupported.
 * As there is nothing to wait for, it takes no part in sections.
 */
export class ImmutableResource extends Resource {
  private readonly value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  override read(_attempt: Attempt): Value {
    return this.value;
  }

  override readAt(_attempt: Attempt, index: Value): Value {
    return applyFunction(this.value, index);
  }

  override readPath(_attempt: Attempt, indices: readonly Value[]): Value {
    return readElementPath(this.value, indices, 0);
  }

  override writeAt(attempt: Attempt, _index: Value, value: Value): boolean {
    return this.write(attempt, value);
  }

  override writePath(attempt: Attempt, _indices: readonly Value[], value: Value): boolean {
    return this.write(attempt, value);
  }

  override index(index: Value, _attempt: Attempt): Resource {
    return new ElementOf(this, index);
  }

  override commit(): void {}

  override abort(): void {}
}

export function newImmutableResource(value: Value): ImmutableResource {
  return new ImmutableResource(value);
}
