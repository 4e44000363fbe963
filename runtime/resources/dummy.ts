import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import { defaultInitValue } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';

/** Every read, at whatever index, gives one fixed value; what is written is swallowed. It takes no part in sections. */
export class Dummy extends Resource {
  private readonly value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  override read(_attempt: Attempt): Value {
    return this.value;
  }

  override write(_attempt: Attempt, _value: Value): boolean {
    return true;
  }

  override index(_index: Value, _attempt: Attempt): Dummy {
    return this;
  }

  override commit(): void {}

  override abort(): void {}
}

/** @param value What reads give; `defaultInitValue` if left out. */
export function newDummy(value: Value = defaultInitValue): Dummy {
  return new Dummy(value);
}
