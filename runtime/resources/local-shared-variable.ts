import { Resource } from '../kernel/resource.ts';
import type { Attempt, CommitScope } from '../kernel/resource.ts';
import { applyFunction } from '../tla/index.ts';
import type { Value } from '../tla/index.ts';
import { ElementOf } from './element.ts';
import { readElementPath, writeElement, writeElementPath } from './function-value.ts';

/**
 * A variable shared by archetypes of one process. Holds any value; `x[i]` applies it as a function, `x[i] := e` is EXCEPT. A section sees
 * its own writes at once, others see them when it commits, and sections that are parked on the variable are woken then.
 */
export class LocalSharedVariable extends Resource {
  /** What the present section sees; the same as `committed` while none has written. */
  protected current: Value;
  protected committed: Value;

  constructor(initial: Value) {
    super();
    this.current = initial;
    this.committed = initial;
  }

  /** The committed value, for host programs and tests. */
  get value(): Value {
    return this.committed;
  }

  // The accessors below are the busiest code of a running system: they inline what the base class would dispatch.

  override read(attempt: Attempt): Value | undefined {
    attempt.touch(this);
    return this.owner === undefined || this.owner === attempt ? this.current : undefined;
  }

  override write(attempt: Attempt, value: Value): boolean {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return false;
    this.current = value;
    return true;
  }

  override readAt(attempt: Attempt, index: Value): Value | undefined {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return undefined;
    return applyFunction(this.current, index);
  }

  override writeAt(attempt: Attempt, index: Value, value: Value): boolean {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return false;
    this.current = writeElement(this.current, index, value);
    return true;
  }

  override readPath(attempt: Attempt, indices: readonly Value[]): Value | undefined {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return undefined;
    return readElementPath(this.current, indices, 0);
  }

  override writePath(attempt: Attempt, indices: readonly Value[], value: Value): boolean {
    attempt.touch(this);
    if (this.owner !== undefined && this.owner !== attempt) return false;
    this.current = writeElementPath(this.current, indices, 0, value);
    return true;
  }

  override index(index: Value, _attempt: Attempt): Resource {
    return new ElementOf(this, index);
  }

  override commit(_scope: CommitScope): void {
    if (this.current === this.committed) return;
    this.committed = this.current;
    this.wake();
  }

  override abort(): void {
    this.current = this.committed;
  }
}

/** A variable shared by the archetypes of this process that are given it. */
export function newLocalSharedVariable(initial: Value): LocalSharedVariable {
  return new LocalSharedVariable(initial);
}
